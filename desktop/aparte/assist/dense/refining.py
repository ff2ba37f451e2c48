"""Search by meaning as a screen knows it, as one protocol; `MeaningSearch` is the real one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from aparte.assist.desk import SuggestRequest
from aparte.core.model import ModelStanding
from aparte.core.suggestion import Suggestions

# With fewer passages read, those that wait would stand behind worse ones.
_ENOUGH = 0.95


@dataclass(frozen=True, slots=True)
class Reading:
    """How many of the base's passages the model has read, and whether it can go on."""

    read: int
    total: int
    model: str
    standing: ModelStanding = ModelStanding.READY

    @property
    def enough(self) -> bool:
        """Whether lists are refined."""
        return self.total > 0 and self.read >= _ENOUGH * self.total


class Refining(Protocol):
    """Refines what words found; every method is safe from any thread."""

    def refine(self, request: SuggestRequest) -> Suggestions | None:
        """The list for the same request with the meaning counted too; None when nothing is better known.

        It waits for a model: off the keystroke path. A newer request ends it.
        """
        ...

    def typed(self) -> None:
        """The agent types: what is read behind waits until that pauses."""
        ...

    def read(self, told: Callable[[Reading], None]) -> None:
        """Read the passages that were not read yet, telling how far that is; returns when no more can be read."""
        ...

    def close(self) -> None:
        """End what is read and what is asked."""
        ...
