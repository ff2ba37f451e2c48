"""Hears everything that a run says where nothing should be said: streams, log, Python's and Qt's warnings."""

import faulthandler
import logging
import os
import sys
import tempfile
import warnings
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import IO, Self

# What the offscreen platform says of itself, whatever the program does.
_OFFSCREEN = "This plugin does not support"


class Witness:
    """Listens while the block runs.

    Attributes: `heard`, what was said, one line each; whole once the block ended.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._stack = ExitStack()
        self._ear = _Ear(self.heard)

    def __enter__(self) -> Self:
        self._stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        self._stack.callback(logging.captureWarnings, capture=False)
        logging.getLogger().addHandler(self._ear)
        self._stack.callback(logging.getLogger().removeHandler, self._ear)
        for number, stream in ((1, sys.stdout), (2, sys.stderr)):
            self._turn_aside(number, stream)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._stack.close()

    def _turn_aside(self, number: int, stream: IO[str] | None) -> None:
        """Send what libraries write on the descriptor to a file; a window of Windows has no such stream."""
        try:
            kept = os.dup(number)
        except OSError:
            return
        file = self._stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        _flush(stream)
        os.dup2(file.fileno(), number)
        self._stack.callback(self._give_back, number, stream, kept, file)
        if stream is sys.stderr and not faulthandler.is_enabled():
            # A native crash would take with it what was turned aside: it still says where it was.
            faulthandler.enable(kept)
            self._stack.callback(faulthandler.disable)

    def _give_back(self, number: int, stream: IO[str] | None, kept: int, file: IO[bytes]) -> None:
        _flush(stream)
        os.dup2(kept, number)
        os.close(kept)
        file.seek(0)
        lines = file.read().decode("utf-8", "replace").splitlines()
        self.heard += [line for line in lines if line.strip() and not line.startswith(_OFFSCREEN)]


class _Ear(logging.Handler):
    """Keeps what the log says from warnings on."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if not said.startswith(_OFFSCREEN):
            cause = f" ({record.exc_info[0].__name__})" if record.exc_info and record.exc_info[0] else ""
            self._heard.append(f"{record.name} {record.levelname}: {said}{cause}")


def _flush(stream: IO[str] | None) -> None:
    if stream is not None:
        with suppress(OSError, ValueError):
            stream.flush()
