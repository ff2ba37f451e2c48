"""One worker process, from its start to its end: what it is doing, and until when it may."""

from dataclasses import dataclass, field
from enum import StrEnum

from aparte.llm.process import Child
from aparte.llm.protocol import Result
from aparte.llm.troubles import Ending


class Phase(StrEnum):
    """What a worker is doing."""

    PREPARING = "preparing"
    STARTING = "starting"
    LOADING = "loading"
    CHECKING = "checking"
    MEASURING = "measuring"
    IDLE = "idle"
    BUSY = "busy"
    CANCELLING = "cancelling"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each thing may take, in seconds, before the process is killed for it.

    A file is read, and its weights are first worked with, at
    `slowest_mb_s` or faster. `cancel` and the time a kill takes are within the
    100 ms of a cancel. After a failure, `back_off` before the next start. `idle` unloads; with less
    than `reserve_mb` free the model gives its memory back.
    """

    start: float = 20.0
    load: float = 20.0
    slowest_mb_s: float = 30.0
    check: float = 40.0
    measure: float = 20.0
    cancel: float = 0.08
    grace: float = 1.0
    back_off: float = 1.0
    idle: float = 300.0
    memory_check: float = 3.0
    reserve_mb: int = 300


@dataclass(slots=True)
class Answer:
    """A request under way, and what came of it; `until` is when its time is over, `ended` how its process did."""

    number: int
    until: float
    pieces: list[str] = field(default_factory=list)
    result: Result | None = None
    ended: Ending | None = None


@dataclass(slots=True)
class Life:
    """The state of one process. All of it is read and changed under its keeper's lock."""

    phase: Phase = Phase.PREPARING
    deadline: float | None = None
    child: Child | None = None
    answer: Answer | None = None
    why: Ending | None = None
    idle_since: float = 0.0

    def enter(self, phase: Phase, deadline: float | None = None) -> None:
        """Do something else from now on, until `deadline` at most."""
        if self.phase is not Phase.OVER:
            self.phase, self.deadline = phase, deadline

    def rest(self, now: float) -> None:
        """Wait for the next request."""
        self.idle_since = now
        self.enter(Phase.IDLE)

    def end(self, why: Ending) -> None:
        """Kill the process for this reason; the first reason stands."""
        if self.why is None:
            self.why = why
        self.deadline = None
        if self.child is not None:
            self.child.kill()

    def ended_by(self, code: int | None) -> Ending:
        """Why it is over, once it is."""
        if self.why is not None:
            return self.why
        # A library that does not load is an ordinary exit of Python, before the first word; a crash is none.
        early = self.phase is Phase.STARTING and code is not None and 0 < code < 128
        return Ending.NO_ENGINE if early else Ending.CRASHED
