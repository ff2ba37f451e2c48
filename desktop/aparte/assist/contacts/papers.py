"""What leaves a contact as text: the hand-over to a service, the citizen's slip, a contact's file."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from aparte.assist.contacts.wording import ACTS, CHANNELS, CHOICES, OUTCOMES
from aparte.assist.escalation import escalate, escalation_sheet, subject_line
from aparte.assist.forwarding import Town
from aparte.assist.mailing import draft, mailto
from aparte.assist.sheet import sheet_text
from aparte.assist.slip import slip
from aparte.core.article import Article, Document, Service, ServiceLevel
from aparte.core.clock import Clock
from aparte.core.contact import Act, ClosureCode, Contact, Demand, OpenContact
from aparte.core.records import Version

# Names a closure code.
Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A prepared text: its subject, the address it goes to, its words."""

    subject: str
    to: str
    text: str


class Form(StrEnum):
    """A contact's file as a machine reads it, or as people do."""

    JSON = "json"
    TEXT = "txt"


class Papers(Protocol):
    """Prepares what leaves the window as text; pure and quick, the disk is never touched."""

    def transfer(
        self, contact: OpenContact, at: int, service: Service, article: Article | None, ticked: frozenset[Document]
    ) -> Letter:
        """What a service needs to take over the demand at `at`: what was asked, given, and is missing."""
        ...

    def slip(self, contact: OpenContact | Contact) -> Letter:
        """What the citizen takes home: answer, source, date, reference, how to contest it."""
        ...

    def mailto(self, letter: Letter) -> str:
        """An address that opens the mail program with the letter in it."""
        ...

    def eml(self, letter: Letter) -> bytes:
        """The letter as a mail that is ready to be sent."""
        ...


class TownPapers:
    """Implements `Papers` with a town's own directory, codes and masking.

    `services` is the directory by id, `public` the phrases that masking leaves.
    """

    def __init__(
        self,
        town: str,
        services: Mapping[str, Service],
        codes: tuple[ClosureCode, ...],
        public: frozenset[str],
        clock: Clock,
    ) -> None:
        welcome = next((one for one in services.values() if one.level is ServiceLevel.FIRST), None)
        self._town = Town(town, welcome=welcome)
        self._services = services
        self._codes = {code.code: code for code in codes}
        self._public = public
        self._clock = clock

    def transfer(
        self, contact: OpenContact, at: int, service: Service, article: Article | None, ticked: frozenset[Document]
    ) -> Letter:
        """The hand-over of one demand; what the citizen said is extracted and masked."""
        demand = contact.demands[at] if at < len(contact.demands) else Demand("")
        escalation = escalate(
            contact,
            demand,
            service,
            code=self._codes.get(demand.code),
            article=article,
            ticked=ticked,
            public=self._public,
        )
        return Letter(subject_line(escalation), service.email, sheet_text(escalation_sheet(escalation)))

    def slip(self, contact: OpenContact | Contact) -> Letter:
        """The citizen's slip."""
        sheet = slip(contact, self._town, self._services, self._clock.today())
        return Letter(f"{sheet.title} ({contact.reference})", "", sheet_text(sheet))

    def mailto(self, letter: Letter) -> str:
        return mailto(_addressee(letter), letter.subject, letter.text)

    def eml(self, letter: Letter) -> bytes:
        return draft(_addressee(letter), letter.subject, letter.text)


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


def _addressee(letter: Letter) -> Service:
    return Service("", letter.to, ServiceLevel.SECOND, email=letter.to)


def _moment(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
