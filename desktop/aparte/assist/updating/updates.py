"""Updates as a command and the window see them: look, bring, say where things stand. Nothing is run here."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from aparte.assist.updating.choosing import Choice, Here, Offer, choose, offers
from aparte.assist.updating.keeping import Artefact, UpdateBusyError, UpdateFolder, moved_on
from aparte.core.clock import Clock
from aparte.core.errors import AparteError, UsageError
from aparte.settings import Settings, options
from aparte.settings.options import UpdateChannel
from aparte.sync.server import SyncError
from aparte.sync.trust.errors import PROGRAM
from aparte.sync.trust.repository import TrustedRepository
from aparte.sync.trust.source import MissingError, PatientSource, PausedError, Source
from aparte.wire.release import LARGEST_ARTEFACT, version_key

log = logging.getLogger(__name__)

# A window asks by itself that often; on a slow line it only asks, and seldom.
EVERY, EVERY_SLOW = timedelta(days=1), timedelta(days=7)
AT_ONCE_S = 30.0
_LARGEST_ROOT = 512_000
_NO_ROOT = (
    "Aucune racine de confiance des programmes sur ce poste ({path}) : rien n'est pris. L'informatique l'y pose, elle "
    "seule."
)


class Standing(StrEnum):
    """Where a workstation is with the program's versions.

    OFF: the town follows none. ALONE: no place to look at is named. CURRENT: nothing newer. LATER:
    something newer goes out by stages. OFFERED: something newer, not downloaded. READY: downloaded
    and verified. REFUSED: what is there can't be believed.
    """

    OFF = "off"
    ALONE = "alone"
    CURRENT = "current"
    LATER = "later"
    OFFERED = "offered"
    READY = "ready"
    REFUSED = "refused"


_SENTENCES = {
    Standing.OFF: "La collectivité ne suit aucune version : rien n'est cherché.",
    Standing.ALONE: "Aucune source de mises à jour n'est fixée : l'informatique installe elle-même les versions.",
    Standing.CURRENT: "Aparté {version} est en service, rien de plus récent n'est connu.",
    Standing.LATER: "La version {newer} sort par étapes : elle viendra plus tard sur ce poste.",
    Standing.OFFERED: "La version {newer} est disponible, pas encore téléchargée.",
    Standing.READY: "La version {newer} est prête et vérifiée : l'informatique l'installe.",
}


@dataclass(frozen=True, slots=True)
class UpdateStatus:
    """What is said of updates: `version` runs, `newer` is what the standing speaks of, `file` where it is ready.

    `previous` can be gone back to; `clock_odd` when what was verified was made after what this machine
    believes to be now.
    """

    standing: Standing
    version: str
    newer: str = ""
    file: Path | None = None
    previous: str = ""
    checked_at: datetime | None = None
    problem: str = ""
    clock_odd: bool = False

    @property
    def sentence(self) -> str:
        """One calm sentence."""
        said = _SENTENCES.get(self.standing, "{problem}")
        return said.format(version=self.version, newer=self.newer, problem=self.problem)


class Updates:
    """The updates of one workstation; not to be used by two lanes at once.

    `open_source` gives the town's place, `root` is the file of the trusted root; `number` is what a turn is
    drawn from.
    """

    def __init__(
        self,
        folder: UpdateFolder,
        root: Path,
        open_source: Callable[[], Source],
        *,
        settings: Settings,
        clock: Clock,
        here: Here,
        number: Callable[[], str],
    ) -> None:
        self.folder = folder
        self.here = here
        self._root, self._open_source, self._settings = root, open_source, settings
        self._clock, self._number = clock, number

    def status(self) -> UpdateStatus:
        """What is known, without asking anyone."""
        state = moved_on(self.folder.state(), self.here.version)
        back = state.previous
        said = UpdateStatus(
            Standing.CURRENT,
            self.here.version,
            previous=back.version if back is not None and self.folder.path(back).exists() else "",
            checked_at=state.checked_at,
            problem=state.problem,
        )
        off = self._off()
        if off is Standing.OFF:
            return replace(said, standing=off, problem="")
        if state.ready is not None and self._is_newer(state.ready.version) and self.folder.path(state.ready).exists():
            ready = state.ready
            return replace(said, standing=Standing.READY, newer=ready.version, file=self.folder.path(ready))
        if state.problem:
            return replace(said, standing=Standing.REFUSED)
        if state.newest and self._is_newer(state.newest):
            return replace(said, standing=Standing.OFFERED, newer=state.newest)
        if state.later and self._is_newer(state.later):
            return replace(said, standing=Standing.LATER, newer=state.later)
        return replace(said, standing=Standing.ALONE) if off is not None and state.checked_at is None else said

    def check(self, source: Source | None = None, *, at_once: bool = False) -> UpdateStatus:
        """Learn what is newest; `at_once` waits for no turn.

        Raises `TrustError`, `SyncError`, `StorageError`, `UsageError`; what is ready stays.
        """
        trusted, choice = self.learn(source, at_once=at_once)
        if trusted is None:
            return self.status()
        return replace(self._noted(choice), clock_odd=trusted.clock_is_odd())

    def fetch(self, source: Source | None = None, *, at_once: bool = False, given: Path | None = None) -> UpdateStatus:
        """Bring what is newest, verified; `given` is a file that came another way. Raises as `check`."""
        with self.folder.changing():
            trusted, choice = self.learn(source, at_once=at_once)
            if trusted is None:
                return self.status()
            noted = self._noted(choice)
            if choice.offer is None:
                return noted
            ready = self.bring(trusted, choice.offer, given)
            self.folder.save(replace(self.folder.state(), ready=ready))
        self.folder.forget_downloads()
        return replace(self.status(), clock_odd=trusted.clock_is_odd())

    def look(self) -> tuple[UpdateStatus, bool]:
        """What a window does by itself; true while a download is to be gone on with. Never raises `AparteError`."""
        slow = self._settings.get(options.SYNC_SLOW)
        if self._off() is not None or self._looked_lately(slow):
            return self.status(), False
        try:
            # What was recorded meanwhile never waits long for a download.
            source = PatientSource(self._open_source(), AT_ONCE_S)
            return (self.check(source) if slow else self.fetch(source)), False
        except PausedError:
            return self.status(), True
        except (SyncError, UpdateBusyError) as error:
            log.info("no update now: %s", type(error).__name__)
            return self.status(), False
        except AparteError as error:
            log.warning("an update is refused: %s", type(error).__name__)
            self._refused(error)
            return self.status(), False

    def learn(self, source: Source | None, *, at_once: bool) -> tuple[TrustedRepository | None, Choice]:
        """What can be believed of the source, and what it offers here; no repository where none may be looked at."""
        off = self._off()
        if off is Standing.OFF or (off is Standing.ALONE and source is None):
            return None, Choice()
        trusted = self._trusted(source or self._open_source())
        try:
            trusted.refresh()
        except MissingError as error:
            raise UsageError(
                "Cette source n'annonce aucune version : vérifiez que la copie est entière, ou prévenez l'informatique."
            ) from error
        number = "" if at_once else self._number()
        channel, held = self._settings.get(options.UPDATE_CHANNEL), self.folder.state().held
        return trusted, choose(self.offered(trusted), self.here, channel, number, "" if at_once else held)

    def offered(self, trusted: TrustedRepository) -> tuple[Offer, ...]:
        """Every version that is signed for this machine."""
        return offers(trusted.listed(), self.here)

    def bring(self, trusted: TrustedRepository, offer: Offer, given: Path | None = None) -> Artefact:
        """One artefact, verified against what is signed today, whatever was kept of it before."""
        artefact = Artefact(offer.release.version, offer.release.name, offer.file.sha256)
        if not self.folder.is_whole(artefact):
            if given is not None:
                self.folder.seed(given, artefact.sha256)
            self.folder.keep(trusted.fetch(offer.file.path, self.folder.coming, LARGEST_ARTEFACT), artefact)
        return artefact

    def _looked_lately(self, slow: bool) -> bool:
        """Whether there is nothing to ask yet, nor a download to go on with."""
        state = self.folder.state()
        if state.checked_at is None:
            return False
        ready = state.ready.version if state.ready is not None else ""
        begun = not slow and not state.problem and state.newest not in ("", ready) and self._is_newer(state.newest)
        return not begun and abs(self._clock.now() - state.checked_at) < (EVERY_SLOW if slow else EVERY)

    def _off(self) -> Standing | None:
        if self._settings.get(options.UPDATE_CHANNEL) == UpdateChannel.NONE:
            return Standing.OFF
        return None if self._settings.get(options.UPDATE_SOURCE).strip() else Standing.ALONE

    def _noted(self, choice: Choice) -> UpdateStatus:
        newest = choice.offer.release.version if choice.offer is not None else ""
        later = choice.later.version if choice.later is not None else ""
        state = moved_on(self.folder.state(), self.here.version)
        # What was withdrawn or stopped since is ready no more.
        ready = state.ready if state.ready is not None and state.ready.version in choice.due else None
        now = self._clock.now()
        self.folder.save(replace(state, checked_at=now, newest=newest, later=later, ready=ready, problem=""))
        return self.status()

    def _refused(self, error: AparteError) -> None:
        try:
            self.folder.save(replace(self.folder.state(), checked_at=self._clock.now(), problem=str(error)))
        except AparteError:
            log.warning("the refusal could not be kept")

    def _is_newer(self, version: str) -> bool:
        return version_key(version) > version_key(self.here.version)

    def _trusted(self, source: Source) -> TrustedRepository:
        try:
            with self._root.open("rb") as file:
                root = file.read(_LARGEST_ROOT)
        except OSError as error:
            raise UsageError(_NO_ROOT.format(path=self._root)) from error
        seen = self.folder.folder / "trust" / hashlib.sha256(root).hexdigest()[:16]
        return TrustedRepository(seen, root, source, self._clock, PROGRAM)
