"""Correcting a contact: another channel, other codes and outcomes, with the reason why."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from aparte.core.contact import Channel, CodeChoice, Contact, Demand, Outcome
from aparte.core.records import Correction
from aparte.ui.contact.wording import channel_label, outcome_label
from aparte.ui.journal.wording import CodeBook
from aparte.ui.screen.dialog import FormDialog
from aparte.ui.screen.picker import Picker
from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.words import across, button, stacked, words
from aparte.ui.theme import Theme


class CorrectDialog(FormDialog):
    """Nothing is lost: the version before stays in the history.

    Signals: `corrected(Correction)`.
    """

    corrected = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, contact: Contact, book: CodeBook, today: date) -> None:
        super().__init__(parent, theme, self.tr("Corriger {reference}").format(reference=contact.reference))
        self.setObjectName("correctDialog")
        self._contact, self._book, self._today = contact, book, today
        self._channel = Picker("correctChannel", theme, self.tr("Canal"), marks=False)
        self._channel.offer((channel.value, channel_label(channel)) for channel in Channel)
        self._channel.take(contact.channel.value)
        self._rows: list[_DemandRow] = []
        self._demands = QWidget()
        self._pile = spaced(QVBoxLayout(self._demands), 8)
        for demand in contact.demands:
            self._add(demand)
        self._more = button(self.tr("Ajouter une demande"), "correctAdd", self._add_new, role="link")
        self._reason = QLineEdit()
        self._reason.setObjectName("correctReason")
        self._reason.setAccessibleName(self.tr("Pourquoi"))
        self._reason.setPlaceholderText(self.tr("Pourquoi, en quelques mots"))
        self._reason.setMaxLength(200)
        self.body.addWidget(words(self.tr("Canal"), "strong"))
        self.body.addWidget(self._channel)
        self.body.addWidget(words(self.tr("Demandes"), "strong"))
        self.body.addWidget(self._demands)
        self.body.addLayout(across(self._more, None))
        self.body.addWidget(words(self.tr("Pourquoi"), "strong"))
        self.body.addWidget(self._reason)
        self.body.addWidget(
            words(self.tr("La version d'avant reste dans l'historique. N'écrivez aucun nom ici."), "soft")
        )
        self.finish_with(self.tr("Corriger"), self._take)
        self._follow()

    def _add_new(self) -> None:
        rank = len(self._contact.demands) + len(self._rows)
        self._add(Demand(f"{self._contact.id}-{rank}", choice=CodeChoice.CHANGED))
        rescale(self, self.theme)
        self._rows[-1].show()
        self._rows[-1].code.setFocus()
        self._follow()

    def _add(self, demand: Demand) -> None:
        row = _DemandRow(self.theme, demand, self._book, self._today)
        row.removed.connect(self._remove)
        row.changed.connect(self._follow)
        self._rows.append(row)
        self._pile.addWidget(row)

    def _remove(self, row: object) -> None:
        if not isinstance(row, _DemandRow):
            return
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        self._follow()

    def _follow(self) -> None:
        """Only a correction that changes something can be kept, and a contact keeps a demand."""
        for row in self._rows:
            row.show_remove(len(self._rows) > 1)
        self.main.setEnabled(self._changes())

    def _changes(self) -> bool:
        complete = all(row.code.value for row in self._rows)
        correction = self._correction()
        same = (correction.channel, correction.demands) == (self._contact.channel, self._contact.demands)
        return complete and not same

    def _correction(self) -> Correction:
        return Correction(
            Channel(self._channel.value), tuple(row.demand() for row in self._rows), self._reason.text().strip()
        )

    def _take(self) -> None:
        if self._changes():
            self.corrected.emit(self._correction())
            self.done(QDialog.DialogCode.Accepted)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._channel.picked.connect(self._follow)


class _DemandRow(QFrame):
    """One demand's code and outcome."""

    removed = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme, demand: Demand, book: CodeBook, today: date) -> None:
        super().__init__()
        self.setProperty("role", "sunk")
        self._demand = demand
        self.code = Picker("correctCode", theme, self.tr("Code de conclusion"), marks=False)
        first = [] if demand.code else [("", self.tr("Choisir un code"))]
        self.code.offer([*first, *book.choices(today, demand.code)])
        self.code.take(demand.code)
        self.outcome = Picker("correctOutcome", theme, self.tr("Issue"), marks=False)
        self.outcome.offer((outcome.value, outcome_label(outcome)) for outcome in Outcome)
        self.outcome.take(demand.outcome.value)
        self._remove = button(self.tr("Retirer"), "correctRemove", lambda: self.removed.emit(self), role="link")
        stacked(self, self.code, across(self.outcome, None, self._remove), gap=6, edges=(10, 8, 10, 8))
        for picker in (self.code, self.outcome):
            picker.picked.connect(lambda _: self.changed.emit())

    def show_remove(self, shown: bool) -> None:
        self._remove.setVisible(shown)

    def demand(self) -> Demand:
        """The demand as it now stands; a code that the agent changed is the agent's."""
        code = self.code.value
        choice = self._demand.choice if code == self._demand.code else CodeChoice.CHANGED
        return replace(self._demand, code=code, choice=choice, outcome=Outcome(self.outcome.value))
