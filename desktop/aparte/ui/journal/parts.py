"""What the journal's screen is joined to by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aparte.assist.contacts.desk import Gaps, Journal
from aparte.assist.letters import Letter
from aparte.core.contact import ClosureCode


class ExportKind(StrEnum):
    """A contact as a machine reads it, or as people do."""

    JSON = "json"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class JournalSources:
    """Where the records come from.

    `slip` makes the citizen's paper, and `export` a contact's file, both from its
    id on the store's lane; `services` names the directory's services by their id.
    """

    journal: Journal
    gaps: Gaps
    codes: Callable[[], tuple[ClosureCode, ...]]
    slip: Callable[[str], Letter]
    export: Callable[[str, ExportKind], bytes]
    services: Mapping[str, str] = field(default_factory=dict)
