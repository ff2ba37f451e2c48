"""What the town's directory makes public, and masking leaves as it is."""

from collections.abc import Iterable

from aparte.core.article import Service


def public_phrases(services: Iterable[Service]) -> frozenset[str]:
    """The names, telephones, emails and places of these services, for `find` and `mask`."""
    rows = ((one.name, one.phone, one.email, one.place, one.hours) for one in services)
    return frozenset(part for row in rows for part in row if part)
