"""Figures for Prometheus: no organisation, device or person in any label."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """One registry an application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "aparte_requests", "Requests answered", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "aparte_request_seconds", "Time to answer", ("route",), buckets=_BUCKETS, registry=self._registry
        )
        self._events = Counter("aparte_events", "Events taken in", ("status",), registry=self._registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def taken(self, status: str, count: int) -> None:
        self._events.labels(status).inc(count)

    def text(self) -> bytes:
        return generate_latest(self._registry)
