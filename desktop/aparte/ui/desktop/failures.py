"""What went wrong: logged in the base folder, told in one sentence, never a citizen's words."""

import faulthandler
import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger("aparte")

_LARGEST_LOG = 1_000_000
_KEPT_LOGS = 3

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes where a failure happened and its kind, not its message, which may quote a citizen."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left the whole message on the record.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: ExcInfo) -> str:
        _, error, where = ei
        if error is None:
            return ""
        kinds = " from ".join(type(cause).__name__ for cause in _causes(error))
        return "".join(traceback.format_tb(where)) + kinds


class Journal:
    """The log of one run, in the base folder; `is_open` is false when the disk refuses."""

    def __init__(self, path: Path) -> None:
        self.is_open = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = RotatingFileHandler(path, maxBytes=_LARGEST_LOG, backupCount=_KEPT_LOGS, encoding="utf-8")
            self._crashes = path.with_name("crash.log").open("w", encoding="utf-8")
        except OSError:
            return
        self.is_open = True
        self._file.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().setLevel(logging.INFO)
        logging.getLogger().addHandler(self._file)
        # A crash of native code leaves its stack there.
        faulthandler.enable(self._crashes)

    def close(self) -> None:
        """Nothing is logged to this file afterwards."""
        if self.is_open:
            self.is_open = False
            faulthandler.disable()
            self._crashes.close()
            logging.getLogger().removeHandler(self._file)
            self._file.close()


class Failures(QObject):
    """Catches what nobody foresaw, on any thread.

    Signals: `happened()`, on the main thread; the detail is in the log already.
    """

    happened = Signal()

    def watch(self) -> None:
        """Catch from now on, in place of Python's own printing."""
        sys.excepthook = self._catch
        threading.excepthook = lambda found: self._catch(
            found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback
        )
        sys.unraisablehook = lambda found: log.error("ignored %s", found.exc_type.__name__)
        qInstallMessageHandler(_log_qt)

    def unwatch(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def _catch(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        log.error("unforeseen", exc_info=(kind, error, where))
        self.happened.emit()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:  # noqa: ARG001 - Qt's signature
    level = logging.WARNING if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg) else logging.DEBUG
    logging.getLogger("qt").log(level, "%s", message)


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return chain
