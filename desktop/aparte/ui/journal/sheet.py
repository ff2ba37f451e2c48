"""The body of a contact's details, built anew for each contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aparte.core.contact import Act, AnswerUse, CallBack, CodeChoice, Contact, Demand
from aparte.core.records import Version
from aparte.ui.contact.wording import channel_label, outcome_label
from aparte.ui.freshness import day_in_words
from aparte.ui.journal.wording import (
    SEPARATOR,
    CodeBook,
    act_label,
    changes,
    choice_label,
    draft_label,
    duration_label,
    moment_label,
    outcome_look,
    refusal_label,
    sync_label,
)
from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.words import across, badge, button, frame, selectable, stacked, words
from aparte.ui.theme import Theme

_GIVEN = (Act.COPIED, Act.EDITED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A contact with what is needed to read it; `retention` says how long it is kept."""

    contact: Contact
    versions: tuple[Version, ...]
    book: CodeBook
    services: Mapping[str, str]
    retention: str = ""


class Sheet(QWidget):
    """Every part has its heading; parts with nothing to say are left out.

    Signals: `doneWanted`, the citizen has been called back or met.
    """

    doneWanted = Signal()

    def __init__(self, reading: Reading, theme: Theme, today: date) -> None:
        super().__init__()
        self._contact, self._versions = reading.contact, reading.versions
        self._book, self._services, self._today = reading.book, reading.services, today
        self._column = spaced(QVBoxLayout(self), 5, (16, 10, 16, 16))
        self._column.addWidget(words(self._summary(), "soft", name="sheetSummary"))
        self._add_call_back()
        self._part(self._demands_title(), *(self._demand(demand) for demand in reading.contact.demands))
        self._add_answers()
        if notes := self._contact.notes:
            self._part(self.tr("Notes"), selectable(words(notes)))
        if said := self._contact.said:
            self._part(self.tr("Ce que dit l'usager"), selectable(words(said)))
        self._part(self.tr("Historique"), *self._history())
        if reading.retention:
            self._column.addSpacing(theme.px(6))
            self._column.addWidget(words(reading.retention, "small", name="sheetRetention"))
        self._column.addStretch(1)
        rescale(self, theme)

    def _part(self, title: str, *parts: QWidget) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(words(title, "heading"))
        for part in parts:
            self._column.addWidget(part)

    def _summary(self) -> str:
        contact = self._contact
        parts = [channel_label(contact.channel)]
        if contact.tally:
            parts.append(self.tr("décompte sans texte"))
        elif contact.handled_s or not contact.late:
            parts.append(duration_label(contact.handled_s))
        if contact.late:
            parts.append(self.tr("saisi après coup"))
        parts.append(sync_label(synced=contact.synced))
        return SEPARATOR.join(parts)

    def _demands_title(self) -> str:
        count = len(self._contact.demands)
        return self.tr("{count} demandes").format(count=count) if count > 1 else self.tr("Demande")

    def _demand(self, demand: Demand) -> QFrame:
        card = frame("sunk")
        notes = [choice_label(demand.choice)]
        if demand.service:
            notes.append(self.tr("vers {service}").format(service=self._services.get(demand.service, demand.service)))
        guess = demand.guesses[0] if demand.guesses else ""
        if demand.choice is CodeChoice.CHANGED and guess:
            notes.append(self.tr("proposé : {code}").format(code=self._book.label(guess)))
        outcome = badge(outcome_label(demand.outcome), outcome_look(demand.outcome))
        stacked(
            card,
            selectable(words(self._book.full(demand.code), "strong")),
            across(outcome, None),
            words(SEPARATOR.join(notes), "soft"),
            gap=3,
            edges=(11, 8, 11, 8),
        )
        return card

    def _add_call_back(self) -> None:
        wanted = self._contact.call_back
        if wanted is None:
            return
        card = frame("warning")
        lines = [selectable(words(line)) for line in (wanted.about, call_back_line(wanted)) if line]
        due = words(self._due(wanted), "warning-strong")
        done = button(self.tr("Fait"), "sheetDone", self.doneWanted.emit, icon="check")
        done.setToolTip(self.tr("Efface le nom et le numéro : ils ne servent plus."))
        stacked(card, across(due, None, done), *lines, gap=3, edges=(11, 8, 11, 8))
        self._column.addWidget(card)

    def _due(self, wanted: CallBack) -> str:
        if wanted.due is None:
            return self.tr("À rappeler")
        return self.tr("À rappeler {moment}").format(moment=moment_label(wanted.due, self._today))

    def _add_answers(self) -> None:
        given = [use for use in self._contact.uses if use.act in _GIVEN]
        drafts = [use for use in self._contact.uses if use.by_machine and use.act is Act.REFUSED]
        others = [use for use in self._contact.uses if use.act not in _GIVEN and use not in drafts]
        if given:
            self._part(self.tr("Réponses données"), *(self._answer(use) for use in given))
        if drafts:
            self._part(self.tr("Brouillons refusés"), *(self._refused_draft(use) for use in drafts))
        if others:
            self._part(self.tr("Autres fiches"), *(self._seen(act, others) for act in Act if _of(act, others)))

    def _answer(self, use: AnswerUse) -> QFrame:
        card = frame("sunk")
        parts: list[QWidget | QHBoxLayout | None] = [selectable(words(use.title, "strong"))]
        if use.by_machine:
            parts.append(across(badge(self.tr("Aide d'une IA à la rédaction"), "machine"), None))
        if use.passage:
            parts.append(selectable(words(use.passage)))
        parts.append(words(self._origin(use), "soft"))
        stacked(card, *parts, gap=3, edges=(11, 8, 11, 8))
        return card

    def _origin(self, use: AnswerUse) -> str:
        parts = [draft_label(use) if use.by_machine else act_label(use.act), use.source]
        if use.verified_on is not None:
            parts.append(self.tr("vérifiée le {day}").format(day=day_in_words(use.verified_on)))
        parts.append(self.tr("version {version}").format(version=use.version) if use.version else "")
        return SEPARATOR.join(part for part in parts if part)

    def _refused_draft(self, use: AnswerUse) -> QLabel:
        told = " : ".join(part for part in (draft_label(use), refusal_label(use.refusal)) if part)
        return words(self.tr("{told} ({title})").format(told=told[:1].upper() + told[1:], title=use.title), "soft")

    def _seen(self, act: Act, uses: list[AnswerUse]) -> QLabel:
        titles = ", ".join(dict.fromkeys(use.title for use in _of(act, uses)))
        count = len({use.article_id for use in _of(act, uses)})
        label = {
            Act.SHOWN: self.tr("Affichées ({count}) : {titles}"),
            Act.OPENED: self.tr("Ouvertes ({count}) : {titles}"),
            Act.REFUSED: self.tr("Refusées ({count}) : {titles}"),
        }.get(act, "{titles}")
        return words(label.format(count=count, titles=titles), "soft")

    def _history(self) -> list[QWidget]:
        lines: list[QWidget] = []
        for rank, version in enumerate(self._versions):
            when = moment_label(version.at, self._today)
            if not rank:
                lines.append(words(self.tr("Enregistré {moment}").format(moment=when)))
                continue
            head = self.tr("Corrigé {moment}").format(moment=when)
            lines.append(words(f"{head} : {version.reason}" if version.reason else head))
            lines += [_indented(change) for change in changes(self._book, self._versions[rank - 1], version)]
        return lines


def call_back_line(wanted: CallBack) -> str:
    """“Mme Ferrand · 06 12 00 00 41”."""
    return SEPARATOR.join(part for part in (wanted.name, wanted.phone) if part)


def _of(act: Act, uses: list[AnswerUse]) -> list[AnswerUse]:
    return [use for use in uses if use.act is act]


def _indented(text: str) -> QLabel:
    label = words(text, "soft")
    label.setIndent(14)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
