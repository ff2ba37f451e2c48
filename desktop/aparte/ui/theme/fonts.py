"""The bundled typeface, registered with Qt once per process."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication

FAMILY = "Source Sans 3"
_FOLDER = Path(__file__).parent.parent / "resources" / "fonts"
_FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-It.ttf")


@cache
def families() -> tuple[str, ...]:
    """The families to ask for, the bundled one first when it could be loaded."""
    for file in _FILES:
        QFontDatabase.addApplicationFont(str(_FOLDER / file))
    fallback = QGuiApplication.font().family()
    if FAMILY in QFontDatabase.families():
        return (FAMILY, fallback)
    return (fallback,)
