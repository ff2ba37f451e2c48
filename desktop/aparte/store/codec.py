"""Contacts as JSON and moments as numbers: how values of `core` lie in the tables."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

from aparte.core.contact import (
    Act,
    AnswerUse,
    CallBack,
    Channel,
    CodeChoice,
    Demand,
    OpenContact,
    Outcome,
    Refusal,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Where an hour has no local form (year 1, year 9999), which only a wrong clock gives.
_FAR = timezone(timedelta(0))


def moment(at: datetime) -> int:
    """Microseconds since 1970 in UTC."""
    return (at - _EPOCH) // _MICROSECOND


def at(value: int) -> datetime:
    """The moment that `moment` made a number of."""
    return _EPOCH + timedelta(microseconds=value)


def local(value: datetime, zone: tzinfo | None) -> datetime:
    """The same moment on the wall clock of `zone`, or of this machine."""
    try:
        return value.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return value.astimezone(_FAR)


def day_or_none(text: str) -> date | None:
    """The day written, None for an empty text."""
    return date.fromisoformat(text) if text else None


def sound_text(text: str) -> str:
    """The text without halves of characters, which a keyboard may leave and no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def to_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Compact JSON, which any file can hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() else sound_text(text)


def demands_to_json(demands: Iterable[Demand]) -> str:
    """Demands, in their order."""
    return to_json([demand_to_dict(demand) for demand in demands])


def demands_from_json(text: str) -> tuple[Demand, ...]:
    """What `demands_to_json` wrote."""
    return tuple(demand_from_dict(raw) for raw in json.loads(text))


def demand_to_dict(demand: Demand) -> dict[str, Any]:
    """One demand."""
    return {
        "id": demand.id,
        "code": demand.code,
        "choice": demand.choice.value,
        "outcome": demand.outcome.value,
        "guesses": list(demand.guesses),
        "service": demand.service,
    }


def demand_from_dict(raw: Mapping[str, Any]) -> Demand:
    """What `demand_to_dict` made, or a row of the `demand` table whose guesses were read."""
    return Demand(
        id=raw["id"],
        code=raw["code"],
        choice=CodeChoice(raw["choice"]),
        outcome=Outcome(raw["outcome"]),
        guesses=tuple(raw["guesses"]),
        service=raw["service"],
    )


def uses_to_json(uses: Iterable[AnswerUse]) -> str:
    """Acts on answers, in their order."""
    return to_json([_use_to_dict(use) for use in uses])


def uses_from_json(text: str) -> tuple[AnswerUse, ...]:
    """What `uses_to_json` wrote."""
    return tuple(_use_from_dict(raw) for raw in json.loads(text))


def open_to_json(contact: OpenContact) -> str:
    """A contact as it is typed."""
    return to_json(
        {
            "id": contact.id,
            "reference": contact.reference,
            "channel": contact.channel.value,
            "opened_at": moment(contact.opened_at),
            "said": contact.said,
            "notes": contact.notes,
            "demands": [demand_to_dict(demand) for demand in contact.demands],
            "uses": [_use_to_dict(use) for use in contact.uses],
            "call_back": _call_back_to_dict(contact.call_back) if contact.call_back else None,
            "handled_s": contact.handled_s,
            "happened_at": None if contact.happened_at is None else moment(contact.happened_at),
        }
    )


def open_from_json(text: str) -> OpenContact:
    """What `open_to_json` wrote."""
    raw = json.loads(text)
    return OpenContact(
        id=raw["id"],
        reference=raw["reference"],
        channel=Channel(raw["channel"]),
        opened_at=at(raw["opened_at"]),
        said=raw["said"],
        notes=raw["notes"],
        demands=tuple(demand_from_dict(one) for one in raw["demands"]),
        uses=tuple(_use_from_dict(one) for one in raw["uses"]),
        call_back=_call_back_from_dict(raw["call_back"]) if raw["call_back"] else None,
        handled_s=raw["handled_s"],
        happened_at=None if raw["happened_at"] is None else at(raw["happened_at"]),
    )


def _use_to_dict(use: AnswerUse) -> dict[str, Any]:
    return {
        "act": use.act.value,
        "at": moment(use.at),
        "article_id": use.article_id,
        "version": use.version,
        "title": use.title,
        "section": use.section,
        "passage": use.passage,
        "source": use.source,
        "verified_on": use.verified_on.isoformat() if use.verified_on else "",
        "by_machine": use.by_machine,
        "refusal": use.refusal.value if use.refusal else "",
    }


def _use_from_dict(raw: Mapping[str, Any]) -> AnswerUse:
    return AnswerUse(
        act=Act(raw["act"]),
        at=at(raw["at"]),
        article_id=raw["article_id"],
        version=raw["version"],
        title=raw["title"],
        section=raw["section"],
        passage=raw["passage"],
        source=raw["source"],
        verified_on=day_or_none(raw["verified_on"]),
        by_machine=raw["by_machine"],
        # Contacts recorded before drafts have none.
        refusal=Refusal(refusal) if (refusal := raw.get("refusal", "")) else None,
    )


def _call_back_to_dict(call_back: CallBack) -> dict[str, Any]:
    return {
        "name": call_back.name,
        "phone": call_back.phone,
        "about": call_back.about,
        "due": None if call_back.due is None else moment(call_back.due),
        "until": call_back.until.isoformat() if call_back.until else "",
    }


def _call_back_from_dict(raw: Mapping[str, Any]) -> CallBack:
    return CallBack(
        name=raw["name"],
        phone=raw["phone"],
        about=raw["about"],
        due=None if raw["due"] is None else at(raw["due"]),
        until=day_or_none(raw["until"]),
    )
