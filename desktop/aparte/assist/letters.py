"""Texts that leave the window, prepared for the agent to read again: hand-over, slip, forwarding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from aparte.assist import mailing
from aparte.assist.desk import Desk
from aparte.assist.escalation import escalate, escalation_sheet, subject_line
from aparte.assist.forwarding import Town, forwarding_letter
from aparte.assist.sheet import Sheet, sheet_html, sheet_text
from aparte.assist.slip import slip
from aparte.core.article import Article, Document, Service
from aparte.core.clock import Clock
from aparte.core.contact import Act, ClosureCode, Contact, Demand, OpenContact
from aparte.core.errors import BaseUnavailableError
from aparte.privacy.directory import public_phrases

_LOOKED_AT = frozenset({Act.OPENED, Act.COPIED, Act.EDITED})


@dataclass(frozen=True, slots=True)
class Letter:
    """A prepared text: its subject, the address it goes to, which may be empty, and its words.

    `page` is the same text as HTML with real headings, for paper; empty where there is none.
    """

    subject: str
    to: str
    text: str
    page: str = ""


class LetterWriter:
    """Writes letters from a contact and the base; quick, and the disk is never touched.

    `services` is the directory by id, `codes` the closure codes, `ticked` the documents of an
    article, by its id, that the citizen has; `zone` is where the town lives, the machine's own when left out.
    """

    def __init__(
        self,
        desk: Desk,
        services: Mapping[str, Service],
        town: Town,
        clock: Clock,
        *,
        codes: Callable[[], tuple[ClosureCode, ...]] = tuple,
        ticked: Callable[[str], frozenset[Document]] = lambda _: frozenset(),
        zone: tzinfo | None = None,
    ) -> None:
        self._desk = desk
        self._services = services
        self._town = town
        self._clock = clock
        self._codes = codes
        self._ticked = ticked
        self._zone = zone
        self._public = public_phrases(services.values())

    def transfer(self, contact: OpenContact, service: Service, *, with_call_back: bool = False) -> Letter:
        """What a service needs to take over the contact's last demand, whom to call back if the agent says so."""
        article = self._last_article(contact)
        escalation = escalate(
            contact,
            _last_demand(contact),
            service,
            code=self._code(contact),
            article=article,
            ticked=self._ticked(article.id) if article else frozenset(),
            public=self._public,
            with_call_back=with_call_back,
        )
        return _letter(subject_line(escalation), service.email, escalation_sheet(escalation, self._zone))

    def slip(self, contact: OpenContact | Contact) -> Letter:
        """What the citizen takes home; whom to send it to is the agent's to write."""
        page = slip(contact, self._town, self._services, self._clock.today(), self._zone)
        return _letter(f"{page.title} - {contact.reference}", "", page)

    def forwarding(self, contact: OpenContact, service: Service) -> Letter:
        """The letter to a citizen whose written request goes to another administration."""
        received = (contact.happened_at or contact.opened_at).astimezone(self._zone).date()
        code = self._code(contact)
        page = forwarding_letter(
            contact.reference, received, service, self._town, self._clock.today(), about=code.label if code else ""
        )
        return _letter(f"{page.title} - {contact.reference}", "", page)

    def mailto(self, letter: Letter) -> str:
        """An address that opens the mail program with the letter in it."""
        return mailing.mailto(letter.to, letter.subject, letter.text)

    def eml(self, letter: Letter) -> bytes:
        """The letter as a mail that is ready to be sent."""
        return mailing.draft(letter.to, letter.subject, letter.text)

    def _last_article(self, contact: OpenContact) -> Article | None:
        """The article that the agent looked at last; None when the base no longer has it."""
        looked_at = [use for use in contact.uses if use.act in _LOOKED_AT]
        if not looked_at:
            return None
        try:
            return self._desk.article(max(looked_at, key=lambda use: use.at).article_id)
        except BaseUnavailableError:
            return None

    def _code(self, contact: OpenContact) -> ClosureCode | None:
        wanted = _last_demand(contact).code
        return next((code for code in self._codes() if code.code == wanted), None)


def _letter(subject: str, to: str, page: Sheet) -> Letter:
    return Letter(subject, to, sheet_text(page), sheet_html(page))


def _last_demand(contact: OpenContact) -> Demand:
    return contact.demands[-1] if contact.demands else Demand("")
