"""The API, over the real stores: who may what, and what each limit answers."""

import gzip
import json
import logging
import zlib

import pytest

from aparte.wire.event import EventType
from aparte_server.api.app import build_app
from aparte_server.api.limits import RateLimit
from aparte_server.api.refusals import ApiRefusal
from aparte_server.errors import DatabaseUnavailableError
from aparte_server.store.store import build_store
from tests.server.caller import Caller
from tests.server.town import WORDS, Town, body, event, events, uuid

OPERATOR = "operator-secret"


@pytest.fixture
def caller(town: Town) -> Caller:
    return Caller(build_app(town.store, OPERATOR))


TOLD = {"lease_days": 30, "team_version": 0}


def enrolled(town: Town, caller: Caller) -> Caller:
    answer = caller.post("/api/v1/enrol", json.dumps({"code": town.store.devices.invite(town.org_id, "x")}).encode())
    assert answer.status == 201
    caller.token = answer.said["token"]
    return caller


def test_a_workstation_enrols_sends_and_pulls(town: Town, caller: Caller) -> None:
    enrolled(town, caller)
    sent = [*events(1, 3), event(4, EventType.CONTACT_ERASED)]
    answer = caller.post("/api/v1/events", body(sent))
    assert (answer.status, answer.said) == (
        200,
        {"ack_seq": 4, "event_id_at_ack": sent[-1].event_id, "not_accepted": []},
    )
    assert caller.get("/api/v1/ack").said == {"ack_seq": 4, "event_id_at_ack": sent[-1].event_id, **TOLD}
    page = caller.get("/api/v1/changes?cursor=").said
    assert [(one["kind"], one["subject"]) for one in page["changes"]] == [("contact.erased", sent[-1].contact_id)]
    assert page["cursor"] == town.cursor()


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_batch_is_taken(town: Town, caller: Caller, encoding: str) -> None:
    enrolled(town, caller)
    packed = (gzip.compress if encoding == "gzip" else zlib.compress)(body(events(1, 500)))
    answer = caller.post("/api/v1/events", packed, headers={"content-encoding": encoding})
    assert (answer.status, answer.said["ack_seq"]) == (200, 500)


def test_a_gap_and_a_fork_say_from_where(town: Town, caller: Caller) -> None:
    enrolled(town, caller)
    sent = events(1, 2)
    caller.post("/api/v1/events", body(sent))
    ack = {"ack_seq": 2, "event_id_at_ack": sent[-1].event_id}
    gap = caller.post("/api/v1/events", body([event(4)]))
    assert (gap.status, gap.said) == (409, {"error": "gap", **ack})
    fork = caller.post("/api/v1/events", body([event(2)]))
    assert (fork.status, fork.said) == (409, {"error": "fork", **ack})
    swapped = caller.post("/api/v1/devices/fork")
    assert swapped.status == 201
    assert caller.get("/api/v1/ack", token=swapped.said["token"]).said == {"ack_seq": 0, "event_id_at_ack": "", **TOLD}


def test_the_body_names_neither_town_nor_device(town: Town, caller: Caller) -> None:
    enrolled(town, caller)
    line = json.loads(body([event(1)])) | {"org_id": uuid(), "device_id": uuid()}
    assert caller.post("/api/v1/events", json.dumps(line).encode()).status == 200
    (device,) = town.store.devices.of(town.org_id)
    assert town.receipts(device) == [(1, line["event_id"], "accepted")]


ROUTES = [
    ("POST", "/api/v1/events"),
    ("GET", "/api/v1/ack"),
    ("GET", "/api/v1/changes"),
    ("POST", "/api/v1/devices/fork"),
    ("POST", "/api/v1/devices/token"),
]
OPEN = [("GET", "/health"), ("GET", "/ready")]
ROLES = ["nobody", "forged", "expired", "revoked", "rotated", "operator"]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_on_each_route(town: Town, caller: Caller, role: str) -> None:
    """A device may everything of a device; nobody else anything but health."""
    devices = town.store.devices
    granted = devices.enrol(devices.invite(town.org_id, "x"))
    devices.authenticate(granted.token)
    refused = {"nobody": "unknown", "forged": "unknown", "operator": "unknown", "rotated": "revoked"}.get(role, role)
    token = {"nobody": "", "forged": granted.token[:-3] + "xyz", "operator": OPERATOR}.get(role, granted.token)
    if role == "expired":
        town.clock.pass_(days=91)
    elif role == "revoked":
        devices.revoke(town.org_id, granted.device.device_id)
    elif role == "rotated":
        devices.authenticate(devices.rotate(granted.device).token)
    for method, path in ROUTES:
        answer = caller.ask(method, path, token=token, content=body(events(1, 1)))
        assert (path, answer.status, answer.said) == (path, 401, {"error": f"token_{refused}"})
    for method, path in OPEN:
        assert caller.ask(method, path, token=token).status == 200
    assert caller.get("/metrics", token=token).status == (200 if role == "operator" else 404)
    assert town.payloads() == {}


def test_a_device_on_each_route(town: Town, caller: Caller) -> None:
    enrolled(town, caller)
    answers = {path: caller.ask(method, path, content=body(events(1, 1))).status for method, path in [*ROUTES, *OPEN]}
    assert set(answers.values()) == {200, 201}
    assert caller.get("/metrics").status == 404
    wrong = caller.ask("DELETE", "/api/v1/events")
    assert (wrong.status, wrong.headers["allow"]) == (405, "POST")
    assert caller.get("/api/v1/nothing").status == 404


