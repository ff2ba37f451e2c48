"""A completer that is made behind the window's opening, and offers nothing until it is there."""

from collections.abc import Callable

from aparte.assist.completing.completer import Completing, CompletionRequest


class LateCompleter:
    """Stands in for a completer that takes a moment to make; `prepare` is meant for a free lane."""

    def __init__(self, make: Callable[[], Completing]) -> None:
        self._make = make
        self._made: Completing | None = None

    def prepare(self) -> None:
        """Make it; called once."""
        self._made = self._make()

    def complete(self, request: CompletionRequest) -> str:
        """What it offers, nothing before it is made."""
        return self._made.complete(request) if self._made is not None else ""
