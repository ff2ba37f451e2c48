"""The preferences: every option, applied at once, locked ones with their owner."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from aparte.settings import CATALOGUE, Policy, Settings, SourceKind, options
from aparte.ui.preferences import Preferences
from aparte.ui.preferences.editors import ShortcutEditor
from aparte.ui.preferences.locked import LockLine
from aparte.ui.theme import DARK, LIGHT, Theme
from tests.fakes.imposed import imposing_all
from tests.fakes.registry import NO_SYSTEM


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def _open(parent: QWidget, settings: Settings, note: str = "") -> Preferences:
    dialog = Preferences(parent, settings, Theme(LIGHT), note)
    dialog.show()
    return dialog


def _editor(dialog: Preferences, key: str) -> QWidget:
    found = dialog.findChild(QWidget, f"option-{key}")
    assert isinstance(found, QWidget)
    return found


def _shown(dialog: Preferences) -> str:
    return "\n".join(words.text() for words in dialog.findChildren(QLabel) if words.isVisibleTo(dialog))


def test_every_option_of_the_agent_can_be_changed_here(parent: QWidget) -> None:
    dialog = _open(parent, Settings())
    for option in CATALOGUE:
        found = dialog.findChild(QWidget, f"option-{option.key}")
        assert (found is not None) == option.is_offered
    assert dialog.findChildren(LockLine) == []


def test_a_switch_is_applied_at_once(parent: QWidget, qtbot: QtBot) -> None:
    settings = Settings()
    box = _editor(_open(parent, settings), "always_on_top")
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert settings.get(options.ALWAYS_ON_TOP) is True


def test_a_choice_is_applied_at_once(parent: QWidget, qtbot: QtBot) -> None:
    settings = Settings()
    row = _editor(_open(parent, settings), "appearance")
    dark = next(button for button in row.findChildren(QPushButton) if button.text() == "Sombre")
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert settings.get(options.APPEARANCE) == "dark"


def test_the_text_size_follows_the_arrows_by_its_step(parent: QWidget, qtbot: QtBot) -> None:
    settings = Settings()
    slider = _editor(_open(parent, settings), "font_scale").findChild(QSlider)
    assert slider is not None
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert settings.get(options.FONT_SCALE) == 110


def test_a_locked_option_is_shown_with_who_locked_it_and_can_not_be_changed(parent: QWidget) -> None:
    settings = Settings(policy=Policy("la direction informatique", {"copy_with_source": True}))
    dialog = _open(parent, settings)
    assert not _editor(dialog, "copy_with_source").isEnabled()
    assert "Verrouillé" in _shown(dialog)
    assert "Fixé par la direction informatique (fichier de politique)." in _shown(dialog)


@pytest.mark.parametrize(
    ("kind", "means"),
    [
        (SourceKind.FILE, "fichier de politique"),
        (SourceKind.GROUP, "stratégie de groupe"),
        (SourceKind.GROUP_OF_USER, "stratégie de groupe"),
        (SourceKind.PROFILE, "profil de configuration"),
    ],
)
def test_every_locked_setting_says_by_what_means_and_the_keyboard_and_the_screen_reader_reach_it(
    parent: QWidget, kind: SourceKind, means: str
) -> None:
    settings = Settings(policy=imposing_all(kind))
    dialog = _open(parent, settings)
    for option in (option for option in CATALOGUE if option.is_imposable and option.label):
        line = dialog.findChild(LockLine, f"lock-{option.key}")
        assert line is not None
        assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert line.accessibleName().startswith(f"{option.label} : ")
        assert line.accessibleName().endswith(f". Verrouillé. Fixé par la collectivité ({means}).")
        assert not _editor(dialog, option.key).isEnabled()


def test_what_only_the_policy_sets_is_shown_where_it_is_set_and_nowhere_else(parent: QWidget) -> None:
    settings = Settings(policy=Policy(values={"sync_server": "https://aparte.ville.example", "enrolment": "required"}))
    dialog = _open(parent, settings)
    address = _editor(dialog, "sync_server")
    assert isinstance(address, QLineEdit)
    assert (address.text(), address.isEnabled()) == ("https://aparte.ville.example", False)
    assert dialog.findChild(QWidget, "option-update_channel") is None
    line = dialog.findChild(LockLine, "lock-enrolment")
    assert line is not None
    assert line.accessibleName().startswith("Raccordement : Obligatoire. Verrouillé.")


def test_a_policy_that_cannot_be_read_is_said_beside_what_it_holds(parent: QWidget, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("values = {", "utf-8")
    dialog = _open(parent, Settings(policy=Policy.read(policy, NO_SYSTEM)))
    assert "La politique de la collectivité est illisible : la valeur la plus prudente est en vigueur." in _shown(
        dialog
    )
    assert _editor(dialog, "font_scale").isEnabled()


def test_the_tab_key_goes_through_locked_settings(parent: QWidget, qtbot: QtBot) -> None:
    dialog = _open(parent, Settings(policy=imposing_all(SourceKind.FILE)))
    wanted = [f"lock-{option.key}" for option in CATALOGUE if option.is_imposable and option.label]
    qtbot.waitActive(dialog)
    reached: list[str] = []
    for _ in range(2 * len(wanted)):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        at = dialog.focusWidget()
        if isinstance(at, LockLine) and at.objectName() not in reached:
            reached.append(at.objectName())
    assert reached == wanted


def test_a_shortcut_that_types_a_character_is_refused_in_words(parent: QWidget, qtbot: QtBot) -> None:
    settings = Settings()
    dialog = _open(parent, settings)
    editor = _editor(dialog, "global_shortcut")
    assert isinstance(editor, ShortcutEditor)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(editor, Qt.Key.Key_A, both)
    qtbot.waitUntil(lambda: "AltGr" in _shown(dialog))
    assert settings.get(options.GLOBAL_SHORTCUT) == "Ctrl+Shift+Space"


def test_a_good_shortcut_is_taken(parent: QWidget, qtbot: QtBot) -> None:
    settings = Settings()
    editor = _editor(_open(parent, settings), "global_shortcut")
    QTest.keyClick(editor, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: settings.get(options.GLOBAL_SHORTCUT) == "Ctrl+F9")


def test_a_desktop_without_call_keys_is_explained(parent: QWidget) -> None:
    dialog = _open(parent, Settings(), "Associez « aparte --raise ».")
    assert not _editor(dialog, "global_shortcut").isEnabled()
    assert "aparte --raise" in _shown(dialog)


def test_every_editor_has_a_name_for_the_screen_reader(parent: QWidget) -> None:
    dialog = _open(parent, Settings())
    for option in CATALOGUE:
        if option.is_offered:
            editor = _editor(dialog, option.key)
            name = editor.text() if isinstance(editor, QAbstractButton) else editor.accessibleName()
            assert name == option.label


@pytest.mark.parametrize("theme", [Theme(DARK, 2.0, dark=True), Theme(LIGHT, 1.5)])
def test_a_new_theme_keeps_what_has_the_focus(parent: QWidget, theme: Theme) -> None:
    dialog = _open(parent, Settings())
    _editor(dialog, "compact").setFocus()
    dialog.restyle(theme)
    focused = dialog.focusWidget()
    assert focused is not None
    assert focused.objectName() == "option-compact"
