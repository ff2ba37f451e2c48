"""The window's composition root: builds every part, joins them, and takes them down."""

import gc
import logging
import os
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from aparte import __version__
from aparte.assist.contacts.office import Office, open_office
from aparte.assist.contacts.teaching import Teacher
from aparte.assist.dense.meaning import MeaningSearch
from aparte.assist.dense.opening import open_meaning
from aparte.assist.desk import BaseState
from aparte.assist.drafting.opening import LocalModel, open_drafting
from aparte.assist.letters import LetterWriter
from aparte.assist.librarian import Librarian
from aparte.assist.opening import OpeningDesk
from aparte.assist.syncing.opening import open_syncer
from aparte.assist.updating.opening import open_updates
from aparte.core import console
from aparte.core.clock import SystemClock
from aparte.core.contact import Channel
from aparte.core.errors import AparteError, UsageError
from aparte.core.lanes import DetachedLane, FreeLane, Lane, SerialLane
from aparte.privacy.logs import MaskingFilter
from aparte.settings import Policy, Settings, options
from aparte.settings.arguments import parse
from aparte.settings.places import Places, places
from aparte.store.keys import KeyKeeper, SystemKeyring
from aparte.store.session_keeper import SessionKeeper
from aparte.ui.companions import Companions
from aparte.ui.desktop import placement
from aparte.ui.desktop.failures import Failures, Journal
from aparte.ui.desktop.instance import SingleInstance
from aparte.ui.desktop.xcb import x_server_answers
from aparte.ui.keeping import Keeper
from aparte.ui.livebase import LiveBase
from aparte.ui.messages import Notices
from aparte.ui.office import OfficeWindow
from aparte.ui.rail.view import Place
from aparte.ui.replay import replay
from aparte.ui.sentences import in_words
from aparte.ui.smoke import SmokeError, Witness, smoke
from aparte.ui.sync.actions import SyncActions
from aparte.ui.tasks import Tasks
from aparte.ui.translations import speak
from aparte.ui.updating import UpdateWatch
from aparte.ui.window.view import MainWindow

log = logging.getLogger("aparte")

# A worker that ranks must not keep the window from painting for Python's usual 5 ms.
SWITCH_INTERVAL_S = 0.0005
_MODEL_AFTER_MS = 500
_MEANING_AFTER_MS = 3000


def main(argv: list[str]) -> int:
    """Open the window, or replay a conversation where there is no display; returns the exit code."""
    console.prepare()
    opening, network = DetachedLane("opening"), DetachedLane("network")
    try:
        asked = parse(argv)
        # A try leaves nothing, unless it is told where.
        temporary = asked.temp_basedir or (asked.smoke and asked.basedir is None)
        with places(asked.seed, asked.basedir, temporary) as found:
            sys.setswitchinterval(SWITCH_INTERVAL_S)
            with closing(Journal(found.log, MaskingFilter())):
                if asked.smoke:
                    return _smoke(found, asked.shots)
                if asked.replay or not _has_display():
                    return _replay(found, asked.shots)
                channel = asked.channel if asked.command == "contact open" else None
                code = _open_window(found, opening, network, channel)
    except AparteError as error:
        console.tell(f"aparte : {error}")
        return error.exit_code
    except BrokenPipeError:
        return 1
    if opening.busy or network.busy:
        # An index is being built, for a minute perhaps, or a server does not answer. What a killed build
        # leaves is swept by the next one, and an exchange that was cut is taken up again.
        os._exit(code)
    return code


