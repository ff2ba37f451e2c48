"""What answers, at the top of its article before the facts: the reply, or the passage that is nearest."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aparte.assist.reply.reply import Reply
from aparte.core.article import Origin
from aparte.core.suggestion import Span, Suggestion
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.suggestions.wording import SEPARATOR, origin_label
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density
from aparte.ui.theme.textblock import TextBlock
from aparte.ui.theme.theme import BODY

translate = QCoreApplication.translate

_LINE = 21.0
_BESIDE_FROM = 330.0
_ANY = 1_000
_LINES = {Density.ROOMY: 6, Density.SHORT: 4, Density.TIGHT: 2}
_LINES_OF_SEVERAL = {Density.ROOMY: 5, Density.SHORT: 3, Density.TIGHT: 1}


class AnswerBlock(QFrame):
    """Shows the reply that Copy copies, or quotes the section that is nearest, and leads to it.

    It is short on purpose, unless the text is large: the fee and the other facts stay on screen
    under it. Its words are also in the article's text, where they are found.
    Signals: `sectionWanted`; `draftToggled`, where the draft has no room of its own.
    """

    sectionWanted = Signal()
    draftToggled = Signal()

    def __init__(
        self, suggestion: Suggestion, theme: Theme, density: Density, *, unsure: bool, reply: Reply | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("answerBlock")
        self.setProperty("role", "warning" if unsure else "answer")
        self._theme = theme
        self._suggestion, self._density = suggestion, density
        self._unsure = unsure
        self._words, self._heading = _words(unsure=unsure, local=False), suggestion.heading
        self._says = QLabel()
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self._says.setWordWrap(True)
        self._says.setProperty("role", "warning-strong" if unsure else "heading")
        self._quotes: list[_Quote] = []
        self._link = QPushButton(self.tr("Voir dans la fiche"))
        self._link.setObjectName("toSection")
        self._link.setProperty("role", "link")
        self._link.setCursor(Qt.CursorShape.PointingHandCursor)
        self._link.clicked.connect(self.sectionWanted)
        self._draft = QPushButton(self.tr("Brouillon IA"))
        self._draft.setObjectName("toDraft")
        self._draft.setProperty("role", "machine-link")
        self._draft.setCheckable(True)
        self._draft.setCursor(Qt.CursorShape.PointingHandCursor)
        shows = self.tr("Montrer ou cacher le brouillon écrit par IA")
        self._draft.setToolTip(f"{shows} ({key_text(Action.TO_DRAFT)})")
        self._draft.clicked.connect(self.draftToggled)
        self._draft.hide()
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.px(8))
        self._head.addWidget(self._says, 1)
        self._column = QVBoxLayout(self)
        edge = theme.px(12)
        self._column.setContentsMargins(edge, theme.px(5), edge, theme.px(8))
        self._column.setSpacing(theme.px(2))
        self._column.addLayout(self._head)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self._column.addLayout(self._foot)
        self._beside = False
        self._place_link(True)
        self.show_reply(reply)

    def show_reply(self, reply: Reply | None) -> None:
        """Show what may be said now; without a reply, the nearest passage."""
        suggestion = self._suggestion
        self._words = _words(unsure=self._unsure, local=suggestion.local if reply is None else reply.local)
        self._heading = suggestion.heading if reply is None else ""
        self._name()
        for quote in self._quotes:
            self._column.removeWidget(quote)
            quote.hide()
            quote.deleteLater()
        parts = [(suggestion.quote, suggestion.marks)] if reply is None else [(line, ()) for line in _shown(reply)]
        lines = _LINES if len(parts) == 1 else _LINES_OF_SEVERAL
        self._quotes = [_Quote(text, marks, self._theme, self._density, lines) for text, marks in parts]
        for at, quote in enumerate(self._quotes, start=1):
            self._column.insertWidget(at, quote)

    def offer_section(self, found: bool) -> None:
        """Offer the way to the passage, if the article holds it."""
        self._link.setVisible(found)

    def offer_draft(self, offered: bool, *, opened: bool) -> None:
        """Offer to show the draft, or to hide it again."""
        self._draft.setVisible(offered)
        self._draft.setChecked(opened)

    def set_density(self, density: Density) -> None:
        """Quote less when height is scarce."""
        self._density = density
        for quote in self._quotes:
            quote.set_density(density)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_link(event.size().width() >= self._theme.px(_BESIDE_FROM))

    def _place_link(self, beside: bool) -> None:
        """Beside the heading; under the quote where the heading has no room, and is left out."""
        if beside == self._beside:
            return
        self._beside = beside
        self._name()
        if beside:
            self._head.addWidget(self._draft, alignment=Qt.AlignmentFlag.AlignTop)
            self._head.addWidget(self._link, alignment=Qt.AlignmentFlag.AlignTop)
        else:
            self._foot.insertWidget(0, self._link)
            self._foot.insertWidget(1, self._draft)

    def _name(self) -> None:
        named = self.tr("{words} : {heading}").format(words=self._words, heading=self._heading)
        self._says.setText(named if self._beside and self._heading else self._words)


class _Quote(QWidget):
    """The quoted words, the matched ones marked, in a few lines."""

    def __init__(
        self, text: str, marks: tuple[Span, ...], theme: Theme, density: Density, lines: Mapping[Density, int]
    ) -> None:
        super().__init__()
        self.setObjectName("answerQuote")
        self._text, self._marks, self._most_lines = text, marks, lines
        self._theme = theme
        self._most = self._lines(density)
        self._block: tuple[int, TextBlock] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(theme.prose_width() + theme.px(40))
        self.setAccessibleName(text)

    def set_density(self, density: Density) -> None:
        self._most = self._lines(density)
        self._block = None
        self.updateGeometry()
        self.update()

    def _lines(self, density: Density) -> int:
        return _ANY if self._theme.large else self._most_lines[density]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width).height)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else self._theme.px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        self._laid_out(self.width()).paint(painter, QPointF(0, 0), theme.color("text"), theme.color("mark"))
        painter.end()

    def _laid_out(self, width: int) -> TextBlock:
        if self._block is None or self._block[0] != width:
            theme = self._theme
            block = TextBlock(
                self._text,
                self._marks,
                theme.font(BODY),
                width,
                line_height=theme.px(_LINE),
                max_lines=self._most,
            )
            self._block = (width, block)
            # Only rich text is wrapped in a tool tip.
            self.setToolTip(f"<p>{escape(self._text)}</p>" if block.clipped else "")
        return self._block[1]


def _words(*, unsure: bool, local: bool) -> str:
    """Never “answers” for what is only the nearest; `local` when the town's words are in a national article."""
    says = translate("AnswerBlock", "Ce qui répond")
    if unsure:
        says = translate("AnswerBlock", "Le plus proche, à vérifier")
    return f"{says}{SEPARATOR}{origin_label(Origin.LOCAL)}" if local else says


def _shown(reply: Reply) -> tuple[str, ...]:
    """The reply's paragraphs, a list to bring on one line: it stands whole under the answer."""
    lines = tuple(line.replace(" :\n- ", " : ").replace("\n- ", " ; ") for line in reply.lines())
    return (*lines, reply.warning) if reply.warning else lines
