"""The journal: find, show, correct, erase, remind, count."""

from collections.abc import Callable, Iterable
from datetime import date

from aparte.assist.contacts.register import Register
from aparte.assist.contacts.retention import Retention
from aparte.assist.contacts.teaching import Teacher
from aparte.core.clock import Clock
from aparte.core.contact import ClosureCode, Contact
from aparte.core.records import Correction, JournalFilter, JournalPage, Receipt, Reminder, Version
from aparte.settings import Settings, options
from aparte.stats.cells import Cells


class ContactJournal:
    """Implements `desk.Journal` for the agent at work."""

    def __init__(
        self,
        register: Register,
        teacher: Teacher,
        settings: Settings,
        clock: Clock,
        *,
        codes: Iterable[ClosureCode],
        mask: Callable[[str], str],
    ) -> None:
        self._register = register
        self._teacher = teacher
        self._settings = settings
        self._clock = clock
        self._mask = mask
        self._labels = _words_of(tuple(codes))

    def page(self, wanted: JournalFilter, after: str = "", limit: int = 50) -> JournalPage:
        """One page of the agent's contacts, newest first."""
        work = self._register.reading()
        return work.store.journal.page(work.agent_ref, wanted, self._labels, after, limit)

    def contact(self, contact_id: str) -> tuple[Contact, tuple[Version, ...]]:
        """One contact and its history."""
        return self._register.reading().store.contacts.contact(contact_id)

    def correct(self, contact_id: str, correction: Correction) -> Receipt:
        """A new version; its reason is masked before it is kept, as long as notes are."""
        work = self._register.reading()
        masked = Correction(correction.channel, correction.demands, self._mask(correction.reason))
        until = Retention.of(self._settings).notes_until(self._clock.today())
        with self._teacher.correcting(work.store.memory.lesson(contact_id), masked.demands) as taught:
            return work.store.contacts.correct(
                work.agent_ref,
                contact_id,
                masked,
                keep_reason_until=until,
                learned=taught.state,
                lesson=taught.lesson,
            )

    def erase(self, contact_id: str) -> None:
        """Erase for good; what the predictor learned from it goes too."""
        work = self._register.reading()
        if not work.store.memory.lesson(contact_id):
            work.store.contacts.erase(work.agent_ref, contact_id)
            return
        before = work.store.memory.lessons()
        after = tuple(lesson for lesson in before if lesson.contact_id != contact_id)
        with self._teacher.unlearning(before, after) as taught:
            work.store.contacts.erase(work.agent_ref, contact_id, taught.state)

    def reminders(self) -> tuple[Reminder, ...]:
        """What is due, soonest first."""
        return self._register.reading().store.call_backs.reminders(self._clock.now())

    def take_call_back(self, contact_id: str) -> None:
        """Tell the team that the agent will call, by name where the town allows it."""
        work = self._register.reading()
        name = work.name if self._settings.get(options.SHARE_AGENT_NAMES) else ""
        work.store.call_backs.take(work.agent_ref, contact_id, name)

    def call_back_done(self, contact_id: str) -> None:
        """Erase whom to call back."""
        work = self._register.reading()
        work.store.call_backs.done(work.agent_ref, contact_id)

    def retention(self) -> str:
        """What is kept and for how long, in one French sentence."""
        return Retention.of(self._settings).sentence()

    def months(self) -> tuple[date, ...]:
        """The first day of each month with a contact, newest first."""
        return self._register.at_work().store.statistics.months()

    def cells(self, first: date, last: date, fine_from: date | None = None) -> Cells:
        """Sums for the statistics, both days included; they know no agent. Added up before `fine_from`."""
        return self._register.at_work().store.statistics.cells(first, last, fine_from)


def _words_of(codes: tuple[ClosureCode, ...]) -> dict[str, str]:
    """For each code, the words that find it: its label, its aliases and its family's label."""
    families = {code.code: code.label for code in codes if not code.parent}
    return {code.code: " ".join((code.label, *code.aliases, families.get(code.parent, ""))) for code in codes}
