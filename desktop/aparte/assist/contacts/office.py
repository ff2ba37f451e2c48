"""Everything a window or a command does with contacts, assembled from a folder and the settings."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from aparte.assist.contacts.journal import ContactJournal
from aparte.assist.contacts.recorder import ContactRecorder
from aparte.assist.contacts.teaching import Teacher
from aparte.assist.contacts.tickets import GapDesk
from aparte.assist.contacts.workstation import Workstation
from aparte.assist.figures.shelf import Shelf
from aparte.assist.figures.town import town_name, town_website
from aparte.assist.figures.wording import Wording, wording
from aparte.assist.forwarding import Town
from aparte.assist.gaps import GapFile, gap_file
from aparte.core.article import Service, ServiceLevel
from aparte.core.clock import Clock
from aparte.core.contact import ClosureCode
from aparte.core.errors import BaseUnavailableError
from aparte.core.identifiers import Identifiers
from aparte.core.suggestion import Span
from aparte.kb.closure_codes import find_codes
from aparte.kb.seed import SeedFolder
from aparte.privacy.directory import public_phrases
from aparte.privacy.masking import find, mask
from aparte.settings import Settings, options
from aparte.store.keys import KeyKeeper
from aparte.store.vault import Vault, assemble

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Office:
    """One workstation's contacts: its lock, and what is done once it is open."""

    workstation: Workstation
    recorder: ContactRecorder
    journal: ContactJournal
    gaps: GapDesk
    teacher: Teacher
    town: Town
    shelf: Shelf
    codes: tuple[ClosureCode, ...]
    services: Mapping[str, Service]
    public: frozenset[str]
    filed_locked: GapFile

    def take_in_gaps(self) -> int:
        """Questions filed while the contacts were locked become tickets; returns how many."""
        return self.gaps.take_in(self.filed_locked)

    def mask(self, text: str) -> str:
        """The text as it may be kept or sent."""
        return mask(text, self.public)

    def find_personal(self, text: str) -> tuple[Span, ...]:
        """The ranges of a text that masking replaces."""
        return tuple(Span(one.start, one.end) for one in find(text, self.public))

    def find_codes(self, typed: str, today: date) -> tuple[ClosureCode, ...]:
        """The codes that can be chosen that day and answer to some words, best first."""
        return find_codes(self.codes, typed, today)

    def label(self, code: str) -> str:
        """A closure code's label, or itself when the list does not hold it."""
        return next((one.label for one in self.codes if one.code == code), code)


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
    words = _read_words(seed)
    public = public_phrases(words.services.values())
    teacher, ids = Teacher(clock, words.codes), Identifiers(clock)
    workstation = Workstation(
        Vault(parts),
        teacher,
        clock,
        lease_days=settings.get(options.LEASE_DAYS),
        recovery_key=settings.get(options.RECOVERY_KEY),
    )
    masked = partial(mask, allowed=public)
    journal = ContactJournal(workstation, teacher, settings, clock, codes=words.codes, mask=masked)
    return Office(
        workstation=workstation,
        recorder=ContactRecorder(
            workstation, teacher, settings=settings, clock=clock, ids=ids, codes=words.codes, mask=masked
        ),
        journal=journal,
        gaps=GapDesk(workstation, clock, ids, masked),
        teacher=teacher,
        town=_town(words),
        shelf=Shelf(journal, words.wording, clock),
        codes=words.codes,
        services=words.services,
        public=public,
        filed_locked=GapFile(gap_file(folder.parent), clock),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The town's tables."""

    codes: tuple[ClosureCode, ...] = ()
    services: Mapping[str, Service] = field(default_factory=dict)
    wording: Wording = field(default_factory=lambda: Wording(""))
    website: str = ""


def _read_words(folder: Path) -> _Words:
    """The tables of the base; those that can't be read are left out, and contacts go on without them."""
    try:
        seed = SeedFolder(folder)
    except BaseUnavailableError:
        return _Words()
    codes: tuple[ClosureCode, ...] = _table(seed.closure_codes, ())
    services: dict[str, Service] = _table(seed.services, {})
    themes: dict[str, str] = _table(seed.themes, {})
    names = {key: service.name for key, service in services.items()}
    return _Words(codes, services, wording(town_name(seed), codes, names, themes), town_website(seed))


def _town(words: _Words) -> Town:
    welcome = next((one for one in words.services.values() if one.level is ServiceLevel.FIRST), None)
    return Town(words.wording.town, words.website, welcome)


def _table(read: Callable[[], T], nothing: T) -> T:
    try:
        return read()
    except BaseUnavailableError as error:
        log.warning("a table of the base is left out: %s", type(error.__cause__).__name__)
        return nothing
