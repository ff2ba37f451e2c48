"""What the journal's screen is joined to by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from aparte.assist.contacts.desk import Gaps, Journal
from aparte.assist.letters import Letter
from aparte.core.contact import ClosureCode


class ExportKind(StrEnum):
    """A contact as a machine reads it, or as people do."""

    JSON = "json"
    TEXT = "txt"


class Mail(Protocol):
    """A letter on its way to the mail program; pure and quick."""

    def mailto(self, letter: Letter) -> str:
        """An address that opens the mail program with the letter in it."""
        ...

    def eml(self, letter: Letter) -> bytes:
        """The letter as a mail that is ready to be sent."""
        ...


@dataclass(frozen=True, slots=True)
class JournalSources:
    """Where the records come from.

    `slip` makes the citizen's paper, and `export` a contact's file, both from its
    id on the store's lane; `mail` sends a letter on; `services` names the directory's services by their id.
    """

    journal: Journal
    gaps: Gaps
    codes: Callable[[], tuple[ClosureCode, ...]]
    slip: Callable[[str], Letter]
    export: Callable[[str, ExportKind], bytes]
    mail: Mail
    services: Mapping[str, str] = field(default_factory=dict)
