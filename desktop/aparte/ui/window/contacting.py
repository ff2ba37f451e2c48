"""Contacts at work: opened, kept, saved, given up, locked; what the panel holds goes to the store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from aparte.core.article import Service, ServiceLevel
from aparte.core.clock import Clock
from aparte.core.contact import Channel, OpenContact, Outcome
from aparte.core.errors import AparteError
from aparte.core.records import Receipt
from aparte.ui.contact import states
from aparte.ui.contact.abandoned import Abandoned
from aparte.ui.contact.opened import OpenContacts
from aparte.ui.contact.recording import Recording
from aparte.ui.contact.tab import OpenTab
from aparte.ui.contact.tools import ContactTools
from aparte.ui.contact.witness import Witness
from aparte.ui.contact.wording import CodeNames
from aparte.ui.messages import Notices
from aparte.ui.window.choices import Choices
from aparte.ui.window.exchange import Exchange
from aparte.ui.window.parts import WindowParts

_TICK_MS = 1_000
ORIENTATION = "ADM-ORIENT"


class Contacting(QObject):
    """Joins panel, tabs and store; nothing here waits for the disk.

    Attributes: `tools`, None while no contact can be kept; `names`, the code list's labels.
    Signals: `locked`, once everything typed is on the disk and out of the window; `recorded`, when
    a contact was.
    """

    locked = Signal()
    recorded = Signal()

    def __init__(
        self,
        window: WindowParts,
        exchange: Exchange,
        *,
        contacts: OpenContacts,
        witness: Witness,
        clock: Clock,
        notices: Notices,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._exchange = exchange
        self._contacts = contacts
        self._witness = witness
        self._clock = clock
        self._notices = notices
        self._recording: Recording | None = None
        self._abandoned = Abandoned(self)
        self._choices = Choices(window, exchange, contacts, notices)
        self._told_unkept = False
        self.tools: ContactTools | None = None
        self.names = CodeNames()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_times)
        self._tick.start()
        self._connect()
        self._show_tabs()
        self.show_opening()

    # What the composition root asks.

    def attach(self, tools: ContactTools) -> None:
        """The store is open: its contacts come back, and what was typed meanwhile is kept."""
        recorder = tools.recorder
        tools.store.run(
            lambda: (recorder.opened(), CodeNames(recorder.codes())),
            lambda found: self._work_with(tools, *found),
            self._no_store,
        )

    def show_opening(self) -> None:
        """The store is being opened."""
        self._window.contact.show_state(states.opening())

    def show_problem(self, error: AparteError) -> None:
        """No contact can be kept: suggestions go on working."""
        self._window.contact.show_state(states.unusable(error))

    def show_locked(self) -> None:
        """Whoever has the code brings the contacts back."""
        self._window.contact.show_state(states.locked(), locked=True)

    def lock(self) -> None:
        """Keep what is typed, then take every contact out of the window; `locked` tells when."""
        tools, self.tools = self.tools, None
        if tools is None or self._recording is None:
            self.locked.emit()
            return
        self._abandoned.drop()
        recording, self._recording = self._recording, None
        self._keep_all(
            recording, tools, lambda: self._hide_contacts(recording), lambda: self._stay_open(recording, tools)
        )

    def keep_first(self, then: Callable[[], None], refused: Callable[[], None]) -> None:
        """Before another agent is let in: `then` once everything typed is on the disk, else `refused`."""
        recording = self._recording
        if self.tools is None or recording is None:
            then()
            return
        self._keep_all(recording, self.tools, then, refused)

    def flush(self) -> None:
        """Another program comes in front: write what waits."""
        if self._recording is not None:
            self._recording.flush()

    def close(self) -> None:
        """The window goes: everything typed is handed to the store's lane."""
        self._tick.stop()
        self._abandoned.drop()
        if self._recording is not None:
            self._note_all(self._recording)
            self._recording.finish()

    def open_contact(self, channel: Channel) -> None:
        """A call comes in, or another citizen: a contact on that channel, its clock running."""
        tab = self._contacts.fresh(channel)
        tab.started = True
        self._contacts.add(tab)
        self._contacts.remember_channel(channel)
        if self._recording is not None:
            self._recording.changed(tab)
        self._exchange.to_conversation()

    # What the agent asks.

    def save(self) -> None:
        """Record the contact on screen; the next one starts once its receipt is there."""
        tab, recording = self._contacts.current, self._recording
        if recording is None:
            self._notices.warn(self.tr("Les échanges ne peuvent pas être enregistrés pour le moment."))
        elif not tab.has_content() and not tab.started:
            self._notices.warn(self.tr("Rien à enregistrer : écrivez d'abord ce que dit l'usager."))
        elif not tab.saving and self._choices.is_complete(tab):
            self._choices.settle(tab)
            tab.saving = True
            self._window.contact.show_saving(True)
            self._window.conversation.field.setReadOnly(True)
            self._witness.act(lambda: recording.save(tab))

    def tally(self) -> None:
        """Count a ten-second orientation: no text, no screen."""
        tools = self.tools
        if tools is None:
            self._notices.warn(self.tr("Les échanges ne peuvent pas être enregistrés pour le moment."))
            return
        recorder, channel, code = tools.recorder, self._contacts.current.channel, self._orientation(tools)
        tools.store.run(lambda: recorder.tally(channel, code, Outcome.ANSWERED), self._tell_tally, self._tell)

    def abandon(self) -> None:
        """Give the contact on screen up; nothing is recorded, and it can be undone for a while."""
        tab = self._contacts.current
        if tab.saving or not (tab.has_content() or tab.started):
            return
        self._abandoned.hold(tab, self._contacts.remove(tab))
        self._exchange.to_conversation()
        self._window.strip.offer(
            self.tr("Échange abandonné, rien n'est enregistré."), action=self.tr("Annuler"), do=self._undo_abandon
        )

    def switch(self, rank: int) -> None:
        """Bring the contact of that rank (from 1) on the screen."""
        if rank <= len(self._contacts.tabs):
            self._contacts.select(self._contacts.tabs[rank - 1])
            self._exchange.to_conversation()

    def happened(self, moment: datetime) -> None:
        """The contact is written down after the fact."""
        tab = self._contacts.current
        tab.change(happened_at=moment)
        self._touch()
        self._window.contact.show_time(tab)

    def handed_over(self, service: Service) -> None:
        """The demand went to a second-level service, or to an administration outside the town."""
        outside = service.level is ServiceLevel.EXTERNAL
        outcome = Outcome.REDIRECTED if outside else Outcome.TRANSFERRED
        self._contacts.current.change_demand(outcome=outcome, service=service.id)
        self._touch()
        self._window.contact.show_tab(self._contacts.current)

    @property
    def contact(self) -> OpenContact:
        """The contact on screen as it stands, the demand being worked on last."""
        tab = self._contacts.current
        others = [demand for demand in tab.contact.demands if demand is not tab.demand]
        return replace(tab.snapshot(), demands=(*others, tab.demand))

    # What happens between them.

    def _connect(self) -> None:
        panel, contacts = self._window.contact, self._contacts
        panel.saveRequested.connect(self.save)
        panel.abandonRequested.connect(self.abandon)
        panel.left.connect(self._exchange.to_conversation)
        self._choices.changed.connect(self._touch)
        self._choices.shown.connect(self._show_strip)
        self._abandoned.dropped.connect(self._give_up)
        self._window.tabs.selected.connect(lambda rank: self.switch(rank + 1))
        self._window.tabs.opened.connect(self.open_contact)
        self._exchange.typed.connect(self._touch)
        self._witness.noted.connect(self._note_use)
        contacts.leaving.connect(self._leave)
        contacts.entered.connect(self._enter)
        contacts.changed.connect(self._show_tabs)

    def _work_with(self, tools: ContactTools, opened: tuple[OpenContact, ...], names: CodeNames) -> None:
        recording = Recording(tools, self)
        recording.saved.connect(self._take_receipt)
        recording.refused.connect(self._take_refusal)
        recording.undecided.connect(self._ask_code)
        recording.failed.connect(self._tell_unkept)
        recording.kept.connect(self._note_kept)
        recording.guessed.connect(self._show_guesses)
        self.tools, self.names, self._recording = tools, names, recording
        self._window.contact.work_with(tools, names)
        here, meanwhile = self._contacts.current, [tab for tab in self._contacts.tabs if tab.started]
        back = [self._contacts.restored(contact) for contact in opened]
        self._contacts.tabs[:0] = back
        if back and not here.started:
            self._contacts.select(back[-1])
        self._show_tabs()
        self._enter(self._contacts.current)
        for tab in meanwhile:
            recording.changed(tab)

    def _no_store(self, error: Exception) -> None:
        if not isinstance(error, AparteError):
            raise error
        self.show_problem(error)

    def _keep_all(
        self, recording: Recording, tools: ContactTools, then: Callable[[], None], refused: Callable[[], None]
    ) -> None:
        """Write everything typed, what is typed and saved meanwhile too; `refused` where the disk won't have it."""
        self._note_all(recording)
        recording.finish()
        tabs = self._contacts.tabs
        kept = [tab.contact for tab in tabs]

        def look(_: object) -> None:
            unkept = recording.waiting or any(tab.started and not tab.contact.id for tab in tabs)
            if unkept and recording.refusing:
                refused()
            elif unkept or any(tab.saving for tab in tabs) or [tab.contact for tab in self._contacts.tabs] != kept:
                self._keep_all(recording, tools, then, refused)
            else:
                then()

        tools.store.run(_nothing, look, self._tell)

    def _stay_open(self, recording: Recording, tools: ContactTools) -> None:
        """What is typed stays where it can be read."""
        self.tools, self._recording = tools, recording
        self._notices.warn(
            self.tr("Le disque refuse d'écrire vos échanges : ils restent ouverts, le poste n'est pas verrouillé.")
        )

    def _hide_contacts(self, recording: Recording) -> None:
        recording.deleteLater()
        self._contacts.replace_all([])
        self.show_locked()
        self.locked.emit()

    def _touch(self) -> None:
        """Something of the contact on screen changed."""
        tab = self._contacts.current
        if not tab.started and tab.has_content():
            tab.started = True
            tab.watch.run()
        if tab.started and self._recording is not None:
            self._recording.changed(tab)

    def _note_all(self, recording: Recording) -> None:
        """Whatever was typed, the seconds in front of the agent too."""
        for tab in self._contacts.tabs:
            if tab.started:
                recording.changed(tab)

    def _note_use(self, tab: OpenTab) -> None:
        if tab is self._contacts.current:
            self._touch()
        elif tab in self._contacts.tabs and tab.started and self._recording is not None:
            self._recording.changed(tab)

    def _leave(self, tab: OpenTab) -> None:
        tab.watch.pause()
        self._witness.forget()
        if self._recording is not None:
            if tab.started and tab in self._contacts.tabs and not tab.saving:
                self._recording.changed(tab)
            self._recording.flush()

    def _enter(self, tab: OpenTab) -> None:
        self._window.contact.show_tab(tab)
        self._window.conversation.field.setReadOnly(tab.saving)
        self._show_strip()
        if self._recording is not None and tab.started and not tab.guesses:
            self._recording.think(tab)

    def _show_tabs(self) -> None:
        self._window.tabs.show_tabs(self._contacts.tabs, self._contacts.current)

    def _show_times(self) -> None:
        self._window.tabs.show_times()
        self._window.contact.show_time(self._contacts.current)
        self._show_strip()

    def _show_strip(self) -> None:
        self._window.contact_strip.show_tab(self._contacts.current, self.names)

    def _show_guesses(self, tab: OpenTab) -> None:
        if tab is self._contacts.current:
            self._window.contact.demands.picker.show_guesses(tab.offered)
            self._show_strip()

    def _take_receipt(self, tab: OpenTab, receipt: Receipt) -> None:
        shown = tab is self._contacts.current
        if tab in self._contacts.tabs:
            self._contacts.remove(tab)
        # Who went on to the journal meanwhile stays there.
        if shown and self._window.frame.exchanging:
            self._exchange.to_conversation()
        self._notices.info(self.tr("Enregistré · {reference}").format(reference=receipt.reference))
        self.recorded.emit()

    def _take_refusal(self, tab: OpenTab, error: Exception) -> None:
        if tab is self._contacts.current:
            self._enter(tab)
            self._window.conversation.field.setFocus()
        self._tell(error)

    def _ask_code(self, tab: OpenTab) -> None:
        """Nothing said is about a code: the agent chooses one, unless another contact is on screen by now."""
        if tab is self._contacts.current and self._recording is not None:
            self._enter(tab)
            self._choices.ask_code()
        elif tab in self._contacts.tabs:
            told = self.tr("L'échange {reference} n'est pas enregistré : choisissez d'abord son code de conclusion.")
            self._notices.warn(told.format(reference=tab.contact.reference))

    def _tell_tally(self, receipt: Receipt) -> None:
        self._notices.info(self.tr("Orientation comptée · {reference}").format(reference=receipt.reference))
        self.recorded.emit()

    def _tell_unkept(self, error: Exception) -> None:
        """A disk that refuses is told once, not at each key."""
        if not isinstance(error, AparteError) or not self._told_unkept:
            self._told_unkept = True
            self._tell(error)

    def _note_kept(self) -> None:
        self._told_unkept = False

    def _tell(self, error: Exception) -> None:
        self._window.answers.tell(error)

    def _orientation(self, tools: ContactTools) -> str:
        """The code of an orientation, by its name or by an alias."""
        if any(code.code == ORIENTATION for code in self.names.described()):
            return ORIENTATION
        found = tools.find_codes("orientation")
        return found[0].code if found else ORIENTATION

    def _undo_abandon(self) -> None:
        held = self._abandoned.take_back()
        if held is not None:
            self._contacts.put_back(*held)
            self._exchange.to_conversation()

    def _give_up(self, tab: OpenTab) -> None:
        if self._recording is not None:
            self._recording.give_up(tab)


def _nothing() -> None:
    """Runs behind what was asked before: when it is done, so is that."""
