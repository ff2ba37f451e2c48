"""The sentences of a draft, each with the numbers of what it rests on."""

from collections.abc import Iterator
from html import escape
from math import ceil

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from aparte.assist.drafting.draft import DraftSentence
from aparte.assist.reply.reply import Citation
from aparte.core.article import Origin
from aparte.ui.suggestions.wording import origin_label
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY, SMALL
from aparte.ui.theme.tied import tied

_LINE, _NARROWEST = 21.0, 240.0
_LEAST_LINES, _MOST_LINES, _MOST_LARGE = 3, 6, 12
# Words that are said are a little longer than those of the article, and carry the numbers.
_LONGER = 1.15
_SAMPLE = "la mairie vous répond "
# Qt copies with these whatever may be selected.
_TAKING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Cut)


class DraftText(QTextBrowser):
    """A place of fixed height: longer words scroll in it, and nothing under it ever moves.

    Its words can't be taken with the pointer: what leaves goes through a button, which records it.
    Signals: `cited(Citation, str)`, a number that was pressed, and the sentence it stands behind; `left` by Esc.
    """

    cited = Signal(object, str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftText")
        self._theme = theme
        self._links: list[tuple[Citation, str]] = []
        self._room = 0
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme.prose_width() + theme.px(40))
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(theme.font())
        self.document().setDefaultStyleSheet(_style(theme))
        self.setAccessibleName(self.tr("Brouillon écrit par IA"))
        self.anchorClicked.connect(self._cite)
        self.show_line("")

    def show_line(self, text: str) -> None:
        """One calm line, no draft."""
        self._links = []
        self.setHtml(f'<p class="calm">{escape(text)}</p>')
        self._take_keys(False)

    def show_sentences(self, sentences: tuple[DraftSentence, ...]) -> None:
        """The draft as far as it is written."""
        self._links = []
        numbers = _numbers(sentences)
        self.setHtml("<p>" + " ".join(self._sentence(sentence, numbers) for sentence in sentences) + "</p>")
        self._take_keys(bool(self._links))

    def keep_room(self, characters: int) -> None:
        """Be as tall as about so many characters will need at this width."""
        self._room = characters
        metrics = QFontMetricsF(self._theme.font())
        of_a_line = max(self.width(), self._theme.px(_NARROWEST)) / metrics.horizontalAdvance(_SAMPLE) * len(_SAMPLE)
        most = _MOST_LARGE if self._theme.large else _MOST_LINES
        lines = min(max(ceil(characters * _LONGER / of_a_line), _LEAST_LINES), most)
        self.setFixedHeight(lines * self._theme.px(_LINE) + self._theme.px(4))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.prose_width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.keep_room(self._room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif any(event.matches(key) for key in _TAKING):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in by Tab, and the keyboard is on a number at once."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.focusNextPrevChild(event.reason() is Qt.FocusReason.TabFocusReason)

    def _take_keys(self, links: bool) -> None:
        flags = Qt.TextInteractionFlag.NoTextInteraction
        if links:
            flags = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.NoFocus)

    def _sentence(self, sentence: DraftSentence, numbers: dict[Citation, int]) -> str:
        words = escape(tied(sentence.text)).replace("\n", "<br>")
        marks = "".join(self._mark(citation, numbers[citation], sentence.text) for citation in sentence.citations)
        # A number never begins a line.
        return f"{words}&nbsp;{marks}" if marks else words

    def _mark(self, citation: Citation, number: int, text: str) -> str:
        self._links.append((citation, text))
        tip = escape(self.tr("Montrer l'extrait {number} dans la fiche").format(number=number), quote=True)
        said = f"{number} {origin_label(Origin.LOCAL)}" if citation.local else f"{number}"
        return f'<a href="cite:{len(self._links) - 1}" title="{tip}">[{escape(tied(said))}]</a>'

    def _cite(self, url: QUrl) -> None:
        at = int(url.path()) if url.scheme() == "cite" and url.path().isdigit() else -1
        if 0 <= at < len(self._links):
            self.cited.emit(*self._links[at])


def _numbers(sentences: tuple[DraftSentence, ...]) -> dict[Citation, int]:
    """Each place cited, counted from 1 in the order it comes."""
    return {citation: number for number, citation in enumerate(_cited(sentences), start=1)}


def _cited(sentences: tuple[DraftSentence, ...]) -> Iterator[Citation]:
    yield from dict.fromkeys(citation for sentence in sentences for citation in sentence.citations)


def spoken(sentences: tuple[DraftSentence, ...]) -> str:
    """The draft in plain words, who wrote it first."""
    said = QCoreApplication.translate("Draft", "Brouillon écrit par IA : {text}")
    return said.format(text=" ".join(sentence.text for sentence in sentences))


def _style(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    leading = f"line-height: {px(_LINE)}px;"
    return f"""
p {{ font-size: {px(BODY)}px; color: {t.text}; margin: 0; {leading} }}
p.calm {{ color: {t.soft}; }}
a {{ color: {t.machine}; font-size: {px(SMALL)}px; font-weight: 600; text-decoration: none; }}
"""
