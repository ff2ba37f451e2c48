"""The ASGI application."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from aparte_server.api.metrics import Metrics
from aparte_server.api.refusals import HANDLED, refuse
from aparte_server.api.routes import Limits, Routes, usual_limits
from aparte_server.api.watching import Watching
from aparte_server.store.store import ServerStore


def build_app(store: ServerStore, metrics_token: str = "", limits: Limits | None = None) -> Starlette:
    """The routes over a store; stateless but for rate limits and figures."""
    metrics = Metrics()
    routes = Routes(store, metrics, limits or usual_limits(), metrics_token)
    return Starlette(
        routes=[
            Route("/api/v1/enrol", routes.enrol, methods=["POST"]),
            Route("/api/v1/events", routes.events, methods=["POST"]),
            Route("/api/v1/ack", routes.ack, methods=["GET"]),
            Route("/api/v1/changes", routes.changes, methods=["GET"]),
            Route("/api/v1/devices/fork", routes.fork, methods=["POST"]),
            Route("/api/v1/devices/token", routes.rotate, methods=["POST"]),
            Route("/health", routes.health, methods=["GET"]),
            Route("/ready", routes.ready, methods=["GET"]),
            Route("/metrics", routes.metrics, methods=["GET"]),
        ],
        middleware=[Middleware(Watching, metrics=metrics)],
        exception_handlers=dict.fromkeys(HANDLED, refuse),
    )
