"""Every operation of the description, asked what it allows and what it forbids, with a token and without.

schemathesis makes the requests from the document that the server itself serves, and judges each answer
by that document; the application and its store are the real ones.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, SerializationContext, openapi, serializer
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette

from aparte_server.api.app import build_app
from aparte_server.api.contract import OPENAPI_PATH, OPERATIONS, Who
from aparte_server.api.staff_door import PROOF_HEADER, SESSION_COOKIE
from aparte_server.store.database import Database
from aparte_server.store.persons import Role
from aparte_server.store.secrets import request_proof
from tests.server.limits import no_limits
from tests.server.town import Town

OPERATOR = "operator-secret"
CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
QUICK, LONG = 6, 150
# A cursor may be anything, a batch is set aside line by line; and where the month is all that is asked, what
# schemathesis spoils is often the token alone, which is given back here.
TAKES_ANYTHING = {"changes", "events", "stats", "stats_unversioned", "session_begin", "session_callback"}


CASES = [
    pytest.param(
        one.handler, mode, signed, id=f"{one.handler}, {mode.value}, {'with a token' if signed else 'without'}"
    )
    for one in OPERATIONS
    for mode in GenerationMode
    for signed in (True, False)
    # What takes nothing forbids nothing.
    if mode is GenerationMode.POSITIVE or one.parameters or one.body or one.who is not Who.ANYONE
]


@serializer("application/x-ndjson")
def lines(_: SerializationContext, value: object) -> bytes:
    """A batch is text: whatever was made up goes as it is."""
    return value.encode(errors="surrogatepass") if isinstance(value, str) else json.dumps(value).encode()


@pytest.fixture
def town(sqlite: Database, tmp_path: Path) -> Town:
    return Town(sqlite, tmp_path)


@pytest.fixture
def app(town: Town) -> Starlette:
    return build_app(town.store, OPERATOR, no_limits(), town.clock, town.folder / "bundles")


def shown(town: Town, who: Who) -> Mapping[str, str]:
    """The headers of someone who may."""
    if who is Who.ANYONE:
        return {}
    if who is not Who.SESSION:
        return {"Authorization": f"Bearer {tokens(town)[who]}"}
    person = town.store.persons.add(town.org_id, "x", Role.READER)
    town.store.sessions.allow(person, "sub", "x")
    token = town.store.sessions.open(town.organisation.siret, "x", "").token
    return {"Cookie": f"{SESSION_COOKIE}={token}", PROOF_HEADER: request_proof(token)}


def tokens(town: Town) -> Mapping[str, str]:
    def person(role: Role) -> str:
        return town.store.staff.issue_to(town.store.persons.add(town.org_id, role.value, role), role.value)

    return {
        Who.DEVICE: town.store.devices.enrol(town.store.devices.invite(town.org_id, "x")).token,
        Who.STAFF: town.store.staff.issue(town.org_id, "x"),
        Who.EDITOR: person(Role.EDITOR),
        Who.VALIDATOR: person(Role.VALIDATOR),
        Who.OPERATOR: OPERATOR,
    }


def operation(app: Starlette, path: str, method: str) -> APIOperation[Any, Any, Any, Any]:
    schema = openapi.from_asgi(OPENAPI_PATH, app)
    found: APIOperation[Any, Any, Any, Any] = schema[path][method]
    return found


def ask(town: Town, app: Starlette, handler: str, mode: GenerationMode, *, signed: bool, examples: int) -> None:
    known = next(one for one in OPERATIONS if one.handler == handler)
    asked = operation(app, known.path, known.method)
    headers = shown(town, known.who) if signed else {}
    refusable = signed and handler not in TAKES_ANYTHING and bool(known.parameters or known.body)
    checks = [*CHECKS, *([negative_data_rejection] if refusable else [])]

    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=asked.as_strategy(mode))
    def each(case: Any) -> None:
        response = case.call(headers=headers)
        assert response.status_code < 500 or response.headers.get("retry-after"), response.text
        case.validate_response(response, checks=checks, headers=headers)

    each()


@pytest.mark.parametrize(("handler", "mode", "signed"), CASES)
def test_each_answer_is_as_described(
    town: Town, app: Starlette, handler: str, mode: GenerationMode, signed: bool
) -> None:
    ask(town, app, handler, mode, signed=signed, examples=QUICK)


@pytest.mark.slow
@pytest.mark.parametrize(("handler", "mode", "signed"), CASES)
def test_each_answer_is_as_described_however_long_one_asks(
    town: Town, app: Starlette, handler: str, mode: GenerationMode, signed: bool
) -> None:
    ask(town, app, handler, mode, signed=signed, examples=LONG)
