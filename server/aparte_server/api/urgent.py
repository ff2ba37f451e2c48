"""Urgent changes over the API: who proposes and who validates come from their tokens, never from a body."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aparte.core.errors import UsageError
from aparte.wire.payloads import stamp
from aparte.wire.urgent import UrgentFormatError
from aparte_server.api import bodies
from aparte_server.api.limits import RateLimit
from aparte_server.api.refusals import ApiRefusal
from aparte_server.api.staff_door import StaffDoor
from aparte_server.errors import UnknownError
from aparte_server.store.persons import Person, Role
from aparte_server.store.staff import RoleRefusedError
from aparte_server.store.store import ServerStore
from aparte_server.store.urgent import DecidedError, JournalLine, NotForYouError, Proposal, State
from aparte_server.urgent.publishing import Published, Publisher

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import DataclassInstance

_LARGEST_BODY = 10_000


@dataclass(frozen=True, slots=True)
class UrgentAnswer:
    """An urgent change and what became of it; moments are ISO 8601, empty for none."""

    id: str
    state: State
    kind: str
    text: str
    begins: str
    ends: str
    article_id: str
    service: str
    theme: str
    fact: str
    condition: str
    value: str
    replaces: tuple[str, ...]
    proposed_by: str
    proposed_at: str
    decided_by: str
    reason: str

    @classmethod
    def of(cls, proposal: Proposal) -> "UrgentAnswer":
        """What is told of a change."""
        change = proposal.change
        return cls(
            id=change.id,
            state=proposal.state,
            kind=change.kind.value,
            text=change.text,
            begins=stamp(change.begins),
            ends=stamp(change.ends) if change.ends else "",
            article_id=change.article_id,
            service=change.service,
            theme=change.theme,
            fact=change.fact.value if change.fact else "",
            condition=change.condition,
            value=change.value,
            replaces=change.replaces,
            proposed_by=proposal.proposed_by,
            proposed_at=stamp(change.proposed_at),
            decided_by=proposal.decided_by,
            reason=proposal.reason,
        )


@dataclass(frozen=True, slots=True)
class UrgentListAnswer:
    """The urgent changes of a town that are not over, the newest first, and those decided lately."""

    changes: tuple[UrgentAnswer, ...]


@dataclass(frozen=True, slots=True)
class DecidedAnswer:
    """A decision; `published` is the set that devices can read now, 0 when none could be, for `problem`."""

    change: UrgentAnswer
    published: int
    problem: str


@dataclass(frozen=True, slots=True)
class JournalAnswer:
    """Who did what, the newest first."""

    lines: tuple[JournalLine, ...]


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """Why not, and which field of what was sent."""

    error: str
    field: str


class UrgentRoutes:
    """The handlers."""

    def __init__(self, store: ServerStore, publisher: Publisher, limit: RateLimit, door: StaffDoor) -> None:
        self._store = store
        self._door = door
        self._publisher = publisher
        self._limit = limit

    async def urgent_propose(self, request: Request) -> Response:
        """A change, for a second person to validate."""
        person = await self._person(request, Role.EDITOR)
        asked = _object(await bodies.read(request, _LARGEST_BODY))
        try:
            proposal = await self._deciding(lambda: self._store.urgent.propose(person, asked))
        except UrgentFormatError as error:
            return _json(FieldAnswer("change_refused", str(error).partition(":")[0]), 400)
        return _json(UrgentAnswer.of(proposal), 201)

    async def urgent_list(self, request: Request) -> Response:
        """What is proposed, validated, refused, withdrawn."""
        person = await self._person(request, Role.EDITOR)
        found = await run_in_threadpool(self._store.urgent.of, person.org_id)
        return _json(UrgentListAnswer(tuple(map(UrgentAnswer.of, found))))

    async def urgent_journal(self, request: Request) -> Response:
        """Who did what."""
        person = await self._person(request, Role.EDITOR)
        return _json(JournalAnswer(await run_in_threadpool(self._store.urgent.journal, person.org_id)))

    async def urgent_validate(self, request: Request) -> Response:
        """A second person's word: it goes out."""
        person = await self._person(request, Role.VALIDATOR)
        change_id = request.path_params["id"]
        proposal = await self._deciding(lambda: self._store.urgent.validate(person, change_id))
        return await self._published(person, proposal)

    async def urgent_reject(self, request: Request) -> Response:
        """No, and why."""
        person = await self._person(request, Role.VALIDATOR)
        reason = _reason(_object(await bodies.read(request, _LARGEST_BODY)))
        change_id = request.path_params["id"]
        proposal = await self._deciding(lambda: self._store.urgent.reject(person, change_id, reason))
        return _json(DecidedAnswer(UrgentAnswer.of(proposal), 0, ""))

    async def urgent_withdraw(self, request: Request) -> Response:
        """It is over."""
        person = await self._person(request, Role.EDITOR)
        reason = _reason(_object(await bodies.read(request, _LARGEST_BODY)))
        change_id = request.path_params["id"]
        proposal = await self._deciding(lambda: self._store.urgent.withdraw(person, change_id, reason))
        return await self._published(person, proposal)

    async def _published(self, person: Person, proposal: Proposal) -> Response:
        done: Published = await run_in_threadpool(self._publisher.publish, person.org_id)
        return _json(DecidedAnswer(UrgentAnswer.of(proposal), done.version, done.problem))

    async def _person(self, request: Request, role: Role) -> Person:
        try:
            person = await self._door.person(request, role)
        except RoleRefusedError as error:
            raise ApiRefusal(403, "role_refused") from error
        self._limit.spend(f"{person.org_id} {person.person_id}")
        return person

    @staticmethod
    async def _deciding(work: "Callable[[], Proposal]") -> Proposal:
        try:
            return await run_in_threadpool(work)
        except NotForYouError as error:
            raise ApiRefusal(403, "another_person_must") from error
        except DecidedError as error:
            raise ApiRefusal(409, "decided_already") from error
        except UnknownError as error:
            raise ApiRefusal(404, "not_found") from error
        except UsageError as error:
            raise ApiRefusal(400, "reason_refused") from error


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ApiRefusal(400, "body_unreadable") from error
    if not isinstance(said, dict):
        raise ApiRefusal(400, "body_unreadable")
    return said


def _reason(said: dict[str, Any]) -> str:
    reason = said.get("reason")
    if not isinstance(reason, str):
        raise ApiRefusal(400, "reason_refused")
    return reason


def _json(answer: "DataclassInstance", status: int = 200) -> Response:
    return JSONResponse(asdict(answer), status)
