"""Around every request: its count, its time, one line of log, and a word for what nobody foresaw."""

import logging
import time

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aparte_server.api.metrics import Metrics

_log = logging.getLogger("aparte_server.api")
_METHODS = frozenset({"GET", "POST", "HEAD"})
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
]


class Watching:
    """ASGI middleware; the route's pattern is named, never the path that was asked."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                said = {name for name, _ in message["headers"]}
                missing = [(name, value) for name, value in _HEADERS if name not in said]
                message = {**message, "headers": [*message["headers"], *missing]}
            await send(message)

        try:
            await self._app(scope, receive, told)
        except Exception:  # noqa: BLE001 - the caller gets an answer, the log the place
            _log.exception("unforeseen")
            if not status:
                await JSONResponse({"error": "internal"}, 500)(scope, receive, told)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unknown")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.answered(route, method, status, seconds)
        level = logging.WARNING if status >= 500 else logging.INFO
        said = {"route": route, "method": method, "status": status, "ms": round(seconds * 1000, 1)}
        device = scope.get("state", {}).get("device")
        if device is not None:
            said["org_id"] = device.org_id
        _log.log(level, "answered", extra=said)
