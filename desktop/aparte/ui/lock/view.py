"""The lock screen: agents as cards, a code, and the way on without the contacts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from aparte.assist.contacts.agents import Agent, Door
from aparte.ui.figures.grid import CardGrid
from aparte.ui.journal.reminders import scroll_area
from aparte.ui.lock.begin import NewAgentForm
from aparte.ui.lock.card import AgentCard
from aparte.ui.lock.secret import SecretPanel
from aparte.ui.screen.scale import iconed, rescale, sized, spaced
from aparte.ui.screen.style import stylesheet
from aparte.ui.screen.words import across, button, frame, stacked, words
from aparte.ui.theme import Theme

_WIDE = 560


class LockView(QWidget):
    """Hides the contacts, never the suggestions.

    Attributes: `door`, how the workstation stands; `secret`, the panel that asks for a code.
    Signals: `codeGiven(Agent, str)`; `beginWanted(name, code)` for the first agent;
    `suggestionsOnly`, to go on without the contacts.
    """

    codeGiven = Signal(object, str)
    beginWanted = Signal(str, str)
    suggestionsOnly = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("lock")
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.door = Door()
        self._agent: Agent | None = None
        self._agents: QWidget = QWidget()
        self._begin: QWidget = QWidget()
        self._cards: list[AgentCard] = []
        self.form: NewAgentForm | None = None
        self.secret = SecretPanel()
        self.secret.given.connect(self._give)
        self.secret.left.connect(lambda: self._choose_page(self._agents))
        self._icon = iconed(QLabel(), "lock", "accent", 30)
        self._title = words(role="title", name="lockTitle")
        self._note = words(role="soft", name="lockNote")
        self._pages = QStackedWidget()
        for page in (self._agents, self.secret, self._begin):
            self._pages.addWidget(page)
        self._on = button(
            self.tr("Suggestions seules"),
            "lockSuggestions",
            self.suggestionsOnly.emit,
            role="link",
        )
        self._on.setToolTip(self.tr("Continuer sans ouvrir les échanges"))
        self._lay_out()
        self.restyle(theme)

    def show_door(self, door: Door, open_contacts: int = 0) -> None:
        """Show who may open; `open_contacts` wait behind the lock."""
        self.door = door
        self._note.setText(self._waiting(open_contacts))
        if not door.agents:
            self._show_begin()
        elif len(door.agents) == 1:
            self._ask(door.agents[0])
        else:
            self._show_agents()

    def ask_for(self, ref: str) -> None:
        """Go straight to one agent's code."""
        agent = next((one for one in self.door.agents if one.ref == ref), None)
        if agent is not None:
            self._ask(agent)

    def enter(self) -> None:
        """Take the keyboard where something can be typed or chosen."""
        if self._pages.currentWidget() is self._agents and self._cards:
            here = next((c for c in self._cards if c.agent == self.door.current), self._cards[0])
            here.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._pages.currentWidget() is self._begin and self.form is not None:
            self.form.name.setFocus()
        else:
            self.secret.enter()

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.setStyleSheet(stylesheet(theme))
        if self._cards:
            asking = self._pages.currentWidget() is self.secret
            self._show_agents()
            if asking:
                self._choose_page(self.secret)
        rescale(self, theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}.get(key, 0)
        focused = self.focusWidget()
        if step and isinstance(focused, AgentCard):
            at = (self._cards.index(focused) + step) % len(self._cards)
            self._cards[at].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, AgentCard):
            focused.click()
        elif key == Qt.Key.Key_Escape:
            self.suggestionsOnly.emit()
        else:
            super().keyPressEvent(event)

    def _waiting(self, count: int) -> str:
        if not count:
            return self.tr("Vos échanges sont chiffrés sur ce poste. Les suggestions restent disponibles.")
        if count == 1:
            return self.tr("Un échange ouvert attend, tel que vous l'avez laissé.")
        return self.tr("{count} échanges ouverts attendent, tels que vous les avez laissés.").format(count=count)

    def _show_agents(self) -> None:
        self._title.setText(self.tr("Qui est à l'accueil ?"))
        here = self.door.current.ref if self.door.current is not None and self.door.unlocked else ""
        self._cards = [AgentCard(agent, self._theme, here=agent.ref == here) for agent in self.door.agents]
        for card in self._cards:
            card.clicked.connect(lambda _, agent=card.agent: self._ask(agent))
        fresh = QWidget()
        stacked(fresh, CardGrid(self._cards, self._theme, column=220, most=2), None)
        self._replace(self._agents, fresh)
        self._agents = fresh
        self._choose_page(fresh)

    def _show_begin(self) -> None:
        self._title.setText(self.tr("Commencer sur ce poste"))
        fresh, card = QWidget(), frame("card")
        self.form = form = NewAgentForm(self.door.to_add)
        start = button(self.tr("Commencer"), "lockBegin", self._ask_begin, role="main")
        start.setEnabled(False)
        form.changed.connect(lambda: start.setEnabled(form.complete))
        form.entered.connect(self._ask_begin)
        stacked(card, form, across(None, start), gap=10, edges=(20, 16, 20, 18))
        stacked(fresh, card, None)
        self._replace(self._begin, fresh)
        self._begin = fresh
        self._choose_page(fresh)

    def _ask_begin(self) -> None:
        if self.form is not None and self.form.complete:
            name, code = self.form.name.text().strip(), self.form.code.text()
            self.form.clear()
            self.beginWanted.emit(name, code)

    def _ask(self, agent: Agent) -> None:
        self._agent = agent
        self._title.setText(self.tr("Échanges verrouillés"))
        self._choose_page(self.secret)
        self.secret.ask(agent, alone=len(self.door.agents) == 1)

    def _give(self, typed: str) -> None:
        if self._agent is not None:
            self.codeGiven.emit(self._agent, typed)

    def _choose_page(self, page: QWidget) -> None:
        for rank in range(self._pages.count()):
            one = self._pages.widget(rank)
            policy = QSizePolicy.Policy.Preferred if one is page else QSizePolicy.Policy.Ignored
            if one is not None:
                one.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(page)
        self._pages.updateGeometry()
        if page is self._agents:
            self._title.setText(self.tr("Qui est à l'accueil ?"))
            self.enter()

    def _replace(self, old: QWidget, fresh: QWidget) -> None:
        rescale(fresh, self._theme)
        self._pages.addWidget(fresh)
        self._pages.removeWidget(old)
        old.deleteLater()

    def _lay_out(self) -> None:
        page, middle = QWidget(), sized(QWidget(), at_most=(_WIDE, 0))
        stacked(
            middle,
            across(self._icon, None),
            self._title,
            self._note,
            self._pages,
            across(self._on, None),
            None,
            gap=8,
            edges=(16, 0, 16, 16),
        )
        row = spaced(QHBoxLayout())
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        column = spaced(QVBoxLayout(page), 0, (0, 20, 0, 0))
        column.addLayout(row)
        column.addStretch(1)
        area = scroll_area(self.tr("Écran verrouillé"), "lockScroll")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        outer = spaced(QVBoxLayout(self))
        outer.addWidget(area)
