"""Events: what is encoded comes back, and nothing else passes for one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.wire.event import LARGEST_EVENT_BYTES, Event, EventFormatError, EventType, decode, encode

EVENT = Event(
    event_id="019e1c5a-0000-7000-8000-000000000001",
    device_id="019e1c5a-0000-7000-8000-0000000000d1",
    seq=1,
    contact_id="019e1c5a-0000-7000-8000-0000000000c1",
    agent_ref="a7f3",
    type=EventType.CONTACT_RECORDED,
    occurred_at="2026-11-26T09:00:00+00:00",
    payload={"channel": "desk"},
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    payload=st.dictionaries(st.text(max_size=8), _json, max_size=5),
    kind=st.sampled_from(EventType),
    seq=st.integers(1, 2**62),
    names=st.text(max_size=30),
)
def test_what_is_encoded_comes_back(payload: dict[str, object], kind: EventType, seq: int, names: str) -> None:
    event = replace(EVENT, payload=payload, type=kind, seq=seq, agent_ref=names)
    assert decode(encode(event)) == event


def test_two_encodings_of_one_event_are_the_same_bytes() -> None:
    again = replace(EVENT, payload={"b": 1, "a": 2})
    assert encode(again) == encode(replace(EVENT, payload={"a": 2, "b": 1}))


def test_a_field_of_a_newer_program_is_left_out() -> None:
    data = json.dumps({**json.loads(encode(EVENT)), "colour": "red"}).encode()
    assert decode(data) == EVENT


@pytest.mark.parametrize("name", ["event_id", "device_id", "seq", "contact_id", "type", "payload", "schema_v"])
def test_a_missing_field_is_named(name: str) -> None:
    raw = json.loads(encode(EVENT))
    del raw[name]
    with pytest.raises(EventFormatError, match=name):
        decode(json.dumps(raw).encode())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seq", True),
        ("seq", "1"),
        ("seq", 1.5),
        ("seq", 0),
        ("type", "contact.exploded"),
        ("payload", []),
        ("event_id", 7),
    ],
)
def test_a_wrong_value_is_named(name: str, value: object) -> None:
    raw = {**json.loads(encode(EVENT)), name: value}
    with pytest.raises(EventFormatError, match=name):
        decode(json.dumps(raw).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_an_error(data: bytes) -> None:
    with pytest.raises(EventFormatError):
        decode(data)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(EventFormatError):
        decode(b"[" * 100_000)


def test_an_event_too_large_for_a_batch_is_refused() -> None:
    with pytest.raises(EventFormatError, match="payload"):
        encode(replace(EVENT, payload={"passage": "é" * LARGEST_EVENT_BYTES}))
