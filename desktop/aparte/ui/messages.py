"""What the agent is told: one calm sentence at a time, never a dialog in the way."""

import logging
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from aparte.core.errors import AparteError
from aparte.ui.sentences import in_words

log = logging.getLogger(__name__)


class Level(StrEnum):
    """How much a notice asks of the agent: nothing, a look, or an action."""

    INFO = "info"
    WARN = "warn"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence and how much it matters."""

    level: Level
    text: str


class Notices(QObject):
    """The one presenter of messages.

    Signals: `posted(Notice)`; the window draws it in a strip at its bottom.
    """

    posted = Signal(object)

    def info(self, text: str) -> None:
        """Something went as asked."""
        self.posted.emit(Notice(Level.INFO, text))

    def warn(self, text: str) -> None:
        """Something needs a look, the work goes on."""
        self.posted.emit(Notice(Level.WARN, in_words(text)))

    def problem(self, error: AparteError) -> None:
        """A foreseen failure: its sentence is shown, the kind of its cause goes to the log."""
        cause = type(error.__cause__).__name__ if error.__cause__ else "no cause"
        log.warning("told the agent: %s (%s)", type(error).__name__, cause)
        self.posted.emit(Notice(Level.PROBLEM, in_words(str(error))))
