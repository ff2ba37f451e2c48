"""What the store promises, on SQLite and on PostgreSQL alike."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aparte.wire.event import EventType, encode
from aparte_server.errors import NewerDatabaseError, UnknownError
from aparte_server.store.batches import read_batch
from aparte_server.store.database import Database
from aparte_server.store.devices import Refusal, RefusedError
from aparte_server.store.ingest import ForkError, GapError
from aparte_server.store.migrations import migrate, scripts, version
from aparte_server.store.records import Ack, Status
from tests.server.town import WORDS, Town, event, events, renumbered, uuid


def test_migrations_run_once_and_a_newer_database_is_refused(empty_database: Database) -> None:
    assert migrate(empty_database) == tuple(sorted(scripts()))
    assert migrate(empty_database) == ()
    assert version(empty_database) == max(scripts())
    empty_database.script("INSERT INTO schema_version (version) VALUES (9999)")
    with pytest.raises(NewerDatabaseError):
        migrate(empty_database)


def test_a_batch_is_kept_and_acknowledged_by_the_id_of_its_last_event(town: Town) -> None:
    device, sent = town.device(), events(1, 5)
    taken = town.take(device, sent)
    assert taken.ack == Ack(5, sent[-1].event_id)
    assert [one.status for one in taken.fresh] == [Status.ACCEPTED] * 5
    assert set(town.payloads()) == {one.event_id for one in sent}
    assert town.receipts(device) == [(one.seq, one.event_id, "accepted") for one in sent]


def test_a_batch_sent_twice_is_kept_once(town: Town) -> None:
    device, sent = town.device(), events(1, 5)
    town.take(device, sent)
    again = town.take(device, sent)
    assert (again.ack, again.fresh) == (Ack(5, sent[-1].event_id), ())
    assert len(town.payloads()) == 5


def test_a_batch_that_overlaps_what_is_known_adds_the_rest(town: Town) -> None:
    device, sent = town.device(), events(1, 8)
    town.take(device, sent[:5])
    assert [one.seq for one in town.take(device, sent[2:]).fresh] == [6, 7, 8]


@pytest.mark.parametrize("place", [slice(1, None), slice(0, None, 2)])
def test_a_gap_keeps_nothing_and_tells_where_to_start(town: Town, place: slice) -> None:
    device = town.device()
    with pytest.raises(GapError) as refused:
        town.take(device, events(1, 5)[place])
    assert refused.value.ack == Ack(0, "")
    assert town.payloads() == {}


def test_another_event_in_a_known_place_is_a_fork(town: Town) -> None:
    device, sent = town.device(), events(1, 3)
    town.take(device, sent)
    with pytest.raises(ForkError):
        town.take(device, [event(3), event(4)])
    assert set(town.payloads()) == {one.event_id for one in sent}


def test_a_cloned_disk_loses_nothing(town: Town) -> None:
    """Two machines with one token; batches smaller than the queue, so that numbers alone agree."""
    original = town.device()
    common = events(1, 4)
    town.take(original, common)
    one, other = events(5, 10), events(5, 10)
    town.take(original, one[:3])
    with pytest.raises(ForkError):
        town.take(original, other[:2])
    copy = town.store.devices.fork(original).device
    resent = renumbered([*common, *other])
    statuses = [receipt.status for receipt in town.take(copy, resent).fresh]
    assert statuses == [Status.DUPLICATE] * 4 + [Status.ACCEPTED] * 6
    town.take(original, one[3:])
    assert set(town.payloads()) == {sent.event_id for sent in [*common, *one, *other]}


def test_an_event_twice_in_one_batch_is_kept_once(town: Town) -> None:
    first = event(1)
    taken = town.take(town.device(), [first, replace(first, seq=2), event(3)])
    assert [one.status for one in taken.fresh] == [Status.ACCEPTED, Status.DUPLICATE, Status.ACCEPTED]


@pytest.mark.parametrize(
    "fault",
    [
        {"type": "contact.invented"},
        {"contact_id": "not a uuid"},
        {"occurred_at": "hier"},
        {"occurred_at": "2026-11-26T09:00:00"},
        {"schema_v": 99},
        {"payload": ["list"]},
        {"payload": {"note": "half \ud800"}},
        {"payload": {"share": float("nan")}},
        {"agent_ref": "line\nbreak"},
        {"event_id": "short-id"},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_an_invalid_event_is_set_aside_and_blocks_nothing(town: Town, fault: dict[str, Any]) -> None:
    device, sent = town.device(), events(1, 3)
    lines = [encode(one) for one in sent]
    lines[1] = _spoilt(lines[1], fault)
    taken = town.store.ingest.take(device, read_batch(b"\n".join(lines)))
    assert taken.ack == Ack(3, sent[2].event_id)
    assert [one.status for one in taken.fresh] == [Status.ACCEPTED, Status.QUARANTINED, Status.ACCEPTED]
    assert len(town.set_aside()) == 1
    assert set(town.payloads()) == {sent[0].event_id, sent[2].event_id}


def test_what_is_set_aside_without_a_contact_keeps_no_content(town: Town) -> None:
    sent = event(1)
    line = _spoilt(encode(sent), {"contact_id": 12})
    town.store.ingest.take(town.device(), read_batch(line))
    assert town.set_aside() == {sent.event_id: ("contact_id: not str", None)}


def test_an_erasure_empties_every_event_of_the_contact_and_what_was_set_aside(town: Town) -> None:
    device, contact = town.device(), uuid()
    recorded = event(1, contact_id=contact)
    corrected = event(2, EventType.CONTACT_CORRECTED, contact)
    spoilt = _spoilt(encode(event(3, contact_id=contact)), {"type": "unheard.of"})
    kept = event(4)
    town.store.ingest.take(device, read_batch(b"\n".join([encode(recorded), encode(corrected), spoilt, encode(kept)])))
    town.take(town.device(), [event(1, EventType.CONTACT_ERASED, contact)])
    assert [one for one, payload in town.payloads().items() if payload is not None] == [kept.event_id]
    assert [kept for _, kept in town.set_aside().values()] == [None]


def test_a_late_event_of_an_erased_contact_comes_empty(town: Town) -> None:
    before, contact = town.cursor(), uuid()
    town.store.changes.erase(town.org_id, contact)
    device = town.device()
    late = [event(1, contact_id=contact), event(2, contact_id=contact, cursor=before)]
    other_generation = event(3, contact_id=contact, cursor="another:99")
    forged = event(4, contact_id=contact, cursor=town.cursor().split(":")[0] + ":99")
    aware = event(5, contact_id=contact, cursor=town.cursor())
    town.take(device, [*late, other_generation, forged, aware])
    assert [one for one, payload in town.payloads().items() if payload is not None] == [aware.event_id]


def test_a_late_event_set_aside_keeps_no_content_of_an_erased_contact(town: Town) -> None:
    contact = uuid()
    town.store.changes.erase(town.org_id, contact)
    town.store.ingest.take(town.device(), read_batch(_spoilt(encode(event(1, contact_id=contact)), {"type": "odd"})))
    assert [kept for _, kept in town.set_aside().values()] == [None]


def test_an_erasure_sent_again_is_one_change(town: Town) -> None:
    device = town.device()
    erased = event(1, EventType.CONTACT_ERASED)
    town.take(device, [erased])
    town.take(device, [erased])
    town.take(town.store.devices.fork(device).device, [erased])
    assert [one.subject for one in town.store.changes.after(town.org_id, "").changes] == [erased.contact_id]


def test_changes_come_in_pages_and_the_cursor_goes_on(town: Town) -> None:
    contacts = [uuid() for _ in range(5)]
    for contact in contacts:
        town.store.changes.erase(town.org_id, contact)
    first = town.store.changes.after(town.org_id, "", limit=3)
    second = town.store.changes.after(town.org_id, first.cursor, limit=3)
    assert [one.subject for one in first.changes + second.changes] == contacts
    assert (first.more, second.more, first.restart, second.restart) == (True, False, False, False)
    assert town.store.changes.after(town.org_id, second.cursor).changes == ()


def test_a_cursor_of_another_generation_starts_again(town: Town) -> None:
    town.store.changes.erase(town.org_id, uuid())
    old = town.cursor()
    town.store.organisations.renew_generations()
    page = town.store.changes.after(town.org_id, old)
    assert (len(page.changes), page.restart) == (1, True)
    assert page.generation != old.split(":")[0]


def test_a_restored_database_is_emptied_again_from_the_journal(town: Town) -> None:
    """The database forgets the erasures; the file beside it doesn't."""
    device, contact = town.device(), uuid()
    sent = event(1, contact_id=contact)
    town.take(device, [sent])
    town.store.changes.erase(town.org_id, uuid())
    before = town.store.changes.erase(town.org_id, contact)
    _forget_erasures(town, sent.event_id)
    assert town.store.changes.replay() == 2
    assert town.payloads() == {sent.event_id: None}
    assert min(one.change_no for one in town.store.changes.after(town.org_id, "").changes) > before
    assert town.store.changes.replay() == 0


