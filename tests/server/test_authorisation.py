"""Each role on each route that exists: who may what, and nothing of another town."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256

import pytest

from aparte_server.api.app import build_app
from aparte_server.api.contract import OPERATIONS, Operation, Who
from aparte_server.api.staff_door import PROOF_HEADER, SESSION_COOKIE
from aparte_server.store.persons import Role
from aparte_server.store.records import Granted
from aparte_server.store.secrets import request_proof
from tests.fakes.signed import SignedTown
from tests.server.caller import Answer, Caller
from tests.server.described import check
from tests.server.limits import no_limits
from tests.server.test_stats import Desk
from tests.server.town import Town, body, events

OPERATOR = "operator-secret"


class Tokens:
    """A token of each role, made by the town itself."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def device(self) -> Granted:
        return self._town.store.devices.enrol(self._town.store.devices.invite(self._town.org_id, "accueil"))

    def expired(self) -> str:
        token = self.device().token
        self._town.clock.pass_(days=91)
        return token

    def revoked(self) -> str:
        granted = self.device()
        self._town.store.devices.revoke(self._town.org_id, granted.device.device_id)
        return granted.token

    def rotated(self) -> str:
        granted = self.device()
        devices = self._town.store.devices
        devices.authenticate(granted.token)
        devices.authenticate(devices.rotate(granted.device).token)
        return granted.token

    def staff(self) -> str:
        return self._town.store.staff.issue(self._town.org_id, "open data")

    def person(self, role: Role, name: str = "") -> str:
        staff = self._town.store
        return staff.staff.issue_to(staff.persons.add(self._town.org_id, name or role.value, role), "poste")

    def removed(self) -> str:
        token = self.person(Role.VALIDATOR)
        self._town.store.persons.remove(self._town.org_id, Role.VALIDATOR.value)
        return token

    def staff_expired(self) -> str:
        token = self._town.store.staff.issue(self._town.org_id, "open data", days=1)
        self._town.clock.pass_(days=2)
        return token

    def staff_revoked(self) -> str:
        token = self.staff()
        self._town.store.staff.revoke(self._town.org_id, "open data")
        return token

    def session(self, role: Role) -> str:
        person = self._town.store.persons.add(self._town.org_id, f"{role.value} par le navigateur", role)
        self._town.store.sessions.allow(person, "sub", role.value)
        return self._town.store.sessions.open(self._town.organisation.siret, role.value, "").token

    def session_removed(self) -> str:
        token = self.session(Role.VALIDATOR)
        self._town.store.sessions.disallow(self._town.org_id, "sub", Role.VALIDATOR.value)
        return token

    def session_old(self) -> str:
        token = self.session(Role.VALIDATOR)
        self._town.clock.pass_(hours=1)
        return token


