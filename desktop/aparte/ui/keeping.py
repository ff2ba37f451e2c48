"""Keeps changed settings on the disk, a moment after the last change."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from aparte.core.errors import StorageError
from aparte.settings import Option, Settings
from aparte.ui.messages import Notices

_CALM_MS = 400


class Keeper(QObject):
    """Saves the settings; a disk that refuses is told once, not at each change."""

    def __init__(self, settings: Settings, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._notices = notices
        self._told = False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self._save)
        settings.changed.append(self._wait)

    def close(self) -> None:
        """Save what still waits."""
        if self._wait in self._settings.changed:
            self._settings.changed.remove(self._wait)
        if self._calm.isActive():
            self._calm.stop()
            self._save()

    def _wait(self, option: Option[Any]) -> None:  # noqa: ARG002 - any change is one
        self._calm.start()

    def _save(self) -> None:
        try:
            self._settings.save()
        except StorageError as error:
            if not self._told:
                self._told = True
                self._notices.problem(error)
        else:
            self._told = False
