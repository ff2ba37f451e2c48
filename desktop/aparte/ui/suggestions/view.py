"""The suggestions' column: header or banner, cards, and what to do when none answers."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aparte.core.suggestion import Suggestions, Verdict
from aparte.ui.emptystate import EmptyState, State
from aparte.ui.suggestions.card import DENSE, ROOMY, WHOLE, Form
from aparte.ui.suggestions.delegate import CardDelegate
from aparte.ui.suggestions.footer import ListFooter
from aparte.ui.suggestions.header import ListHeader
from aparte.ui.suggestions.list import SuggestionList
from aparte.ui.suggestions.model import SuggestionModel
from aparte.ui.suggestions.states import (
    broken,
    not_enough,
    nothing_found,
    nothing_typed,
    opening,
)
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density


class SuggestionsPanel(QWidget):
    """Shows the answer to each request; an answer older than the one shown is dropped.

    Attributes: `list`, `answer` (the one shown, or None), `unsure` (nothing is safe).
    Signals: `gapRequested`; `articleRequested(str)`, to read a suspended article.
    """

    gapRequested = Signal()
    articleRequested = Signal(str)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestionsPanel")
        self._theme = theme
        self._oldest = 0
        self.unsure = False
        self.answer: Suggestions | None = None
        self._model = SuggestionModel(today, self)
        self._delegate = CardDelegate(theme, today, self)
        self._header = ListHeader(theme)
        self.list = SuggestionList(self._model, self._delegate)
        self._empty = EmptyState(theme)
        self.list.cover_with(self._empty)
        self._footer = ListFooter(theme)
        self._footer.gapRequested.connect(self.gapRequested)
        self._footer.articleRequested.connect(self.articleRequested)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._header)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self._footer)
        self._footer.hide()
        self._empty.show_state(nothing_typed())
        self.restyle(theme)

    def show_answer(self, answer: Suggestions) -> None:
        """Show the answer to a request, unless a newer one is on screen already."""
        if answer.number < self._oldest:
            return
        self._oldest = answer.number
        unsure = self._is_unsure(answer)
        self.answer = answer
        elapsed = "" if not answer.items else f"{answer.elapsed_ms:.0f} ms"
        self._header.show_state(unsure=unsure and bool(answer.items), elapsed=elapsed)
        self._show_header()
        self._empty.show_state(_state_of(answer))
        self._footer.setVisible(bool(answer.items) or unsure or answer.suspended is not None)
        self._footer.show_suspended(answer.suspended)
        self._footer.show_service(answer.hand_over if unsure else None)
        self.list.show_answer(answer.number, answer.items, unsure=unsure)

    def refine(self, answer: Suggestions) -> None:
        """Show the same answer in a better order, without moving what the agent is about to pick.

        Once the agent has acted on the list, only the rows under that may change. An answer that is
        no longer the one on screen is dropped.
        """
        shown = self.answer
        if shown is None or answer.number != self._oldest:
            return
        if not self.list.held():
            self.show_answer(answer)
            return
        self.list.refine(answer.number, answer.items)
        self.answer = replace(shown, items=self._model.items)

    def has_cards(self) -> bool:
        """Whether there is a card to go to."""
        return bool(self._model.items)

    def clear(self, number: int) -> None:
        """A new contact, or no text: answers to requests before `number` come too late."""
        self.show_answer(Suggestions(number, Verdict.EMPTY, (), 0.0, (), None, 0.0))

    def forget(self) -> None:
        """Let no key open what was shown to the citizen before."""
        self.list.forget_history()

    def show_opening(self) -> None:
        """The base is being read."""
        self._empty.show_state(opening())

    def show_ready(self) -> None:
        """The base is open: help again, unless cards are there."""
        if not self._model.items:
            self._empty.show_state(nothing_typed() if self.answer is None else _state_of(self.answer))

    def show_problem(self, sentence: str) -> None:
        """The base can't be used."""
        self._empty.show_state(None if self._model.items else broken(sentence))

    def restyle(self, theme: Theme, *, density: Density | None = None) -> None:
        """Take another theme or density."""
        self._theme = theme
        if density is not None:
            self._density = density
        form = _form_for(theme, self._density)
        self._delegate.restyle(theme, form)
        self.list.setUniformItemSizes(not form.grows)
        self._header.restyle(theme)
        self._empty.restyle(theme)
        self._footer.restyle(theme)
        self._footer.set_density(self._density)
        self._show_header()
        self.list.verticalScrollBar().setSingleStep(theme.px(28))
        self.list.scheduleDelayedItemsLayout()
        self._column.setSpacing(theme.px(6))

    def set_edges(self, side: int, top: int, bottom: int) -> None:
        """The room around the column; the scroll bar stands in the right edge."""
        bar = self._delegate.bar_width
        self._column.setContentsMargins(side, top, max(side - bar, 0), bottom)
        self._header.set_right_edge(bar)
        self._footer.set_right_edge(bar)

    def _is_unsure(self, answer: Suggestions) -> bool:
        """A banner once shown stays until the search says otherwise, not until the next key."""
        if answer.verdict is Verdict.UNDECIDED and answer.items and self.answer is not None:
            return self.unsure
        self.unsure = answer.verdict is Verdict.UNSURE
        return self.unsure

    def _show_header(self) -> None:
        self._header.setVisible(self._density is not Density.TIGHT or self._header.unsure)

    _density = Density.ROOMY


def _form_for(theme: Theme, density: Density) -> Form:
    if theme.large:
        return WHOLE
    return ROOMY if density is Density.ROOMY else DENSE


def _state_of(answer: Suggestions) -> State | None:
    if answer.items:
        return None
    if answer.verdict is Verdict.EMPTY:
        return nothing_typed()
    return nothing_found() if answer.verdict is Verdict.UNSURE else not_enough()
