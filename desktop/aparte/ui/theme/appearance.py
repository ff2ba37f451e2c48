"""Which theme is in force: the setting's, or the system's, at the chosen text size."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from aparte.settings import Option, Settings
from aparte.settings.options import APPEARANCE, FONT_SCALE
from aparte.settings.options import Appearance as Choice
from aparte.ui.theme.stylesheet import stylesheet
from aparte.ui.theme.theme import Theme
from aparte.ui.theme.tokens import DARK, LIGHT


class Appearance(QObject):
    """Keeps the application's palette, font and stylesheet in step with settings and system.

    Signals: `changing`, just before the application takes another theme, to drop what will be
    built anew and need not be dressed twice; `changed(Theme)`, after it has.
    """

    changing = Signal()
    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.theme = self._wanted()
        self._dress()
        settings.changed.append(self._follow_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Take the theme that settings and system now ask for."""
        wanted = self._wanted()
        if wanted == self.theme:
            return
        self.theme = wanted
        self.changing.emit()
        self._dress()
        self.changed.emit(wanted)

    def close(self) -> None:
        """Stop following the settings, which may outlive the window."""
        if self._follow_setting in self._settings.changed:
            self._settings.changed.remove(self._follow_setting)

    def _follow_setting(self, option: Option[Any]) -> None:
        if option in (APPEARANCE, FONT_SCALE):
            self.refresh()

    def _wanted(self) -> Theme:
        choice = self._settings.get(APPEARANCE)
        if choice == Choice.SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            dark = scheme is Qt.ColorScheme.Dark
        else:
            dark = choice == Choice.DARK
        factor = self._settings.get(FONT_SCALE) / 100
        return Theme(DARK if dark else LIGHT, factor, dark)

    def _dress(self) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        # Once there is a stylesheet, Qt wraps the style and no longer tells its name.
        if not application.styleSheet():
            application.setStyle("Fusion")
        application.setFont(self.theme.font())
        application.setPalette(_palette(self.theme))
        application.setStyleSheet(stylesheet(self.theme))


def _palette(theme: Theme) -> QPalette:
    """What widgets outside the stylesheet's reach fall back on."""
    tokens = theme.tokens
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.window),
        (QPalette.ColorRole.Base, tokens.surface),
        (QPalette.ColorRole.AlternateBase, tokens.sunk),
        (QPalette.ColorRole.Button, tokens.surface),
        (QPalette.ColorRole.ToolTipBase, tokens.surface),
        (QPalette.ColorRole.WindowText, tokens.text),
        (QPalette.ColorRole.Text, tokens.text),
        (QPalette.ColorRole.ButtonText, tokens.text),
        (QPalette.ColorRole.ToolTipText, tokens.text),
        (QPalette.ColorRole.PlaceholderText, tokens.soft),
        (QPalette.ColorRole.Highlight, tokens.accent),
        (QPalette.ColorRole.HighlightedText, tokens.on_accent),
        (QPalette.ColorRole.Link, tokens.accent),
        (QPalette.ColorRole.LinkVisited, tokens.accent),
    ):
        palette.setColor(role, QColor(colour))
    return palette
