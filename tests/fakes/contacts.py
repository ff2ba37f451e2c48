"""Contacts, gaps and the panel's helpers in memory, with what was asked of them."""

import re
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from aparte.assist.letters import Letter
from aparte.core.article import Service, ServiceLevel
from aparte.core.clock import Clock, FixedClock
from aparte.core.contact import Channel, ClosureCode, CodeGuess, OpenContact, Outcome
from aparte.core.errors import AparteError
from aparte.core.identifiers import Identifiers
from aparte.core.lanes import SerialLane
from aparte.core.records import GapKind, GapStatus, GapTicket, Receipt
from aparte.core.suggestion import Span
from aparte.ui.contact.tools import ContactTools
from aparte.ui.tasks import Tasks
from tests.fakes.articles import SERVICES

NOON = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
CODES = (
    ClosureCode("IDE", "Identité et voyages"),
    ClosureCode("IDE-PERTE", "Titre perdu ou volé", "IDE", aliases=("perte", "vol")),
    ClosureCode("IDE-CNI", "Carte d'identité", "IDE"),
    ClosureCode("IDE-SORTIE", "Sortie du territoire, voyage d'un mineur", "IDE"),
    ClosureCode("IDE-VISA", "Visa", "IDE", valid_to=date(2020, 1, 1)),
    ClosureCode("DEC", "Déchets et propreté"),
    ClosureCode("DEC-ENCOMB", "Encombrants, déchèterie", "DEC", aliases=("canapé",)),
    ClosureCode("SCO", "École et périscolaire"),
    ClosureCode("SCO-CANT", "Restauration scolaire", "SCO", aliases=("cantine",)),
    ClosureCode("ADM", "Rapports avec la mairie"),
    ClosureCode("ADM-ORIENT", "Orientation, horaires, coordonnées", "ADM"),
)
OUTSIDE = Service("prefecture", "Préfecture de l'Exemple", ServiceLevel.EXTERNAL, email="contact@prefecture.example")
_PHONE = re.compile(r"\b0\d(?:[ .]?\d\d){4}\b")


@dataclass
class FakeRecorder:
    """A recorder whose disk is a dictionary.

    `kept`, `saved`, `dropped` and `tallies` are what reached it, `threads` the threads that did;
    `failure`, when set, is raised by every call that touches the disk; while `gate` is cleared,
    those calls wait.
    """

    clock: Clock = NOON
    failure: AparteError | None = None
    open_now: dict[str, OpenContact] = field(default_factory=dict)
    kept: list[OpenContact] = field(default_factory=list)
    saved: list[OpenContact] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    tallies: list[tuple[Channel, str, Outcome]] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self._ids = Identifiers(self.clock)

    def open(self, channel: Channel, happened_at: datetime | None = None) -> OpenContact:
        self._disk()
        reference = self._ids.reference("E")
        contact = OpenContact(self._ids.uuid7(), reference, channel, self.clock.now(), happened_at=happened_at)
        self.open_now[contact.id] = contact
        return contact

    def opened(self) -> tuple[OpenContact, ...]:
        self._disk()
        return tuple(self.open_now.values())

    def keep(self, contact: OpenContact) -> None:
        self._disk()
        assert contact.id in self.open_now, "kept after it was saved or dropped"
        self.open_now[contact.id] = contact
        self.kept.append(contact)

    def drop(self, contact_id: str) -> None:
        self._disk()
        self.open_now.pop(contact_id, None)
        self.dropped.append(contact_id)

    def guess(self, contact: OpenContact) -> tuple[CodeGuess, ...]:
        said = f"{contact.said} {contact.notes}".lower()
        ranked = [
            ("perdu", "IDE-PERTE", 0.82),
            ("carte", "IDE-CNI", 0.11),
            ("italie", "IDE-SORTIE", 0.05),
            ("encombrant", "DEC-ENCOMB", 0.9),
            ("cantine", "SCO-CANT", 0.7),
        ]
        labels = {code.code: code.label for code in CODES}
        found = [CodeGuess(code, labels[code], share, f"mot : {word}") for word, code, share in ranked if word in said]
        return tuple(found[:3])

    def codes(self) -> tuple[ClosureCode, ...]:
        return CODES

    def save(self, contact: OpenContact) -> Receipt:
        self._disk()
        self.open_now.pop(contact.id)
        self.saved.append(contact)
        return Receipt(contact.id, contact.reference, self.clock.now())

    def tally(self, channel: Channel, code: str, outcome: Outcome) -> Receipt:
        self._disk()
        self.tallies.append((channel, code, outcome))
        return Receipt(self._ids.uuid7(), "E-7K4PQ2", self.clock.now())

    def _disk(self) -> None:
        self.threads.add(threading.get_ident())
        self.gate.wait(5)
        if self.failure is not None:
            raise self.failure


