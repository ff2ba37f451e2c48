"""Everything a window or a command does with contacts, assembled from a folder and the settings."""

import logging
from dataclasses import dataclass
from pathlib import Path

from aparte.assist.contacts.journal import ContactJournal
from aparte.assist.contacts.recorder import ContactRecorder
from aparte.assist.contacts.teaching import Teacher
from aparte.assist.contacts.tickets import GapDesk
from aparte.assist.contacts.workstation import Workstation
from aparte.core.clock import Clock
from aparte.core.contact import ClosureCode
from aparte.core.errors import BaseUnavailableError
from aparte.core.identifiers import Identifiers
from aparte.kb.seed import SeedFolder
from aparte.settings import Settings, options
from aparte.store.keys import KeyKeeper
from aparte.store.vault import Vault, assemble

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Office:
    """One workstation's contacts: its lock, and what is done once it is open."""

    workstation: Workstation
    recorder: ContactRecorder
    journal: ContactJournal
    gaps: GapDesk
    teacher: Teacher
    codes: tuple[ClosureCode, ...]


def open_office(folder: Path, seed: Path, settings: Settings, clock: Clock, keeper: KeyKeeper) -> Office:
    """The contacts kept in `folder`, still locked: `office.workstation.start()` opens them where it can.

    Raises `DamagedAgentsError`, `NewerAgentsError`; a code list that can't be read is left out.
    """
    parts = assemble(
        folder,
        clock,
        keeper,
        require_pin=settings.get(options.REQUIRE_PIN),
        keep_days=settings.get(options.KEEP_BACKUPS_DAYS),
    )
    teacher, ids, codes = Teacher(clock), Identifiers(clock), read_codes(seed)
    workstation = Workstation(Vault(parts), teacher, clock)
    return Office(
        workstation=workstation,
        recorder=ContactRecorder(workstation, teacher, settings=settings, clock=clock, ids=ids, codes=codes),
        journal=ContactJournal(workstation, teacher, settings, clock, codes),
        gaps=GapDesk(workstation, clock, ids),
        teacher=teacher,
        codes=codes,
    )


def read_codes(seed: Path) -> tuple[ClosureCode, ...]:
    """The town's closure codes; none when there is no base or the list can't be read."""
    try:
        return SeedFolder(seed).closure_codes()
    except BaseUnavailableError as error:
        log.warning("the closure codes are left out: %s", type(error.__cause__).__name__)
        return ()
