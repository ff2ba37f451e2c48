"""Keeps open contacts on the disk as they are typed, without ever making a key wait."""

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.assist.contacts.desk import Recorder
from aparte.core.contact import OpenContact
from aparte.ui.tasks import Tasks

CALM_MS = 300


class Autosave(QObject):
    """At most one write under way; meanwhile only the newest state of each contact waits.

    Signals: `failed(Exception)`, `kept` after a write went well, both on the main thread.
    """

    failed = Signal(object)
    kept = Signal()

    def __init__(self, recorder: Recorder, store: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recorder = recorder
        self._store = store
        self._waiting: dict[str, OpenContact] = {}
        self._gone: set[str] = set()
        self._busy = False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self.flush)

    def note(self, contact: OpenContact) -> None:
        """A contact stands like this now."""
        self._gone.discard(contact.id)
        self._waiting[contact.id] = contact
        if not self._calm.isActive():
            self._calm.start()

    def flush(self) -> None:
        """Write at once what waits: the agent turns to something else."""
        if self._busy or not self._waiting:
            return
        self._calm.stop()
        self._busy = True
        states, self._waiting = tuple(self._waiting.values()), {}
        recorder = self._recorder

        def keep() -> None:
            for state in states:
                recorder.keep(state)

        self._store.run(keep, self._note_kept, lambda error: self._note_failed(states, error))

    def forget(self, contact_id: str) -> None:
        """Keep no more of a contact: it is being recorded, or was given up."""
        self._gone.add(contact_id)
        self._waiting.pop(contact_id, None)

    def finish(self) -> None:
        """Hand what waits to the lane, behind the write under way: the window closes."""
        self._busy = False
        self.flush()

    @property
    def waiting(self) -> bool:
        """Whether a state is still to be written."""
        return bool(self._waiting)

    def _note_kept(self, _: object) -> None:
        self._busy = False
        self.kept.emit()
        # What was typed meanwhile has waited long enough.
        if self._waiting and not self._calm.isActive():
            self.flush()

    def _note_failed(self, states: tuple[OpenContact, ...], error: Exception) -> None:
        self._busy = False
        for state in (state for state in states if state.id not in self._gone):
            self._waiting.setdefault(state.id, state)
        self.failed.emit(error)