def test_another_town_sees_and_empties_nothing_of_ours(town: Town, tmp_path: Path) -> None:
    other = Town(town.database, tmp_path)
    sent = event(1)
    town.take(town.device(), [sent])
    other.take(other.device(), [sent, event(2, EventType.CONTACT_ERASED, sent.contact_id)])
    assert town.payloads()[sent.event_id] is not None
    assert other.payloads()[sent.event_id] is None
    assert town.store.changes.after(town.org_id, "").changes == ()
    with pytest.raises(UnknownError):
        other.store.devices.revoke(other.org_id, town.store.devices.of(town.org_id)[0].device_id)


def test_a_code_enrols_once_and_for_a_quarter_of_an_hour(town: Town) -> None:
    devices = town.store.devices
    code = devices.invite(town.org_id, "accueil")
    assert devices.enrol(f" {code.lower()} ").device.label == "accueil"
    assert _refusal(lambda: devices.enrol(code)) is Refusal.UNKNOWN
    late = devices.invite(town.org_id, "accueil")
    town.clock.pass_(minutes=15)
    assert _refusal(lambda: devices.enrol(late)) is Refusal.UNKNOWN


def test_a_token_is_kept_as_a_hash_alone(town: Town) -> None:
    devices = town.store.devices
    token = devices.enrol(devices.invite(town.org_id, "accueil")).token
    rows = town.database.read(lambda session: session.rows("SELECT * FROM device_token"))
    assert token.split(".")[-1] not in repr(rows)
    assert devices.authenticate(token).org_id == town.org_id


