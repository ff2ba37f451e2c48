"""How Aparté looks: tokens, type, icons and the one stylesheet made from them."""

from aparte.ui.theme.appearance import Appearance
from aparte.ui.theme.theme import Theme
from aparte.ui.theme.tokens import DARK, LIGHT, Tokens

__all__ = ["DARK", "LIGHT", "Appearance", "Theme", "Tokens"]
