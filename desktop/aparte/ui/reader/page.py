"""One article as a page of blocks, and where each heading stands on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aparte.assist.desk import NationalFile
from aparte.assist.reply.reply import Reply
from aparte.core.article import Article, Document, Service
from aparte.core.suggestion import Suggestion
from aparte.core.urgent import UrgentChange, UrgentKind
from aparte.ui.draft.state import Shown, Stage
from aparte.ui.draft.view import DraftPanel
from aparte.ui.reader.answer import AnswerBlock
from aparte.ui.reader.blocks import (
    OpenLink,
    findables_of,
    procedure_block,
    service_block,
    sources_block,
)
from aparte.ui.reader.contents import Entry
from aparte.ui.reader.documents import Documents
from aparte.ui.reader.facts import Facts
from aparte.ui.reader.finding import Findable, folded
from aparte.ui.reader.marking import goes_on
from aparte.ui.reader.prose import Prose
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density
from aparte.ui.urgent.line import UrgentLine


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with its second level, the section asked for, why, and the papers ticked.

    `unsure`, when the list said that nothing is safe; `reply`, what may be said to the question,
    or None when nothing safely answers it; `file`, what a national article came with;
    `urgent`, what the town has changed or says of it now.
    """

    article: Article
    service: Service | None = None
    section: int = -1
    suggestion: Suggestion | None = None
    ticked: set[Document] = field(default_factory=set)
    unsure: bool = False
    reply: Reply | None = None
    file: NationalFile | None = None
    urgent: tuple[UrgentChange, ...] = ()


class ArticlePage(QWidget):
    """What answers, facts, papers, procedure, text, second level, sources, from the top down.

    Attributes: `prose`; `entries`, its headings; `answer`, the quoted passage, and `draft`, the model's words for
    it, or None when the article was not opened from a suggestion.
    """

    def __init__(self, opened: Opened, theme: Theme, today: date, open_link: OpenLink, density: Density) -> None:
        super().__init__()
        self.setObjectName("articlePage")
        # No long word may widen the page beyond its window.
        self.setMinimumWidth(1)
        self._theme, self._today = theme, today
        self._blocks: list[QWidget] = []
        self.entries: list[Entry] = []
        article = opened.article
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(24))
        self._column.setSpacing(theme.px(6))
        self.answer: AnswerBlock | None = None
        self.draft: DraftPanel | None = None
        self._density = density
        self._unfolded = False
        suspended = any(one.kind is UrgentKind.SUSPEND for one in opened.urgent)
        self._tell(opened.urgent, UrgentKind.SUSPEND, UrgentKind.NOTICE)
        self._add_answer(opened)
        # What answers says the new value already.
        self._tell(opened.urgent, UrgentKind.CORRECT)
        if article.facts:
            self._add(Facts(article.facts, theme), "", self.tr("En bref"))
        if article.documents:
            self._add(Documents(article.documents, theme, opened.ticked), self.tr("À apporter"))
        if article.online is not None:
            block = procedure_block(article.online, theme, open_link)
            self._add(block, "", self.tr("Démarche"))
        # The line at the top says already all that is left of a suspended article.
        self.prose = Prose(() if suspended else article.sections, theme)
        self.prose.linkChosen.connect(open_link)
        self._add(self.prose)
        self.prose.setHidden(suspended)
        for index, section in enumerate(article.sections):
            if section.heading and not goes_on(article.sections, index):
                self.entries.append(Entry(section.heading, self._top_of_section(index)))
        if opened.service is not None:
            self._add(service_block(opened.service, theme), self.tr("Passer la main"))
        if not suspended:
            self._add(sources_block(article, today, theme, open_link, opened.file), self.tr("Sources"))
        self._column.addStretch(1)

    def show_draft(self, shown: Shown, *, unfolded: bool) -> None:
        """Show how far the draft is; `unfolded` when the agent asked to see it where height is scarce."""
        if self.draft is not None:
            self._unfolded = unfolded
            self.draft.show_draft(shown)
            self._place_draft()

    def set_density(self, density: Density) -> None:
        """Quote less, and show the draft only when asked, when height is scarce."""
        self._density = density
        if self.answer is not None:
            self.answer.set_density(density)
            self._place_draft()

    def _place_draft(self) -> None:
        """Facts come first: where height is scarce the draft is one press away, on a line that is there already."""
        if self.draft is None or self.answer is None:
            return
        roomy, stage = self._density is Density.ROOMY, self.draft.stage
        self.draft.setVisible(stage is not Stage.OFF and (roomy or self._unfolded))
        self.answer.offer_draft(stage.open and not roomy, opened=self._unfolded)

    def findables(self) -> Iterator[tuple[QWidget, Findable]]:
        """Every part that can be found, with the widget it stands in."""
        for block in self._blocks:
            if isinstance(block, Prose):
                yield block, block
            else:
                for part in findables_of(block):
                    yield (part if isinstance(part, QWidget) else block), part

    def mark_facts(self, values: Iterable[str]) -> int:
        """Mark the facts and papers that these values hold; the top of the first, the top of the page without one."""
        given = " ".join(folded(value) for value in values)
        marked: list[int] = []
        for block in self._blocks:
            for part in block.findables() if isinstance(block, Facts | Documents) else ():
                if not isinstance(part, QWidget) or part.property("role") == "heading":
                    continue
                words = part.accessibleName()
                if part.seek(words if folded(words) in given else ""):
                    marked.append(part.mapTo(self, QPoint(0, 0)).y())
        return min(marked, default=0)

    def section_top(self, index: int) -> int:
        """Where a section stands, in pixels of the page."""
        return self.prose.y() + self.prose.section_top(index)

    def _tell(self, changes: Iterable[UrgentChange], *kinds: UrgentKind) -> None:
        for change in changes:
            if change.kind in kinds:
                self._add(UrgentLine(change, self._theme, self._today))

    def _add_answer(self, opened: Opened) -> None:
        if opened.suggestion is None or not opened.suggestion.quote:
            return
        unsure, reply = opened.unsure, opened.reply
        self.answer = AnswerBlock(opened.suggestion, self._theme, self._density, unsure=unsure, reply=reply)
        self._add(self.answer)
        self.draft = DraftPanel(self._theme)
        self._add(self.draft)

    def _add(self, block: QWidget, heading: str = "", entry: str = "") -> None:
        framed = isinstance(block, Facts | AnswerBlock | DraftPanel | UrgentLine) or block.property("role") == "sunk"
        room = 240 if framed else 40
        block.setMaximumWidth(self._theme.prose_width() + self._theme.px(room))
        top: QWidget = block
        if heading:
            top = QLabel(heading)
            top.setProperty("role", "heading")
            self._column.addSpacing(self._theme.px(8))
            self._column.addWidget(top)
        self._column.addWidget(block)
        self._blocks.append(block)
        if heading or entry:
            self.entries.append(Entry(heading or entry, top.y))

    def _top_of_section(self, index: int) -> "_SectionTop":
        return _SectionTop(self, index)


@dataclass(frozen=True, slots=True)
class _SectionTop:
    page: ArticlePage
    index: int

    def __call__(self) -> int:
        return self.page.section_top(self.index)
