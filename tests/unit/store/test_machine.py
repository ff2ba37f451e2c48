"""Any order of recording, typing, correcting, erasing, acknowledging, crashing and opening again."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from aparte.core.contact import Channel, CodeChoice, Contact, Demand, Outcome
from aparte.core.records import Correction, GapKind, GapTicket
from aparte.store.store import Store
from tests.fakes.recorded import AGENT, NOON, MovingClock, call_back, contact, opened, uses
from tests.fakes.stores import StoreFolder
from tests.unit.store.model import Model, compare

FAR = date(2030, 1, 1)
channels = st.sampled_from(Channel)
demands = st.lists(
    st.builds(
        Demand,
        id=st.sampled_from(["a", "b"]),
        code=st.sampled_from(["IDE-PERTE", "SCO-CANT", ""]),
        choice=st.sampled_from(CodeChoice),
        outcome=st.sampled_from(Outcome),
        guesses=st.just(("IDE-PERTE",)),
        service=st.sampled_from(["", "ecoles"]),
    ),
    max_size=3,
).map(tuple)
ends = st.sampled_from([None, NOON.date() + timedelta(days=3), FAR])


class StoreMachine(RuleBasedStateMachine):
    """The real store beside a plain model; each secret is a text that only its contact may hold."""

    recorded = Bundle("recorded")
    drafts = Bundle("drafts")
    gaps = Bundle("gaps")

    @initialize()
    def start(self) -> None:
        self.folder_name = tempfile.TemporaryDirectory()
        self.clock = MovingClock()
        self.folder = StoreFolder(Path(self.folder_name.name), self.clock)
        self.model = Model()
        self.secrets: set[str] = set()

    @property
    def store(self) -> Store:
        return self.folder.store

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.close()
            self.folder_name.cleanup()

    def secret(self) -> str:
        text = f"secret{len(self.secrets)}x"
        self.secrets.add(text)
        return text

    def contact(self, channel: Channel, asked: tuple[Demand, ...], calls: bool, answered: bool) -> Contact:
        at = self.clock.now() - timedelta(hours=len(self.secrets) % 7)
        return contact(
            self.folder.ids,
            at,
            channel=channel,
            demands=asked,
            uses=uses(at) if answered else (),
            said=self.secret(),
            notes=self.secret(),
            call_back=call_back(NOON, NOON.date() + timedelta(days=5)) if calls else None,
        )

    @rule(
        target=recorded,
        channel=channels,
        asked=demands,
        calls=st.booleans(),
        answered=st.booleans(),
        words_until=ends,
        notes_until=ends,
    )
    def record(
        self,
        channel: Channel,
        asked: tuple[Demand, ...],
        *,
        calls: bool,
        answered: bool,
        words_until: date | None,
        notes_until: date | None,
    ) -> str:
        one = self.contact(channel, asked, calls, answered)
        self.store.contacts.record(AGENT, one, keep_words_until=words_until, keep_notes_until=notes_until)
        self.model.record(one, words_until, notes_until)
        return one.id

    @rule(target=drafts)
    def type_something(self) -> str:
        draft = opened(self.folder.ids, self.clock.now(), said=self.secret(), notes=self.secret())
        self.store.drafts.keep(AGENT, draft)
        self.model.drafts[draft.id] = draft
        return draft.id

    @rule(name=drafts)
    def go_on_typing(self, name: str) -> None:
        """Also for a contact recorded or erased since: a late autosave."""
        draft = opened(self.folder.ids, id=name, said=self.secret(), notes=self.secret())
        self.store.drafts.keep(AGENT, draft)
        if name not in self.model.contacts and name not in self.model.erased:
            self.model.drafts[name] = draft

    @rule(target=recorded, name=consumes(drafts), channel=channels, asked=demands)
    def save(self, name: str, channel: Channel, asked: tuple[Demand, ...]) -> object:
        one = replace(self.contact(channel, asked, calls=False, answered=True), id=name)
        if name in self.model.erased:
            return multiple()
        self.store.contacts.record(AGENT, one)
        self.model.record(one, None, None)
        return name

    @rule(name=recorded, channel=channels, asked=demands)
    def correct(self, name: str, channel: Channel, asked: tuple[Demand, ...]) -> None:
        if name in self.model.contacts:
            self.store.contacts.correct(AGENT, name, Correction(channel, asked))
            self.model.correct(name, Correction(channel, asked))

    @rule(name=consumes(recorded))
    def erase(self, name: str) -> None:
        if name in self.model.contacts:
            self.store.contacts.erase(AGENT, name)
            self.model.erase(name)

    @rule(name=drafts)
    def erase_what_is_typed(self, name: str) -> None:
        if name in self.model.drafts:
            self.store.contacts.erase(AGENT, name)
            self.model.erase(name)

    @rule(name=recorded)
    def call_back(self, name: str) -> None:
        if name in self.model.contacts:
            self.store.call_backs.done(AGENT, name)
            self.model.called_back(name)

    @rule(target=gaps, kind=st.sampled_from(GapKind), name=recorded)
    def file_gap(self, kind: GapKind, name: str) -> object:
        if name not in self.model.contacts:
            return multiple()
        gap = GapTicket(self.folder.ids.uuid7(), "M-A", kind, self.clock.now(), "question", (), "identite")
        self.store.gaps.file(AGENT, gap, name)
        self.model.file(gap, name)
        return gap.id

    @rule(name=gaps)
    def reread(self, name: str) -> None:
        if name in self.model.gaps:
            self.store.gaps.reread(AGENT, name, "relue")
            self.model.reread(name, "relue")

    @rule(share=st.floats(0, 1))
    def acknowledge(self, share: float) -> None:
        events = self.store.outbox.pending()
        sent = events[: round(share * len(events))]
        if sent:
            self.store.outbox.acknowledge(sent[-1].seq, sent[-1].event_id)
            self.model.acked = sent[-1].seq

    @rule(days=st.integers(0, 4))
    def expire(self, days: int) -> None:
        """A few days only: the events stay thirty."""
        if self.clock.now() < NOON + timedelta(days=20):
            self.clock.advance(days=days)
        self.store.retention.expire(self.clock.now())
        self.model.expire(self.clock.today())

    @rule()
    def reopen(self) -> None:
        self.folder.reopen()

    @rule(name=recorded, act=st.sampled_from(["record", "correct", "type"]))
    def crash_in_the_middle(self, name: str, act: str) -> None:
        """Nothing that was not committed is there afterwards."""
        store, one = self.store, self.contact(Channel.DESK, (), calls=True, answered=True)
        acts: dict[str, Callable[[], object]] = {
            "record": lambda: store.contacts.record(AGENT, one, keep_notes_until=FAR),
            "correct": lambda: (
                store.contacts.correct(AGENT, name, Correction(Channel.MAIL, ()))
                if name in self.model.contacts
                else None
            ),
            "type": lambda: store.drafts.keep(AGENT, opened(self.folder.ids, said=self.secret(), notes="")),
        }
        store.database.connection.conn.execute("BEGIN IMMEDIATE")
        acts[act]()
        self.folder.crash()

    @rule(name=consumes(recorded))
    def crash_while_erasing(self, name: str) -> None:
        """The erasure was asked for and noted: it is done at the next opening."""
        if name in self.model.contacts:
            self.store.database.connection.conn.execute("BEGIN IMMEDIATE")
            self.store.contacts.erase(AGENT, name)
            self.folder.crash()
            self.model.erase(name)

    @invariant()
    def the_store_is_as_the_model(self) -> None:
        if hasattr(self, "folder"):
            compare(self.store, self.model, self.secrets)


_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
TestStore = StoreMachine.TestCase
TestStore.settings = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=_QUIET)


@pytest.mark.slow
class TestStoreAtLength(StoreMachine.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=150, stateful_step_count=40, deadline=None, suppress_health_check=_QUIET)
