"""What a store should hold, in plain dictionaries, and the comparison with a real one."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from aparte.core.contact import Act, Contact, Demand, OpenContact
from aparte.core.records import Correction, GapKind, GapTicket, JournalFilter
from aparte.store.store import Store
from aparte.wire.event import EventType
from aparte.wire.payloads import GIVEN
from tests.fakes.recorded import AGENT, LABELS, NOON
from tests.fakes.stores import everything


@dataclass
class Model:
    """The truth: contacts that stand, drafts, gaps, the events told, and the counts of all that ever was."""

    contacts: dict[str, Contact] = field(default_factory=dict)
    texts: dict[str, dict[str, date]] = field(default_factory=dict)
    histories: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    drafts: dict[str, OpenContact] = field(default_factory=dict)
    gaps: dict[str, GapTicket] = field(default_factory=dict)
    gap_contacts: dict[str, str] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    told: list[tuple[EventType, str]] = field(default_factory=list)
    acked: int = 0
    hours: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    seconds: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    demands: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    opened: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    given: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    asked: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    def record(self, one: Contact, words_until: date | None, notes_until: date | None) -> None:
        self.drafts.pop(one.id, None)
        kept = {"said": words_until, "notes": notes_until}
        self.contacts[one.id] = replace(
            one, said=one.said if words_until else "", notes=one.notes if notes_until else ""
        )
        self.texts[one.id] = {kind: until for kind, until in kept.items() if until}
        self.histories[one.id] = [(one.channel, one.demands)]
        self.told.append((EventType.CONTACT_RECORDED, one.id))
        if one.uses:
            self.told.append((EventType.ANSWERS_USED, one.id))
        if one.call_back:
            self.told.append((EventType.CALL_BACK_SET, one.id))
        self._count(one, 1)
        day = one.opened_at.date()
        self.opened.update({(day, use.article_id) for use in one.uses if use.act is Act.OPENED})
        self.given.update({(day, use.article_id) for use in one.uses if use.act in GIVEN})

    def correct(self, contact_id: str, correction: Correction) -> None:
        before = self.contacts[contact_id]
        after = replace(before, channel=correction.channel, demands=correction.demands, versions=before.versions + 1)
        self._count(before, -1)
        self._count(after, 1)
        self.contacts[contact_id] = after
        self.histories[contact_id].append((correction.channel, correction.demands))
        self.told.append((EventType.CONTACT_CORRECTED, contact_id))

    def erase(self, contact_id: str) -> None:
        self.contacts.pop(contact_id, None)
        self.drafts.pop(contact_id, None)
        for gap in [gap for gap, contact in self.gap_contacts.items() if contact == contact_id]:
            self.gaps.pop(gap, None)
        self.erased.add(contact_id)
        self.told.append((EventType.CONTACT_ERASED, contact_id))

    def called_back(self, contact_id: str) -> None:
        if self.contacts[contact_id].call_back:
            self.contacts[contact_id] = replace(self.contacts[contact_id], call_back=None)
            self.told.append((EventType.CALL_BACK_DONE, contact_id))

    def file(self, gap: GapTicket, contact_id: str) -> None:
        self.gaps[gap.id] = gap
        self.gap_contacts[gap.id] = contact_id
        if gap.kind is GapKind.UNANSWERED:
            self.asked[gap.filed_at.date(), gap.theme] += 1

    def reread(self, gap_id: str, text: str) -> None:
        self.gaps[gap_id] = replace(self.gaps[gap_id], text=text, reread=True)
        self.told.append((EventType.GAP_FILED, self.gap_contacts[gap_id]))

    def expire(self, today: date) -> None:
        for name, one in self.contacts.items():
            kept = {kind: until for kind, until in self.texts[name].items() if until >= today}
            self.texts[name] = kept
            calls = one.call_back and one.call_back.until and one.call_back.until >= today
            self.contacts[name] = replace(
                one,
                said=one.said if "said" in kept else "",
                notes=one.notes if "notes" in kept else "",
                call_back=one.call_back if calls else None,
            )

    def _count(self, one: Contact, step: int) -> None:
        day = one.opened_at.date()
        self.hours[day, one.opened_at.hour, one.channel] += step
        self.seconds[day, one.opened_at.hour, one.channel] += step * one.handled_s
        for asked in one.demands:
            self.demands[_cell(day, one, asked)] += step


def compare(store: Store, model: Model, secrets: set[str]) -> None:
    """Every promise of the store, checked against the model."""
    _journal(store, model)
    _events(store, model)
    compare_counts(store, model)
    assert {draft.id: draft for draft in store.drafts.opened(AGENT)} == model.drafts
    assert {gap.id: gap for gap in store.gaps.gaps()} == model.gaps
    held = everything(store.database)
    kept = {text for one in model.contacts.values() for text in (one.said, one.notes)}
    kept |= {text for draft in model.drafts.values() for text in (draft.said, draft.notes)}
    assert {secret for secret in secrets if secret in held} <= kept


def _journal(store: Store, model: Model) -> None:
    page = store.journal.page(AGENT, JournalFilter(), LABELS, limit=1000)
    assert page.total == len(page.contacts) == len(model.contacts)
    moments = [one.opened_at for one in page.contacts]
    assert moments == sorted(moments, reverse=True)
    for name, expected in model.contacts.items():
        found, versions = store.contacts.contact(name)
        assert replace(found, synced=False) == expected
        assert [(version.channel, version.demands) for version in versions] == model.histories[name]
    reminded = {reminder.contact_id for reminder in store.call_backs.reminders(NOON)}
    assert reminded == {name for name, one in model.contacts.items() if one.call_back}


def _events(store: Store, model: Model) -> None:
    """I1, I2 and I5: every event told is there once, in its place, and empty when it was erased."""
    rows = store.database.rows("SELECT * FROM event ORDER BY seq")
    assert [row["seq"] for row in rows] == list(range(1, len(model.told) + 1))
    assert [(row["type"], row["contact_id"]) for row in rows] == [(kind.value, name) for kind, name in model.told]
    assert len({row["event_id"] for row in rows}) == len(rows)
    for row in rows:
        gone = row["contact_id"] in model.erased and row["type"] != EventType.CONTACT_ERASED
        assert (row["payload"] is None) == gone
        assert (row["acked_at"] is not None) == (row["seq"] <= model.acked)
    assert store.outbox.waiting() == len(model.told) - model.acked
    assert [event.seq for event in store.outbox.pending()][:1] == ([model.acked + 1] if store.outbox.waiting() else [])


def compare_counts(store: Store, model: Model) -> None:
    cells = store.statistics.cells(date.min, date.max)
    hours = {(cell.day, cell.hour, cell.channel): cell.contacts for cell in cells.contacts}
    assert hours == +model.hours
    assert {(cell.day, cell.hour, cell.channel): cell.handled_s for cell in cells.contacts} == {
        key: model.seconds[key] for key in hours
    }
    assert {
        (cell.day, cell.channel, cell.code, cell.outcome, cell.service): cell.demands for cell in cells.demands
    } == +model.demands
    assert {(cell.day, cell.article_id): cell.opened for cell in cells.articles if cell.opened} == +model.opened
    assert {(cell.day, cell.article_id): cell.given for cell in cells.articles if cell.given} == +model.given
    assert {(cell.day, cell.theme): cell.gaps for cell in cells.gaps} == +model.asked


def _cell(day: date, one: Contact, asked: Demand) -> tuple[Any, ...]:
    return (day, one.channel, asked.code, asked.outcome, asked.service)
