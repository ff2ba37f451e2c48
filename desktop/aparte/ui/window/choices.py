"""What the agent chooses in the contact panel, taken into the contact on screen."""

from PySide6.QtCore import QObject, Signal

from aparte.core.contact import CallBack, Channel, CodeChoice, Demand, Outcome
from aparte.ui.contact.deciding import by_default
from aparte.ui.contact.opened import OpenContacts
from aparte.ui.contact.tab import OpenTab
from aparte.ui.contact.view import FOLLOWED
from aparte.ui.messages import Notices
from aparte.ui.window.exchange import Exchange
from aparte.ui.window.parts import WindowParts


class Choices(QObject):
    """Channel, notes, demands, codes, outcomes and whom to call back.

    Signals: `changed`, when the contact on screen did; `shown`, when its demand is on screen anew.
    """

    changed = Signal()
    shown = Signal()

    def __init__(self, window: WindowParts, exchange: Exchange, contacts: OpenContacts, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._exchange = exchange
        self._contacts = contacts
        self._notices = notices
        panel = window.contact
        panel.channels.chosen.connect(self._take_channel)
        panel.notes.typed.connect(self._take_notes)
        panel.demands.picker.chosen.connect(self._take_code)
        panel.demands.outcome.chosen.connect(self._take_outcome)
        panel.demands.added.connect(self._add_demand)
        panel.demands.selected.connect(self._select_demand)
        panel.demands.removed.connect(self._remove_demand)
        panel.follow_up.edited.connect(self._take_call_back)

    def settle(self, tab: OpenTab) -> None:
        """Before the contact is recorded: what the agent went to is confirmed, the rest is guessed then."""
        picker = self._window.contact.demands.picker
        tab.leaning = picker.moved_to()
        if not tab.demand.code and tab.leaning and picker.is_choosing():
            guesses = tuple(guess.code for guess in tab.offered)
            tab.change_demand(code=tab.leaning, choice=CodeChoice.CONFIRMED, guesses=guesses)
        if not any(demand.outcome in FOLLOWED for demand in tab.contact.demands):
            tab.change(call_back=None)

    def is_complete(self, tab: OpenTab) -> bool:
        """Whether the contact can be recorded; what is missing is asked in one sentence."""
        demands = enumerate(tab.contact.demands)
        missing = next((at for at, demand in demands if not demand.code and at != tab.at), None)
        if missing is not None:
            tab.at = missing
            self.ask_code()
            return False
        call_back = tab.contact.call_back
        wanted = any(demand.outcome is Outcome.CALL_BACK for demand in tab.contact.demands)
        if wanted and (call_back is None or not (call_back.name or call_back.phone)):
            self._exchange.show_contact()
            self._window.contact.reveal_follow_up()
            self._notices.warn(self.tr("Notez un nom ou un téléphone : il faut savoir qui rappeler."))
            return False
        return True

    def ask_code(self) -> None:
        """The demand on screen has no code, and nothing said tells which."""
        self._show_demand()
        self._exchange.to_contact()
        self._notices.warn(self.tr("Choisissez un code de conclusion : tapez un mot, puis Entrée."))

    def _take_channel(self, channel: Channel) -> None:
        self._contacts.current.change(channel=channel)
        self._contacts.remember_channel(channel)
        self.changed.emit()
        self._contacts.changed.emit()

    def _take_notes(self, notes: str) -> None:
        self._contacts.current.change(notes=notes)
        self.changed.emit()

    def _take_code(self, code: str, choice: CodeChoice) -> None:
        tab = self._contacts.current
        offered = tuple(guess.code for guess in tab.offered)
        tab.change_demand(code=code, choice=choice, guesses=offered)
        self._show_demand()

    def _take_outcome(self, outcome: Outcome) -> None:
        self._contacts.current.change_demand(outcome=outcome)
        self._show_demand()
        if outcome in FOLLOWED:
            self._window.contact.reveal_follow_up()
        elif outcome is Outcome.TRANSFERRED:
            self._window.contact.transferRequested.emit()
        elif outcome is Outcome.REDIRECTED:
            self._window.contact.redirectRequested.emit()

    def _take_call_back(self, call_back: CallBack) -> None:
        self._contacts.current.change(call_back=call_back)
        self.changed.emit()

    def _add_demand(self) -> None:
        tab = self._contacts.current
        leaning = self._window.contact.demands.picker.moved_to()
        tab.change(demands=by_default(tab.contact.demands, tab.at, tab.guesses, leaning))
        tab.change(demands=(*tab.contact.demands, Demand(self._contacts.new_id())))
        tab.at = len(tab.contact.demands) - 1
        self._show_demand()
        self._window.contact.enter_codes()

    def _select_demand(self, at: int) -> None:
        self._contacts.current.at = at
        self._show_demand()

    def _remove_demand(self, at: int) -> None:
        tab = self._contacts.current
        demands = tab.contact.demands
        tab.at = min(tab.at if tab.at <= at else tab.at - 1, len(demands) - 2)
        tab.change(demands=(*demands[:at], *demands[at + 1 :]))
        self._show_demand()

    def _show_demand(self) -> None:
        tab = self._contacts.current
        self.changed.emit()
        self._window.contact.demands.show_tab(tab)
        self._window.contact.show_follow_up(tab)
        self.shown.emit()
