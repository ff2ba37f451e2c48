"""What the worker process is told: read on a lane of its own, so that a cancel is heard while llama.cpp computes."""

import contextlib
import os
from collections.abc import Callable
from queue import SimpleQueue

from aparte.core.lanes import Lane
from aparte.llm.protocol import Cancel, ProtocolError, Reading, Request, decode, lines


class Inbox:
    """The commands that came, in order; a cancel is heard at once.

    `ended` is called when nothing more can come: the program has gone, and this process must too.
    """

    def __init__(self, descriptor: int, ended: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._ended = ended
        self._commands: SimpleQueue[Request] = SimpleQueue()
        self._cancelled = 0

    def listen(self, lane: Lane) -> None:
        """Read from now on."""
        lane.submit(self._read)

    def next(self) -> Request:
        """Wait for a command."""
        return self._commands.get()

    def cancelled(self, number: int) -> bool:
        """Whether the request of this number is no longer wanted."""
        return number <= self._cancelled

    def _read(self) -> None:
        with contextlib.suppress(OSError, ProtocolError):
            for line in lines(Reading(lambda size: os.read(self._descriptor, size))):
                self._hear(decode(line))
        self._ended()

    def _hear(self, said: object) -> None:
        if isinstance(said, Cancel):
            self._cancelled = max(self._cancelled, said.number)
        elif isinstance(said, Request):
            self._commands.put(said)
        else:
            raise ProtocolError(type(said).__name__)
