"""A search by meaning without a model: it answers what the test wants, when it wants."""

from collections.abc import Callable
from threading import Event

from aparte.assist.dense.refining import Reading
from aparte.assist.desk import SuggestRequest
from aparte.core.suggestion import Suggestions


class ScriptedRefining:
    """`answer` makes the refined list of a request, None for none; `go` is waited for before it is given.

    Attributes: `asked`, every request; `keys`, how often the agent typed; `closed`.
    """

    def __init__(self, answer: Callable[[SuggestRequest], Suggestions | None], *readings: Reading) -> None:
        self._answer = answer
        self._readings = readings
        self.asked: list[SuggestRequest] = []
        self.keys = 0
        self.go = Event()
        self.go.set()
        self.closed = False

    def refine(self, request: SuggestRequest) -> Suggestions | None:
        self.asked.append(request)
        self.go.wait(10)
        return self._answer(request)

    def typed(self) -> None:
        self.keys += 1

    def read(self, told: Callable[[Reading], None]) -> None:
        for reading in self._readings:
            told(reading)

    def close(self) -> None:
        self.closed = True
