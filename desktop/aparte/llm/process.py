"""The worker process as the program holds it: started, told, listened to, killed."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import aparte
from aparte.llm.protocol import Command, Event, ProtocolError, Reading, decode, encode, lines

_SECONDS_TO_DIE = 5.0
# Each library that numpy brings would else start threads and reserve memory for them.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "GGML_NO_BACKTRACE": "1", "PYTHONUTF8": "1"}


class Child:
    """One worker process. Raises `OSError` when it can't be started."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            list(command or worker_command()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": _python_path()},
            creationflags=_creation_flags(),
        )

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def send(self, command: Command) -> None:
        """Tell it something; one that no longer listens is noticed by `events`."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(encode(command))

    def events(self) -> Iterator[Event]:
        """What it says, until it ends or says something that no worker says."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        with contextlib.suppress(OSError, ProtocolError):
            for line in lines(Reading(lambda size: os.read(descriptor, size))):
                said = decode(line)
                if not isinstance(said, Event):
                    return
                yield said

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def reap(self) -> int | None:
        """Wait for its end and let go of it; its exit code, None when it will not die."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(_SECONDS_TO_DIE)
        return None


Launcher = Callable[[], Child]


def worker_command() -> list[str]:
    """Ourselves again, as a worker."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "llm-worker"]
    # -P: a file of the folder where the program was started must not stand for a library.
    return [sys.executable, "-P", "-m", "aparte", "llm-worker"]


def _python_path() -> str:
    """Where our own package is, for a checkout that was never installed."""
    ours = str(Path(aparte.__file__).parents[1])
    return os.pathsep.join(dict.fromkeys([ours, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]))


def _creation_flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
