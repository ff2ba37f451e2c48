"""What the contact panel works with, handed over by the composition root.

The window may stand without it: until the store is open, when it can't be, and while it is locked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from aparte.assist.contacts.desk import Gaps, Recorder
from aparte.assist.letters import Letter
from aparte.core.article import Service
from aparte.core.contact import ClosureCode, OpenContact
from aparte.core.suggestion import Span
from aparte.ui.tasks import Tasks


class Writing(Protocol):
    """Prepares what leaves the window as text; pure and quick, the disk is never touched."""

    def transfer(self, contact: OpenContact, service: Service, *, with_call_back: bool = False) -> Letter:
        """The context a second-level service needs: what was asked, given, and is missing.

        Whom to call back is in it only when the agent says so.
        """
        ...

    def slip(self, contact: OpenContact) -> Letter:
        """What the citizen takes home: answer, source, date, reference, how to contest it."""
        ...

    def forwarding(self, contact: OpenContact, service: Service) -> Letter:
        """What a citizen is told whose written request goes to another administration (CRPA L114-2)."""
        ...

    def mailto(self, letter: Letter) -> str:
        """An address that opens the mail program with the letter in it."""
        ...

    def eml(self, letter: Letter) -> bytes:
        """The letter as a mail that is ready to be sent."""
        ...


@dataclass(frozen=True, slots=True)
class ContactTools:
    """The store's side and the pure helpers of the panel.

    `store` runs on one serial lane everything that may touch the disk. `find_personal` gives the
    ranges of a text that will be masked, `mask` the text as it will be kept, `find_codes` the
    codes that can be chosen today and answer to some words, best first; `services` is the
    directory.
    """

    recorder: Recorder
    gaps: Gaps
    store: Tasks
    writing: Writing
    find_personal: Callable[[str], tuple[Span, ...]]
    mask: Callable[[str], str]
    find_codes: Callable[[str], tuple[ClosureCode, ...]]
    services: Callable[[], tuple[Service, ...]]
