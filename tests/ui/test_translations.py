"""Every text of the interface exists in English, and Qt's own words in French."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import aparte
from aparte.core.clock import FixedClock
from aparte.core.suggestion import Reason, ReasonKind
from aparte.settings import Settings
from aparte.ui.companions import Companions
from aparte.ui.keymap.actions import native
from aparte.ui.messages import Notices
from aparte.ui.suggestions.wording import reason_line
from aparte.ui.tasks import Tasks
from aparte.ui.translations import fall_silent, speak
from aparte.ui.window.view import MainWindow
from tests.fakes.desk import FakeDesk

PACKAGE = Path(aparte.__file__).parent
ENGLISH = PACKAGE / "ui" / "translations" / "aparte_en.ts"
Text = tuple[str, str]


def _finished() -> dict[Text, str]:
    found = {}
    for context in ET.parse(ENGLISH).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None:
                found[name, message.findtext("source", "")] = translation.text or ""
    return found


class _Texts(ast.NodeVisitor):
    """The (context, text) pairs of one module; `unseen` are calls that Qt's tool can't read."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.unseen: list[int] = []
        self._class = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name, owner = _called(node.func)
        words = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if name in ("translate", "QT_TRANSLATE_NOOP") and len(words) == 2:
            self.texts.append((words[0], words[1]))
        elif name == "tr" and owner == "self" and self._class and len(words) == 1:
            self.texts.append((self._class, words[0]))
        elif name in ("tr", "_tr"):
            self.unseen.append(node.lineno)


def _called(function: ast.expr) -> Text:
    if isinstance(function, ast.Name):
        return function.id, ""
    if isinstance(function, ast.Attribute):
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
        return function.attr, owner
    return "", ""


def _modules() -> list[Path]:
    folders = (PACKAGE / "ui", PACKAGE / "settings")
    return [PACKAGE / "app.py", *sorted(path for folder in folders for path in folder.rglob("*.py"))]


def _read(path: Path) -> _Texts:
    texts = _Texts()
    texts.visit(ast.parse(path.read_text("utf-8")))
    return texts


def test_every_text_is_written_where_qt_s_tool_finds_it() -> None:
    unseen = {path.name: texts.unseen for path in _modules() if (texts := _read(path)).unseen}
    assert unseen == {}


def test_no_text_is_left_untranslated_in_english() -> None:
    finished = _finished()
    missing = [text for path in _modules() for text in _read(path).texts if not finished.get(text)]
    assert missing == []


def test_a_translation_keeps_the_blanks_of_its_text() -> None:
    blanks = re.compile(r"\{\w+\}")
    differing = [
        source
        for (_, source), translation in _finished().items()
        if sorted(blanks.findall(source)) != sorted(blanks.findall(translation))
    ]
    assert differing == []


def test_the_compiled_translation_is_that_of_the_source(qtbot: QtBot) -> None:
    translator = QTranslator()
    assert translator.load("aparte_en", str(ENGLISH.parent))
    assert [
        source for (context, source), english in _finished().items() if translator.translate(context, source) != english
    ] == []


@pytest.fixture
def english(qtbot: QtBot) -> Iterator[None]:
    used = speak("en")
    yield
    fall_silent(used)
    fall_silent(speak("fr"))


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


def test_english_puts_no_space_before_a_colon(english: None) -> None:
    reasons = [Reason(ReasonKind.TYPED, "perdu", "perte"), Reason(ReasonKind.TYPED, "carte", "carte")]
    assert reason_line(reasons) == "words: perte, carte"


def test_an_english_window_says_nothing_in_french(english: None, qtbot: QtBot, tasks: Tasks) -> None:
    clock, settings, desk, notices = FixedClock(datetime(2026, 11, 20, tzinfo=UTC)), Settings(), FakeDesk(), Notices()
    window = MainWindow(desk, settings, tasks, clock, notices)
    qtbot.addWidget(window)
    companions = Companions(window, desk=desk, settings=settings, tasks=tasks, clock=clock, notices=notices)
    window.show()
    companions.show_keymap()
    companions.show_preferences()
    companions.palette.open()
    said = {text for widget in window.findChildren(QWidget) for text in _said(widget)}
    french = {source for (_, source), text in _finished().items() if source != text}
    english_too = set(_finished().values())
    assert said & (french - english_too) == set()
    assert {"What the citizen says", "Keyboard keys", "Settings"} <= said | {
        widget.windowTitle() for widget in window.findChildren(QWidget)
    }
    companions.close()
    window.close()


def _said(widget: QWidget) -> list[str]:
    said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    if isinstance(widget, QLabel | QAbstractButton):
        said.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        said.append(widget.placeholderText())
    return said


def test_keys_are_named_as_on_a_french_keyboard(qtbot: QtBot) -> None:
    used = speak("fr")
    assert [native("Esc"), native("Return"), native("Ctrl+Shift+C")] == ["Échap", "Entrée", "Ctrl+Maj+C"]
    fall_silent(used)
