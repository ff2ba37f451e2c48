"""What can be asked, and by whom.

Organisation and device come from the token; nothing in a body or an address names them.
"""

import hmac
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from aparte.core.clock import Clock
from aparte.stats.months import Month
from aparte_server.api import bodies, repositories
from aparte_server.api.answers import AckAnswer, GrantedAnswer, StatusAnswer, TakenAnswer
from aparte_server.api.limits import RateLimit
from aparte_server.api.metrics import Metrics
from aparte_server.api.openapi import description
from aparte_server.api.refusals import ApiRefusal, bearer
from aparte_server.api.staff_door import StaffDoor
from aparte_server.errors import DatabaseUnavailableError
from aparte_server.figures.month import MonthFigures, month_figures
from aparte_server.store.batches import read_batch
from aparte_server.store.changes import MOST_CHANGES
from aparte_server.store.devices import RefusedError
from aparte_server.store.records import Device, Granted, Ingested
from aparte_server.store.store import ServerStore

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_SMALL_BODY = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Enrolments by address and in all, forks and the rest by device, figures by town, changes by person, sign-ins."""

    enrol_address: RateLimit
    enrol_all: RateLimit
    fork: RateLimit
    device: RateLimit
    stats: RateLimit
    urgent: RateLimit = field(default_factory=lambda: RateLimit(burst=60, per_s=1))
    sign_in: RateLimit = field(default_factory=lambda: RateLimit(burst=30, per_s=1 / 2))


def usual_limits() -> Limits:
    """A device sends a batch at a time; a manager enrols a room of them in a row."""
    return Limits(
        enrol_address=RateLimit(burst=10, per_s=1 / 30),
        enrol_all=RateLimit(burst=60, per_s=1),
        fork=RateLimit(burst=5, per_s=1 / 600),
        device=RateLimit(burst=200, per_s=50),
        # A month is read whole each time; a page asks for a year of them at once.
        stats=RateLimit(burst=24, per_s=1 / 5),
    )


class Routes:
    """The handlers."""

    def __init__(  # noqa: PLR0917 - what the composition root joins
        self,
        store: ServerStore,
        metrics: Metrics,
        limits: Limits,
        metrics_token: str,
        clock: Clock,
        bundles: Path | None = None,
        door: StaffDoor | None = None,
    ) -> None:
        self._store = store
        self._metrics = metrics
        self._limits = limits
        self._metrics_token = metrics_token
        self._clock = clock
        self._bundles = bundles
        self._door = door or StaffDoor(store)

    async def enrol(self, request: Request) -> Response:
        """`{"code"}` → a device and its token."""
        self._limits.enrol_address.spend(request.client.host if request.client else "")
        self._limits.enrol_all.spend("")
        code = _field(await bodies.read(request, _SMALL_BODY), "code")
        try:
            granted = await run_in_threadpool(self._store.devices.enrol, code)
        except RefusedError as error:
            raise ApiRefusal(403, "code_refused") from error
        return _granted(granted)

    async def rotate(self, request: Request) -> Response:
        """A new token; the one used here ends when the new one is first used."""
        device = await self._device(request)
        return _granted(await run_in_threadpool(self._store.devices.rotate, device))

    async def fork(self, request: Request) -> Response:
        """A device and a token for a copy of this device."""
        device = await self._device(request)
        self._limits.fork.spend(f"{device.org_id} {device.device_id}")
        return _granted(await run_in_threadpool(self._store.devices.fork, device))

    async def events(self, request: Request) -> Response:
        """One event a line → what the server answers for; 409 `gap` or `fork` says from where."""
        device = await self._device(request)
        body = await bodies.read(request)
        taken = await run_in_threadpool(lambda: self._store.ingest.take(device, read_batch(body)))
        self._count(taken)
        return _json(TakenAnswer.of(taken))

    async def ack(self, request: Request) -> Response:
        """What the server answers for so far."""
        device = await self._device(request)
        ack = await run_in_threadpool(self._store.ingest.ack, device)
        return _json(AckAnswer.of(ack))

    async def changes(self, request: Request) -> Response:
        """What follows `?cursor=`."""
        device = await self._device(request)
        cursor = request.query_params.get("cursor", "")
        limit = request.query_params.get("limit", str(MOST_CHANGES))
        if not (limit.isascii() and limit.isdecimal() and len(limit) <= 4 and 1 <= int(limit) <= MOST_CHANGES):
            raise ApiRefusal(400, "limit_refused")
        page = await run_in_threadpool(self._store.changes.after, device.org_id, cursor, int(limit))
        return _json(page)

    async def stats(self, request: Request) -> Response:
        """The figures of `?month=`, of the town that the token is for."""
        org_id = await self._reader(request)
        try:
            month = Month.read(request.query_params.get("month", ""))
        except ValueError as error:
            raise ApiRefusal(400, "month_refused") from error
        if month.first > self._clock.today():
            raise ApiRefusal(400, "month_not_begun")
        return _json(await run_in_threadpool(self._figures, org_id, month))

    async def stats_unversioned(self, request: Request) -> Response:
        """The same."""
        return await self.stats(request)

    async def knowledge_metadata(self, request: Request) -> Response:
        """A signed role of the device's town."""
        device = await self._device(request)
        return await repositories.answer(request, self._bundles, device.org_id, "metadata", request.path_params["name"])

    async def knowledge_target(self, request: Request) -> Response:
        """A file of the device's town, under the name that holds its hash."""
        device = await self._device(request)
        folder, name = request.path_params["folder"], request.path_params["name"]
        return await repositories.answer(request, self._bundles, device.org_id, "targets", folder, name)

    async def openapi(self, _: Request) -> Response:
        """The description of all this."""
        return JSONResponse(description())

    async def health(self, _: Request) -> Response:
        """The process runs."""
        return _json(StatusAnswer("up"))

    async def ready(self, _: Request) -> Response:
        """The database answers, and has this program's tables."""
        try:
            ready = await run_in_threadpool(self._store.ready)
        except DatabaseUnavailableError:
            ready = False
        return _json(StatusAnswer("ready" if ready else "not ready"), 200 if ready else 503)

    async def metrics(self, request: Request) -> Response:
        """For Prometheus, with the token that the server was started with; closed without one."""
        if not self._metrics_token or not hmac.compare_digest(bearer(request).encode(), self._metrics_token.encode()):
            raise ApiRefusal(404, "not_found")
        return PlainTextResponse(self._metrics.text(), media_type="text/plain; version=0.0.4")

    async def _device(self, request: Request) -> Device:
        device = await run_in_threadpool(self._store.devices.authenticate, bearer(request))
        request.scope.setdefault("state", {})["device"] = device
        self._limits.device.spend(f"{device.org_id} {device.device_id}")
        return device

    async def _reader(self, request: Request) -> str:
        org_id = await self._door.reader(request)
        self._limits.stats.spend(org_id)
        return org_id

    def _figures(self, org_id: str, month: Month) -> MonthFigures:
        town = self._store.organisations.get(org_id)
        counted = self._store.counting.month(org_id, str(month))
        return month_figures(town.siret, town.name, month, counted, today=self._clock.today())

    def _count(self, taken: Ingested) -> None:
        for status, count in Counter(one.status.value for one in taken.fresh).items():
            self._metrics.taken(status, count)


def _field(body: bytes, name: str) -> str:
    try:
        said = json.loads(body)
        value = said[name]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ApiRefusal(400, "body_unreadable") from error
    if not isinstance(value, str):
        raise ApiRefusal(400, "body_unreadable")
    return value


def _granted(granted: Granted) -> Response:
    return _json(GrantedAnswer.of(granted), 201)


def _json(answer: "DataclassInstance", status: int = 200) -> Response:
    return JSONResponse(asdict(answer), status)
