"""The ASGI application."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from aparte.core.clock import Clock, SystemClock
from aparte_server.api.admission import Admission
from aparte_server.api.contract import OPERATIONS, Operation
from aparte_server.api.housekeeping import housekeeping
from aparte_server.api.metrics import Metrics
from aparte_server.api.refusals import HANDLED, refuse
from aparte_server.api.routes import Limits, Routes, usual_limits
from aparte_server.api.sessions import SessionRoutes
from aparte_server.api.staff_door import StaffDoor
from aparte_server.api.urgent import UrgentRoutes
from aparte_server.api.watching import Watching
from aparte_server.identity.provider import Provider
from aparte_server.store.store import ServerStore
from aparte_server.urgent.publishing import KeysPlace, Publisher


def build_app(
    store: ServerStore,
    metrics_token: str = "",
    limits: Limits | None = None,
    clock: Clock | None = None,
    bundles: Path | None = None,
    *,
    keys: KeysPlace | None = None,
    provider: Provider | None = None,
) -> Starlette:
    """The routes over a store; stateless but for rate limits and figures.

    `bundles` is the folder of the towns' signed repositories, `keys` what signs their urgent changes,
    `provider` who says who the staff are.
    """
    metrics = Metrics()
    told, now = limits or usual_limits(), clock or SystemClock()
    door = StaffDoor(store, provider.settings.address if provider else "")
    routes = Routes(store, metrics, told, metrics_token, now, bundles, door)
    urgent = UrgentRoutes(store, Publisher(store, bundles, keys, now), told.urgent, door)
    sessions = SessionRoutes(store, door, provider, told.sign_in)
    return Starlette(
        routes=[Route(one.path, _handler(one, routes, urgent, sessions), methods=[one.method]) for one in OPERATIONS],
        middleware=[Middleware(Watching, metrics=metrics), Middleware(Admission)],
        exception_handlers=dict.fromkeys(HANDLED, refuse),
        lifespan=housekeeping(store),
    )


def _handler(operation: Operation, *handlers: object) -> Callable[[Request], Awaitable[Response]]:
    """The method that one of the `handlers` has for an operation."""
    found: Callable[[Request], Awaitable[Response]]
    found = next(getattr(one, operation.handler) for one in handlers if hasattr(one, operation.handler))
    return found
