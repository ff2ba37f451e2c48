import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.contact import Act, AnswerUse, CallBack, Channel, CodeChoice, Demand, OpenContact, Outcome, Refusal
from aparte.core.identifiers import Identifiers
from aparte.core.records import JournalFilter
from aparte.store.codec import at, local, moment, open_from_json, open_to_json, uses_from_json, uses_to_json
from aparte.store.store import Store
from tests.fakes.recorded import AGENT, LABELS, NOON, contact, opened, uses

texts = st.text(max_size=30)
moments = st.datetimes(timezones=st.just(UTC))
demands = st.builds(
    Demand,
    id=texts,
    code=texts,
    choice=st.sampled_from(CodeChoice),
    outcome=st.sampled_from(Outcome),
    guesses=st.lists(texts, max_size=3).map(tuple),
    service=texts,
)
answers = st.builds(
    AnswerUse,
    act=st.sampled_from(Act),
    at=moments,
    article_id=texts,
    version=texts,
    title=texts,
    section=st.integers(-1, 99),
    passage=texts,
    source=texts,
    verified_on=st.none() | st.dates(),
    by_machine=st.booleans(),
    refusal=st.none() | st.sampled_from(Refusal),
)
call_backs = st.builds(
    CallBack, name=texts, phone=texts, about=texts, due=st.none() | moments, until=st.none() | st.dates()
)
open_contacts = st.builds(
    OpenContact,
    id=texts,
    reference=texts,
    channel=st.sampled_from(Channel),
    opened_at=moments,
    said=texts,
    notes=texts,
    demands=st.lists(demands, max_size=3).map(tuple),
    uses=st.lists(answers, max_size=3).map(tuple),
    call_back=st.none() | call_backs,
    handled_s=st.integers(0, 10**6),
    happened_at=st.none() | moments,
)


@given(open_contacts)
def test_what_is_typed_comes_back_exactly(draft: OpenContact) -> None:
    assert open_from_json(open_to_json(draft)) == draft


def test_an_act_recorded_before_drafts_can_be_read() -> None:
    before = json.loads(uses_to_json(uses()))
    for one in before:
        del one["refusal"]
    assert uses_from_json(json.dumps(before)) == uses()


@given(moments)
def test_a_moment_comes_back_exactly(value: datetime) -> None:
    assert at(moment(value)) == value


@pytest.mark.parametrize("year", [1, 9999])
def test_a_moment_that_only_a_wrong_clock_gives_has_a_day(year: int) -> None:
    assert local(datetime(year, 1, 1, tzinfo=UTC), None).year in (year, year - 1)


def test_half_a_character_stops_nothing(store: Store, ids: Identifiers) -> None:
    """A keyboard may hand over one half of an emoji: what is typed is kept all the same."""
    draft = opened(ids, said="perdu \ud83d", notes="\udc00 fin")
    store.drafts.keep(AGENT, draft)
    assert [one.said for one in store.drafts.opened(AGENT)] == ["perdu \ufffd"]
    edited = replace(uses()[2], passage="Bonjour \ud83d\ude00 \ud83d")
    one = contact(ids, id=draft.id, notes="\udc00 fin", uses=(edited,))
    store.contacts.record(AGENT, one, keep_notes_until=NOON.date())
    found, _ = store.contacts.contact(one.id)
    assert (found.notes, found.uses[0].passage) == ("\ufffd fin", "Bonjour 😀 \ufffd")
    assert "Bonjour 😀 \ufffd" in str(store.outbox.pending()[1].payload)
    assert store.journal.page(AGENT, JournalFilter(words="\ud83d"), LABELS).total == 1
