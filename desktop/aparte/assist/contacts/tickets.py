"""Gap tickets: what the base could not answer, or answers wrongly, with the citizen's words masked."""

from collections.abc import Callable
from datetime import datetime

from aparte.assist.contacts.register import Register
from aparte.assist.gaps import GapFile
from aparte.core.clock import Clock
from aparte.core.errors import UsageError
from aparte.core.identifiers import Identifiers
from aparte.core.records import GapKind, GapStatus, GapTicket

LONGEST_TEXT = 2_000


class GapDesk:
    """Implements `desk.Gaps` for the agent at work."""

    def __init__(self, register: Register, clock: Clock, ids: Identifiers, mask: Callable[[str], str]) -> None:
        self._register = register
        self._clock = clock
        self._ids = ids
        self._mask = mask

    def file(
        self, kind: GapKind, text: str, article_ids: tuple[str, ...], theme: str, contact_id: str = ""
    ) -> GapTicket:
        """Mask `text` and keep the ticket, not yet synchronised."""
        work = self._register.at_work()
        ticket = GapTicket(
            self._ids.uuid7(), self._ids.reference("M"), kind, self._clock.now(), self._masked(text), article_ids, theme
        )
        return work.store.gaps.file(work.agent_ref, ticket, contact_id)

    def take_in(self, filed: GapFile) -> int:
        """Keep as tickets what was filed while the contacts were locked; returns how many were."""
        work = self._register.at_work()
        outside = filed.take()
        known = {ticket.reference for ticket in work.store.gaps.gaps()}
        fresh = [gap for gap in outside if gap.reference not in known]
        for gap in fresh:
            moment = datetime.fromisoformat(gap.filed_on)
            words = self._masked(", ".join(gap.subjects))
            ticket = GapTicket(
                self._ids.uuid7(), gap.reference, GapKind.UNANSWERED, moment, words, gap.nearest, theme=""
            )
            work.store.gaps.file(work.agent_ref, ticket)
        filed.taken()
        return len(fresh)

    def gaps(self, status: GapStatus | None = None) -> tuple[GapTicket, ...]:
        """The tickets, newest first."""
        return self._register.reading().store.gaps.gaps(status)

    def reread(self, gap_id: str, text: str) -> GapTicket:
        """The agent's own wording, masked again; from now on it is synchronised."""
        work = self._register.at_work()
        masked = self._masked(text)
        if not masked:
            raise UsageError("La question est vide : écrivez-la en quelques mots, ou laissez-la telle quelle.")
        return work.store.gaps.reread(work.agent_ref, gap_id, masked)

    def close_gap(self, gap_id: str) -> None:
        """The base answers now."""
        self._register.at_work().store.gaps.close(gap_id)

    def _masked(self, text: str) -> str:
        return self._mask(" ".join(text.split()))[:LONGEST_TEXT]
