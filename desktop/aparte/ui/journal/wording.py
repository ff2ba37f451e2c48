"""The words of records: channels, outcomes, choices, moments, codes."""

from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from aparte.core.contact import Act, AnswerUse, ClosureCode, CodeChoice, Contact, Demand, Outcome, Refusal
from aparte.core.records import GapKind, Version
from aparte.ui.contact.wording import channel_label, outcome_label

translate = QCoreApplication.translate

SEPARATOR = " · "


def outcome_look(outcome: Outcome) -> str:
    """Which of the badges carries it: an end, something that goes on, or nothing to add."""
    if outcome in (Outcome.ANSWERED, Outcome.PROCEDURE_DONE):
        return "local"
    if outcome in (Outcome.CALL_BACK, Outcome.APPOINTMENT, Outcome.FILE_INCOMPLETE):
        return "warning"
    return "national"


def choice_label(choice: CodeChoice) -> str:
    """Who chose the code."""
    return {
        CodeChoice.CONFIRMED: translate("Records", "code confirmé"),
        CodeChoice.CHANGED: translate("Records", "code choisi par l'agent"),
        CodeChoice.BY_DEFAULT: translate("Records", "code par défaut, non confirmé"),
    }[choice]


def act_label(act: Act) -> str:
    """What happened to an article."""
    return {
        Act.SHOWN: translate("Records", "affichée"),
        Act.OPENED: translate("Records", "ouverte"),
        Act.COPIED: translate("Records", "copiée"),
        Act.EDITED: translate("Records", "modifiée par l'agent"),
        Act.REFUSED: translate("Records", "refusée"),
    }[act]


def draft_label(use: AnswerUse) -> str:
    """What happened to a draft that a model wrote."""
    return {
        Act.COPIED: translate("Records", "brouillon IA copié"),
        Act.EDITED: translate("Records", "brouillon IA modifié"),
        Act.REFUSED: translate("Records", "brouillon IA refusé"),
    }.get(use.act, act_label(use.act))


def refusal_label(refusal: Refusal | None) -> str:
    """Why a draft was refused."""
    return {
        Refusal.WRONG: translate("Records", "faux"),
        Refusal.INCOMPLETE: translate("Records", "incomplet"),
        Refusal.BADLY_SAID: translate("Records", "mal dit"),
        Refusal.NOT_NEEDED: translate("Records", "pas utile"),
        None: "",
    }[refusal]


def gap_label(kind: GapKind) -> str:
    """Why a gap was filed."""
    return {
        GapKind.UNANSWERED: translate("Records", "Sans réponse"),
        GapKind.WRONG: translate("Records", "Fiche fausse"),
        GapKind.OLD: translate("Records", "Fiche périmée"),
    }[kind]


def sync_label(*, synced: bool) -> str:
    """Whether the town's server has it."""
    return translate("Records", "envoyé") if synced else translate("Records", "à envoyer")


def clock_time(moment: datetime) -> str:
    """“14:32”, in local time."""
    return f"{moment.astimezone():%H:%M}"


def day_label(day: date, today: date) -> str:
    """“aujourd'hui”, “hier”, “demain”, “lun. 9 nov.”, with the year when it is another."""
    near = {
        0: translate("Records", "aujourd'hui"),
        -1: translate("Records", "hier"),
        1: translate("Records", "demain"),
    }.get((day - today).days)
    if near:
        return near
    form = "ddd d MMM" if day.year == today.year else "d MMM yyyy"
    return _locale().toString(QDate(day.year, day.month, day.day), form)


def moment_label(moment: datetime, today: date) -> str:
    """“hier, 14:32”."""
    return f"{day_label(moment.astimezone().date(), today)}, {clock_time(moment)}"


def long_day(day: date) -> str:
    """“lundi 23 novembre 2026”."""
    return _locale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")


def month_label(day: date) -> str:
    """“Octobre 2026”."""
    words = _locale().toString(QDate(day.year, day.month, 1), "MMMM yyyy")
    return words[:1].upper() + words[1:]


def duration_label(seconds: int) -> str:
    """“45 s”, “4 min 34 s”, “1 h 05”."""
    minutes, rest = divmod(max(seconds, 0), 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02}"
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest:02} s" if rest else f"{minutes} min"


def number_label(count: int) -> str:
    """“12 345”, with a space that no end of line breaks."""
    return f"{count:,}".replace(",", "\u202f")


class CodeBook:
    """The closure codes by their code, retired ones included."""

    def __init__(self, codes: Iterable[ClosureCode]) -> None:
        self.codes = tuple(codes)
        self._by_code = {code.code: code for code in self.codes}

    def label(self, code: str) -> str:
        """“Titre perdu ou volé”; the code itself when the list no longer has it."""
        if not code:
            return translate("Records", "Sans code")
        found = self._by_code.get(code)
        return found.label if found else code

    def full(self, code: str) -> str:
        """“Identité et voyages · Titre perdu ou volé”."""
        found = self._by_code.get(code)
        parent = self._by_code.get(found.parent) if found else None
        return f"{parent.label}{SEPARATOR}{self.label(code)}" if parent else self.label(code)

    def subject(self, contact: Contact) -> str:
        """What a contact was about, in one line."""
        return ", ".join(dict.fromkeys(self.label(demand.code) for demand in contact.demands))

    def choices(self, day: date, kept: str = "") -> list[tuple[str, str]]:
        """(code, words) of what can be chosen on a day, and of `kept` all the same."""
        return [
            (code.code, self.full(code.code))
            for code in self.codes
            if code.code == kept or (code.parent and code.valid_on(day))
        ]


def demand_line(book: CodeBook, demand: Demand) -> str:
    """“Titre perdu ou volé : réponse donnée”."""
    outcome = outcome_label(demand.outcome)
    return translate("Records", "{code} : {outcome}").format(
        code=book.label(demand.code), outcome=outcome[:1].lower() + outcome[1:]
    )


def changes(book: CodeBook, before: Version, after: Version) -> list[str]:
    """What a correction changed, one line each."""
    lines = []
    if before.channel is not after.channel:
        lines.append(f"{channel_label(before.channel)} → {channel_label(after.channel)}")
    old = {demand.id: demand for demand in before.demands}
    new = {demand.id: demand for demand in after.demands}
    for key, demand in new.items():
        known = old.get(key)
        if known is None:
            lines.append(translate("Records", "Ajouté : {demand}").format(demand=demand_line(book, demand)))
        elif (known.code, known.outcome) != (demand.code, demand.outcome):
            lines.append(f"{demand_line(book, known)} → {demand_line(book, demand)}")
    lines += [
        translate("Records", "Retiré : {demand}").format(demand=demand_line(book, demand))
        for key, demand in old.items()
        if key not in new
    ]
    return lines


def spoken(contact: Contact, book: CodeBook, today: date) -> str:
    """A contact as one sentence for a screen reader."""
    parts = [
        moment_label(contact.closed_at, today),
        book.subject(contact),
        ", ".join(dict.fromkeys(outcome_label(demand.outcome) for demand in contact.demands)),
        channel_label(contact.channel),
        contact.reference,
        sync_label(synced=contact.synced),
    ]
    return ". ".join(part for part in parts if part)


def _locale() -> QLocale:
    return QLocale(translate("Freshness", "fr"))
