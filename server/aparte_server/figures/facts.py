"""What an event says that is counted: a contact's month, its channel and its demands.

A payload comes from a device and may hold anything: what is not understood is not counted.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aparte.core.contact import Channel, Outcome
from aparte.stats.month import HANDED_OVER

CHANNELS, SITES, OUTCOMES, CODES = "channel", "site", "outcome", "code"
# One table for each ending that hands a demand over, by who took it.
SERVICES = {outcome: f"service {outcome.value}" for outcome in HANDED_OVER}
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d{2}", re.ASCII)
_NUMBERED = re.compile(r"[\s#°n-]*\d+\s*$", re.IGNORECASE | re.ASCII)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class DemandFact:
    """How one demand ended."""

    code: str
    outcome: Outcome
    service: str


@dataclass(frozen=True, slots=True)
class ContactFact:
    """One contact as it stands; `month` is written « 2026-10 », on the wall clock of the town."""

    month: str
    channel: Channel
    demands: tuple[DemandFact, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """An event's payload; `version` orders the corrections of one contact."""

    event_id: str
    payload: str


def contact_fact(recorded: Seen, corrections: Iterable[Seen]) -> ContactFact | None:
    """The contact, its last correction applied; None when the payload is no contact."""
    first = _object(recorded.payload)
    latest = max(((_version(one), one.event_id, one) for one in corrections), default=None, key=lambda of: of[:2])
    now = first if latest is None or latest[0] < 1 else _object(latest[2].payload)
    month, channel = month_of(first), _channel(now.get("channel"))
    if month is None or channel is None:
        return None
    return ContactFact(month, channel, tuple(_demands(now.get("demands"))))


def month_of(payload: Mapping[str, Any]) -> str | None:
    """The month of a recorded contact, « 2026-10 »; None when it has no day."""
    day = payload.get("local_day")
    return day[:7] if isinstance(day, str) and _DAY.fullmatch(day) else None


def margins(fact: ContactFact, site: str) -> Iterator[tuple[str, str]]:
    """The table and the row of each count that a contact adds one to; no table crosses two others."""
    yield CHANNELS, fact.channel.value
    yield SITES, site
    for demand in fact.demands:
        yield OUTCOMES, demand.outcome.value
        yield CODES, demand.code
        if demand.outcome in SERVICES:
            yield SERVICES[demand.outcome], demand.service


def site_of(label: str) -> str:
    """The place that a device's label names: « Accueil 1 » and « Accueil 2 » are one site."""
    return _NUMBERED.sub("", _short(label)).strip() or _short(label)


def _demands(found: Any) -> Iterator[DemandFact]:  # noqa: ANN401 - whatever a device sent
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and one.get("outcome") in _OUTCOMES:
            yield DemandFact(_short(one.get("code")), Outcome(one["outcome"]), _short(one.get("service")))


def _channel(found: Any) -> Channel | None:  # noqa: ANN401 - whatever a device sent
    return Channel(found) if found in _CHANNELS else None


def _version(correction: Seen) -> int:
    version = _object(correction.payload).get("version")
    return version if isinstance(version, int) and not isinstance(version, bool) else 0


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _short(found: Any) -> str:  # noqa: ANN401 - whatever a device sent
    """One line without control signs or lone surrogates, which no file format takes."""
    text = found[: 4 * _LONGEST] if isinstance(found, str) else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST]


_CHANNELS = [channel.value for channel in Channel]
_OUTCOMES = [outcome.value for outcome in Outcome]
