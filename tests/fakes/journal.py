"""A journal in memory: three weeks of invented contacts, or as many as a test wants."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from aparte.core.contact import (
    Act,
    AnswerUse,
    CallBack,
    Channel,
    ClosureCode,
    CodeChoice,
    Contact,
    Demand,
    Outcome,
    Refusal,
)
from aparte.core.errors import AparteError
from aparte.core.records import (
    Correction,
    GapKind,
    GapStatus,
    GapTicket,
    JournalFilter,
    JournalPage,
    Receipt,
    Reminder,
    SyncState,
    Version,
)
from aparte.stats.cells import Cells

NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
RETENTION = (
    "Ce que dit l'usager est effacé à l'enregistrement, vos notes après 30 jours ; rien de cela ne quitte ce "
    "poste, et les statistiques restent."
)
CODES = (
    ClosureCode("IDE", "Identité et voyages"),
    ClosureCode("IDE-CNI", "Carte d'identité", "IDE"),
    ClosureCode("IDE-PASS", "Passeport", "IDE"),
    ClosureCode("IDE-PERTE", "Titre perdu ou volé", "IDE", aliases=("perte", "vol")),
    ClosureCode("IDE-SORTIE", "Sortie du territoire, voyage d'un mineur", "IDE"),
    ClosureCode("SCO", "École et périscolaire"),
    ClosureCode("SCO-CANT", "Restauration scolaire", "SCO"),
    ClosureCode("SCO-INSCR", "Inscription scolaire, dérogation", "SCO"),
    ClosureCode("DEC", "Déchets et propreté"),
    ClosureCode("DEC-ENCOMB", "Encombrants, déchèterie", "DEC"),
    ClosureCode("DEC-COLL", "Collecte, bacs, tri", "DEC"),
    ClosureCode("ETC", "État civil"),
    ClosureCode("ETC-ACTE", "Copie ou extrait d'acte", "ETC"),
    ClosureCode("LOG", "Logement"),
    ClosureCode("LOG-SOCIAL", "Logement social", "LOG"),
    ClosureCode("VOI", "Voirie et stationnement"),
    ClosureCode("VOI-STAT", "Stationnement", "VOI"),
    ClosureCode("VOI-DISQUE", "Disque bleu", "VOI", valid_to=date(2025, 12, 31)),
    ClosureCode("ADM", "Rapports avec la mairie"),
    ClosureCode("ADM-ORIENT", "Orientation, horaires, coordonnées", "ADM"),
)
_CHANNELS = (Channel.DESK, Channel.PHONE, Channel.PHONE, Channel.DESK, Channel.EMAIL, Channel.PHONE, Channel.MAIL)
_OUTCOMES = (
    Outcome.ANSWERED,
    Outcome.ANSWERED,
    Outcome.PROCEDURE_DONE,
    Outcome.TRANSFERRED,
    Outcome.ANSWERED,
    Outcome.FILE_INCOMPLETE,
    Outcome.REDIRECTED,
    Outcome.ANSWERED,
    Outcome.ABANDONED,
)
_CHOICES = (CodeChoice.CONFIRMED, CodeChoice.CONFIRMED, CodeChoice.CHANGED, CodeChoice.BY_DEFAULT)
_CHOSEN = [code.code for code in CODES if code.parent and code.valid_to is None]

LOST_ANSWER = AnswerUse(
    Act.COPIED,
    NOW - timedelta(minutes=9),
    "cni-perdue-volee",
    "2026-10-12",
    "Carte d'identité perdue ou volée",
    section=2,
    passage="Refaire une carte perdue ou volée coûte 25 €, en timbre fiscal. C'est gratuit seulement quand "
    "l'ancienne carte est rendue.",
    source="Service-Public.gouv.fr, fiche F1344",
    verified_on=date(2026, 10, 12),
)
FAMILY = Contact(
    id="family",
    reference="E-7K4PQ2",
    channel=Channel.PHONE,
    opened_at=NOW - timedelta(minutes=11),
    closed_at=NOW - timedelta(minutes=6),
    handled_s=274,
    demands=(
        Demand("d1", "IDE-PERTE", CodeChoice.CONFIRMED, Outcome.ANSWERED, ("IDE-PERTE", "IDE-CNI")),
        Demand("d2", "IDE-SORTIE", CodeChoice.CHANGED, Outcome.CALL_BACK, ("IDE-PASS",)),
        Demand("d3", "SCO-CANT", CodeChoice.BY_DEFAULT, Outcome.TRANSFERRED, (), "scolaire"),
    ),
    uses=(
        LOST_ANSWER,
        replace(
            LOST_ANSWER,
            act=Act.EDITED,
            article_id="urgence-titre",
            title="Demande urgente de titre",
            version="2026-05-04",
            passage="Comme le départ est proche, demandez un rendez-vous prioritaire avec le justificatif du voyage.",
            source="Mairie d'Aubremont",
            verified_on=date(2026, 5, 4),
            by_machine=True,
        ),
        replace(
            LOST_ANSWER,
            act=Act.OPENED,
            article_id="voyage-mineur",
            title="Voyager en Europe avec un mineur",
            passage="",
        ),
        replace(LOST_ANSWER, act=Act.SHOWN, article_id="passeport-mineur", title="Passeport d'un mineur", passage=""),
        replace(LOST_ANSWER, act=Act.REFUSED, article_id="bac-casse", title="Bac cassé ou volé", passage=""),
        replace(LOST_ANSWER, act=Act.REFUSED, passage="", by_machine=True, refusal=Refusal.WRONG),
    ),
    notes="Part en Italie le 14 décembre. Veut savoir si un créneau se libère avant le 8.",
    call_back=CallBack(
        "Mme Ferrand",
        "06 12 00 00 41",
        "Dire si un créneau se libère avant le 8 décembre",
        datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
        date(2026, 12, 23),
    ),
    versions=2,
)


def contacts(count: int = 140) -> list[Contact]:
    """Newest first: the family, then `count` plain ones going back in time, in office hours."""
    made = [FAMILY]
    moment = NOW - timedelta(minutes=25)
    for rank in range(count):
        made.append(_plain(rank, moment))
        moment -= timedelta(minutes=17 + rank % 23)
        if moment.hour < 8:
            moment = (moment - timedelta(days=3 if moment.weekday() == 0 else 1)).replace(hour=16, minute=50)
    return made


def _plain(rank: int, moment: datetime) -> Contact:
    outcome = _OUTCOMES[rank % len(_OUTCOMES)]
    service = "titres" if outcome is Outcome.TRANSFERRED else ""
    demands: tuple[Demand, ...] = (
        Demand(f"d{rank}", _CHOSEN[rank * 5 % len(_CHOSEN)], _CHOICES[rank % 4], outcome, (), service),
    )
    if rank % 11 == 3:
        demands += (Demand(f"e{rank}", _CHOSEN[rank % len(_CHOSEN)], CodeChoice.CONFIRMED),)
    return Contact(
        id=f"c{rank:07}",
        reference=f"E-{rank * 7919 % 1_000_000:06}",
        channel=_CHANNELS[rank % len(_CHANNELS)],
        opened_at=moment - timedelta(minutes=4),
        closed_at=moment,
        demands=demands,
        handled_s=45 + rank * 37 % 400,
        notes="A apporté l'ancien livret de famille." if rank % 13 == 5 else "",
        late=rank % 17 == 9,
        tally=rank % 9 == 8,
        synced=rank > 3,
    )


GAPS = (
    GapTicket(
        "g1",
        "M-4T9HX2",
        GapKind.UNANSWERED,
        NOW - timedelta(hours=1),
        "élevage d'autruches sur un balcon, règles de la ville",
        theme="Tranquillité et animaux",
    ),
    GapTicket(
        "g2",
        "M-8CVK5Q",
        GapKind.WRONG,
        NOW - timedelta(hours=5),
        "le guichet 4 est fermé le jeudi matin depuis octobre",
        ("cni-perdue-volee",),
        "Identité et voyages",
        reread=True,
    ),
    GapTicket(
        "g3",
        "M-2WPD7N",
        GapKind.OLD,
        NOW - timedelta(days=2),
        "tarif de la piscine de l'été dernier",
        ("piscine-horaires-tarifs",),
        "Sport",
    ),
    GapTicket(
        "g4",
        "M-9RJB3F",
        GapKind.UNANSWERED,
        NOW - timedelta(days=6),
        "borne de recharge pour fauteuil électrique",
        theme="Seniors et handicap",
        status=GapStatus.DONE,
        reread=True,
    ),
)


class FakeJournal:
    """`Journal` and `Gaps` over lists; `problem` makes every call fail with that error."""

    def __init__(self, kept: list[Contact] | None = None, gaps: tuple[GapTicket, ...] = GAPS) -> None:
        self.kept = contacts() if kept is None else kept
        self.tickets = list(gaps)
        self.problem: AparteError | None = None
        self.asked: list[JournalFilter] = []
        self.corrected: list[Correction] = []
        self.taken: list[str] = []
        self.shared: list[Reminder] = []
        self.history: dict[str, tuple[Version, ...]] = {
            "family": (
                Version("e1", NOW - timedelta(minutes=6), Channel.DESK, FAMILY.demands[:2]),
                Version("e2", NOW - timedelta(minutes=2), Channel.PHONE, FAMILY.demands, "Appel, et non guichet"),
            )
        }

    def page(self, wanted: JournalFilter, after: str = "", limit: int = 50) -> JournalPage:
        self._check()
        self.asked.append(wanted)
        found = [contact for contact in self.kept if _matches(contact, wanted)]
        start = int(after) if after else 0
        end = start + limit
        return JournalPage(tuple(found[start:end]), len(found), str(end) if end < len(found) else "")

    def contact(self, contact_id: str) -> tuple[Contact, tuple[Version, ...]]:
        self._check()
        found = self._found(contact_id)
        first = Version("e0", found.closed_at, found.channel, found.demands)
        return found, self.history.get(contact_id, (first,))

    def correct(self, contact_id: str, correction: Correction) -> Receipt:
        self._check()
        found, versions = self.contact(contact_id)
        self.corrected.append(correction)
        newest = Version(f"e{len(versions)}", NOW, correction.channel, correction.demands, correction.reason)
        self.history[contact_id] = (*versions, newest)
        self._put(
            replace(
                found,
                channel=correction.channel,
                demands=correction.demands,
                versions=len(versions) + 1,
                synced=False,
            )
        )
        return Receipt(contact_id, found.reference, NOW)

    def erase(self, contact_id: str) -> None:
        self._check()
        self.kept = [contact for contact in self.kept if contact.id != contact_id]

    def reminders(self) -> tuple[Reminder, ...]:
        self._check()
        due = [
            Reminder(contact.id, contact.reference, contact.call_back, _is_late(contact.call_back))
            for contact in self.kept
            if contact.call_back is not None
        ]
        due += self.shared
        return tuple(sorted(due, key=lambda reminder: reminder.call_back.due or NOW))

    def take_call_back(self, contact_id: str) -> None:
        self._check()
        self.taken.append(contact_id)

    def call_back_done(self, contact_id: str) -> None:
        self._check()
        self._put(replace(self._found(contact_id), call_back=None))

    def retention(self) -> str:
        return RETENTION

    def cells(self, first: date, last: date, fine_from: date | None = None) -> Cells:
        return Cells(first, last)

    def file(
        self, kind: GapKind, text: str, article_ids: tuple[str, ...], theme: str, contact_id: str = ""
    ) -> GapTicket:
        ticket = GapTicket(f"g{len(self.tickets) + 1}", "M-NEW222", kind, NOW, text, article_ids, theme)
        self.tickets.insert(0, ticket)
        return ticket

    def gaps(self, status: GapStatus | None = None) -> tuple[GapTicket, ...]:
        self._check()
        return tuple(ticket for ticket in self.tickets if status is None or ticket.status is status)

    def reread(self, gap_id: str, text: str) -> GapTicket:
        return self._change(gap_id, lambda ticket: replace(ticket, text=text, reread=True))

    def close_gap(self, gap_id: str) -> None:
        self._change(gap_id, lambda ticket: replace(ticket, status=GapStatus.DONE))

    def _change(self, gap_id: str, change: Callable[[GapTicket], GapTicket]) -> GapTicket:
        self._check()
        at = next(row for row, ticket in enumerate(self.tickets) if ticket.id == gap_id)
        self.tickets[at] = change(self.tickets[at])
        return self.tickets[at]

    def _found(self, contact_id: str) -> Contact:
        for contact in self.kept:
            if contact.id == contact_id:
                return contact
        raise AparteError("Cet échange n'est plus dans le journal : il a été effacé.")

    def _put(self, changed: Contact) -> None:
        self.kept = [changed if contact.id == changed.id else contact for contact in self.kept]

    def _check(self) -> None:
        if self.problem is not None:
            raise self.problem


class EndlessJournal(FakeJournal):
    """A journal of `total` contacts, each made when it is asked for."""

    def __init__(self, total: int) -> None:
        super().__init__([FAMILY])
        self.total = total

    def page(self, wanted: JournalFilter, after: str = "", limit: int = 50) -> JournalPage:
        start = int(after) if after else 0
        end = min(start + limit, self.total)
        made = tuple(_plain(rank, NOW - timedelta(minutes=rank)) for rank in range(start, end))
        return JournalPage(made, self.total, str(end) if end < self.total else "")


def _matches(contact: Contact, wanted: JournalFilter) -> bool:
    day = contact.closed_at.date()
    text = " ".join((contact.reference, contact.notes, *(_label(demand.code) for demand in contact.demands))).lower()
    return (
        (wanted.first is None or wanted.first <= day)
        and (wanted.last is None or day <= wanted.last)
        and (wanted.channel is None or contact.channel is wanted.channel)
        and (wanted.outcome is None or any(demand.outcome is wanted.outcome for demand in contact.demands))
        and (not wanted.code or any(demand.code.startswith(wanted.code) for demand in contact.demands))
        and (wanted.sync is SyncState.ANY or contact.synced == (wanted.sync is SyncState.DONE))
        and all(word in text for word in wanted.words.lower().split())
    )


def _label(code: str) -> str:
    return next((one.label for one in CODES if one.code == code), code)


def _is_late(call_back: CallBack) -> bool:
    return call_back.due is not None and call_back.due < NOW
