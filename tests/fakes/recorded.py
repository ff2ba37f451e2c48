"""Invented contacts, ready to be recorded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from aparte.core.clock import FixedClock
from aparte.core.contact import (
    Act,
    AnswerUse,
    CallBack,
    Channel,
    CodeChoice,
    Contact,
    Demand,
    OpenContact,
    Outcome,
)
from aparte.core.identifiers import Identifiers

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
KEY = bytes(range(32))
AGENT = "a-3f9c"
WORDS = "Madame Zuzanna Wrześniewska a perdu sa carte au marché"
NOTES = "Rappeler Zuzanna après son rendez-vous chez le dentiste"
LABELS = {"IDE-PERTE": "Titre perdu ou volé perte vol", "SCO-CANT": "Restauration scolaire cantine"}


class MovingClock(FixedClock):
    """A clock that a test sets."""

    def __init__(self, moment: datetime = NOON) -> None:
        super().__init__(moment)

    def set(self, moment: datetime) -> None:
        self._moment = moment

    def advance(self, **of: float) -> None:
        self._moment += timedelta(**of)


def demand(name: str = "d1", code: str = "IDE-PERTE", outcome: Outcome = Outcome.ANSWERED, **of: Any) -> Demand:
    return Demand(id=name, code=code, outcome=outcome, guesses=("IDE-PERTE", "IDE-CNI", "ADM-ORIENT"), **of)


def uses(at: datetime = NOON) -> tuple[AnswerUse, ...]:
    """Three acts on one article, one of which gave its passage."""
    shown = AnswerUse(
        act=Act.SHOWN,
        at=at,
        article_id="carte-perdue",
        version="7",
        title="Carte d'identité perdue ou volée",
        section=2,
        source="service-public.fr",
        verified_on=date(2026, 9, 1),
    )
    copied = replace(shown, act=Act.COPIED, at=at + timedelta(seconds=9), passage="Faites d'abord une déclaration.")
    return (shown, replace(shown, act=Act.OPENED, at=at + timedelta(seconds=4)), copied)


def contact(ids: Identifiers, at: datetime = NOON, **of: Any) -> Contact:
    """A phone call of four minutes that opened at `at`; `of` replaces fields."""
    whole = Contact(
        id=ids.uuid7(),
        reference=ids.reference("E"),
        channel=Channel.PHONE,
        opened_at=at,
        closed_at=at + timedelta(minutes=4),
        demands=(demand(choice=CodeChoice.CONFIRMED),),
        uses=uses(at),
        said=WORDS,
        notes=NOTES,
        handled_s=240,
    )
    return replace(whole, **of)


def call_back(due: datetime | None = None, until: date | None = None) -> CallBack:
    return CallBack("Zuzanna Wrześniewska", "06 39 98 00 00", "sa carte est arrivée", due, until)


def opened(ids: Identifiers, at: datetime = NOON, **of: Any) -> OpenContact:
    """The same call, while it lasts."""
    whole = OpenContact(
        id=ids.uuid7(),
        reference=ids.reference("E"),
        channel=Channel.PHONE,
        opened_at=at,
        said=WORDS,
        notes=NOTES,
        demands=(demand(),),
        uses=uses(at),
        call_back=call_back(at + timedelta(days=2), date(2026, 11, 1)),
        handled_s=75,
        happened_at=at - timedelta(days=1),
    )
    return replace(whole, **of)