def test_another_towns_data_is_out_of_reach(town: Town, caller: Caller) -> None:
    other = Town(town.database, town.folder)
    contact = uuid()
    ours = enrolled(town, caller)
    sent = event(1, contact_id=contact)
    ours.post("/api/v1/events", body([sent]))
    town.store.changes.erase(town.org_id, uuid())
    theirs = enrolled(other, Caller(build_app(other.store)))
    assert theirs.get(f"/api/v1/changes?cursor={town.cursor()}").said["changes"] == []
    assert theirs.post("/api/v1/events", body([event(1, EventType.CONTACT_ERASED, contact)])).status == 200
    assert town.payloads()[sent.event_id] is not None
    mixed = f"aparte1.{town.org_id}.{theirs.token.split('.')[-1]}"
    assert theirs.get("/api/v1/ack", token=mixed).status == 401


def test_a_bomb_is_refused_before_it_is_unpacked(town: Town, caller: Caller) -> None:
    enrolled(town, caller)
    bomb = gzip.compress(bytes(60_000_000), 9)
    answer = caller.post("/api/v1/events", bomb, headers={"content-encoding": "gzip"})
    assert (answer.status, answer.said) == (413, {"error": "too_large"})


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"x" * 256_001, {}, 413),
        (b"", {}, 400),
        (b"not json", {}, 400),
        (b"[1]", {}, 400),
        (b'{"seq": 1}', {}, 400),
        (b"[" * 5000, {}, 400),
        (b"\xff\xfe", {}, 400),
        (gzip.compress(b"{}")[:-4], {"content-encoding": "gzip"}, 400),
        (gzip.compress(b"{}") * 2, {"content-encoding": "gzip"}, 400),
        (b"plain", {"content-encoding": "gzip"}, 400),
        (b"plain", {"content-encoding": "br"}, 415),
        (b"{}\n" * 501, {}, 400),
    ],
)
def test_what_is_no_batch_is_refused_whole(
    town: Town, caller: Caller, content: bytes, headers: dict[str, str], status: int
) -> None:
    enrolled(town, caller)
    assert caller.post("/api/v1/events", content, headers=headers).status == status
    assert town.payloads() == {}


def test_a_body_that_stops_in_its_middle_keeps_nothing(town: Town, caller: Caller) -> None:
    enrolled(town, caller)
    whole = body(events(1, 3))
    assert caller.post("/api/v1/events", whole[: len(whole) // 2], torn=True).status == 400
    assert town.payloads() == {}


def test_codes_can_not_be_tried_at_will(town: Town, caller: Caller) -> None:
    tries = [caller.post("/api/v1/enrol", b'{"code": "222222-222222-222222"}') for _ in range(12)]
    assert [answer.status for answer in tries] == [403] * 10 + [429] * 2
    assert int(tries[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize("content", [b"", b"[]", b'"code"', b'{"code": 5}', b'{"other": "x"}', b"[" * 900])
def test_an_enrolment_without_a_code_is_refused(caller: Caller, content: bytes) -> None:
    assert caller.post("/api/v1/enrol", content).status == 400


@pytest.mark.parametrize("limit", ["0", "501", "-1", "ten", "٣"])
def test_a_page_has_a_size(town: Town, caller: Caller, limit: str) -> None:
    enrolled(town, caller)
    assert caller.get(f"/api/v1/changes?limit={limit}").status == 400


def test_a_device_that_asks_too_often_waits() -> None:
    at = [0.0]
    limit = RateLimit(burst=2, per_s=0.5, now=lambda: at[0])
    limit.spend("a")
    limit.spend("a")
    with pytest.raises(ApiRefusal) as refused:
        limit.spend("a")
    assert refused.value.headers == {"Retry-After": "2"}
    limit.spend("b")
    at[0] = 2.0
    limit.spend("a")


def test_a_rotated_token_takes_over(town: Town, caller: Caller) -> None:
    old = enrolled(town, caller).token
    new = caller.post("/api/v1/devices/token").said["token"]
    assert caller.get("/api/v1/ack", token=new).status == 200
    assert caller.get("/api/v1/ack", token=old).said == {"error": "token_revoked"}


def test_logs_and_figures_hold_nothing_of_anyone(town: Town, caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    enrolled(town, caller)
    sent = event(1)
    with caplog.at_level(logging.DEBUG):
        caller.post("/api/v1/events", body([sent]))
        caller.get("/api/v1/nothing/of/" + sent.contact_id)
    figures = caller.get("/metrics", token=OPERATOR).body.decode()
    assert 'aparte_events_total{status="accepted"} 1.0' in figures
    said = figures + "".join(repr(vars(record)) for record in caplog.records if record.name.startswith("aparte"))
    for secret in (WORDS, sent.contact_id, sent.event_id, sent.agent_ref, caller.token, "192.0.2.7"):
        assert secret not in said


def test_a_database_that_does_not_answer_is_said_and_retried_later(town: Town) -> None:
    class Gone:
        name = town.database.name

        def write(self, _: object) -> None:
            raise DatabaseUnavailableError("…")

        read = write

        def script(self, _: str) -> None: ...

        def sweep(self) -> None: ...

        def close(self) -> None: ...

    caller = Caller(build_app(build_store(Gone(), town.clock, town.journal)))  # type: ignore[arg-type]
    answer = caller.get("/api/v1/ack", token=f"aparte1.{town.org_id}.x")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert (caller.get("/ready").status, caller.get("/health").status) == (503, 200)
