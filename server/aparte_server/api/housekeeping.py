"""What the server does by itself while it serves: clears away what is too old, in quiet little pieces."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from aparte_server.errors import ServerError
from aparte_server.store.retention import Retention
from aparte_server.store.store import ServerStore

_log = logging.getLogger("aparte_server.housekeeping")
EVERY_S = 3600.0
PAUSE_S = 1.0


def housekeeping(
    store: ServerStore, every_s: float = EVERY_S, pause_s: float = PAUSE_S
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """The application's lifespan: begins an hour after the start, ends with the server."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        keeping = asyncio.create_task(_keep_clearing(store, every_s, pause_s))
        yield
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping

    return lifespan


async def _keep_clearing(store: ServerStore, every_s: float, pause_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        try:
            for town in await run_in_threadpool(store.organisations.all):
                await _clear(store.retention, town.org_id, pause_s)
        except ServerError as error:
            # The database is away: the next hour does it.
            _log.warning("not cleared", extra={"error": type(error).__name__})


async def _clear(retention: Retention, org_id: str, pause_s: float) -> None:
    went = 0
    while some := await run_in_threadpool(retention.purge_some, org_id):
        went += some
        await asyncio.sleep(pause_s)
    if went:
        await run_in_threadpool(retention.sweep)
        _log.info("cleared", extra={"org_id": org_id, "events": went})
