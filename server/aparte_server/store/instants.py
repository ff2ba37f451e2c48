"""Times as the tables hold them."""

from datetime import datetime


def milliseconds(at: datetime) -> int:
    """Since 1970, in UTC."""
    return int(at.timestamp() * 1000)
