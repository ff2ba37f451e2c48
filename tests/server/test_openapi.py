"""The description of the API: it tells every route, and no answer surprises whoever reads it."""

import gzip
import json
import zlib
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from aparte.wire.event import EventType
from aparte_server.api.app import build_app
from aparte_server.api.contract import OPENAPI_PATH, OPERATIONS, Operation
from aparte_server.store.persons import Role
from tests.server.caller import Caller
from tests.server.described import DOCUMENT, check
from tests.server.limits import no_limits
from tests.server.town import Town, event, uuid

OPERATOR = "operator-secret"


def test_every_route_is_described_and_every_description_has_its_route(town: Town) -> None:
    routes = {
        (route.path, method.lower())
        for route in build_app(town.store).routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert routes == {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert all(isinstance(route, Route) for route in build_app(town.store).routes)


def test_the_description_is_served_and_whole(town: Town) -> None:
    said = Caller(build_app(town.store)).get(OPENAPI_PATH).said
    assert said == json.loads(json.dumps(DOCUMENT))
    assert said["openapi"].startswith("3.1")
    names = [one["operationId"] for methods in said["paths"].values() for one in methods.values()]
    assert sorted(names) == sorted(set(names))
    text = json.dumps(said)
    for name in said["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text
    for methods in said["paths"].values():
        for one in methods.values():
            assert all(set(needed) <= set(said["components"]["securitySchemes"]) for needed in one.get("security", ()))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("\ud800\0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
CHANGE = ["kind", "text", "from", "until", "article_id", "service", "theme", "fact", "condition", "value", "replaces"]
FIELDS = ["event_id", "seq", "contact_id", "agent_ref", "type", "occurred_at", "payload", "schema_v", "seen_cursor"]


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    """One event that a client might send, spoilt here and there."""
    kind = draw(st.sampled_from(list(EventType)))
    one = event(draw(st.integers(1, 4)), kind)
    raw: dict[str, Any] = {name: getattr(one, name) for name in FIELDS} | {"device_id": uuid(), "supersedes": ""}
    for name in draw(st.lists(st.sampled_from(FIELDS), max_size=2)):
        raw[name] = draw(JSON)
    if draw(st.booleans()):
        raw["payload"] = {
            "channel": draw(JSON),
            "local_day": "2026-10-14",
            "demands": draw(JSON),
            "version": draw(JSON),
        }
    return json.dumps(raw, ensure_ascii=draw(st.booleans())).encode(errors="surrogatepass")


BODIES = st.one_of(
    st.binary(max_size=60),
    st.lists(lines(), min_size=1, max_size=4).map(b"\n".join),
    JSON.map(lambda value: json.dumps({"code": value}).encode()),
    JSON.map(lambda value: json.dumps({"reason": value}).encode()),
    st.dictionaries(st.sampled_from(CHANGE), st.sampled_from(["notice", "2999-01-01T00:00Z", "correct"]) | JSON).map(
        lambda value: json.dumps(value).encode()
    ),
)
PACKED = st.tuples(
    BODIES,
    st.sampled_from([("", bytes), ("gzip", gzip.compress), ("deflate", zlib.compress), ("gzip", bytes), ("br", bytes)]),
)
QUERIES = st.dictionaries(
    st.sampled_from(["cursor", "limit", "month", "org"]),
    st.sampled_from(["", "0", "1", "500", "2026-10", "9999-12", "0001-01", "-1"]) | st.text(max_size=12),
    max_size=3,
)


@pytest.fixture
def tokens(town: Town) -> dict[str, str]:
    return {
        "device": town.store.devices.enrol(town.store.devices.invite(town.org_id, "accueil")).token,
        "staff": town.store.staff.issue(town.org_id, "x"),
        "validator": town.store.staff.issue_to(town.store.persons.add(town.org_id, "V", Role.VALIDATOR), "x"),
        "operator": OPERATOR,
        "nobody": "",
    }


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    operation=st.sampled_from(OPERATIONS),
    role=st.sampled_from(["device", "staff", "validator", "operator", "nobody", "odd"]),
    query=QUERIES,
    sent=PACKED,
    odd=st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=30),
)
def test_whatever_is_sent_the_answer_is_a_described_one(  # noqa: PLR0917
    town: Town, tokens: dict[str, str], operation: Operation, role: str, query: dict[str, str], sent: Any, odd: str
) -> None:
    caller = Caller(build_app(town.store, OPERATOR, no_limits(), town.clock))
    body, (encoding, pack) = sent
    answer = caller.ask(
        operation.method,
        f"{operation.path}?{urlencode(query)}",
        content=pack(body),
        token=tokens.get(role, odd),
        headers={"content-encoding": encoding} if encoding else {},
    )
    check(operation, answer)
