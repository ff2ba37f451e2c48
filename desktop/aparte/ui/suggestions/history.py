"""What the list showed and when, so that a key opens what the agent saw, not what came since."""

from collections import deque
from dataclasses import dataclass

from aparte.core.suggestion import Suggestion

_LONGEST_GUARD_S = 2.0


@dataclass(frozen=True, slots=True)
class Painted:
    """One list as it was painted; `at` is in monotonic seconds."""

    at: float
    items: tuple[Suggestion, ...]


class PaintedHistory:
    """The lists painted lately, oldest first."""

    def __init__(self) -> None:
        self._lists: deque[Painted] = deque()

    def record(self, at: float, items: tuple[Suggestion, ...]) -> None:
        """Keep what was painted; a repaint of the same list keeps its first time."""
        if self._lists and self._lists[-1].items == items:
            return
        self._lists.append(Painted(at, items))
        while len(self._lists) > 1 and self._lists[1].at < at - _LONGEST_GUARD_S:
            self._lists.popleft()

    def shown_at(self, moment: float) -> tuple[Suggestion, ...]:
        """The list on screen at `moment`, which may have been empty.

        When nothing had been painted then, the first list that was: the agent can't have
        meant another.
        """
        before = [painted for painted in self._lists if painted.at <= moment]
        if any(painted.items for painted in before):
            return before[-1].items
        return next((painted.items for painted in self._lists if painted.items), ())
