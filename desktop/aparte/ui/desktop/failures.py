"""What went wrong: logged in the base folder, told in one sentence, never a citizen's words."""

import faulthandler
import logging
import sys
import threading
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from aparte.core.journal import close_journal, open_journal

log = logging.getLogger("aparte")

_LARGEST_LOG = 1_000_000
_KEPT_LOGS = 3


class Journal:
    """The log of one run, in the base folder; `is_open` is false when the disk refuses.

    Each record goes through `filters` before it is written.
    """

    def __init__(self, path: Path, *filters: logging.Filter) -> None:
        self.is_open = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = RotatingFileHandler(path, maxBytes=_LARGEST_LOG, backupCount=_KEPT_LOGS, encoding="utf-8")
            self._crashes = path.with_name("crash.log").open("w", encoding="utf-8")
        except OSError:
            return
        self.is_open = True
        open_journal(self._file, *filters)
        logging.getLogger().setLevel(logging.INFO)
        # A crash of native code leaves its stack there.
        faulthandler.enable(self._crashes)

    def close(self) -> None:
        """Nothing is logged to this file afterwards."""
        if self.is_open:
            self.is_open = False
            faulthandler.disable()
            with suppress(OSError):
                self._crashes.close()
            close_journal(self._file)


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
