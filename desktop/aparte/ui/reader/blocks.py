"""The reader's smaller blocks: the procedure, the second level, the sources."""

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aparte.assist.desk import NationalFile
from aparte.core.article import Article, OnlineProcedure, Service
from aparte.ui.freshness import day_in_words, freshness
from aparte.ui.reader.finding import Findable
from aparte.ui.reader.label import FindableLabel
from aparte.ui.reader.linkbutton import ElidedButton
from aparte.ui.reader.marking import marked
from aparte.ui.theme import Theme
from aparte.ui.theme.tied import tied

translate = QCoreApplication.translate

OpenLink = Callable[[str], None]


class Block(QFrame):
    """A framed column of lines that can be found; `role` is the frame's look."""

    def __init__(self, name: str, role: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", role)
        self._theme = theme
        self._column = QVBoxLayout(self)
        edge = theme.px(12) if role else 0
        self._column.setContentsMargins(edge, theme.px(9) if role else 0, edge, edge)
        self._column.setSpacing(theme.px(1))
        self._lines: list[Findable] = []

    def findables(self) -> Iterator[Findable]:
        """Every line of the block."""
        yield from self._lines

    def line(self, text: str, role: str, *, apart: bool = False, local: bool = False) -> None:
        """Add a line, if there is anything to say; `local` marks it as the town's."""
        if not text:
            return
        if apart:
            self._column.addSpacing(self._theme.px(8))
        # A number alone on its line is copied with plain spaces.
        label = FindableLabel(text if role == "strong" else tied(text), role, self._theme)
        self._lines.append(label)
        if local:
            self._column.addLayout(marked(label, self._theme))
        else:
            self._column.addWidget(label)

    def link(self, text: str, url: str, open_link: OpenLink) -> None:
        """Add a link that says where it leads; it opens only when pressed."""
        button = ElidedButton(text, "link")
        button.setToolTip(url)
        button.setAccessibleDescription(url)
        button.clicked.connect(lambda: open_link(url))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)


def procedure_block(online: OnlineProcedure, theme: Theme, open_link: OpenLink) -> Block:
    """The procedure on the web and the way that needs no computer, side by side in weight."""
    block = Block("procedure", "sunk", theme)
    block.line(translate("blocks", "En ligne"), "heading")
    block.line(online.label, "strong", local=online.local)
    if online.url.startswith(("https://", "http://")):
        block.link(translate("blocks", "Ouvrir {site}").format(site=_host(online.url)), online.url, open_link)
    block.line(translate("blocks", "Sans ordinateur"), "heading", apart=True)
    block.line(online.offline, "")
    return block


def service_block(service: Service, theme: Theme) -> Block:
    """Whom to hand over to."""
    block = Block("service", "sunk", theme)
    block.line(service.name, "strong")
    block.line(service.phone, "strong")
    block.line(service.hours, "soft")
    block.line(service.place, "soft")
    block.line(service.email, "soft")
    if service.takes_over:
        what = translate("blocks", "Prend en charge : {what}").format(what=service.takes_over)
        block.line(what, "soft", apart=True)
    return block


def sources_block(
    article: Article, today: date, theme: Theme, open_link: OpenLink, file: NationalFile | None = None
) -> Block:
    """Where the facts come from and when they were checked; `file`, what a national article came with."""
    block = Block("sources", "", theme)
    for source in article.sources:
        block.line(source.label, "soft", local=source.local)
        if source.url.startswith(("https://", "http://")):
            block.link(_host(source.url), source.url, open_link)
    if file is not None:
        copied = translate("blocks", "Copie du fichier {name} du {day}. Aparté n'est pas le site officiel.")
        block.line(copied.format(name=file.name, day=day_in_words(file.file_date)), "soft", apart=True)
        block.link(_host(file.url), file.url, open_link)
    fresh = freshness(article.verified_on, article.review_by, today)
    said = translate("blocks", "Fiche {fresh}").format(fresh=fresh.text)
    if fresh.overdue and article.verified_on is not None:
        verified = translate("Freshness", "vérifiée le {day}").format(day=day_in_words(article.verified_on))
        said = f"{said} ; {verified}"
    elif article.review_by is not None:
        by = translate("blocks", "à revoir avant le {day}").format(day=day_in_words(article.review_by))
        said = f"{said} ; {by}"
    block.line(said, "soft", apart=True)
    return block


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0]


def findables_of(widget: QWidget) -> Iterator[Findable]:
    """What can be found in any block of the page."""
    if isinstance(widget, FindableLabel):
        yield widget
    elif (parts := getattr(widget, "findables", None)) is not None:
        yield from parts()