ROLES: Mapping[str, Callable[[Tokens], str]] = {
    "nobody": lambda _: "",
    "a forged device": lambda make: make.device().token[:-3] + "xyz",
    "an expired device": Tokens.expired,
    "a revoked device": Tokens.revoked,
    "a device with its old token": Tokens.rotated,
    "a device": lambda make: make.device().token,
    "a manager": Tokens.staff,
    "a forged manager": lambda make: make.staff()[:-3] + "xyz",
    "a manager whose token was taken back": Tokens.staff_revoked,
    "a manager whose token is too old": Tokens.staff_expired,
    "a device's secret as a manager's": lambda make: make.device().token.replace("aparte1.", "apartestats1."),
    "a manager's secret as a device's": lambda make: make.staff().replace("apartestats1.", "aparte1."),
    "who reads": lambda make: make.person(Role.READER),
    "who proposes": lambda make: make.person(Role.EDITOR),
    "who validates": lambda make: make.person(Role.VALIDATOR),
    "a person who was removed": Tokens.removed,
    "a person's secret as a device's": lambda make: make.person(Role.EDITOR).replace("apartestats1.", "aparte1."),
    "the operator": lambda _: OPERATOR,
    "who reads, signed in": lambda make: make.session(Role.READER),
    "who proposes, signed in": lambda make: make.session(Role.EDITOR),
    "who validates, signed in": lambda make: make.session(Role.VALIDATOR),
    "someone signed in who was removed": Tokens.session_removed,
    "someone signed in long ago": Tokens.session_old,
    "a session as a token": lambda make: make.session(Role.VALIDATOR).replace("apartesession1.", "apartestats1."),
    "a token as a session": lambda make: make.staff().replace("apartestats1.", "apartesession1."),
}
SIGNED_IN = ("who reads, signed in", "who proposes, signed in", "who validates, signed in")
STAFF = ("a manager", "who reads", "who proposes", "who validates", *SIGNED_IN)
PATHS = {
    "knowledge_metadata": "/api/v1/knowledge/metadata/timestamp.json",
    "knowledge_target": f"/api/v1/knowledge/targets/knowledge/{sha256(b'un lot').hexdigest()}.x",
}
CHANGE = {"kind": "notice", "text": "Neige", "until": "2027-12-01T00:00Z"}
SENT = {"urgent_propose": CHANGE, "urgent_reject": {"reason": "non"}, "urgent_withdraw": {"reason": ""}}
MAY = {
    Who.DEVICE: ("a device",),
    Who.STAFF: STAFF,
    Who.EDITOR: ("who proposes", "who validates", "who proposes, signed in", "who validates, signed in"),
    Who.VALIDATOR: ("who validates", "who validates, signed in"),
    Who.SESSION: SIGNED_IN,
    Who.OPERATOR: ("the operator",),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_on_each_route(town: Town, role: str) -> None:
    SignedTown(town.folder / "bundles" / town.org_id).publish({"knowledge/x": b"un lot"})
    app = build_app(town.store, OPERATOR, no_limits(), town.clock, town.folder / "bundles")
    caller = Caller(app, ROLES[role](Tokens(town)))
    answers = {one.handler: asked(town, caller, one).status for one in OPERATIONS}
    assert answers == {one.handler: expected(one, role) for one in OPERATIONS}
    assert bool(town.payloads()) == (role == "a device")


def asked(town: Town, caller: Caller, operation: Operation) -> Answer:
    query = "?month=2026-10" if operation.handler.startswith("stats") else ""
    path = PATHS.get(operation.handler, operation.path)
    if "{id}" in path:
        # Someone else's, that waits.
        author = town.store.persons.add(town.org_id, "autrice", Role.EDITOR)
        path = path.format(id=town.store.urgent.propose(author, dict(CHANGE)).change.id)
    change = SENT.get(operation.handler)
    sent = json.dumps(change).encode() if change else body(events(1, 1))
    token, cookies = caller.token, {}
    if token.startswith("apartesession1."):
        cookies = {"cookie": f"{SESSION_COOKIE}={token}", PROOF_HEADER: request_proof(token)}
    answer = caller.ask(
        operation.method,
        path + query,
        content=sent if operation.body else b"",
        token="" if cookies else token,
        headers=cookies,
    )
    check(operation, answer)
    return answer


def expected(operation: Operation, role: str) -> int:
    if operation.who is Who.ANYONE:
        # There is no code in what was sent; there is no provider.
        return {"enrol": 400, "session_begin": 404, "session_callback": 404}.get(operation.handler, 200)
    if operation.handler == "urgent_withdraw" and role.startswith("who proposes"):
        return 403  # theirs alone, and it is not
    if role in MAY[operation.who]:
        return next(iter(operation.answers))
    if operation.who is Who.OPERATOR:
        return 404
    # Known, and not allowed: someone of the staff on a route of the staff's.
    return 403 if operation.who in (Who.EDITOR, Who.VALIDATOR) and role in STAFF else 401


def test_a_manager_reads_no_other_town(town: Town) -> None:
    desk = Desk(town)
    for _ in range(6):
        desk.record()
    other = Town(town.database, town.folder)
    token = other.store.staff.issue(other.org_id, "open data")
    caller = Caller(build_app(other.store, clock=other.clock), token)
    siret = town.organisation.siret
    said = caller.get(f"/api/v1/stats?month=2026-10&org={siret}&org_id={town.org_id}&siret={siret}").said
    assert said["siret"] == other.organisation.siret
    assert {table["total"] for table in said["tables"]} == {0}
    mixed = token.replace(other.org_id, town.org_id)
    assert caller.get("/api/v1/stats?month=2026-10", token=mixed).status == 401
