"""Icons of the Lucide set, recoloured from the tokens."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent.parent / "resources" / "icons"
_DENSITIES = (1, 2, 3)


@cache
def pixmap(name: str, colour: str, side: int, density: float = 1.0) -> QPixmap:
    """The icon drawn `side` logical pixels wide for a screen of that density."""
    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    image = QPixmap(QSize(round(side * density), round(side * density)))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(density)
    return image


@cache
def icon(name: str, colour: str, side: int) -> QIcon:
    """The icon for a button, sharp on screens up to three pixels per point."""
    made = QIcon()
    for density in _DENSITIES:
        made.addPixmap(pixmap(name, colour, side, density))
    return made
