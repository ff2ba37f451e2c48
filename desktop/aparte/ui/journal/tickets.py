"""What happens to gap tickets."""

from PySide6.QtCore import QObject

from aparte.assist.contacts.desk import Gaps
from aparte.assist.contacts.gaps_csv import gaps_csv
from aparte.core.clock import Clock
from aparte.core.records import GapTicket
from aparte.ui.journal.gaps import RereadDialog
from aparte.ui.journal.view import JournalView, Tab
from aparte.ui.journal.work import Work


class TicketActions(QObject):
    """Lists, rereads, closes and exports."""

    def __init__(self, view: JournalView, gaps: Gaps, work: Work, clock: Clock) -> None:
        super().__init__(view)
        self._view, self._gaps, self._work, self._clock = view, gaps, work, clock
        view.gaps.rereadWanted.connect(self._reread)
        view.gaps.closeWanted.connect(self._close)
        view.gaps.exportWanted.connect(self._export)

    def refresh(self) -> None:
        """Read the tickets again."""
        self._work.read(self._gaps.gaps, self._show, self._view.gaps.show_problem)

    def _show(self, tickets: tuple[GapTicket, ...]) -> None:
        self._view.gaps.show_all(tickets)
        self._view.tabs.show_count(Tab.GAPS.value, self._view.gaps.open_count)

    def _reread(self, ticket: GapTicket) -> None:
        dialog = RereadDialog(self._view, self._work.theme, ticket)
        dialog.reread.connect(lambda text: self._keep(ticket.id, text))
        self._work.show(dialog)

    def _keep(self, gap_id: str, text: str) -> None:
        def kept(ticket: GapTicket) -> None:
            self._work.say(self.tr("{reference} relue.").format(reference=ticket.reference))
            self.refresh()

        self._work.change(lambda: self._gaps.reread(gap_id, text), kept)

    def _close(self, gap_id: str) -> None:
        self._work.change(lambda: self._gaps.close_gap(gap_id), lambda _: self.refresh())

    def _export(self, tickets: tuple[GapTicket, ...]) -> None:
        name = f"aparte-questions-{self._clock.today():%Y-%m-%d}.csv"
        self._work.save(name, self.tr("CSV (*.csv)"), lambda: gaps_csv(tickets))
