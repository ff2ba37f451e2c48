"""Lengths written once, at 100 %, and set again at every text size.

A screen builds its layouts with `spaced`, its icons with `iconed`, its sizes with `sized`; its
`restyle` then calls `rescale` once for all of them.
"""

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QWidget

from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon, pixmap

L = TypeVar("L", bound=QLayout)
W = TypeVar("W", bound=QWidget)
B = TypeVar("B", bound=QAbstractButton)

_GAP, _EDGES, _ICON, _SIZE = "gapAt100", "edgesAt100", "iconAt100", "sizeAt100"
_NO_EDGES = (0, 0, 0, 0)


def spaced(layout: L, gap: int = 0, edges: tuple[int, int, int, int] = _NO_EDGES) -> L:
    """Give a layout its spacing and its edges (left, top, right, bottom)."""
    layout.setProperty(_GAP, gap)
    layout.setProperty(_EDGES, list(edges))
    return layout


def iconed(widget: W, name: str, colour: str = "accent", side: int = 17) -> W:
    """Give a button or a label an icon of the set, in the colour of that token."""
    widget.setProperty(_ICON, [name, colour, side])
    return widget


def sized(
    widget: W, *, wide: int = 0, tall: int = 0, at_least: tuple[int, int] = (0, 0), at_most: tuple[int, int] = (0, 0)
) -> W:
    """Fix a widget's width or height, or bound them; 0 leaves it free."""
    widget.setProperty(_SIZE, [wide, tall, *at_least, *at_most])
    return widget


def rescale(root: QWidget, theme: Theme) -> None:
    """Set every length below `root` for a theme."""
    own = root.layout()
    for layout in ([own] if own is not None else []) + root.findChildren(QLayout):
        _space(layout, theme)
    for widget in [root, *root.findChildren(QWidget)]:
        _size(widget, theme)
        _draw(widget, theme)


def _space(layout: QLayout, theme: Theme) -> None:
    edges = layout.property(_EDGES)
    if edges is None:
        return
    left, top, right, bottom = (_px(theme, length) for length in edges)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(_px(theme, layout.property(_GAP)))


def _size(widget: QWidget, theme: Theme) -> None:
    lengths = widget.property(_SIZE)
    if lengths is None:
        return
    wide, tall, least_wide, least_tall, most_wide, most_tall = (_px(theme, length) for length in lengths)
    if least_wide or wide:
        widget.setMinimumWidth(wide or least_wide)
    if least_tall or tall:
        widget.setMinimumHeight(tall or least_tall)
    if most_wide or wide:
        widget.setMaximumWidth(wide or most_wide)
    if most_tall or tall:
        widget.setMaximumHeight(tall or most_tall)


def _draw(widget: QWidget, theme: Theme) -> None:
    wanted = widget.property(_ICON)
    if wanted is None:
        return
    name, token, side = wanted
    colour, pixels = getattr(theme.tokens, token), theme.px(side)
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, colour, pixels))
        widget.setIconSize(QSize(pixels, pixels))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, colour, pixels, widget.devicePixelRatioF()))


def _px(theme: Theme, length: int) -> int:
    return theme.px(length) if length else 0
