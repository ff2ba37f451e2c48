"""The team's keys, sealed call-backs, rules and escrow, on SQLite and on PostgreSQL alike."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aparte.core.errors import UsageError
from aparte.wire.event import Event, EventType, encode
from aparte_server.api.app import build_app
from aparte_server.errors import UnknownError
from aparte_server.store.batches import read_batch
from aparte_server.store.call_backs import KIND
from aparte_server.store.escrow import checked_public, new_recovery_key
from aparte_server.store.records import Device
from aparte_server.store.team import Team, Wrap
from tests.server.caller import Caller
from tests.server.faulty import copied, put_back
from tests.server.limits import no_limits
from tests.server.town import Town, event, uuid

BOX = "Ym94"
OTHER_BOX = "b3RoZXI="


def called_back(seq: int, kind: EventType, contact_id: str, **payload: str) -> Event:
    return replace(event(seq, kind, contact_id), payload=payload)


def wanted(seq: int, contact_id: str, sealed: str = BOX, until: str = "2026-12-20") -> Event:
    return called_back(seq, EventType.CALL_BACK_SET, contact_id, due="", until=until, sealed=sealed)


def taken(seq: int, contact_id: str, sealed: str) -> Event:
    return called_back(seq, EventType.CALL_BACK_TAKEN, contact_id, until="2026-12-20", sealed=sealed)


def told(town: Town, contact_id: str) -> list[dict[str, Any]]:
    """What workstations are told of a call-back, once for each change."""
    changes = town.store.changes.after(town.org_id, "").changes
    return [
        json.loads(one.content) if one.content else {}
        for one in changes
        if (one.kind, one.subject) == (KIND, contact_id)
    ]


def everything(town: Town) -> str:
    return json.dumps(copied(town.database, town.org_id), default=str)


def test_a_box_is_kept_apart_from_its_event(town: Town) -> None:
    device, contact_id = town.device(), uuid()
    sent = wanted(1, contact_id)
    town.take(device, [sent])
    assert BOX not in str(town.payloads()[sent.event_id])
    assert told(town, contact_id) == [
        {
            "done": False,
            "device_id": device.device_id,
            "sealed": BOX,
            "taken_device": "",
            "taken": "",
            "until": "2026-12-20",
        }
    ]


def test_without_a_box_nobody_is_told(town: Town) -> None:
    device, contact_id = town.device(), uuid()
    town.take(device, [called_back(1, EventType.CALL_BACK_SET, contact_id, due="", until="2026-12-20")])
    assert told(town, contact_id) == []


def test_the_last_to_take_it_is_told(town: Town) -> None:
    one, other, contact_id = town.device(), town.device(), uuid()
    town.take(one, [wanted(1, contact_id), taken(2, contact_id, BOX)])
    town.take(other, [taken(1, contact_id, OTHER_BOX)])
    last = told(town, contact_id)[-1]
    assert (last["taken_device"], last["taken"], last["sealed"]) == (other.device_id, OTHER_BOX, BOX)


@pytest.mark.parametrize("late", [wanted, lambda seq, contact: taken(seq, contact, OTHER_BOX)])
def test_done_empties_it_and_nothing_late_brings_it_back(town: Town, late: Any) -> None:
    one, other, contact_id = town.device(), town.device(), uuid()
    town.take(one, [wanted(1, contact_id)])
    town.take(other, [called_back(1, EventType.CALL_BACK_DONE, contact_id)])
    assert told(town, contact_id)[-1]["done"]
    town.take(one, [late(2, contact_id)])
    assert {BOX, OTHER_BOX} & set(everything(town).split('"')) == set()
    assert [one["done"] for one in told(town, contact_id)] == [True, True]


def test_done_that_comes_first_is_the_end_all_the_same(town: Town) -> None:
    contact_id = uuid()
    town.take(town.device(), [called_back(1, EventType.CALL_BACK_DONE, contact_id)])
    town.take(town.device(), [wanted(1, contact_id)])
    assert BOX not in everything(town)


def test_a_backup_put_back_does_not_bring_it_back(town: Town) -> None:
    device, contact_id = town.device(), uuid()
    town.take(device, [wanted(1, contact_id)])
    backup = copied(town.database, town.org_id)
    town.take(device, [called_back(2, EventType.CALL_BACK_DONE, contact_id)])
    put_back(town.database, town.org_id, backup)
    town.renew()
    assert town.store.changes.replay() == 0
    assert BOX not in everything(town)
    assert told(town, contact_id)[-1]["done"]
    again = everything(town)
    town.store.changes.replay()
    assert everything(town) == again


def test_an_erased_contact_has_no_call_back(town: Town) -> None:
    device, contact_id = town.device(), uuid()
    town.take(device, [wanted(1, contact_id)])
    town.store.changes.erase(town.org_id, contact_id)
    town.take(device, [wanted(2, contact_id)])
    assert BOX not in everything(town)


def test_past_its_day_it_is_neither_told_nor_kept(town: Town) -> None:
    device, contact_id = town.device(), uuid()
    town.take(device, [wanted(1, contact_id)])
    town.clock.pass_(days=60)
    assert told(town, contact_id) == [{}]
    town.store.changes.expire()
    assert BOX not in everything(town)
    town.take(device, [wanted(2, contact_id)])
    assert BOX not in everything(town)


@pytest.mark.parametrize("box", ["x" * 9_000, "é", "a\nb", 7, None])
def test_a_box_that_is_none_sets_the_event_aside(town: Town, box: object) -> None:
    contact_id = uuid()
    sent = replace(wanted(1, contact_id), payload={"due": "", "until": "", "sealed": box})
    town.take(town.device(), [sent])
    assert set(town.set_aside()) == {sent.event_id}
    town.take(town.device(), [called_back(1, EventType.CALL_BACK_DONE, contact_id)])
    assert town.set_aside()[sent.event_id][1] is None


def test_a_page_of_large_boxes_stays_readable(town: Town) -> None:
    device = town.device()
    sent = [wanted(seq, uuid(), "A" * 8_000) for seq in range(1, 151)]
    for first in range(0, len(sent), 25):
        town.store.ingest.take(device, read_batch(b"\n".join(map(encode, sent[first : first + 25]))))
    cursor, seen, pages = "", 0, 0
    while True:
        page = town.store.changes.after(town.org_id, cursor)
        assert sum(len(one.content) for one in page.changes) <= 1_000_000
        seen, pages, cursor = seen + len(page.changes), pages + 1, page.cursor
        if not page.more:
            break
    assert (seen, pages) == (150, 2)


def register(town: Town, device: Device, public: str = "a2V5") -> Team:
    return town.store.team.register(device, public, "")


def wrap(device: Device, box: str = BOX, public: str = "a2V5") -> Wrap:
    return Wrap(device.device_id, public, box, "proof")


def test_the_first_to_give_keys_makes_the_team(town: Town) -> None:
    one, other = town.device(), town.device()
    for device in (one, other):
        register(town, device)
    assert town.store.team.give(one, 1, [wrap(one)]).wrapped == BOX
    late = town.store.team.give(other, 1, [wrap(one, OTHER_BOX), wrap(other, OTHER_BOX)])
    assert late.epoch == 1
    assert town.store.team.of(one).wrapped == BOX


def test_keys_for_another_public_key_than_the_one_shown_are_not_kept(town: Town) -> None:
    one, other = town.device(), town.device()
    for device in (one, other):
        register(town, device)
    town.store.team.give(one, 1, [wrap(one), wrap(other, public="b3RoZXI=")])
    assert town.store.team.of(other).wrapped == ""
    town.store.team.give(one, 1, [wrap(other)])
    assert town.store.team.of(other).wrapped == BOX
    assert register(town, other, "bmV3").wrapped == ""


def test_only_who_has_the_keys_begins_other_ones(town: Town) -> None:
    one, other = town.device(), town.device()
    for device in (one, other):
        register(town, device)
    town.store.team.give(one, 1, [wrap(one)])
    assert town.store.team.give(other, 2, [wrap(other)]).epoch == 1
    assert town.store.team.give(one, 2, [wrap(one, OTHER_BOX)]).epoch == 2


def test_a_device_that_was_shut_out_asks_for_other_keys_and_gets_none(town: Town) -> None:
    one, other = town.device(), town.device()
    for device in (one, other):
        register(town, device)
    before = town.store.team.give(one, 1, [wrap(one), wrap(other)])
    assert not before.rotate
    town.store.devices.revoke(town.org_id, other.device_id)
    after = town.store.team.of(one)
    assert (after.rotate, after.version > before.version) == (True, True)
    turned = town.store.team.give(one, 2, [wrap(one, OTHER_BOX), wrap(other, OTHER_BOX)])
    assert (turned.rotate, turned.epoch) == (False, 2)
    assert [device.epoch for device in turned.devices] == [2, 1]


def test_another_town_sees_nothing_of_a_team(town: Town, tmp_path: Path) -> None:
    device = town.device()
    register(town, device)
    town.store.team.give(device, 1, [wrap(device)])
    town.store.escrow.keep(device, "sealed")
    other = Town(town.database, tmp_path)
    stranger = other.device()
    assert [one.device_id for one in other.store.team.of(stranger).devices] == [stranger.device_id]
    register(other, stranger)
    other.store.team.give(stranger, 9, [wrap(stranger), wrap(device, OTHER_BOX)])
    assert town.store.team.of(device).wrapped == BOX
    with pytest.raises(UnknownError):
        other.store.escrow.document(other.org_id, device.device_id)


@pytest.mark.parametrize("days", [1, 29, -1, 4000])
def test_a_lease_is_of_thirty_days_at_least(town: Town, days: int) -> None:
    with pytest.raises(UsageError):
        town.store.rules.set_lease(town.org_id, days)
    town.store.rules.set_lease(town.org_id, 45)
    assert town.store.rules.of(town.org_id).lease_days == 45


def test_the_escrow_keeps_the_newest_of_each(town: Town) -> None:
    device, other = town.device(), town.device()
    for document in ("first", "second"):
        town.store.escrow.keep(device, document)
    assert town.store.escrow.document(town.org_id, device.device_id) == "second"
    assert [(one.device_id, one.sent_at is None) for one in town.store.escrow.of(town.org_id)] == [
        (device.device_id, False),
        (other.device_id, True),
    ]


def test_a_recovery_key_is_told_from_anything_else() -> None:
    _, public = new_recovery_key("")
    assert checked_public(f" {public}\n") == public
    for text in ("", "clé", base64.b64encode(b"short").decode()):
        with pytest.raises(UsageError):
            checked_public(text)


BODIES: list[tuple[str, bytes]] = [
    ("team/device", b""),
    ("team/device", b"[]"),
    ("team/device", b'{"public": "", "proof": ""}'),
    ("team/device", b'{"public": "\\u00e9", "proof": ""}'),
    ("team/keys", b'{"epoch": 0, "wraps": []}'),
    ("team/keys", b'{"epoch": true, "wraps": []}'),
    ("team/keys", b'{"epoch": 1, "wraps": [{"device_id": "x"}]}'),
    ("team/keys", b'{"epoch": 1, "wraps": [7]}'),
    ("team/keys", b"[" * 100_000),
    ("escrow", b'{"document": ""}'),
    ("escrow", b'{"document": "a\\u0000b"}'),
    ("escrow", b'{"document": 7}'),
]


@pytest.mark.parametrize(("path", "content"), BODIES)
def test_what_is_no_body_is_refused(town: Town, path: str, content: bytes) -> None:
    token = town.store.devices.enrol(town.store.devices.invite(town.org_id, "x")).token
    caller = Caller(build_app(town.store, limits=no_limits(), clock=town.clock), token)
    answer = caller.post(f"/api/v1/{path}", content)
    assert (answer.status, answer.said) == (400, {"error": "body_unreadable"})


def test_the_lease_and_the_team_are_told_with_the_ack(town: Town) -> None:
    granted = town.store.devices.enrol(town.store.devices.invite(town.org_id, "x"))
    caller = Caller(build_app(town.store, limits=no_limits(), clock=town.clock), granted.token)
    before = caller.get("/api/v1/ack").said
    register(town, granted.device)
    town.store.rules.set_lease(town.org_id, 60)
    after = caller.get("/api/v1/ack").said
    assert (before["lease_days"], after["lease_days"]) == (30, 60)
    assert before["team_version"] < after["team_version"]
