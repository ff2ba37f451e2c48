"""Files delivered with the program that more than one part reads."""

from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "ui" / "resources" / "fonts"
REGULAR_FONT = FONTS / "SourceSans3-Regular.ttf"
SEMIBOLD_FONT = FONTS / "SourceSans3-Semibold.ttf"
ITALIC_FONT = FONTS / "SourceSans3-It.ttf"
