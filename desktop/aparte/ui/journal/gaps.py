"""Questions without a safe answer, and articles said to be wrong or old."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from aparte.core.records import GapKind, GapStatus, GapTicket
from aparte.ui.emptystate import EmptyState, State
from aparte.ui.journal.reminders import WIDEST, scroll_area
from aparte.ui.journal.wording import SEPARATOR, gap_label, moment_label
from aparte.ui.screen.dialog import FormDialog
from aparte.ui.screen.scale import rescale, sized, spaced
from aparte.ui.screen.tabs import Tabs
from aparte.ui.screen.words import across, badge, button, frame, selectable, stacked, words
from aparte.ui.theme import Theme


class GapList(QWidget):
    """Open tickets and done ones, each with what is left to do.

    Signals: `rereadWanted(GapTicket)`, `closeWanted(str)`, `exportWanted(tuple)` the tickets shown.
    """

    rereadWanted = Signal(object)
    closeWanted = Signal(str)
    exportWanted = Signal(tuple)

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setObjectName("gaps")
        self._theme, self.today = theme, today
        self._tickets: tuple[GapTicket, ...] = ()
        self._tabs = Tabs(
            ((GapStatus.OPEN.value, self.tr("Ouvertes")), (GapStatus.DONE.value, self.tr("Traitées"))),
        )
        self._tabs.setAccessibleName(self.tr("État des questions"))
        self._tabs.chosen.connect(self._show)
        self._export = button(self.tr("Exporter en CSV"), "gapsExport", self._ask_export, icon="download")
        self._empty = EmptyState(theme)
        self._scroll = scroll_area(self.tr("Questions sans réponse"), "gapsScroll")
        whole = spaced(QVBoxLayout(self))
        whole.addLayout(across(self._tabs, None, self._export, edges=(16, 4, 16, 8)))
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._empty, 1)
        self._show()

    @property
    def open_count(self) -> int:
        """How many tickets wait for an answer."""
        return sum(ticket.status is GapStatus.OPEN for ticket in self._tickets)

    def show_all(self, tickets: tuple[GapTicket, ...]) -> None:
        """Show the tickets, newest first."""
        self._tickets = tickets
        self._tabs.show_count(GapStatus.OPEN.value, self.open_count)
        self._tabs.show_count(GapStatus.DONE.value, len(tickets) - self.open_count)
        self._show()

    def show_problem(self, text: str) -> None:
        """The tickets can't be read."""
        self._say(State("triangle-alert", self.tr("Les questions ne peuvent pas être lues"), (text,)))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._empty.restyle(theme)
        self._show()

    def _wanted(self) -> tuple[GapTicket, ...]:
        return tuple(ticket for ticket in self._tickets if ticket.status.value == self._tabs.current)

    def _show(self) -> None:
        wanted = self._wanted()
        page = QWidget()
        column = spaced(QVBoxLayout(page), 8, (16, 2, 16, 16))
        sized(page, at_most=(WIDEST, 0))
        for ticket in wanted:
            column.addWidget(self._card(ticket))
        column.addStretch(1)
        rescale(page, self._theme)
        self._scroll.setWidget(page)
        self._export.setEnabled(bool(wanted))
        self._say(None if wanted else self._nothing())

    def _nothing(self) -> State:
        if self._tabs.current == GapStatus.DONE.value:
            return State("circle-check", self.tr("Aucune question traitée pour le moment"))
        return State(
            "circle-check",
            self.tr("Aucune question sans réponse"),
            (self.tr("« Signaler un manque » (Ctrl+M) en ouvre une pendant un échange."),),
        )

    def _say(self, state: State | None) -> None:
        self._empty.show_state(state)
        self._scroll.setVisible(state is None)
        self._empty.setVisible(state is not None)

    def _ask_export(self) -> None:
        self.exportWanted.emit(self._wanted())

    def _card(self, ticket: GapTicket) -> QFrame:
        card = frame("card")
        look = "national" if ticket.kind is GapKind.UNANSWERED else "warning"
        facts = [ticket.theme, moment_label(ticket.filed_at, self.today), ticket.reference]
        kind = badge(gap_label(ticket.kind), look)
        parts: list[QWidget | QHBoxLayout | None] = [
            across(kind, words(SEPARATOR.join(fact for fact in facts if fact), "soft")),
            selectable(words(ticket.text, "strong")),
        ]
        if ticket.article_ids:
            names = ", ".join(ticket.article_ids)
            parts.append(words(self.tr("Fiche : {names}").format(names=names), "soft"))
        parts.append(words(self._state(ticket), "good" if ticket.reread else "caution"))
        if ticket.status is GapStatus.OPEN:
            parts.append(self._actions(ticket))
        stacked(card, *parts, gap=5, edges=(14, 10, 14, 12))
        return card

    def _actions(self, ticket: GapTicket) -> QHBoxLayout:
        again = self.tr("Relire encore") if ticket.reread else self.tr("Relire avant l'envoi")
        reread = button(again, "gapReread", lambda: self.rereadWanted.emit(ticket), icon="pencil")
        done = button(self.tr("Traitée"), "gapDone", lambda: self.closeWanted.emit(ticket.id), icon="check")
        done.setToolTip(self.tr("La base répond maintenant à cette question."))
        return across(reread, done, None)

    def _state(self, ticket: GapTicket) -> str:
        if ticket.reread:
            return self.tr("Relue : peut partir au serveur.")
        return self.tr("Pas encore relue : reste sur ce poste.")


class RereadDialog(FormDialog):
    """The agent's own wording, without anything about a person, before it leaves the workstation.

    Signals: `reread(str)`.
    """

    reread = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, ticket: GapTicket) -> None:
        super().__init__(parent, theme, self.tr("Relire la question {reference}").format(reference=ticket.reference))
        self.setObjectName("rereadDialog")
        self._field = sized(QPlainTextEdit(ticket.text), at_least=(0, 110))
        self._field.setObjectName("rereadText")
        self._field.setTabChangesFocus(True)
        self._field.setAccessibleName(self.tr("Question"))
        self.body.addWidget(
            words(self.tr("Écrivez la question sans rien qui désigne une personne : ni nom, ni adresse, ni numéro."))
        )
        self.body.addWidget(self._field, 1)
        self.body.addWidget(
            words(self.tr("Ce qui ressemble à une donnée personnelle est masqué de toute façon."), "soft")
        )
        self.finish_with(self.tr("Relue, peut partir"), self._take)
        self._field.textChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.main.setEnabled(bool(self._field.toPlainText().strip()))

    def _take(self) -> None:
        self.reread.emit(self._field.toPlainText().strip())
        self.done(QDialog.DialogCode.Accepted)
