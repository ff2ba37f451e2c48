"""The panel of a draft: who wrote it, its sentences as they come, and what the agent may do with it."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aparte.ui.draft.state import Shown, Stage
from aparte.ui.draft.text import DraftText
from aparte.ui.draft.why import Why
from aparte.ui.draft.wording import author, calm_line
from aparte.ui.keymap.actions import Action, key_text, label, native
from aparte.ui.screen.flow import Flow
from aparte.ui.theme import Theme
from aparte.ui.theme.roles import set_role


class DraftPanel(QFrame):
    """As tall when it waits as when the draft is there.

    Attributes: `stage`.
    Signals: `copyRequested`, `editRequested`, `refuseRequested`; `refused(Refusal)` once the agent said why, `kept`
    when they think better of it; `cited(Citation, str)` with the sentence that cites; `left` by Esc.
    """

    copyRequested = Signal()
    editRequested = Signal()
    refuseRequested = Signal()
    refused = Signal(object)
    kept = Signal()
    cited = Signal(object, str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftPanel")
        self.setProperty("role", "machine")
        self._theme = theme
        self.stage = Stage.OFF
        self._badge = QLabel(self.tr("Brouillon écrit par IA"))
        self._badge.setObjectName("draftBadge")
        self._badge.setProperty("role", "badge-machine")
        self._author = QLabel()
        self._author.setObjectName("draftAuthor")
        self._author.setProperty("role", "small")
        self._author.setTextFormat(Qt.TextFormat.PlainText)
        self._author.setWordWrap(True)
        self.text = DraftText(theme)
        self.text.cited.connect(self.cited)
        self.text.left.connect(self.left)
        self._copy = self._button(self.tr("Copier"), "draftCopy", Action.COPY_DRAFT, self.copyRequested)
        self._edit = self._button(self.tr("Modifier"), "draftEdit", Action.EDIT_DRAFT, self.editRequested)
        self._refuse = self._button(self.tr("Refuser"), "draftRefuse", Action.REFUSE_DRAFT, self.refuseRequested)
        self._key = QLabel(key_text(Action.COPY_DRAFT))
        self._key.setProperty("role", "key")
        self._acts = QWidget()
        self.why = Why()
        self.why.chosen.connect(self.refused)
        self.why.kept.connect(self.kept)
        self._lay_out(theme)
        self.hide()

    def show_draft(self, shown: Shown) -> None:
        """Show how far the draft is."""
        self.stage = shown.stage
        set_role(self, "machine" if shown.stage.open else "machine-quiet")
        self._author.setText(self._question() if shown.stage is Stage.ASKING else author(shown))
        self.text.keep_room(shown.room)
        if shown.sentences and shown.stage.open:
            self.text.show_sentences(shown.sentences)
        else:
            self.text.show_line(calm_line(shown))
        self._change_rows(asking=shown.stage is Stage.ASKING)
        for button in (self._copy, self._edit, self._refuse):
            button.setEnabled(shown.stage in (Stage.READY, Stage.ASKING))
            button.setVisible(shown.stage.open)
        self._key.setVisible(shown.stage.open)

    def enter(self) -> None:
        """Take the keyboard, if there is a draft to decide about."""
        if self.stage is Stage.ASKING:
            self.why.enter()
        elif self.stage is Stage.READY:
            self._copy.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _change_rows(self, *, asking: bool) -> None:
        """Decisions, or reasons; the keyboard goes along first, or Qt would take it down the page."""
        going, coming = (self._acts, self.why) if asking else (self.why, self._acts)
        coming.show()
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus() and going.isAncestorOf(focus):
            if asking:
                self.why.enter()
            else:
                self._refuse.setFocus(Qt.FocusReason.OtherFocusReason)
        going.hide()

    def _question(self) -> str:
        return self.tr("Pourquoi le refuser ? {key} le garde.").format(key=native("Esc"))

    def _button(self, text: str, name: str, action: Action, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("role", "small")
        button.setToolTip(f"{label(action)} ({key_text(action)})")
        button.setAccessibleName(label(action))
        button.clicked.connect(signal)
        return button

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._author, 1)
        flow = Flow(self._acts, 6)
        for widget in (self._copy, self._key, self._edit, self._refuse):
            flow.addWidget(widget)
        for layout in (flow, self.why.flow):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(theme.px(6))
        # The row keeps its place while there is nothing to press.
        self._acts.setMinimumHeight(self._copy.sizeHint().height())
        column = QVBoxLayout(self)
        edge = theme.px(10)
        column.setContentsMargins(edge, theme.px(8), edge, theme.px(8))
        column.setSpacing(theme.px(5))
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self._acts)
        column.addWidget(self.why)