@dataclass
class FakeGaps:
    """Tickets in a list."""

    clock: Clock = NOON
    tickets: list[GapTicket] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)

    def file(
        self, kind: GapKind, text: str, article_ids: tuple[str, ...], theme: str, contact_id: str = ""
    ) -> GapTicket:
        number = len(self.tickets) + 1
        ticket = GapTicket(f"g{number}", f"M-{number:04d}", kind, self.clock.now(), mask(text), article_ids, theme)
        self.tickets.append(ticket)
        self.contacts.append(contact_id)
        return ticket

    def gaps(self, status: GapStatus | None = None) -> tuple[GapTicket, ...]:
        return tuple(ticket for ticket in self.tickets if status in (None, ticket.status))

    def reread(self, gap_id: str, text: str) -> GapTicket:
        at = next(rank for rank, ticket in enumerate(self.tickets) if ticket.id == gap_id)
        self.tickets[at] = replace(self.tickets[at], text=mask(text), reread=True)
        return self.tickets[at]

    def close_gap(self, gap_id: str) -> None:
        at = next(rank for rank, ticket in enumerate(self.tickets) if ticket.id == gap_id)
        self.tickets[at] = replace(self.tickets[at], status=GapStatus.DONE)


class FakeWriting:
    """Letters that say what they were made from."""

    def transfer(self, contact: OpenContact, service: Service, *, with_call_back: bool = False) -> Letter:
        given = "\n".join(use.title for use in contact.uses if use.passage)
        text = f"Échange {contact.reference}\nDemande : {contact.said}\nDéjà donné : {given or 'rien'}"
        if with_call_back and contact.call_back is not None:
            text += f"\nÀ rappeler : {contact.call_back.name} {contact.call_back.phone}"
        return Letter(f"Transfert {contact.reference}", service.email, f"À {service.name}\n{text}")

    def slip(self, contact: OpenContact) -> Letter:
        return Letter(
            "Votre réponse", "", "\n".join(["Votre réponse", *(u.passage for u in contact.uses if u.passage)])
        )

    def forwarding(self, contact: OpenContact, service: Service) -> Letter:
        return Letter(f"Transmission {contact.reference}", "", f"Votre demande est transmise à : {service.name}")

    def mailto(self, letter: Letter) -> str:
        return f"mailto:{letter.to}?subject={letter.subject}"

    def eml(self, letter: Letter) -> bytes:
        return f"Subject: {letter.subject}\n\n{letter.text}".encode()


def find_personal(text: str) -> tuple[Span, ...]:
    """French telephone numbers."""
    return tuple(Span(found.start(), found.end()) for found in _PHONE.finditer(text))


def mask(text: str) -> str:
    """The same text without them."""
    return _PHONE.sub("[téléphone]", text)


def find_codes(words: str) -> tuple[ClosureCode, ...]:
    """Codes of the second level that can be chosen, whose label, alias or code begins with the words."""
    wanted = words.lower()
    return tuple(
        code
        for code in CODES
        if code.parent
        and code.valid_on(date(2026, 11, 23))
        and any(wanted in text.lower() for text in (code.label, code.code, *code.aliases))
    )


def fake_tools(recorder: FakeRecorder | None = None, gaps: FakeGaps | None = None) -> ContactTools:
    """Everything the panel needs; whoever asks finishes `store`."""
    return ContactTools(
        recorder or FakeRecorder(),
        gaps or FakeGaps(),
        Tasks(SerialLane("store")),
        FakeWriting(),
        find_personal,
        mask,
        find_codes,
        lambda: (*SERVICES, OUTSIDE),
    )
