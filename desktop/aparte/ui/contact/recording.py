"""From an open contact to its receipt: made, kept, guessed, saved or given up on the store's lane."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.assist.contacts.desk import Recorder
from aparte.core.contact import CodeGuess, OpenContact
from aparte.core.records import Receipt
from aparte.ui.contact.autosave import Autosave
from aparte.ui.contact.deciding import by_default
from aparte.ui.contact.tab import OpenTab
from aparte.ui.contact.tools import ContactTools

_THINKING_MS = 150


class Recording(QObject):
    """Nothing here waits for the disk, and no contact is called saved before its receipt.

    Signals: `saved(OpenTab, Receipt)`; `refused(OpenTab, Exception)` when a save failed;
    `undecided(OpenTab)` when its words are about no code, so that one must be chosen first;
    `failed(Exception)` when something could not be kept; `kept`, when it could again;
    `guessed(OpenTab)`.
    """

    saved = Signal(object, object)
    refused = Signal(object, object)
    undecided = Signal(object)
    failed = Signal(object)
    kept = Signal()
    guessed = Signal(object)

    def __init__(self, tools: ContactTools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recorder: Recorder = tools.recorder
        self._store = tools.store
        self._autosave = Autosave(tools.recorder, tools.store, self)
        self._autosave.failed.connect(self._note_refused)
        self._autosave.kept.connect(self._note_kept)
        self._refusing = False
        self._opening: dict[OpenTab, list[OpenContact]] = {}
        self._wanted: set[OpenTab] = set()
        self._thinking: OpenTab | None = None
        self._guesses = tools.store.latest(on_lane=True)
        self._guesses.done.connect(self._take_guesses)
        self._guesses.failed.connect(self.failed)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_THINKING_MS)
        self._calm.timeout.connect(self._guess)

    def changed(self, tab: OpenTab) -> None:
        """Something of this contact changed: keep it, from its first word on."""
        if tab.saving or tab.gone:
            return
        if not tab.contact.id:
            self._open(tab)
        else:
            self._autosave.note(tab.snapshot())
        self.think(tab)

    def think(self, tab: OpenTab) -> None:
        """Guess this contact's code, once the agent pauses."""
        self._thinking = tab
        self._calm.start()

    def flush(self) -> None:
        """The agent turns to something else."""
        self._autosave.flush()

    def finish(self) -> None:
        """Hand everything to the lane: the window closes or is being locked."""
        self._calm.stop()
        for tab, made in self._opening.items():
            self._store.run(_keeping(self._recorder, made, tab.snapshot()), _ignore, self._note_refused)
        self._autosave.finish()

    @property
    def waiting(self) -> bool:
        """Whether something typed is still to be written."""
        return self._autosave.waiting

    @property
    def refusing(self) -> bool:
        """Whether the disk refused the last write."""
        return self._refusing

    def save(self, tab: OpenTab) -> None:
        """Record a contact; `saved`, `undecided` or `refused` tells what came of it."""
        tab.saving = True
        self._wanted.add(tab)
        if tab.contact.id:
            self._record(tab)
        else:
            self._open(tab)

    def give_up(self, tab: OpenTab) -> None:
        """Drop a contact from the disk for good."""
        tab.gone = True
        if not tab.contact.id:
            return
        self._autosave.forget(tab.contact.id)
        recorder, contact_id = self._recorder, tab.contact.id
        self._store.run(lambda: recorder.drop(contact_id), _ignore, self.failed.emit)

    def _open(self, tab: OpenTab) -> None:
        if tab.asked:
            return
        tab.asked = True
        recorder, channel, happened_at = self._recorder, tab.channel, tab.contact.happened_at
        made = self._opening[tab] = []

        def make() -> OpenContact:
            made.append(recorder.open(channel, happened_at))
            return made[0]

        def opened(fresh: OpenContact) -> None:
            tab.asked = self._refusing = False
            self._opening.pop(tab, None)
            tab.change(id=fresh.id, reference=fresh.reference, opened_at=fresh.opened_at)
            if tab.gone:
                self.give_up(tab)
            elif tab in self._wanted:
                self._record(tab)
            else:
                self._autosave.note(tab.snapshot())
                self._autosave.flush()

        def refused(error: Exception) -> None:
            tab.asked = False
            self._opening.pop(tab, None)
            self._refuse(tab, error) if tab in self._wanted else self._note_refused(error)

        self._store.run(make, opened, refused)

    def _record(self, tab: OpenTab) -> None:
        contact = tab.snapshot()
        self._wanted.discard(tab)
        self._autosave.forget(contact.id)

        def saved(answer: Receipt | tuple[CodeGuess, ...]) -> None:
            tab.saving = False
            if isinstance(answer, Receipt):
                tab.gone = True
                self.saved.emit(tab, answer)
                return
            tab.guesses = answer
            self._autosave.note(tab.snapshot())
            self.undecided.emit(tab)

        job = _saving(self._recorder, contact, tab.at, tab.leaning)
        self._store.run(job, saved, lambda error: self._refuse(tab, error))

    def _refuse(self, tab: OpenTab, error: Exception) -> None:
        self._wanted.discard(tab)
        tab.saving, self._refusing = False, True
        if tab.contact.id:
            self._autosave.note(tab.snapshot())
        self.refused.emit(tab, error)

    def _note_refused(self, error: Exception) -> None:
        self._refusing = True
        self.failed.emit(error)

    def _note_kept(self) -> None:
        self._refusing = False
        self.kept.emit()

    def _guess(self) -> None:
        tab = self._thinking
        if tab is not None:
            self._guesses.submit(_guessing(self._recorder, tab, tab.snapshot()))

    def _take_guesses(self, guessed: tuple[OpenTab, tuple[CodeGuess, ...]]) -> None:
        tab, guesses = guessed
        if guesses != tab.guesses:
            tab.guesses = guesses
            self.guessed.emit(tab)


def _guessing(
    recorder: Recorder, tab: OpenTab, contact: OpenContact
) -> Callable[[], tuple[OpenTab, tuple[CodeGuess, ...]]]:
    return lambda: (tab, recorder.guess(contact))


def _saving(
    recorder: Recorder, contact: OpenContact, at: int, leaning: str
) -> Callable[[], Receipt | tuple[CodeGuess, ...]]:
    """An untouched code is guessed from the contact as it is recorded, never from what it was a moment before."""

    def save() -> Receipt | tuple[CodeGuess, ...]:
        if contact.demands[at].code:
            return recorder.save(contact)
        guesses = recorder.guess(contact)
        decided = by_default(contact.demands, at, guesses, leaning)
        return recorder.save(replace(contact, demands=decided)) if decided[at].code else guesses

    return save


def _keeping(recorder: Recorder, made: list[OpenContact], typed: OpenContact) -> Callable[[], None]:
    """Behind the job that makes a contact: what was typed meanwhile goes into it."""

    def keep() -> None:
        if made:
            fresh = made[0]
            recorder.keep(replace(typed, id=fresh.id, reference=fresh.reference, opened_at=fresh.opened_at))

    return keep


def _ignore(_: object) -> None:
    """Dropped: there is nothing to tell."""
