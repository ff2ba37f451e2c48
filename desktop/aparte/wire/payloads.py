"""What each type of event carries.

Never the citizen's words, the agent's notes, a correction's reason or a name: nothing here takes
them, and whom to call back comes sealed. A passage is there only when it was given, so that the
answer can be shown later.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from aparte.core.contact import Act, AnswerUse, CallBack, Channel, Contact, Demand
from aparte.core.records import GapTicket

# The payload of an event whose contact was erased before it could be sent: the place in the
# sequence stays, the content is gone.
ERASED: Mapping[str, Any] = {"erased": True}
GIVEN = frozenset({Act.COPIED, Act.EDITED})


def recorded(contact: Contact, local_day: str, local_hour: int) -> dict[str, Any]:
    """A contact, for `CONTACT_RECORDED`; its opening on the town's wall clock is what statistics count by."""
    return {
        "reference": contact.reference,
        "channel": contact.channel.value,
        "opened_at": stamp(contact.opened_at),
        "closed_at": stamp(contact.closed_at),
        "local_day": local_day,
        "local_hour": local_hour,
        "handled_s": contact.handled_s,
        "late": contact.late,
        "tally": contact.tally,
        "demands": [_demand(demand) for demand in contact.demands],
    }


def corrected(channel: Channel, demands: Iterable[Demand], version: int) -> dict[str, Any]:
    """What replaces the channel and the demands, for `CONTACT_CORRECTED`."""
    return {"version": version, "channel": channel.value, "demands": [_demand(demand) for demand in demands]}


def answers(uses: Iterable[AnswerUse]) -> list[dict[str, Any]]:
    """For `ANSWERS_USED`: one entry for each passage, whatever the number of acts on it.

    An entry tells when each act was first done and how often, and the distinct texts given. A draft
    of the local model that was refused is no act on the article: `refused_drafts` tells it, where
    there is one.
    """
    entries: dict[tuple[str, str, int], dict[str, Any]] = {}
    for use in uses:
        entry = entries.setdefault((use.article_id, use.version, use.section), _entry(use))
        if use.act is Act.REFUSED and use.by_machine:
            why = use.refusal.value if use.refusal else ""
            entry.setdefault("refused_drafts", []).append({"at": stamp(use.at), "why": why})
            continue
        act = entry["acts"].setdefault(use.act.value, {"first_at": stamp(use.at), "times": 0})
        act["times"] += 1
        if use.act in GIVEN and use.passage not in [given["passage"] for given in entry["given"]]:
            entry["given"].append(
                {"act": use.act.value, "at": stamp(use.at), "passage": use.passage, "by_machine": use.by_machine}
            )
    return list(entries.values())


def call_back_set(call_back: CallBack, sealed: str = "") -> dict[str, Any]:
    """That someone is to be called back, for `CALL_BACK_SET`: when, and whom in a box that the team alone opens."""
    told = {
        "due": stamp(call_back.due) if call_back.due else "",
        "until": call_back.until.isoformat() if call_back.until else "",
    }
    return told | {"sealed": sealed} if sealed else told


def call_back_taken(until: date, sealed: str) -> dict[str, Any]:
    """That someone of the team will call, for `CALL_BACK_TAKEN`."""
    return {"until": until.isoformat(), "sealed": sealed}


def gap_filed(gap: GapTicket) -> dict[str, Any]:
    """A gap that the agent reread, for `GAP_FILED`."""
    return {
        "gap_id": gap.id,
        "reference": gap.reference,
        "kind": gap.kind.value,
        "filed_at": stamp(gap.filed_at),
        "text": gap.text,
        "article_ids": list(gap.article_ids),
        "theme": gap.theme,
    }


def stamp(at: datetime) -> str:
    """ISO 8601 in UTC, with a « Z »."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _demand(demand: Demand) -> dict[str, Any]:
    return {
        "id": demand.id,
        "code": demand.code,
        "choice": demand.choice.value,
        "outcome": demand.outcome.value,
        "guesses": list(demand.guesses),
        "service": demand.service,
    }


def _entry(use: AnswerUse) -> dict[str, Any]:
    return {
        "article_id": use.article_id,
        "version": use.version,
        "section": use.section,
        "title": use.title,
        "source": use.source,
        "verified_on": _day(use.verified_on),
        "acts": {},
        "given": [],
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
