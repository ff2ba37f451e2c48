"""A contact that was given up and can still be had back."""

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.ui.contact.tab import OpenTab

UNDO_MS = 10_000


class Abandoned(QObject):
    """Holds one contact for a while, then lets it go.

    Signals: `dropped(OpenTab)`, when it can't be had back any more.
    """

    dropped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: tuple[OpenTab, int] | None = None
        self._while = QTimer(self)
        self._while.setSingleShot(True)
        self._while.setInterval(UNDO_MS)
        self._while.timeout.connect(self.drop)

    def hold(self, tab: OpenTab, at: int) -> None:
        """Hold a contact that stood at that place; the one held before is let go."""
        self.drop()
        self._held = (tab, at)
        self._while.start()

    def take_back(self) -> tuple[OpenTab, int] | None:
        """The contact and its place, or None when it is gone."""
        held, self._held = self._held, None
        self._while.stop()
        return held

    def drop(self) -> None:
        """Let it go for good."""
        held = self.take_back()
        if held is not None:
            self.dropped.emit(held[0])
