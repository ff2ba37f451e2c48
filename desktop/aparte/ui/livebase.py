"""The base behind an open window: taken anew, changed by what is urgent, and read again by what rests on it."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.assist.drafting.opening import LocalModel
from aparte.assist.librarian import Librarian
from aparte.core.errors import AparteError
from aparte.core.urgent import UrgentSet
from aparte.ui.messages import Notices
from aparte.ui.tasks import Tasks
from aparte.ui.window.view import MainWindow

log = logging.getLogger(__name__)

# A notice ends when it says, or a little later.
_TURN_MS = 20_000


class LiveBase(QObject):
    """Follows one librarian for one window; nothing happens before `attach`.

    What is long is done on `building`, what must not wait for it on `asking`.
    Attributes: `librarian`, None until the base is open; `model`, None until it is.
    Signals: `renewed`, when another base is in service, and not the same with urgent changes.
    """

    renewed = Signal()

    def __init__(
        self, window: MainWindow, *, building: Tasks, asking: Tasks, notices: Notices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._building, self._asking, self._notices = window, building, asking, notices
        self.librarian: Librarian | None = None
        self.model: LocalModel | None = None
        self._urgent: UrgentSet | None = None
        self._turns = QTimer(self, interval=_TURN_MS)
        self._turns.timeout.connect(self.keep_time)

    def attach(self, librarian: Librarian) -> None:
        """The base is open."""
        self.librarian = librarian
        if self._urgent is not None:
            # It came while the base was being opened, perhaps after its file had been read.
            self.take_urgent(self._urgent)
        self._turns.start()

    def attach_model(self, model: LocalModel, read: object) -> None:
        """The model is open, over the base `read`, which may have been left meanwhile."""
        self.model = model
        if self.librarian is not None and self.librarian.base is not read:
            self._read_again(self.librarian)

    def stop(self) -> None:
        """The window goes."""
        self._turns.stop()
        self.librarian = None

    def renew(self, seed: Path | None = None) -> None:
        """What has changed on the disk comes in service behind the window, which goes on answering meanwhile.

        `seed` puts another folder in the place of the town's.
        """
        if (librarian := self.librarian) is None:
            return

        def work() -> tuple[str, ...] | None:
            return librarian.state().problems if librarian.renew(seed) else None

        self._building.run(work, self._take_renewed, self._not_renewed)

    def take_urgent(self, urgent: UrgentSet) -> None:
        """The town's urgent changes are others: they are in force at once, everywhere."""
        self._urgent = urgent
        if (librarian := self.librarian) is not None:
            self._asking.run(lambda: librarian.take_urgent(urgent), self._take_revised, self._not_renewed)

    def keep_time(self) -> None:
        """What was to begin or to end by now does."""
        if (librarian := self.librarian) is not None:
            self._asking.run(librarian.keep_time, self._take_revised, self._not_renewed)

    def _take_renewed(self, problems: tuple[str, ...] | None) -> None:
        """Everything that holds a base takes the new one; None when it was this one already."""
        if problems is None or self.librarian is None:
            return
        self._read_again(self.librarian)
        self._window.base_renewed()
        self.renewed.emit()
        for problem in problems:
            self._notices.warn(problem)
        self._notices.info(
            self.tr("La base de connaissances a été mise à jour. Les codes nouveaux viennent au prochain démarrage.")
        )

    def _take_revised(self, revised: bool) -> None:
        """The base in service has other urgent changes on it."""
        if revised and self.librarian is not None:
            self._read_again(self.librarian)
            self._window.base_revised()

    def _read_again(self, librarian: Librarian) -> None:
        """No draft rests on the base before, from now on; what completes is learned anew behind."""
        if (model := self.model) is not None:
            model.drafting.read(librarian.base, librarian.services)
            self._building.run(lambda: model.read(librarian.base, librarian.folder), self._take_reading, self._unread)

    def _take_reading(self, model: LocalModel) -> None:
        self.model = model
        self._window.attach_completing(model.completing)

    def _unread(self, error: Exception) -> None:
        """Phrases are completed from the base before; values only from what is cited."""
        log.error("completion goes on from the base before", exc_info=error)

    def _not_renewed(self, error: Exception) -> None:
        """The base in service goes on."""
        if not isinstance(error, AparteError):
            log.error("the base could not be renewed", exc_info=error)
            error = AparteError(self.tr("La base n'a pas pu être mise à jour : l'ancienne reste en service."))
        self._notices.problem(error)
