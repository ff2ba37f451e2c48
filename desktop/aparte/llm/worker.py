"""The worker process: one model, one request at a time, nothing but lines on its two pipes.

It ends when its input does, that is when the program does, however it ends. Whatever llama.cpp or a
library prints goes nowhere: a prompt may be in it.
"""

import contextlib
import os
import signal
import sys

from aparte.core.lanes import SerialLane
from aparte.core.model import ModelKind
from aparte.llm.embedding import EmbeddingServer
from aparte.llm.inbox import Inbox
from aparte.llm.protocol import Event, Load, NotDone, Refused, Stage, encode
from aparte.llm.serving import NotServedError, Server

if sys.platform == "win32":
    import msvcrt
else:
    import resource

_NICE = 10
_INPUT, _OUTPUT, _ERRORS = 0, 1, 2


def main() -> int:
    """Serve until the input ends, and the process with it."""
    outbox = Outbox(_private_output())
    _be_modest()
    inbox = Inbox(_INPUT, lambda: os._exit(0))
    inbox.listen(SerialLane("inbox"))
    outbox.tell(Stage("started"))
    serve(inbox, outbox)
    return 0


class Outbox:
    """Where events are told; a program that no longer listens has gone."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def tell(self, event: Event) -> None:
        """Say one thing, whole."""
        rest = memoryview(encode(event))
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            os._exit(0)


def serve(inbox: Inbox, outbox: Outbox) -> None:
    """Answer every command, the first of which loads the model."""
    server: Server | EmbeddingServer | None = None
    while True:
        command = inbox.next()
        try:
            if isinstance(command, Load):
                _limit_memory(command.limit_mb)
                made = EmbeddingServer if command.model is ModelKind.EMBEDDING else Server
                server = made(command, inbox.cancelled, outbox.tell)
            elif server is not None:
                server.serve(command)
        except NotServedError as refused:
            if isinstance(command, Load):
                outbox.tell(Refused(refused.reason, refused.detail))
            else:
                outbox.tell(NotDone(command.number, refused.reason, refused.detail))


def _private_output() -> int:
    """Keep the output for our lines alone; what others print goes nowhere."""
    if sys.platform == "win32":
        for descriptor in (_INPUT, _OUTPUT):
            msvcrt.setmode(descriptor, os.O_BINARY)
    ours = os.dup(_OUTPUT)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (_OUTPUT, _ERRORS):
        os.dup2(nowhere, descriptor)
    return ours


def _be_modest() -> None:
    """Leave the machine to the window, leave no trace of a prompt, and leave Ctrl-C to the program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":  # on Windows the program starts us with a lower priority
        with contextlib.suppress(OSError):
            os.nice(_NICE)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_memory(megabytes: int) -> None:
    """A file that asks for more than its manifest says ends this process and nothing else."""
    if sys.platform != "win32" and megabytes > 0:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
