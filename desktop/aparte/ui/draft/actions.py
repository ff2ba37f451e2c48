"""The life of a draft: asked for at a pause, shown as it comes, decided about, dropped with its contact."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from aparte.assist.drafting.draft import (
    Draft,
    Drafting,
    DraftOutcome,
    DraftRequest,
    DraftSentence,
    Refused,
    Unavailable,
)
from aparte.assist.reply.reply import Citation, Reply
from aparte.core.contact import Act, Refusal
from aparte.core.errors import AparteError
from aparte.core.model import ModelStanding
from aparte.settings import Option, Settings, options
from aparte.ui.announcing import announce
from aparte.ui.contact.opened import OpenContacts
from aparte.ui.contact.witness import Witness
from aparte.ui.draft.state import Shown, Stage
from aparte.ui.draft.text import spoken
from aparte.ui.draft.view import DraftPanel
from aparte.ui.draft.wording import standing_line
from aparte.ui.messages import Notices
from aparte.ui.reader.page import ArticlePage, Opened
from aparte.ui.tasks import Tasks
from aparte.ui.window.answers import section_of
from aparte.ui.window.exchange import Exchange
from aparte.ui.window.parts import WindowParts
from aparte.ui.window.replying import Replying
from aparte.ui.window.sheets import Sheets

SETTLE_MS = 250


class Drafts(QObject):
    """One draft at a time, for the reply on screen; none until `attach`.

    Attributes: `shown`, what its panel says.
    """

    def __init__(
        self,
        window: WindowParts,
        *,
        exchange: Exchange,
        replying: Replying,
        sheets: Sheets,
        contacts: OpenContacts,
        witness: Witness,
        settings: Settings,
        notices: Notices,
    ) -> None:
        super().__init__(window)
        self._window, self._exchange, self._replying = window, exchange, replying
        self._sheets, self._contacts, self._witness = sheets, contacts, witness
        self._settings, self._notices = settings, notices
        self._drafting: Drafting | None = None
        self._tasks: Tasks | None = None
        self._number = 0
        self._asked = ""
        self._reply: Reply | None = None
        self._draft: Draft | None = None
        self._unfolded = False
        self._before: QWidget | None = None
        self._told_failed = False
        self.shown = Shown()
        # Whoever leafs through the list asks for no draft of each.
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self._ask)
        window.reader.shown.connect(self._follow)
        window.reader.built.connect(self._take_page)
        window.conversation.field.textChanged.connect(self._give_way)
        replying.settled.connect(self._settle)
        contacts.leaving.connect(self.drop)
        settings.changed.append(self._follow_setting)

    # What the composition root asks.

    def attach(self, drafting: Drafting, tasks: Tasks) -> None:
        """Drafts can be asked for: `tasks` runs them, one at a time, on a lane that nothing else waits for."""
        self._drafting, self._tasks = drafting, tasks
        self.drop()
        self._follow()

    def status(self) -> str:
        """Whether drafts can be had, in one sentence."""
        if self._settings.get(options.MODELS) == options.AllowedModels.NONE.value:
            return standing_line(ModelStanding.OFF_BY_POLICY, None)
        if not self._settings.get(options.DRAFTS):
            locked = self._settings.locked_by(options.DRAFTS)
            return standing_line(ModelStanding.OFF_BY_POLICY if locked else ModelStanding.OFF_BY_AGENT, None)
        if self._drafting is None:
            return standing_line(ModelStanding.NO_MODEL, None)
        return standing_line(self._drafting.standing(), self._drafting.model)

    @property
    def writing(self) -> bool:
        """Whether a draft is being written; may be asked from any thread."""
        return self.shown.stage is Stage.WRITING

    def drop(self) -> None:
        """Nothing of a draft stays, and none goes on being written."""
        self._cancel()
        self._reply = None
        self._show(Shown())

    def close(self) -> None:
        """The window goes."""
        self._cancel()
        self._drafting = self._tasks = None
        if self._follow_setting in self._settings.changed:
            self._settings.changed.remove(self._follow_setting)

    # What the agent asks.

    def copy(self) -> None:
        """Put the draft on the clipboard."""
        self._decide(self._window.answers.copy_draft)

    def edit(self) -> None:
        """Change the draft before it is copied."""
        self._decide(self._sheets.edit_draft)

    def refuse(self) -> None:
        """Ask why it is refused, in one key."""
        self._decide(self._ask_why)

    def enter(self) -> None:
        """Take the keyboard to the draft, unfolded; where height is scarce a second time folds it again."""
        panel = self._panel()
        if panel is None or self.shown.stage is Stage.OFF:
            self._notices.info(self.tr("Aucun brouillon pour le moment."))
        elif self._is_there(panel):
            self._fold()
            self._exchange.to_conversation()
        else:
            self._unfold()
            panel.enter()

    def _is_there(self, panel: DraftPanel) -> bool:
        """Whether the keyboard is at the draft already."""
        focus = QApplication.focusWidget()
        if focus is None:
            return False
        return panel.isAncestorOf(focus) or (self._unfolded and self._window.reader.isAncestorOf(focus))

    def toggle(self) -> None:
        """Show the draft, or hide it, where it has no room of its own."""
        if self._unfolded:
            self._fold()
        else:
            self._unfold()

    # What happens between them.

    def _follow(self) -> None:
        """Another article or reply is on screen, or none."""
        opened = self._window.reader.opened
        reply = opened.reply if opened is not None and not opened.unsure else None
        if reply is not None and reply == self._reply:
            self._show(self.shown)
            return
        self._cancel()
        self._reply = reply
        if opened is None or reply is None or not self._can_draft(opened):
            self._show(Shown())
            return
        model = self._drafting.model if self._drafting is not None else None
        room = len(" ".join(reply.lines()))
        name, demonstration = (model.name, model.demonstration) if model is not None else ("", False)
        self._show(Shown(Stage.WAITING, (), name, demonstration, room))
        self._wait()

    def _can_draft(self, opened: Opened) -> bool:
        """Whether a draft may be asked for here; one that was refused is not written again in this contact."""
        drafting = self._drafting
        if drafting is None or opened.suggestion is None or not self._settings.get(options.DRAFTS):
            return False
        refused = self._contacts.current.uses.draft_refused(opened.article.id)
        return not refused and drafting.standing() is ModelStanding.READY

    def _settle(self) -> None:
        """The agent paused: what was written, or not, for other words is asked for anew, be the reply the same."""
        opened, said = self._window.reader.opened, self._said()
        over = self.shown.stage in (Stage.READY, Stage.SET_ASIDE, Stage.FAILED)
        if over and opened is not None and said.split() != self._asked.split() and self._can_draft(opened):
            # The guard held the draft against the words it was asked for with, and no others.
            self._draft = None
            self._show(replace(self.shown, stage=Stage.WAITING, sentences=()))
        self._wait()

    def _wait(self) -> None:
        if self.shown.stage is Stage.WAITING and not self._replying.waiting:
            self._soon.start()

    def _give_way(self) -> None:
        """The agent types: what is being written is given up at once."""
        self._soon.stop()
        if self.shown.stage is Stage.WRITING:
            self._cancel()
            self._show(replace(self.shown, stage=Stage.WAITING, sentences=()))

    def _cancel(self) -> None:
        self._soon.stop()
        self._number += 1
        self._draft = None
        if self.shown.stage is Stage.WRITING and self._drafting is not None:
            self._drafting.cancel()

    def _ask(self) -> None:
        drafting, tasks, reply = self._drafting, self._tasks, self._reply
        said = self._said()
        if drafting is None or tasks is None or reply is None or self.shown.stage is not Stage.WAITING:
            return
        if self._replying.waiting or not said.strip():
            return
        self._number += 1
        self._asked = said
        number, request = self._number, DraftRequest(said, reply)
        self._show(replace(self.shown, stage=Stage.WRITING))

        def write(tell: Callable[[DraftSentence], None]) -> DraftOutcome:
            # Given up while it waited for the one before it.
            if number != self._number:
                return Unavailable(ModelStanding.READY, cancelled=True)
            return drafting.draft(request, tell)

        tasks.stream(
            write,
            lambda sentence: self._take_sentence(number, sentence),
            lambda outcome: self._take_outcome(number, outcome),
            lambda error: self._take_failure(number, error),
        )

    def _said(self) -> str:
        return self._window.conversation.field.toPlainText()

    def _take_sentence(self, number: int, sentence: DraftSentence) -> None:
        if number == self._number:
            self._show(replace(self.shown, sentences=(*self.shown.sentences, sentence)))

    def _take_outcome(self, number: int, outcome: DraftOutcome) -> None:
        if number != self._number:
            return
        nothing = replace(self.shown, sentences=())
        if isinstance(outcome, Draft):
            self._draft = outcome
            self._show(replace(self.shown, stage=Stage.READY, sentences=outcome.sentences))
            announce(self._window.reader, spoken(outcome.sentences))
        elif isinstance(outcome, Refused):
            self._show(replace(nothing, stage=Stage.SET_ASIDE))
        elif outcome.cancelled:
            self._show(replace(nothing, stage=Stage.WAITING))
        else:
            self._show(replace(nothing, stage=Stage.FAILED))
            self._tell_failed(outcome.standing)

    def _take_failure(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._show(replace(self.shown, stage=Stage.FAILED, sentences=()))
        if not isinstance(error, AparteError):
            raise error

    def _tell_failed(self, standing: ModelStanding) -> None:
        """Once: the agent works on without drafts."""
        if standing is ModelStanding.FAILED and not self._told_failed:
            self._told_failed = True
            self._notices.warn(
                self.tr("Le modèle s'est arrêté deux fois : les réponses des fiches restent là, sans brouillon.")
            )

    def _decide(self, act: Callable[[Opened, Draft], object]) -> None:
        """Do something with the draft, once it is whole and in sight."""
        opened, draft, panel = self._window.reader.opened, self._draft, self._panel()
        if opened is None or draft is None or panel is None or self.shown.stage is not Stage.READY:
            self._notices.info(self.tr("Aucun brouillon pour le moment."))
        elif not panel.isVisible():
            self._unfold()
            panel.enter()
        else:
            act(opened, draft)

    def _ask_why(self, opened: Opened, draft: Draft) -> None:  # noqa: ARG002 - as every decision
        self._before = QApplication.focusWidget()
        self._show(replace(self.shown, stage=Stage.ASKING))
        if (panel := self._panel()) is not None:
            panel.enter()

    def _take_refusal(self, refusal: Refusal) -> None:
        opened, draft = self._window.reader.opened, self._draft
        if opened is None or draft is None:
            return
        self._draft = None
        self._give_keyboard_back()
        self._show(replace(self.shown, stage=Stage.REFUSED, sentences=(), refusal=refusal))
        self._witness.note(Act.REFUSED, opened.article, section=section_of(draft), by_machine=True, refusal=refusal)
        self._notices.info(self.tr("Noté. « Copier » donne la réponse de la fiche."))

    def _keep(self) -> None:
        self._show(replace(self.shown, stage=Stage.READY))
        self._give_keyboard_back()

    def _give_keyboard_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._exchange.to_reader()

    def _cite(self, citation: Citation, words: str) -> None:
        opened = self._window.reader.opened
        if opened is not None and citation.article_id == opened.article.id:
            self._window.reader.show_citation(citation, words)
        else:
            self._exchange.open_and_read(citation.article_id, citation.section)

    def _take_page(self, page: ArticlePage) -> None:
        """A page was built, or built anew: what stood on the one before stands on it."""
        panel = page.draft
        if panel is None or page.answer is None:
            return
        page.answer.draftToggled.connect(self.toggle)
        panel.copyRequested.connect(self.copy)
        panel.editRequested.connect(self.edit)
        panel.refuseRequested.connect(self.refuse)
        panel.refused.connect(self._take_refusal)
        panel.kept.connect(self._keep)
        panel.cited.connect(self._cite)
        panel.left.connect(self._exchange.to_conversation)
        if self._window.reader.opened is not None and self._window.reader.opened.reply == self._reply:
            page.show_draft(self.shown, unfolded=self._unfolded)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        if (page := self._window.reader.page) is not None:
            page.show_draft(shown, unfolded=self._unfolded)

    def _unfold(self) -> None:
        self._exchange.to_reader()
        panel = self._panel()
        self._unfolded = panel is not None and not panel.isVisible()
        self._show(self.shown)
        scroller = self._window.reader.scroller
        scroller.scroll_to(0)
        if panel is not None:
            # Once it has its place on the page.
            QTimer.singleShot(0, panel, lambda: scroller.ensureWidgetVisible(panel, 0, 0))

    def _fold(self) -> None:
        self._unfolded = False
        self._show(self.shown)

    def _panel(self) -> DraftPanel | None:
        page = self._window.reader.page
        return page.draft if page is not None else None

    def _follow_setting(self, option: Option[Any]) -> None:
        if option is options.DRAFTS:
            self.drop()
            self._follow()