def _has_display() -> bool:
    """Whether a window can be shown; Qt itself would end the process where none can."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return os.environ.get("QT_QPA_PLATFORM") != "offscreen"
    return bool(os.environ.get("WAYLAND_DISPLAY")) or x_server_answers()


def _application(settings: Settings) -> QApplication:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("an application without widgets runs already")
    application.setApplicationName("aparte")
    application.setApplicationDisplayName("Aparté")
    application.setDesktopFileName("aparte")
    speak(settings.get(options.LANGUAGE))
    return application


def _open_window(found: Places, opening: Lane, network: Lane, channel: Channel | None) -> int:
    """Open the window, or call the one that is open; `channel` opens a contact in it."""
    settings = Settings(found.settings, Policy.read(found.policy))
    application = _application(settings)
    instance = SingleInstance(found.base)
    if not instance.acquire():
        if instance.call_first(channel):
            return 0
        # The first may have been closing.
        if not instance.acquire():
            raise UsageError("Aparté est déjà ouvert mais ne répond pas : fermez-le, puis recommencez.")
    session = Session(found, settings, opening, network)
    instance.called.connect(session.come_forward)
    instance.contactAsked.connect(session.window.open_contact)
    session.start()
    if channel is not None:
        session.window.open_contact(channel)
    try:
        return application.exec()
    finally:
        session.close()
        instance.release()


def _replay(found: Places, shots: Path | None) -> int:
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    settings = Settings()
    _application(settings)
    # What is replayed is recorded in a store of its own, never in this user's.
    with places(found.seed, temporary=True) as own:
        # Closing waits for the day's copy: the folder goes right after.
        session = Session(own, settings, SerialLane("opening"))
        session.watch_failures()
        session.show()
        session.attach(Librarian.open(found.seed, found.index, session.clock))
        session.open_office()
        try:
            pictures = shots or Path.cwd() / "captures"
            code = replay(session.window, settings, found.seed / "conversations", pictures, console.say, contacts=True)
            console.finish()
            return code
        finally:
            session.window.close()
            session.close()


def _smoke(found: Places, shots: Path | None) -> int:
    if sys.platform == "linux" and not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with Witness() as witness:
        settings = Settings()
        _application(settings)
        session = Session(found, settings, SerialLane("opening"))
        session.watch_failures()
        session.show()
        session.attach(Librarian.open(found.seed, found.index, session.clock))
        session.open_office()
        try:
            seen = smoke(session.window, found.seed / "conversations", shots)
        finally:
            session.window.close()
            session.close()
    if witness.heard:
        raise SmokeError(f"Le programme fonctionne mais se plaint : {' | '.join(witness.heard)}")
    console.say(f"Aparté {__version__} fonctionne : {seen}")
    console.finish()
    return 0


class Session(QObject):
    """One run of the window: its parts, and what joins them.

    The base is opened on the lane `opening` and the server is spoken to on `network`: closing the
    session waits for neither.

    Attributes: `window`, `clock`; `base`, which follows the base in service; `meaning`, None until the base
    is open, and without an embedding model.
    """

    def __init__(
        self, found: Places, settings: Settings, opening: Lane | None = None, network: Lane | None = None
    ) -> None:
        super().__init__()
        self.clock = SystemClock()
        self._found = found
        self._settings = settings
        self._failures = Failures(self)
        self._notices = Notices(self)
        self._tasks = Tasks(parent=self)
        self._opening = Tasks(opening or DetachedLane("opening"), self)
        self._network = Tasks(network or DetachedLane("network"), self)
        self._store_lane = SerialLane("store")
        self._store = Tasks(self._store_lane, self)
        self._drafts = Tasks(SerialLane("drafts"), self)
        self._worker = FreeLane("model")
        self._reading, self._embedding = Tasks(SerialLane("reading"), self), FreeLane("embedding")
        self.meaning: MeaningSearch | None = None
        self._closed = False
        self._office: OfficeWindow | None = None
        self._teacher: Teacher | None = None
        self._librarian: Librarian | None = None
        self._keys: KeyKeeper = SessionKeeper() if found.temporary else SystemKeyring()
        self._desk = OpeningDesk()
        self.window = MainWindow(self._desk, settings, self._tasks, self.clock, self._notices)
        self.base = LiveBase(
            self.window, building=self._opening, asking=self._tasks, notices=self._notices, parent=self
        )
        self.base.renewed.connect(self._teach)
        self.base.renewed.connect(lambda: self._take_meaning(self.meaning))
        self._keeper = Keeper(settings, self._notices, self)
        self._updates = UpdateWatch(
            open_updates(found, settings, self.clock, machine=False),
            network=self._network,
            asking=self._tasks,
            parent=self,
        )
        self._companions = Companions(
            self.window,
            desk=self._desk,
            settings=settings,
            tasks=self._tasks,
            clock=self.clock,
            notices=self._notices,
            updates_note=self._updates.note,
        )
        self._failures.happened.connect(self._tell_unforeseen)
        self.window.closed.connect(self._keep_place)

    @property
    def model(self) -> LocalModel | None:
        """What writes drafts, None until the base is open."""
        return self.base.model

    def start(self) -> None:
        """Show the window, then open the base behind it."""
        self.watch_failures()
        placement.restore(self.window, self._settings)
        self.window.show_opening()
        self.show()
        self._companions.take_keys()
        for problem in self._settings.problems:
            log.warning("%s", problem)
        if self._settings.problems:
            self._notices.warn(" ".join(in_words(problem) for problem in self._settings.problems))
        QTimer.singleShot(0, self._open_base)
        QTimer.singleShot(0, self.open_office)
        self._updates.start()

    def open_office(self) -> None:
        """Open the contacts behind the window; suggestions never wait for them."""
        found, clock = self._found, self.clock
        self._store.run(
            lambda: open_office(found.store, found.seed, self._settings, clock, self._keys),
            self._take_office,
            self._no_office,
        )

    def watch_failures(self) -> None:
        """Log and tell what nobody foresaw, from now on."""
        self._failures.watch()

    def show(self) -> None:
        """Show the window as it stands."""
        self.window.show()

    def attach(self, librarian: Librarian) -> None:
        """The base is open: everything asked meanwhile is answered."""
        # What the base holds lives as long as the window: walking it again would stop the window
        # for tens of milliseconds.
        gc.freeze()
        gc.enable()
        self._desk.attach(librarian)
        self._librarian = librarian
        self.base.attach(librarian)
        self._teach()
        self.window.base_ready()
        # After what the first keys need.
        QTimer.singleShot(_MODEL_AFTER_MS, self, self._open_model)
        QTimer.singleShot(_MEANING_AFTER_MS, self, self._open_meaning)

    def come_forward(self, token: str = "") -> None:
        """Another start, or the call key, asks for the window."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self._companions.come_forward()

    def close(self) -> None:
        """Take everything down in order; what was changed is on the disk afterwards; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self.base.stop()
        self._updates.stop()
        self._companions.close()
        if self._office is not None:
            self._office.close()
        self._keeper.close()
        if self.model is not None:
            # What it writes ends at once: its lane is waited for.
            self.model.drafting.cancel()
            self.model.close()
        if self.meaning is not None:
            self.meaning.close()
        self._drafts.close()
        self._worker.close()
        self._reading.close()
        self._embedding.close()
        self._desk.fail(AparteError("La fenêtre se ferme."))
        self._opening.close()
        self._network.close()
        if self._office is not None:
            # What was typed last is on its way to the disk.
            self._store.finish()
        else:
            self._store.close()
        self._tasks.close()
        self._failures.unwatch()

    def _open_base(self) -> None:
        gc.disable()
        self._opening.run(self._opened, self._take_base, self._no_base)

    def _opened(self) -> tuple[Librarian, BaseState]:
        librarian = Librarian.open(self._found.seed, self._found.index, self.clock)
        return librarian, librarian.state()

    def _take_base(self, opened: tuple[Librarian, BaseState]) -> None:
        librarian, state = opened
        self.attach(librarian)
        if state.stale:
            self._notices.warn(
                self.tr(
                    "La base a changé, mais son index n'a pas pu être reconstruit : "
                    "les réponses sont celles de l'ancienne version."
                )
            )
        for problem in state.problems:
            self._notices.warn(problem)
        if not state.searchable:
            # An import was stopped before its end. The model is opened first: this may take half a minute.
            QTimer.singleShot(2 * _MODEL_AFTER_MS, self, lambda: self._complete(librarian))

    def _serve_bundle(self) -> None:
        """Another bundle was installed: it comes in service behind the window."""
        self._found = self._found.renewed()
        self.base.renew(self._found.seed)

    def _open_model(self) -> None:
        librarian = self._librarian
        if librarian is None or self._closed:
            return
        found, settings, clock, worker = self._found, self._settings, self.clock, self._worker

        def work() -> tuple[LocalModel, object]:
            base = librarian.base
            return open_drafting(found, settings, base, clock, worker), base

        self._opening.run(work, self._take_model, self._no_model)

    def _take_model(self, opened: tuple[LocalModel, object]) -> None:
        model, read = opened
        self.window.attach_completing(model.completing)
        self.window.attach_drafting(model.drafting, self._drafts)
        self.base.attach_model(model, read)

    def _no_model(self, error: Exception) -> None:
        """Everything else goes on: the preferences say that there is no draft."""
        log.error("no draft can be written", exc_info=error)

    def _open_meaning(self) -> None:
        librarian = self._librarian
        if librarian is None or self._closed:
            return
        found, settings, lane, drafts = self._found, self._settings, self._embedding, self.window.drafts
        self._opening.run(
            lambda: open_meaning(found, settings, librarian, lane, lambda: drafts.writing),
            self._take_meaning,
            self._no_meaning,
        )

    def _take_meaning(self, meaning: MeaningSearch | None) -> None:
        self.meaning = meaning
        if meaning is not None and not self._closed:
            # The base in service may be another one than when it was opened.
            meaning.renew()
            self.window.attach_meaning(meaning, self._reading)

    def _no_meaning(self, error: Exception) -> None:
        """Words are searched all the same."""
        log.error("no search by meaning", exc_info=error)

    def _take_office(self, office: Office) -> None:
        sync = SyncActions(
            open_syncer(office.workstation, self._store_lane, self._settings, self.clock, self._found),
            network=self._network,
            asking=self._tasks,
            settings=self._settings,
            notices=self._notices,
            clock=self.clock,
            parent=self,
        )
        sync.urgent.connect(self.base.take_urgent)
        sync.renewed.connect(self._serve_bundle)
        letters = LetterWriter(
            self._desk, office.services, office.town, self.clock, codes=office.recorder.codes, ticked=self.window.ticked
        )
        self._office = OfficeWindow(
            self.window,
            office,
            letters,
            settings=self._settings,
            notices=self._notices,
            clock=self.clock,
            store=self._store,
            copying=self._opening,
            sync=sync,
        )
        self._teacher = office.teacher
        self._teach()
        self._office.start()

    def _teach(self) -> None:
        """Once both are open, whichever was first: the codes are guessed from the base."""
        if self._teacher is not None and self._librarian is not None:
            teacher, librarian = self._teacher, self._librarian
            self._store.run(lambda: teacher.read(librarian.base), _done, self._untaught)

    def _no_office(self, error: Exception) -> None:
        if not isinstance(error, AparteError):
            log.error("the contacts could not be opened", exc_info=error)
            error = AparteError(self.tr("Les échanges n'ont pas pu être ouverts : prévenez l'informatique."))
        self.window.show_contacts_problem(error)
        rail = self.window.frame.rail
        rail.chosen.connect(lambda _: rail.show_place(Place.EXCHANGE))

    def _complete(self, librarian: Librarian) -> None:
        if not self._closed:
            self._opening.run(librarian.complete, _done, self._not_searchable)

    def _not_searchable(self, error: Exception) -> None:
        log.error("no search of the whole base", exc_info=error)
        self._notices.warn(
            self.tr("La recherche dans toute la base n'a pas pu être préparée : vérifiez la place sur le disque.")
        )

    def _untaught(self, error: Exception) -> None:
        log.error("no code can be guessed", exc_info=error)

    def _no_base(self, error: Exception) -> None:
        gc.enable()
        if not isinstance(error, AparteError):
            log.error("the base could not be opened", exc_info=error)
            error = AparteError(self.tr("La base de connaissances n'a pas pu être ouverte : prévenez l'informatique."))
        self._desk.fail(error)
        self.window.show_base_problem(error)

    def _keep_place(self) -> None:
        placement.remember(self.window, self._settings)

    def _tell_unforeseen(self) -> None:
        self._notices.problem(
            AparteError(
                self.tr("Une erreur imprévue est survenue ; votre texte est conservé. Le détail est dans le journal.")
            )
        )


def _done(_: object) -> None:
    """Nothing follows."""
