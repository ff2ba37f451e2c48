"""What went wrong with a model so far, and what that means for the next request."""

from aparte.core.model import ModelError, ModelKind, ModelStanding
from aparte.llm.protocol import Refusal
from aparte.llm.troubles import Ending, RefusedModelError, from_standing

_FAILURES = 2
_SECONDS_SHORT = 5.0


class Record:
    """Failures in a row, a refusal, a lack; read and changed under the keeper's lock.

    `retry_at` is when a process may be started again.
    """

    def __init__(self, back_off: float, kind: ModelKind = ModelKind.CHAT) -> None:
        self._kind = kind
        self._back_off = back_off
        self.forget()

    def forget(self) -> None:
        """As if nothing had happened."""
        self._failures = 0
        self.retry_at = self._short_until = 0.0
        self._refusal: Refusal | None = None
        self._no_engine = False

    def refuse(self, reason: Refusal) -> None:
        """The model will not be used."""
        self._refusal = reason

    def served(self) -> None:
        """A request came to its end: what failed before is over."""
        self._failures = 0

    def ended(self, why: Ending, now: float) -> None:
        """A process is over."""
        if why in (Ending.CRASHED, Ending.LATE):
            self.retry_at = now + self._back_off * 2**self._failures
            self._failures += 1
        elif why is Ending.MEMORY:
            self._short_until = now + _SECONDS_SHORT
        elif why is Ending.NO_ENGINE:
            self._no_engine = True

    def standing(self, now: float) -> ModelStanding:
        """What is known without looking around."""
        for found, standing in (
            (self._no_engine, ModelStanding.NO_ENGINE),
            (self._refusal is not None, ModelStanding.REFUSED),
            (self._failures >= _FAILURES, ModelStanding.FAILED),
            (now < self._short_until, ModelStanding.NO_MEMORY),
        ):
            if found:
                return standing
        return ModelStanding.READY

    def trouble(self, standing: ModelStanding) -> ModelError:
        """How a standing that is not ready is told."""
        if standing is ModelStanding.REFUSED and self._refusal is not None:
            return RefusedModelError(self._refusal, self._kind)
        return from_standing(standing, self._kind)
