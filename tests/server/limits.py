"""Limits that a test never meets: every device of a town comes from one address in it."""

from aparte_server.api.limits import RateLimit
from aparte_server.api.routes import Limits


def no_limits() -> Limits:
    """A bucket that is never empty."""
    endless = RateLimit(burst=1e9, per_s=1e9)
    return Limits(endless, endless, endless, endless, endless)
