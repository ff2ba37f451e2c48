"""The tokens keep the contrasts that everyone can read, and the type scales in one place."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import aparte.ui
from aparte.core.suggestion import Span
from aparte.settings import Settings, options
from aparte.ui.theme import DARK, LIGHT, Appearance, Theme, Tokens
from aparte.ui.theme.stylesheet import stylesheet
from aparte.ui.theme.textblock import TextBlock
from aparte.ui.theme.tokens import contrast

PALETTES = [LIGHT, DARK]
ON_EVERY_SURFACE = ("text", "soft", "accent")
SURFACES = ("window", "surface", "sunk")
PAIRS = [
    ("text", "tint"),
    ("soft", "tint"),
    ("accent", "tint"),
    ("text", "mark"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("local", "local_ground"),
    ("national", "national_ground"),
    ("warning", "warning_ground"),
    ("machine", "machine_ground"),
    ("machine", "tint"),
    ("surface", "machine"),
    ("text", "machine_ground"),
    ("soft", "machine_ground"),
    ("accent", "machine_ground"),
]


def test_contrast_is_the_one_of_the_norm() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", PALETTES)
@pytest.mark.parametrize(("text", "ground"), [*product(ON_EVERY_SURFACE, SURFACES), *PAIRS])
def test_text_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", PALETTES)
@pytest.mark.parametrize("ground", SURFACES)
@pytest.mark.parametrize("edge", ["border", "accent"])
def test_the_edge_of_a_field_and_the_focus_can_be_seen(tokens: Tokens, ground: str, edge: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3.0


def test_the_bundled_type_writes_french_and_its_neighbours(qtbot: QtBot) -> None:
    font = Theme(LIGHT).font()
    metrics = QFontMetrics(font)
    letters = "éèêëàâçîïôûùüÿœæÉÈÀÇŒÆ€«»’“”–—…·→ąćęłńóśźżčďěňřšťůžőűășțđ"
    assert QFontInfo(font).family() == "Source Sans 3"
    assert [letter for letter in letters if not metrics.inFontUcs4(ord(letter))] == []


def test_the_bundled_fonts_stay_small_and_carry_their_licence() -> None:
    folder = Path(aparte.ui.__file__).parent / "resources"
    assert sum(file.stat().st_size for file in (folder / "fonts").iterdir()) < 1_500_000
    assert "SIL Open Font License" in (folder / "fonts" / "OFL.md").read_text(encoding="utf-8")
    assert "ISC License" in (folder / "icons" / "LICENSE").read_text(encoding="utf-8")


def test_every_icon_is_used() -> None:
    package = Path(aparte.ui.__file__).parent
    source = "".join(file.read_text(encoding="utf-8") for file in package.rglob("*.py"))
    icons = {file.stem for file in (package / "resources" / "icons").glob("*.svg")}
    assert {name for name in icons if f'"{name}"' not in source} == set()


def test_the_text_scale_multiplies_every_length() -> None:
    assert Theme(LIGHT, 2.0).px(15) == 30
    assert Theme(LIGHT, 2.0).font(15).pixelSize() == 30


def test_the_setting_changes_the_look_at_once(qtbot: QtBot) -> None:
    settings = Settings(None)
    appearance = Appearance(settings)
    with qtbot.waitSignal(appearance.changed):
        settings.set(options.APPEARANCE, "dark")
    assert appearance.theme.tokens is DARK
    settings.set(options.FONT_SCALE, 150)
    assert appearance.theme.factor == 1.5
    appearance.close()


def test_the_system_is_followed(qtbot: QtBot) -> None:
    settings = Settings(None)
    appearance = Appearance(settings)
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    wanted = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert appearance.theme.dark is wanted
    QGuiApplication.styleHints().unsetColorScheme()
    appearance.close()


def _block(text: str, marks: tuple[Span, ...] = (), width: int = 200, lines: int = 2) -> TextBlock:
    font = Theme(LIGHT).font()
    return TextBlock(text, marks, font, width, line_height=20, max_lines=lines)


def test_a_text_that_fits_is_whole(qtbot: QtBot) -> None:
    block = _block("Carte perdue")
    assert (block.lines, block.clipped, block.height) == (1, False, 20)


def test_a_text_that_does_not_fit_says_so(qtbot: QtBot) -> None:
    block = _block("une phrase bien trop longue pour deux lignes " * 5)
    assert (block.lines, block.clipped) == (2, True)


@pytest.mark.parametrize("text", ["", "x" * 5000, "😀" * 400, "שלום עולם " * 80, "a\nb\r\nc\u2028d"])
def test_any_text_can_be_laid_out(qtbot: QtBot, text: str) -> None:
    block = _block(text, (Span(0, 3), Span(2, 9000)))
    assert block.lines <= 2


def test_the_words_of_an_empty_field_can_be_read(qtbot: QtBot) -> None:
    theme = Theme(LIGHT)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setStyleSheet(stylesheet(theme))
    field.ensurePolished()
    words = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert words.alpha() == 255
    assert contrast(words.name(), LIGHT.surface) >= 4.5
