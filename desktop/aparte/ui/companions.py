"""What stands round the main window: palette, key map, preferences, call key, way back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from aparte.assist.changes import BaseChanges
from aparte.assist.desk import Desk
from aparte.core.clock import Clock
from aparte.settings import Option, Settings, options
from aparte.ui.changes import ChangesDialog
from aparte.ui.desktop.front import Front, front_of_this_desktop
from aparte.ui.desktop.shortcut import GlobalShortcut
from aparte.ui.keymap.view import KeyMap
from aparte.ui.messages import Notices
from aparte.ui.palette import Palette
from aparte.ui.preferences import Preferences
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme
from aparte.ui.window.view import MainWindow


class Companions(QObject):
    """Joins the window to the screens and the desktop round it."""

    def __init__(
        self,
        window: MainWindow,
        *,
        desk: Desk,
        settings: Settings,
        tasks: Tasks,
        clock: Clock,
        notices: Notices,
        front: Front | None = None,
        updates_note: Callable[[], str] = str,
    ) -> None:
        super().__init__(window)
        self._updates_note = updates_note
        self._window = window
        self._settings = settings
        self._notices = notices
        self._desk, self._tasks = desk, tasks
        self._front = front or front_of_this_desktop()
        self._shortcut: GlobalShortcut | None = None
        self._preferences: Preferences | None = None
        self._changes: ChangesDialog | None = None
        self.palette = Palette(
            window,
            desk=desk,
            settings=settings,
            tasks=tasks,
            theme=window.appearance.theme,
            clock=clock,
        )
        self.palette.chosen.connect(window.open_article)
        window.paletteRequested.connect(self.palette.open)
        window.keymapRequested.connect(self.show_keymap)
        window.preferencesRequested.connect(self.show_preferences)
        window.changesRequested.connect(self.show_changes)
        self.palette.changesRequested.connect(self.show_changes)
        window.copied.connect(self._give_back)
        window.appearance.changed.connect(self._restyle)
        settings.changed.append(self._follow_setting)

    def take_keys(self) -> None:
        """Take the call key; a desktop that has none is no failure."""
        self._shortcut = GlobalShortcut(parent=self)
        self._shortcut.called.connect(self.come_forward)
        if self._shortcut.available:
            self._set_shortcut()

    def come_forward(self) -> None:
        """Bring the window in front, ready to type."""
        self._front.come(self._window)

    def show_keymap(self) -> None:
        """F1."""
        dialog = KeyMap(self._window, self._window.appearance.theme, self._desktop_keys())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_changes(self) -> None:
        """What the last national import changed."""
        dialog = ChangesDialog(self._window, self._window.appearance.theme)
        dialog.chosen.connect(self._window.open_article)
        dialog.finished.connect(self._forget_changes)
        dialog.finished.connect(dialog.deleteLater)
        self._changes = dialog
        dialog.open()
        self._tasks.run(self._desk.changes, self._tell_changes, self._tell_no_changes)

    def show_preferences(self) -> None:
        """The settings dialog; a second call finds the first."""
        note = self._shortcut.unavailable_reason() if self._shortcut and not self._shortcut.available else ""
        window = self._window
        dialog = Preferences(
            window,
            self._settings,
            window.appearance.theme,
            note,
            drafts_note=window.drafts.status,
            updates_note=self._updates_note,
        )
        dialog.finished.connect(self._forget_preferences)
        dialog.finished.connect(dialog.deleteLater)
        self._preferences = dialog
        dialog.open()

    def close(self) -> None:
        """Give the desktop its key back."""
        if self._follow_setting in self._settings.changed:
            self._settings.changed.remove(self._follow_setting)
        if self._shortcut is not None:
            self._shortcut.close()

    def _desktop_keys(self) -> tuple[tuple[str, str], ...]:
        if self._shortcut is None or not self._shortcut.available:
            return ()
        keys = self._settings.get(options.GLOBAL_SHORTCUT)
        return ((keys, self.tr("Appeler Aparté depuis un autre programme")),)

    def _set_shortcut(self) -> None:
        if self._shortcut is None:
            return
        problem = self._shortcut.set_keys(self._settings.get(options.GLOBAL_SHORTCUT))
        if problem:
            self._notices.warn(self.tr("Raccourci d'appel : {problem}").format(problem=problem))

    def _give_back(self, text: str) -> None:  # noqa: ARG002 - what was copied does not matter here
        if self._settings.get(options.RETURN_AFTER_COPY):
            self._front.give_back(self._window)

    def _restyle(self, theme: Theme) -> None:
        self.palette.restyle(theme)
        if self._preferences is not None:
            self._preferences.restyle(theme)

    def _tell_changes(self, found: BaseChanges | None) -> None:
        if self._changes is not None:
            self._changes.show_changes(found)

    def _tell_no_changes(self, error: Exception) -> None:
        if self._changes is not None:
            self._changes.show_failure(error)

    def _forget_changes(self) -> None:
        self._changes = None

    def _forget_preferences(self) -> None:
        self._preferences = None

    def _follow_setting(self, option: Option[Any]) -> None:
        if option is options.GLOBAL_SHORTCUT:
            self._set_shortcut()
