"""A line of the page that can be selected with the mouse and found by its words."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aparte.core.suggestion import Span
from aparte.ui.reader.finding import places
from aparte.ui.theme import Theme


class FindableLabel(QLabel):
    """Plain text, wrapped; found words are marked in it."""

    def __init__(self, text: str, role: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = text
        self._theme = theme
        self._spans: list[Span] = []
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)

    def seek(self, term: str) -> int:
        """See `Findable`."""
        self._spans = list(places(self._plain, term))
        self.point_at(-1)
        return len(self._spans)

    def point_at(self, hit: int) -> tuple[int, int]:
        """See `Findable`."""
        if not self._spans:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(self._plain)
            return 0, self.height()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(self._marked(hit))
        return 0, self.height()

    def _marked(self, hit: int) -> str:
        tokens = self._theme.tokens
        parts, at = [], 0
        for number, span in enumerate(self._spans):
            ground, text = (tokens.accent, tokens.on_accent) if number == hit else (tokens.mark, tokens.text)
            parts.append(escape(self._plain[at : span.start]))
            found = escape(self._plain[span.start : span.end])
            parts.append(f'<span style="background:{ground};color:{text}">{found}</span>')
            at = span.end
        return "".join(parts) + escape(self._plain[at:])
