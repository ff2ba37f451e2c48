"""What every action of the journal's screen needs: the lane, what is told, a file to write."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from aparte.core.errors import AparteError
from aparte.ui.announcing import announce
from aparte.ui.journal.view import JournalView
from aparte.ui.messages import Notices
from aparte.ui.screen.saving import Chooser, write
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme

T = TypeVar("T")


class Work(QObject):
    """Runs on the store's lane, and tells what came of it.

    Attributes: `theme`; `locked`, while no record may be shown.
    Signals: `changed`, when a record was.
    """

    changed = Signal()

    def __init__(self, view: JournalView, tasks: Tasks, notices: Notices, theme: Theme, choose: Chooser) -> None:
        super().__init__(view)
        self._view, self._tasks, self._notices, self._choose = view, tasks, notices, choose
        self.theme = theme
        self.locked = False

    def read(self, ask: Callable[[], T], shown: Callable[[T], None], failed: Callable[[str], None]) -> None:
        """Read on the lane; nothing is shown once the journal is locked, a failure comes as a sentence."""

        def arrived(result: T) -> None:
            if not self.locked:
                shown(result)

        self._tasks.run(ask, arrived, lambda error: failed(sentence(error)))

    def change(self, do: Callable[[], T], done: Callable[[T], None]) -> None:
        """Change a record on the lane, then say that something changed."""

        def ended(result: T) -> None:
            done(result)
            self.changed.emit()

        self._tasks.run(do, ended, self.tell)

    def save(self, name: str, kind: str, make: Callable[[], bytes]) -> None:
        """Ask where, then make the bytes and write them on the lane."""
        path = self._choose(self._view, name, kind)
        if path is None:
            return

        def saved(written: Path) -> None:
            self.say(self.tr("Enregistré : {name}").format(name=written.name))

        self._tasks.run(lambda: write(path, make()), saved, self.tell)

    def show(self, dialog: QDialog) -> None:
        """Open a dialog that goes for good when it is closed."""
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def say(self, text: str) -> None:
        """Something went as asked."""
        self._notices.info(text)
        announce(self._view, text)

    def tell(self, error: Exception) -> None:
        """A foreseen failure is told; any other is raised."""
        sentence(error)
        if isinstance(error, AparteError):
            self._notices.problem(error)


def sentence(error: Exception) -> str:
    """What a foreseen failure says; any other is raised."""
    if not isinstance(error, AparteError):
        raise error
    return str(error)
