"""One look at one size: the tokens, and every length multiplied by the text scale."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from aparte.ui.theme.fonts import families
from aparte.ui.theme.tokens import Tokens

SMALL, CAPTION, BODY, TYPED, TITLE = 12.5, 13.5, 15.0, 17.0, 23.0
LINE_HEIGHT = 1.42
LARGE = 1.25
PROSE_CHARACTERS = 68


@dataclass(frozen=True, slots=True)
class Theme:
    """`factor` is 1.0 at 100 % text; sizes and lengths in the code are those of 100 %."""

    tokens: Tokens
    factor: float = 1.0
    dark: bool = False

    @property
    def large(self) -> bool:
        """Whether the text is so large that what is cut at 100 % must be whole: tool tips are far then."""
        return self.factor >= LARGE

    def px(self, length: float) -> int:
        """A length of the 100 % design in this theme's pixels."""
        return max(1, round(length * self.factor))

    def font(self, size: float = BODY, *, strong: bool = False) -> QFont:
        """The interface's typeface at a size of the 100 % design."""
        return _font(round(size * self.factor * 4) / 4, strong)

    def color(self, name: str) -> QColor:
        """A token as Qt's colour."""
        return _color(getattr(self.tokens, name))

    def prose_width(self) -> int:
        """The widest a paragraph may run: about 68 characters."""
        metrics = QFontMetricsF(self.font())
        return round(metrics.horizontalAdvance("la mairie vous répond ") / 22 * PROSE_CHARACTERS)


@cache
def _font(pixels: float, strong: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(families()))
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


@cache
def _color(value: str) -> QColor:
    return QColor(value)
