"""The log: where a failure happened and its kind, never its message, which may quote a citizen."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes the kind of each failure of a chain and the places it went through."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left the whole message on the record.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: ExcInfo) -> str:
        return "\n".join(line for error in _chain(ei[1]) for line in (type(error).__name__, *_places(error)))


def open_journal(handler: logging.Handler, *filters: logging.Filter) -> None:
    """Log to `handler` from now on, each record through every filter first."""
    handler.setFormatter(DiscreetFormatter())
    for each in filters:
        handler.addFilter(each)
    logging.getLogger().addHandler(handler)


def close_journal(handler: logging.Handler) -> None:
    """Nothing is logged to `handler` afterwards; what a full disk refused of it is given up."""
    logging.getLogger().removeHandler(handler)
    with suppress(OSError):
        handler.close()


def _places(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The failure, then what caused it."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        yield error
        seen.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
