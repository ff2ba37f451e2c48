"""How many requests are worked on at once: some more wait in line, the others are told when to come back.

A database takes batches one after the other. Who waits in line has sent its headers and no more: its
body stays on its side. Who would wait too long waits at home: after an outage a whole town comes
back in the same second.
"""

import asyncio

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

AT_ONCE = 48
IN_LINE = 1_000
# A client gives an answer half a minute.
PATIENCE_S = 10.0
RETRY_S = 2
# Whoever watches over the server must hear that it lives.
_ALWAYS = frozenset({"/health", "/metrics"})


class Admission:
    """ASGI middleware; 503 with `Retry-After` for who finds no place within `patience_s`."""

    def __init__(
        self, app: ASGIApp, at_once: int = AT_ONCE, in_line: int = IN_LINE, patience_s: float = PATIENCE_S
    ) -> None:
        self._app = app
        self._places = asyncio.Semaphore(at_once)
        self._in_line = in_line
        self._patience_s = patience_s
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _ALWAYS:
            await self._app(scope, receive, send)
        elif await self._let_in():
            try:
                await self._app(scope, receive, send)
            finally:
                self._places.release()
        else:
            await JSONResponse({"error": "busy"}, 503, {"Retry-After": str(RETRY_S)})(scope, receive, send)

    async def _let_in(self) -> bool:
        if self._places.locked() and self._waiting >= self._in_line:
            return False
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._places.acquire()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
