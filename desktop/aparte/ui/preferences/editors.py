"""One widget for each kind of option; a change goes to the settings at once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLabel, QWidget

from aparte.settings import Option, Settings, options
from aparte.settings.kinds import Choices, Switch, Text, Whole
from aparte.ui.desktop.chord import objection
from aparte.ui.keymap.actions import native
from aparte.ui.preferences.locked import FixedText
from aparte.ui.preferences.widgets import CalmSlider, Segments, SwitchBox
from aparte.ui.theme import Theme

Refused = Callable[[str], None]


def editor(option: Option[Any], settings: Settings, theme: Theme, refused: Refused) -> QWidget:
    """The widget that changes `option`; `refused` is told why a value can't be, or "" when it can."""
    if option is options.GLOBAL_SHORTCUT:
        return ShortcutEditor(settings, refused)
    if isinstance(option.kind, Switch):
        return _switch(option, settings, theme)
    if isinstance(option.kind, Choices):
        return _choices(option, option.kind, settings)
    if isinstance(option.kind, Whole):
        return WholeEditor(option, option.kind, settings)
    if isinstance(option.kind, Text):
        return FixedText(option, settings)
    raise TypeError(option.key)


def said(text: str) -> str:
    """A text of the catalogue in the interface's language."""
    return QCoreApplication.translate("settings", text)


def _choices(option: Option[str], kind: Choices, settings: Settings) -> Segments:
    row = Segments([(c.value, said(c.label)) for c in kind.choices], settings.get(option))
    row.chosen.connect(lambda value: settings.set(option, value))
    return row


def _switch(option: Option[bool], settings: Settings, theme: Theme) -> SwitchBox:
    box = SwitchBox(said(option.label), theme)
    box.setChecked(settings.get(option))
    box.toggled.connect(lambda on: settings.set(option, on))
    return box


class WholeEditor(QWidget):
    """A slider by the option's steps, with its value in words."""

    def __init__(self, option: Option[int], kind: Whole, settings: Settings) -> None:
        super().__init__()
        self._option, self._kind, self._settings = option, kind, settings
        self._slider = CalmSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(said(option.label))
        self._slider.setRange(kind.lowest // kind.step, kind.highest // kind.step)
        self._slider.setPageStep(1)
        self._slider.setValue(settings.get(option) // kind.step)
        self._value = QLabel()
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._slider, 1)
        line.addWidget(self._value)
        self.setFocusProxy(self._slider)
        self._show()
        self._slider.valueChanged.connect(self._take)
        self._slider.sliderReleased.connect(self._take)

    def _take(self) -> None:
        self._show()
        # Applied when the handle is let go: the text under the pointer must not move meanwhile.
        if not self._slider.isSliderDown():
            self._settings.set(self._option, self._slider.value() * self._kind.step)

    def _show(self) -> None:
        self._value.setText(f"{self._slider.value() * self._kind.step}{self._kind.unit}")
        self._slider.setAccessibleDescription(self._value.text())


class ShortcutEditor(QKeySequenceEdit):
    """Takes one chord as it is pressed; what can't be a global shortcut is refused in words."""

    def __init__(self, settings: Settings, refused: Refused) -> None:
        super().__init__(QKeySequence(settings.get(options.GLOBAL_SHORTCUT)))
        self._settings, self._refused = settings, refused
        self.setMaximumSequenceLength(1)
        self.setFinishingKeyCombinations([])
        self.setAccessibleDescription(native(settings.get(options.GLOBAL_SHORTCUT)))
        self.editingFinished.connect(self._take)

    def _take(self) -> None:
        keys = self.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        problem = objection(keys)
        self._refused(problem)
        if problem:
            self.setKeySequence(QKeySequence(self._settings.get(options.GLOBAL_SHORTCUT)))
        else:
            self._settings.set(options.GLOBAL_SHORTCUT, keys)
