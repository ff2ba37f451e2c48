"""What can be asked, and by whom.

Organisation and device come from the token; nothing in a body or an address names them.
"""

import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from aparte_server.api import bodies
from aparte_server.api.limits import RateLimit
from aparte_server.api.metrics import Metrics
from aparte_server.api.refusals import ApiRefusal
from aparte_server.errors import DatabaseUnavailableError
from aparte_server.store.batches import read_batch
from aparte_server.store.changes import MOST_CHANGES
from aparte_server.store.devices import RefusedError
from aparte_server.store.records import Device, Granted, Ingested
from aparte_server.store.store import ServerStore

_SMALL_BODY = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Enrolments by address and in all, forks and everything else by device."""

    enrol_address: RateLimit
    enrol_all: RateLimit
    fork: RateLimit
    device: RateLimit


def usual_limits() -> Limits:
    """A device sends a batch at a time; a manager enrols a room of them in a row."""
    return Limits(
        enrol_address=RateLimit(burst=10, per_s=1 / 30),
        enrol_all=RateLimit(burst=60, per_s=1),
        fork=RateLimit(burst=5, per_s=1 / 600),
        device=RateLimit(burst=200, per_s=50),
    )


class Routes:
    """The handlers."""

    def __init__(self, store: ServerStore, metrics: Metrics, limits: Limits, metrics_token: str) -> None:
        self._store = store
        self._metrics = metrics
        self._limits = limits
        self._metrics_token = metrics_token

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
        return JSONResponse(self._counted(taken))

    async def ack(self, request: Request) -> Response:
        """What the server answers for so far."""
        device = await self._device(request)
        ack = await run_in_threadpool(self._store.ingest.ack, device)
        return JSONResponse({"ack_seq": ack.seq, "event_id_at_ack": ack.event_id})

    async def changes(self, request: Request) -> Response:
        """What follows `?cursor=`."""
        device = await self._device(request)
        cursor = request.query_params.get("cursor", "")
        limit = request.query_params.get("limit", str(MOST_CHANGES))
        if not (limit.isascii() and limit.isdecimal() and len(limit) <= 4 and 1 <= int(limit) <= MOST_CHANGES):
            raise ApiRefusal(400, "limit_refused")
        page = await run_in_threadpool(self._store.changes.after, device.org_id, cursor, int(limit))
        return JSONResponse(asdict(page))

    async def health(self, _: Request) -> Response:
        """The process runs."""
        return JSONResponse({"status": "up"})

    async def ready(self, _: Request) -> Response:
        """The database answers, and has this program's tables."""
        try:
            ready = await run_in_threadpool(self._store.ready)
        except DatabaseUnavailableError:
            ready = False
        return JSONResponse({"status": "ready" if ready else "not ready"}, 200 if ready else 503)

    async def metrics(self, request: Request) -> Response:
        """For Prometheus, with the token that the server was started with; closed without one."""
        if not self._metrics_token or not hmac.compare_digest(_bearer(request).encode(), self._metrics_token.encode()):
            raise ApiRefusal(404, "not_found")
        return PlainTextResponse(self._metrics.text(), media_type="text/plain; version=0.0.4")

    async def _device(self, request: Request) -> Device:
        device = await run_in_threadpool(self._store.devices.authenticate, _bearer(request))
        request.scope.setdefault("state", {})["device"] = device
        self._limits.device.spend(f"{device.org_id} {device.device_id}")
        return device

    def _counted(self, taken: Ingested) -> dict[str, Any]:
        counts: dict[str, int] = {}
        for one in taken.fresh:
            counts[one.status.value] = counts.get(one.status.value, 0) + 1
        for status, count in counts.items():
            self._metrics.taken(status, count)
        # Accepted is what a client expects; the others are worth a line in its log.
        odd = [asdict(one) for one in taken.fresh if one.status.value != "accepted"]
        return {"ack_seq": taken.ack.seq, "event_id_at_ack": taken.ack.event_id, "not_accepted": odd}


def _bearer(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


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
    return JSONResponse(
        {"device_id": granted.device.device_id, "token": granted.token, "expires_at": granted.expires_at}, 201
    )
