"""The window at work over an office: the panel's tools, the screens of records, the lock, the daily upkeep."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from aparte.assist.contacts.agents import Agent
from aparte.assist.contacts.exporting import contact_json, contact_text
from aparte.assist.contacts.keeping import WorkstationKeeper
from aparte.assist.contacts.office import Office
from aparte.assist.contacts.own_day import read_own_day
from aparte.assist.letters import LetterWriter
from aparte.assist.syncing.syncer import SyncState
from aparte.core.clock import Clock
from aparte.core.contact import ClosureCode
from aparte.core.errors import AparteError
from aparte.settings import Option, Settings, options
from aparte.ui.contact.tools import ContactTools
from aparte.ui.figures.parts import FiguresSources
from aparte.ui.journal.parts import ExportKind, JournalSources
from aparte.ui.keymap.actions import install
from aparte.ui.messages import Notices
from aparte.ui.rail.view import Place
from aparte.ui.records import Records, RecordSources
from aparte.ui.sentences import in_words
from aparte.ui.sync.actions import SyncActions
from aparte.ui.sync.words import sync_words
from aparte.ui.tasks import Tasks
from aparte.ui.window.view import MainWindow

_UPKEEP_MS = 3_600_000


class OfficeWindow(QObject):
    """Joins one window to one office.

    `store` runs on the office's serial lane; the day's copy is made on `copying`, so that saving
    never waits for it.

    Attributes: `records`.
    """

    def __init__(
        self,
        window: MainWindow,
        office: Office,
        letters: LetterWriter,
        *,
        settings: Settings,
        notices: Notices,
        clock: Clock,
        store: Tasks,
        copying: Tasks,
        sync: SyncActions,
    ) -> None:
        super().__init__(window)
        self._window, self._office, self._letters = window, office, letters
        self._settings, self._clock, self._notices = settings, clock, notices
        self._store, self._copying, self._sync = store, copying, sync
        self._then: Callable[[], None] | None = None
        self.records = Records(
            window.frame,
            self._sources(),
            tasks=store,
            notices=notices,
            clock=clock,
            theme=window.appearance.theme,
            lock_after_minutes=settings.get(options.LOCK_AFTER_MINUTES),
            open_contacts=lambda: sum(tab.started for tab in window.contacts.tabs),
            keep_first=window.contacting.keep_first,
            busy=lambda: bool(window.conversation.field.toPlainText()),
        )
        self._upkeep = QTimer(self, interval=_UPKEEP_MS)
        self._connect()

    def start(self) -> None:
        """Open without a question where none is needed; else the lock asks, and suggestions go on."""
        self._window.contacting.show_locked()
        self.records.start()

    def close(self) -> None:
        """The window has gone: behind what was typed last, the store is closed and its key wiped."""
        self._upkeep.stop()
        self._sync.stop()
        self._store.run(self._office.workstation.lock, lambda _: None)
        self.records.inactivity.set_after(0)
        if self._follow_setting in self._settings.changed:
            self._settings.changed.remove(self._follow_setting)

    def _connect(self) -> None:
        window, records = self._window, self.records
        install(window, dict(records.handlers))
        rail = window.frame.rail
        rail.chosen.connect(self._give_keyboard)
        records.unlocked.connect(self._enter)
        records.lockWanted.connect(self._lock)
        window.contacting.locked.connect(self._hidden)
        window.contacting.recorded.connect(self._sync.recorded)
        records.changed.connect(self._sync.recorded)
        records.locked.connect(self._sync.stop)
        self._sync.changed.connect(self._show_sync)
        self._sync.erased.connect(self._tell_erased)
        self._sync.shared.connect(records.refresh_reminders)
        self._sync.shutOut.connect(records.ask_lock)
        rail.syncRequested.connect(self._show_sync_sheet)
        window.contact.unlockRequested.connect(records.show_lock)
        window.appearance.changed.connect(records.restyle)
        self._upkeep.timeout.connect(self._keep_up)
        self._settings.changed.append(self._follow_setting)

    def _sources(self) -> RecordSources:
        office = self._office
        journal = JournalSources(
            journal=office.journal,
            gaps=office.gaps,
            codes=lambda: office.codes,
            slip=lambda contact_id: self._letters.slip(office.journal.contact(contact_id)[0]),
            export=self._export,
            mail=self._letters,
            services={key: service.name for key, service in office.services.items()},
        )
        figures = FiguresSources(
            months=office.shelf.months,
            month=office.shelf.month,
            own_day=partial(read_own_day, office.journal),
            file=office.shelf.file,
        )
        return RecordSources(journal, figures, WorkstationKeeper(office.workstation))

    def _enter(self, _: Agent) -> None:
        """Opened, or handed over: what the agent before had on screen leaves it first."""
        self._hide_then(self._attach)

    def _attach(self) -> None:
        office = self._office
        self._window.attach_contacts(
            ContactTools(
                recorder=office.recorder,
                gaps=office.gaps,
                store=self._store,
                writing=self._letters,
                find_personal=office.find_personal,
                mask=office.mask,
                find_codes=self._find_codes,
                services=lambda: tuple(office.services.values()),
            )
        )
        self._keep_up()
        self._upkeep.start()
        self._sync.start()

    def _lock(self) -> None:
        """Keep what is typed and take it out of the window, then close the store."""
        self._hide_then(self._close)

    def _close(self) -> None:
        self._upkeep.stop()
        self.records.close_store()

    def _hide_then(self, then: Callable[[], None]) -> None:
        self._then = then
        self._window.lock_contacts()

    def _hidden(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _give_keyboard(self, place: Place) -> None:
        if place is Place.EXCHANGE:
            self._window.to_conversation()

    def _find_codes(self, typed: str) -> tuple[ClosureCode, ...]:
        return self._office.find_codes(typed, self._clock.today())

    def _export(self, contact_id: str, kind: ExportKind) -> bytes:
        contact, versions = self._office.journal.contact(contact_id)
        if kind is ExportKind.JSON:
            return contact_json(contact, versions)
        return contact_text(contact, versions, self._office.label)

    def _keep_up(self) -> None:
        office, workstation = self._office, self._office.workstation

        def keep_up() -> str:
            office.take_in_gaps()
            return workstation.upkeep()

        def copy_and_examine() -> str:
            workstation.back_up()
            return workstation.examine()

        self._store.run(keep_up, self._kept_up, _say_nothing)
        self._copying.run(copy_and_examine, self._tell, _say_nothing)

    def _kept_up(self, sentence: str) -> None:
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        if sentence:
            self._notices.warn(in_words(sentence))

    def _show_sync(self, state: SyncState) -> None:
        self._window.frame.rail.show_sync(sync_words(state, self._clock.now()))

    def _show_sync_sheet(self) -> None:
        self._sync.show_sheet(self._window, self._window.appearance.theme, self.records.show_waiting)

    def _tell_erased(self) -> None:
        self._notices.info(self.tr("Des échanges ont été effacés de ce poste à la demande de la mairie."))

    def _follow_setting(self, option: Option[Any]) -> None:
        if option is options.LOCK_AFTER_MINUTES:
            self.records.inactivity.set_after(self._settings.get(options.LOCK_AFTER_MINUTES))


def _say_nothing(error: Exception) -> None:
    """The next hour tries again; a failure of ours is still the hook's."""
    if not isinstance(error, AparteError):
        raise error
