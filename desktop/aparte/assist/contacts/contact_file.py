"""One contact as a file: for the journal's export, the terminal, and the citizen who asks for it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from enum import StrEnum

from aparte.assist.contacts.wording import ACTS, CHANNELS, CHOICES, OUTCOMES
from aparte.core.contact import Act, Contact
from aparte.core.records import Version

# Names a closure code.
Label = Callable[[str], str]


class Form(StrEnum):
    """A contact's file as a machine reads it, or as people do."""

    JSON = "json"
    TEXT = "txt"


def contact_file(contact: Contact, versions: tuple[Version, ...], form: Form, label: Label) -> bytes:
    """All that is kept of one contact, for the citizen who asks for it."""
    if form is Form.TEXT:
        return ("\r\n".join(contact_lines(contact, versions, label)) + "\r\n").encode()
    document = {**asdict(contact), "history": [asdict(version) for version in versions]}
    return json.dumps(document, ensure_ascii=False, indent=2, default=_moment).encode()


def contact_lines(contact: Contact, versions: tuple[Version, ...], label: Label) -> Iterator[str]:
    """One contact for people to read, a line each thing."""
    when = contact.opened_at.astimezone()
    yield f"{contact.reference}, le {when:%d/%m/%Y à %H:%M}, {CHANNELS[contact.channel]}"
    yield f"Durée : {contact.handled_s // 60} min {contact.handled_s % 60:02d} s"
    for demand in contact.demands:
        to = f", vers {demand.service}" if demand.service else ""
        code = f"{label(demand.code)} [{demand.code}]" if demand.code else "sans code"
        yield f"Demande : {code}, {CHOICES[demand.choice]} ; {OUTCOMES[demand.outcome]}{to}"
    for use in contact.uses:
        if use.act is not Act.SHOWN:
            machine = ", rédigée avec l'aide d'une machine" if use.by_machine else ""
            yield f"Fiche {ACTS[use.act]} : {use.title} [{use.article_id}, version {use.version[:8]}]{machine}"
            yield from (f"  {line}" for line in use.passage.splitlines())
    if contact.call_back is not None:
        who = (contact.call_back.name, contact.call_back.phone, contact.call_back.about)
        yield "À rappeler : " + ", ".join(part for part in who if part)
    yield from (f"{name} : {text}" for name, text in (("Dit", contact.said), ("Notes", contact.notes)) if text)
    for version in versions[1:]:
        reason = f" : {version.reason}" if version.reason else ""
        yield f"Corrigé le {version.at.astimezone():%d/%m/%Y à %H:%M}{reason}"
    yield "Synchronisé : oui" if contact.synced else "Synchronisé : pas encore"


def _moment(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
