"""The protocol of phrase completion: what may be offered after the words typed so far."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """What stands before the cursor in the reply or the notes, and the texts that are cited beside it.

    A value (number, date, fee, hour, phone, address…) is only offered when `cited` holds it.
    """

    before: str
    cited: tuple[str, ...]


class Completing(Protocol):
    """Offers the rest of a phrase; safe from any thread, and quick enough to be asked at each key."""

    def complete(self, request: CompletionRequest) -> str:
        """The words that would go on from `before`, from its very next character; empty when unsure."""
        ...
