"""The file of urgent changes: what is written is read again, and anything else is refused whole."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.urgent import UrgentSet
from aparte.wire.urgent import MOST_CHANGES, UrgentFormatError, decode, encode, written
from tests.fakes.urgent import CLOSED, DEARER, NOON, STRIKE, SUSPENDED, on, urgent_set

ALL = urgent_set([CLOSED, STRIKE, SUSPENDED, DEARER], 7)


def raw(**changed: Any) -> bytes:
    """A set of one correction, with some fields changed; None takes one out."""
    fields = {**written(DEARER), **changed}
    kept = {name: value for name, value in fields.items() if value is not None or name == "until"}
    return json.dumps({"format": 1, "version": 1, "changes": [kept]}).encode()


def test_what_is_written_is_read_again() -> None:
    assert decode(encode(ALL)) == ALL


def test_an_empty_set_withdraws_everything() -> None:
    assert decode(encode(UrgentSet(3))) == UrgentSet(3)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": "<b>Fermé</b>"}, "text"),
        ({"text": "Voir [ici](https://ailleurs.example)"}, "text"),
        ({"text": "ligne\nautre ligne"}, "text"),
        ({"value": "31 \u202e€"}, "value"),
        ({"text": "x" * 501}, "text"),
        ({"text": " "}, "text"),
        ({"text": 3}, "text"),
        ({"article_id": None}, "article_id"),
        ({"value": None}, "value"),
        ({"replaces": None}, "replaces"),
        ({"replaces": "25 €"}, "replaces"),
        ({"replaces": ["31 €"]}, "replaces"),
        ({"value": "25 €, ou 31 €"}, "replaces"),
        ({"fact": "prix"}, "fact"),
        ({"kind": "erase"}, "kind"),
        ({"service": "titres"}, "service"),
        ({"from": "2026-11-26T12:00:00"}, "from"),
        ({"from": 12}, "from"),
        ({"until": "2026-11-26T12:00:00Z"}, "until"),
        ({"proposed_by": "Mme X"}, "one too many"),
        ({"id": None}, "lacks a field"),
    ],
)
def test_a_change_that_says_anything_else_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(UrgentFormatError, match=said):
        decode(raw(**changed))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"format":1,"version":0,"changes":[]}',
        b'{"format":1,"version":true,"changes":[]}',
        b'{"format":2,"version":1,"changes":[]}',
        b'{"format":1,"version":1,"changes":{}}',
        b'{"format":1,"version":1,"changes":[3]}',
        b'{"format":1,"version":1,"changes":[],"more":1}',
        b'{"format":1,"version":1,"changes":' + b"[" * 100_000,
        b" " * 300_000,
    ],
)
def test_a_file_that_is_no_set_is_refused(data: bytes) -> None:
    with pytest.raises(UrgentFormatError):
        decode(data)


def test_a_notice_has_an_end_and_names_one_thing() -> None:
    for change in (on(CLOSED, ends=None), on(STRIKE, service="titres")):
        with pytest.raises(UrgentFormatError):
            encode(urgent_set([change]))


def test_nothing_is_published_that_no_client_would_take() -> None:
    for refused in ([CLOSED, CLOSED], [on(CLOSED, id=str(at)) for at in range(MOST_CHANGES + 1)]):
        with pytest.raises(UrgentFormatError):
            encode(urgent_set(refused))


@given(
    st.binary(max_size=300) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(repr).map(str.encode)
)
def test_nothing_but_a_set_is_ever_read(data: bytes) -> None:
    with pytest.raises(UrgentFormatError):
        decode(data)


def test_what_holds_follows_the_clock() -> None:
    later = on(STRIKE, begins=NOON + timedelta(hours=1))
    held = urgent_set([CLOSED, later])
    times = (timedelta(), timedelta(hours=1), timedelta(hours=6), timedelta(days=2))
    assert [[one.id for one in held.in_force(NOON + time)] for time in times] == [
        ["neige"],
        ["neige", "greve"],
        ["greve"],
        [],
    ]


def test_a_clock_years_late_does_not_bring_back_what_was_suspended() -> None:
    suspended = on(SUSPENDED, begins=NOON - timedelta(minutes=5))
    assert urgent_set([suspended]).in_force(datetime(2019, 1, 1, tzinfo=UTC)) == (suspended,)
