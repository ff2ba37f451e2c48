"""The standard streams, any of which may be closed, full, cut off or not text."""

import os
import sys
from contextlib import suppress
from typing import TextIO

from aparte.core.errors import StorageError, UsageError

_FIRST_FREE = 3


def prepare() -> None:
    """Make the streams safe to use; called once, before any file is opened.

    A console that lacks a sign shows a question mark instead of stopping, and no file takes the
    number of a stream that is closed: what a library prints would end in it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    while (handle := os.open(os.devnull, os.O_RDWR)) < _FIRST_FREE:
        pass
    os.close(handle)


def say(text: str, end: str = "\n") -> None:
    """Write on the standard output; raises `StorageError` when nothing can be written there.

    A reader that left, as `head` does, is a `BrokenPipeError`.
    """
    _write(text + end)


def finish() -> None:
    """Everything that was said is written; raises as `say` does."""
    if sys.stdout is not None:
        _write("", flush=True)


def tell(sentence: str) -> None:
    """Write a line on the error stream; where even that is impossible, nothing more can be told."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
    except OSError:
        _give_up(sys.stderr)


def read(instead: str, most: int = -1) -> str:
    """All of the standard input, or its first `most` characters.

    Raises `UsageError` when it can't be read as text, with what to do `instead`.
    """
    if sys.stdin is None:
        raise UsageError(f"L'entrée standard est fermée : {instead}.")
    try:
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="strict")
        return sys.stdin.read(most)
    except UnicodeDecodeError as error:
        raise UsageError("L'entrée standard n'est pas un texte lisible : envoyez-la en UTF-8.") from error
    except OSError as error:
        raise UsageError(f"L'entrée standard ne peut pas être lue : {instead}.") from error


def _write(text: str, *, flush: bool = False) -> None:
    if sys.stdout is None:
        raise StorageError("La sortie standard est fermée : le résultat n'a pas pu être écrit.")
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        _give_up(sys.stdout)
        raise
    except OSError as error:
        _give_up(sys.stdout)
        raise StorageError("La sortie standard est pleine : le résultat n'a pas pu être écrit en entier.") from error


def _give_up(stream: TextIO) -> None:
    """What waits in the stream is dropped: Python would complain of it once more when it ends."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
