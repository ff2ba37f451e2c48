"""The main window: what the citizen says, what was found, the article."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

from aparte.assist.completing.completer import Completing
from aparte.assist.dense.refining import Refining
from aparte.assist.desk import Desk
from aparte.assist.drafting.draft import Drafting
from aparte.assist.urgent.telling import notices as told_by_town
from aparte.core.article import Document
from aparte.core.clock import Clock
from aparte.core.contact import Act, Channel
from aparte.core.errors import AparteError
from aparte.core.suggestion import Suggestion
from aparte.settings import Option, Settings, options
from aparte.ui.completing.actions import Completions, cited_texts
from aparte.ui.contact.opened import OpenContacts
from aparte.ui.contact.tools import ContactTools
from aparte.ui.contact.witness import Witness
from aparte.ui.draft.actions import Drafts
from aparte.ui.keymap.digits import alt_rank, ctrl_rank
from aparte.ui.meaning.actions import Refinements
from aparte.ui.messages import Notices
from aparte.ui.sentences import in_words
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme
from aparte.ui.window.answers import Given
from aparte.ui.window.columns import fold_for
from aparte.ui.window.contacting import Contacting
from aparte.ui.window.exchange import Exchange
from aparte.ui.window.parts import WindowParts
from aparte.ui.window.placing import Placing
from aparte.ui.window.renewing import Renewing
from aparte.ui.window.replying import Replying
from aparte.ui.window.sheets import Sheets
from aparte.ui.window.shortcuts import WindowActions


class MainWindow(WindowParts):
    """The parts at work: keys, folds, settings, and what the composition root calls.

    Attributes: `exchange`, which carries what is said between the columns; `contacts`, those that
    are open; `contacting`, which keeps and records them; `drafts`, `completions` and `refinements`,
    which offer nothing until a model is attached.
    Without `contacts` the panel says that they are being opened: see `attach_contacts`.
    """

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        tasks: Tasks,
        clock: Clock,
        notices: Notices,
        *,
        contacts: ContactTools | None = None,
    ) -> None:
        super().__init__(desk, settings, tasks, clock, notices)
        self._desk = desk
        self._settings, self._tasks = settings, tasks
        self._clock = clock
        self._placing = Placing(self, settings)
        self.contacts = OpenContacts(clock, settings, self)
        self.exchange = Exchange(self, settings, self.contacts)
        self._replying = Replying(self)
        self.completions = Completions(settings, tasks, self.appearance, self)
        self.completions.watch(self.contact.notes, lambda: cited_texts(self.reader.opened))
        self._witness = Witness(self.contacts, self.suggestions.list, desk=desk, tasks=tasks, clock=clock, parent=self)
        self.contacting = Contacting(
            self, self.exchange, contacts=self.contacts, witness=self._witness, clock=clock, notices=notices
        )
        self.sheets = Sheets(
            self,
            self.contacting,
            witness=self._witness,
            tasks=tasks,
            clock=clock,
            notices=notices,
            settings=settings,
            completions=self.completions,
        )
        self.drafts = Drafts(
            self,
            exchange=self.exchange,
            replying=self._replying,
            sheets=self.sheets,
            contacts=self.contacts,
            witness=self._witness,
            settings=settings,
            notices=notices,
        )
        self.refinements = Refinements(self)
        self._renewing = Renewing(self, desk=desk, tasks=tasks, contacts=self.contacts, drafts=self.drafts)
        self._actions = WindowActions(
            self,
            self.exchange,
            contacting=self.contacting,
            sheets=self.sheets,
            drafts=self.drafts,
            settings=settings,
        )
        self._connect(notices)
        self.setMinimumSize(340, 400)
        self.resize(1280, 800)
        self._follow_setting(options.ALWAYS_ON_TOP)
        self._follow_setting(options.COMPACT)
        self.base_ready()
        self.conversation.field.setFocus()
        if contacts is not None:
            self.attach_contacts(contacts)

    def attach_contacts(self, tools: ContactTools) -> None:
        """The store is open: contacts can be kept, and those left open come back."""
        self.contacting.attach(tools)

    def show_contacts_problem(self, error: AparteError) -> None:
        """The store can't be used: the panel says why, suggestions go on."""
        self.contacting.show_problem(error)

    def ticked(self, article_id: str) -> frozenset[Document]:
        """The papers of an article that the citizen on screen has."""
        return frozenset(self.contacts.current.screen.ticked.get(article_id, ()))

    def open_contact(self, channel: Channel) -> None:
        """A softphone, or another start of the program, opens a contact."""
        self.contacting.open_contact(channel)

    def attach_drafting(self, drafting: Drafting, tasks: Tasks) -> None:
        """The local model can be asked: `tasks` runs on a serial lane of its own."""
        self.drafts.attach(drafting, tasks)

    def attach_completing(self, completing: Completing) -> None:
        """Phrases can be completed in the reply and the notes."""
        self.completions.attach(completing)

    def attach_meaning(self, refining: Refining, reading: Tasks) -> None:
        """The base can be searched by meaning: `reading` runs on a lane of its own."""
        self.refinements.attach(refining, self._tasks, reading)

    def lock_contacts(self) -> None:
        """Keep every contact and take it out of the window; `contacting.locked` tells when."""
        self.drafts.drop()
        self.contacting.lock()

    def open_article(self, article_id: str, section: int = 0) -> None:
        """Open an article chosen elsewhere than in the list, and read it."""
        self.exchange.open_and_read(article_id, section)

    def show_text(self, text: str) -> None:
        """Put a text in the conversation field, as a paste would."""
        self.conversation.show_text(text)

    def apply_appearance(self) -> None:
        """Take the theme that settings and system ask for now."""
        self.appearance.refresh()

    def show_opening(self) -> None:
        """The base is still being opened: the agent may type already."""
        self.suggestions.show_opening()

    def base_ready(self) -> None:
        """The base is open, or has changed: name it, and answer what was typed."""
        state = self._desk.state()
        self.conversation.show_base(state)
        self.setWindowTitle(f"Aparté · {state.town}" if state.town else "Aparté")
        self.suggestions.show_ready()
        self._show_notices()
        self.question.ask_again()

    def base_renewed(self) -> None:
        """Another base is in service: nothing of the one before stays on screen."""
        self._renewing.follow()
        self.base_ready()

    def base_revised(self) -> None:
        """The town's urgent changes are others: they show at once."""
        self._renewing.follow()
        self._show_notices()
        self.question.ask_again()

    def show_base_problem(self, error: AparteError) -> None:
        """The base can't be used: say why where its answers would be."""
        self.suggestions.show_problem(in_words(str(error)))

    def start_next(self) -> None:
        """Clear for the next citizen; Ctrl+Z brings the last one back."""
        self.exchange.start_next()

    def to_conversation(self) -> None:
        """The keyboard goes back to the text, which nothing has changed."""
        self.exchange.to_conversation()

    def _fold(self) -> None:
        """Lay the columns out for the window's size, text size and settings."""
        theme = self.appearance.theme
        compact = self._settings.get(options.COMPACT)
        self.frame.set_compact(compact)
        room = self.width() - self.frame.beside
        self._placing.fold(fold_for(room, theme.factor, compact=compact), theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rank = alt_rank(event)
        if rank:
            self.exchange.open_rank(rank)
        elif contact := ctrl_rank(event):
            self.contacting.switch(contact)
        elif event.key() == Qt.Key.Key_Escape:
            self.to_conversation()
        elif self._is_typing(event):
            self.to_conversation()
            QCoreApplication.sendEvent(self.conversation.field, event)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # On AZERTY, Ctrl and the sixth key of the row is Ctrl and minus: the place comes first.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and ctrl_rank(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self.contacting.flush()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.changed.remove(self._follow_setting)
        self.appearance.close()
        self.drafts.close()
        self.completions.close()
        self.contacting.close()
        self.closed.emit()
        super().closeEvent(event)

    def _connect(self, notices: Notices) -> None:
        notices.posted.connect(self.strip.show_notice)
        self.foldNeeded.connect(self._fold)
        self.suggestions.gapRequested.connect(self._actions.file_gap)
        self.suggestions.list.refused.connect(self._refuse)
        self.suggestions.articleRequested.connect(self.open_article)
        self.contact_strip.toggled.connect(self._toggle_contact)
        self.contact_strip.saveRequested.connect(self.contacting.save)
        self.answers.opened.connect(lambda opened: self._witness.note(Act.OPENED, opened.article))
        self.answers.given.connect(self._note_given)
        self.reader.copyRequested.connect(self._actions.copy)
        self.reader.linkChosen.connect(self.answers.follow_link)
        self.answers.copied.connect(self.copied)
        self.columns.widthsChanged.connect(self._placing.keep_widths)
        self.appearance.changing.connect(self.reader.drop_page)
        self.appearance.changed.connect(self._restyle)
        self._settings.changed.append(self._follow_setting)

    def _refuse(self, suggestion: Suggestion) -> None:
        self._witness.refuse(suggestion.article_id)
        self.strip.offer(self.tr("Noté : cette fiche ne convient pas à cet échange."))

    def _show_notices(self) -> None:
        self.urgent.show_notices(told_by_town(self._desk.urgent()), self._clock.today())

    def _toggle_contact(self, contacting: bool) -> None:
        if contacting:
            self.exchange.to_contact()
        else:
            self.exchange.to_conversation()

    def _note_given(self, given: Given) -> None:
        act = Act.EDITED if given.edited else Act.COPIED
        self._witness.note(
            act, given.opened.article, section=given.section, passage=given.words, by_machine=given.drafted
        )

    def _is_typing(self, event: QKeyEvent) -> bool:
        """A character typed on the list or the reader belongs to the text.

        What the field itself left over is no typing: sent back, it would return here for ever.
        """
        focus = self.focusWidget()
        if focus is None or focus is self.conversation.field or not self.columns.isAncestorOf(focus):
            return False
        if self.contact.isAncestorOf(focus) or self.contact_strip.isAncestorOf(focus):
            return False
        text = event.text()
        if _is_shortcut(event) or not text.isprintable():
            return False
        # A space turns the article's page; on the list it parts two words.
        return bool(text.strip()) or (text == " " and focus is self.suggestions.list)

    def _restyle(self, theme: Theme) -> None:
        self.frame.restyle(theme)
        self.topbar.restyle(theme)
        self.urgent.restyle(theme)
        self.strip.restyle(theme)
        self.reader.restyle(theme)
        self._placing.forget()
        self._fold()

    def _follow_setting(self, option: Option[Any]) -> None:
        if option is options.ALWAYS_ON_TOP:
            self._placing.stay_on_top(self._settings.get(options.ALWAYS_ON_TOP))
        elif option is options.COMPACT:
            self._placing.be_compact(self._settings.get(options.COMPACT))
            self._fold()
        self.topbar.show_switches(
            on_top=self._settings.get(options.ALWAYS_ON_TOP),
            compact=self._settings.get(options.COMPACT),
        )


def _is_shortcut(event: QKeyEvent) -> bool:
    """Ctrl, Alt or Meta, alone or with Shift; Ctrl and Alt together are AltGr, which types."""
    modifier = Qt.KeyboardModifier
    held = event.modifiers() & (modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier)
    return held not in (modifier.NoModifier, modifier.ControlModifier | modifier.AltModifier)
