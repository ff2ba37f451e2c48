"""The ASGI application."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from aparte.core.clock import Clock, SystemClock
from aparte_server.api.contract import OPERATIONS
from aparte_server.api.metrics import Metrics
from aparte_server.api.refusals import HANDLED, refuse
from aparte_server.api.routes import Limits, Routes, usual_limits
from aparte_server.api.watching import Watching
from aparte_server.store.store import ServerStore


def build_app(
    store: ServerStore,
    metrics_token: str = "",
    limits: Limits | None = None,
    clock: Clock | None = None,
    bundles: Path | None = None,
) -> Starlette:
    """The routes over a store; stateless but for rate limits and figures.

    `bundles` is the folder of the towns' signed repositories.
    """
    metrics = Metrics()
    routes = Routes(store, metrics, limits or usual_limits(), metrics_token, clock or SystemClock(), bundles)
    return Starlette(
        routes=[Route(one.path, getattr(routes, one.handler), methods=[one.method]) for one in OPERATIONS],
        middleware=[Middleware(Watching, metrics=metrics)],
        exception_handlers=dict.fromkeys(HANDLED, refuse),
    )
