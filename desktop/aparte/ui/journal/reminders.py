"""Whom to call back or meet, soonest first, the late ones marked."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aparte.core.records import Reminder, Taken
from aparte.ui.emptystate import EmptyState, State
from aparte.ui.freshness import day_in_words
from aparte.ui.journal.sheet import call_back_line
from aparte.ui.journal.wording import moment_label
from aparte.ui.screen.scale import rescale, sized, spaced
from aparte.ui.screen.words import across, button, frame, selectable, stacked, words
from aparte.ui.theme import Theme

WIDEST = 820  # a card wider than this is read with the neck


class Reminders(QWidget):
    """Cards, late first.

    Signals: `doneWanted(str)`, `takeWanted(str)` and `contactWanted(str)`, with a contact's id.
    """

    doneWanted = Signal(str)
    takeWanted = Signal(str)
    contactWanted = Signal(str)

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setObjectName("reminders")
        self._theme, self.today = theme, today
        self._shown: tuple[Reminder, ...] = ()
        self._empty = EmptyState(theme)
        self._scroll = scroll_area(self.tr("Rappels et rendez-vous"), "remindersScroll")
        whole = spaced(QVBoxLayout(self))
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._empty, 1)
        self.show_all(())

    def show_all(self, reminders: tuple[Reminder, ...]) -> None:
        """Show what is due."""
        self._shown = reminders
        page = QWidget()
        column = spaced(QVBoxLayout(page), 8, (16, 6, 16, 16))
        sized(page, at_most=(WIDEST, 0))
        for reminder in reminders:
            if reminder.readable:
                column.addWidget(self._card(reminder))
        sealed = sum(not reminder.readable for reminder in reminders)
        if sealed:
            column.addWidget(self._sealed(sealed))
        column.addStretch(1)
        rescale(page, self._theme)
        at = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(at)
        self._say(
            None
            if reminders
            else State(
                "phone-call",
                self.tr("Personne à rappeler"),
                (self.tr("Un rappel ou un rendez-vous noté dans un échange vient ici jusqu'à ce qu'il soit fait."),),
            )
        )

    def show_problem(self, text: str) -> None:
        """The list can't be read."""
        self._say(State("triangle-alert", self.tr("Les rappels ne peuvent pas être lus"), (text,)))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._empty.restyle(theme)
        if self._shown:
            self.show_all(self._shown)

    def _say(self, state: State | None) -> None:
        self._empty.show_state(state)
        self._scroll.setVisible(state is None)
        self._empty.setVisible(state is not None)

    def _card(self, reminder: Reminder) -> QFrame:
        wanted = reminder.call_back
        card = frame("card")
        when = moment_label(wanted.due, self.today) if wanted.due else self.tr("sans date")
        text = self.tr("En retard : {moment}").format(moment=when) if reminder.late else when
        due = words(text[:1].upper() + text[1:], "warning-strong" if reminder.late else "strong")
        who = selectable(words(call_back_line(wanted) or self.tr("Sans nom"), "subtitle"))
        done = button(self.tr("Fait"), "reminderDone", lambda: self.doneWanted.emit(reminder.contact_id), icon="check")
        done.setToolTip(self.tr("Efface le nom et le numéro : ils ne servent plus."))
        done.setAccessibleName(self.tr("Fait : {who}").format(who=call_back_line(wanted)))
        parts: list[QWidget | QHBoxLayout | None] = [across(due, None), who]
        if wanted.about:
            parts.append(selectable(words(wanted.about)))
        if wanted.until is not None:
            day = day_in_words(wanted.until)
            parts.append(words(self.tr("S'efface de lui-même le {day}").format(day=day), "soft"))
        parts += [words(text, "soft") for text in (self._where(reminder), self._who(reminder.taken)) if text]
        parts.append(across(done, *self._others(reminder), None))
        stacked(card, *parts, gap=4, edges=(14, 10, 14, 12))
        return card

    def _others(self, reminder: Reminder) -> list[QWidget]:
        """What else may be done about one, besides the call itself."""
        found: list[QWidget] = []
        if reminder.shared and not (reminder.taken and reminder.taken.here):
            take = button(self.tr("Je m'en charge"), "reminderTake", lambda: self.takeWanted.emit(reminder.contact_id))
            take.setToolTip(self.tr("L'équipe voit que quelqu'un rappelle."))
            take.setAccessibleName(self.tr("Je m'en charge : {who}").format(who=call_back_line(reminder.call_back)))
            found.append(take)
        if not reminder.workstation:
            see = button(
                self.tr("Voir l'échange"),
                "reminderSee",
                lambda: self.contactWanted.emit(reminder.contact_id),
                role="link",
            )
            found.append(see)
        return found

    def _where(self, reminder: Reminder) -> str:
        if not reminder.workstation:
            return ""
        if reminder.workstation == "?":
            return self.tr("Noté à un autre poste")
        return self.tr("Noté à un autre poste : {workstation}").format(workstation=reminder.workstation)

    def _who(self, taken: Taken | None) -> str:
        if taken is None:
            return ""
        if taken.here and not taken.agent:
            return self.tr("Pris en charge sur ce poste")
        agent = taken.agent or self.tr("un collègue")
        if not taken.workstation:
            return self.tr("Pris en charge par {agent}").format(agent=agent)
        return self.tr("Pris en charge par {agent}, {workstation}").format(agent=agent, workstation=taken.workstation)

    def _sealed(self, count: int) -> QFrame:
        """One card for all that the team shares and this workstation can't read yet."""
        said = (
            self.tr("1 rappel de l'équipe n'est pas encore lisible sur ce poste.")
            if count == 1
            else self.tr("{count} rappels de l'équipe ne sont pas encore lisibles sur ce poste.").format(count=count)
        )
        card = frame("card")
        how = self.tr("Le voyant de synchronisation dit ce qu'ils attendent.")
        stacked(card, words(said), words(how, "soft"), gap=4, edges=(14, 10, 14, 12))
        return card


def scroll_area(accessible: str, name: str) -> QScrollArea:
    """A scrolled page that the keyboard can turn."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("role", "page")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(accessible)
    return area
