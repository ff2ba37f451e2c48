"""One contact as a file: JSON for machines, text for people.

Both hold everything that is still kept, words, notes and call-back included: the file is made for
whom the contact is about (GDPR, right of access), at the agent's request.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime

from aparte.assist.contacts.wording import ACTS, CHANNELS, CHOICES, DRAFT_ACTS, OUTCOMES, REFUSALS
from aparte.core.contact import AnswerUse, Contact, Demand
from aparte.core.records import Version

Labels = Callable[[str], str]


def contact_json(contact: Contact, versions: tuple[Version, ...]) -> bytes:
    """The contact and its history, as the data model names them."""
    whole = {**asdict(contact), "history": [asdict(version) for version in versions]}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_moment).encode()


def contact_text(contact: Contact, versions: tuple[Version, ...], label: Labels) -> bytes:
    """The contact and its history in French; `label` names a closure code."""
    return ("\r\n".join(_lines(contact, versions, label)) + "\r\n").encode("utf-8-sig")


def _lines(contact: Contact, versions: tuple[Version, ...], label: Labels) -> Iterator[str]:
    yield f"Échange {contact.reference}"
    yield f"{_when(contact.opened_at)}, {CHANNELS[contact.channel].lower()}, {contact.handled_s // 60} min"
    for demand in contact.demands:
        yield f"Demande : {_demand(demand, label)}"
    for use in contact.uses:
        yield from _use(use)
    if contact.said:
        yield f"Ce que disait l'usager : {contact.said}"
    if contact.notes:
        yield f"Notes : {contact.notes}"
    if (wanted := contact.call_back) is not None:
        due = f", le {_when(wanted.due)}" if wanted.due else ""
        yield f"À rappeler : {', '.join(part for part in (wanted.name, wanted.phone, wanted.about) if part)}{due}"
    for version in versions[1:]:
        yield f"Corrigé le {_when(version.at)}" + (f" : {version.reason}" if version.reason else "")


def _demand(demand: Demand, label: Labels) -> str:
    to = f", vers {demand.service}" if demand.service else ""
    code = label(demand.code) if demand.code else "sans code"
    return f"{code} ({CHOICES[demand.choice]}), {OUTCOMES[demand.outcome].lower()}{to}"


def _use(use: AnswerUse) -> Iterator[str]:
    version = f", version {use.version}" if use.version else ""
    if use.by_machine and use.act in DRAFT_ACTS:
        why = f" ({REFUSALS[use.refusal]})" if use.refusal else ""
        yield f"Brouillon écrit par IA {DRAFT_ACTS[use.act]}{why} le {_when(use.at)} : fiche {use.title}{version}"
    else:
        yield f"Fiche {ACTS[use.act]} le {_when(use.at)} : {use.title}{version}"
    if use.passage:
        yield f"« {use.passage} »"


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y à %H:%M}"


def _moment(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