def test_forged_expired_and_revoked_tokens_open_nothing(town: Town) -> None:
    devices = town.store.devices
    granted = devices.enrol(devices.invite(town.org_id, "accueil"))
    forged = granted.token[:-4] + "AAAA"
    for token in ("", "x", forged, f"aparte1.{uuid()}.{granted.token.split('.')[-1]}", "aparte1.a.b\x00"):
        assert _refusal(lambda token=token: devices.authenticate(token)) is Refusal.UNKNOWN
    town.clock.pass_(days=90)
    assert _refusal(lambda: devices.authenticate(granted.token)) is Refusal.EXPIRED
    town.clock.pass_(days=-90)
    devices.revoke(town.org_id, granted.device.device_id)
    assert _refusal(lambda: devices.authenticate(granted.token)) is Refusal.REVOKED
    with pytest.raises(RefusedError):
        town.take(granted.device, events(1, 1))


def test_the_old_token_ends_when_the_new_one_is_first_used(town: Town) -> None:
    devices = town.store.devices
    old = devices.enrol(devices.invite(town.org_id, "accueil"))
    new = devices.rotate(old.device)
    assert devices.authenticate(old.token) == old.device
    assert devices.authenticate(new.token) == old.device
    assert _refusal(lambda: devices.authenticate(old.token)) is Refusal.REVOKED
    assert devices.authenticate(new.token) == old.device


def test_devices_that_send_at_once_lose_and_double_nothing(town: Town) -> None:
    """Four devices with the same events in their queues, and erasures among them."""
    common = events(1, 40)
    common[20] = event(21, EventType.CONTACT_ERASED, common[3].contact_id)
    devices = [town.device() for _ in range(4)]

    def send(device: Any) -> Ack:
        for at in range(0, 40, 10):
            ack = town.take(device, common[at : at + 10]).ack
        return ack

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, devices)) == {Ack(40, common[-1].event_id)}
    assert set(town.payloads()) == {one.event_id for one in common}
    assert town.payloads()[common[3].event_id] is None
    accepted = [status for device in devices for _, _, status in town.receipts(device)].count("accepted")
    assert (accepted, len(town.store.changes.after(town.org_id, "").changes)) == (40, 1)


def test_the_journal_survives_a_torn_line(town: Town, tmp_path: Path) -> None:
    town.store.changes.erase(town.org_id, uuid())
    with (tmp_path / "erasures.jsonl").open("ab") as file:
        file.write(b'{"org_id": "cut')
    last = uuid()
    town.store.changes.erase(town.org_id, last)
    assert [one.contact_id for one in town.journal.read()][-1] == last
    assert len(town.journal.read()) == 2


def test_no_content_stays_in_an_sqlite_file_after_an_erasure(town: Town, tmp_path: Path) -> None:
    if town.database.name != "sqlite":
        pytest.skip("PostgreSQL frees old rows when it vacuums")
    sent = event(1)
    town.take(town.device(), [replace(sent, payload={"note": "motsecret"})])
    town.store.changes.erase(town.org_id, sent.contact_id)
    assert b"motsecret" not in b"".join(path.read_bytes() for path in tmp_path.glob("server.db*"))


def _refusal(call: Any) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        call()
    return refused.value.why


def _spoilt(line: bytes, fault: dict[str, Any]) -> bytes:
    return json.dumps(json.loads(line) | fault).encode()


def _forget_erasures(town: Town, event_id: str) -> None:
    def work(session: Any) -> None:
        session.run("DELETE FROM erasure")
        session.run("DELETE FROM change")
        session.run("UPDATE organisation SET change_no = 0")
        session.run("UPDATE event SET payload = ? WHERE event_id = ?", (WORDS, event_id))

    town.database.write(work)
