"""The conversation's column: field, what was understood, a notice, the next citizen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aparte.assist.desk import BaseState
from aparte.core.suggestion import Suggestions
from aparte.ui.conversation.chips import Chips
from aparte.ui.conversation.field import ConversationField
from aparte.ui.conversation.intake import LONGEST, Intake, take_in
from aparte.ui.freshness import day_in_words
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.suggestions.wording import chip_texts
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density


class ConversationPanel(QWidget):
    """What the citizen says, and what was kept of it.

    Attributes: `field`, `originals` (texts pasted whole, of which the field holds a part).
    Signals: `nextRequested`, when the agent goes on to the next citizen; `undoRequested`, when
    undo is asked of an empty field.
    """

    nextRequested = Signal()
    undoRequested = Signal()

    def __init__(self, theme: Theme, contact: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversationPanel")
        self._theme = theme
        self._folded = False
        self.originals: list[str] = []
        self._heading = QLabel(self.tr("Ce que dit l'usager"))
        self._heading.setProperty("role", "heading")
        self.field = ConversationField()
        self._heading.setBuddy(self.field)
        self.field.tookIn.connect(self._tell_intake)
        self.field.undoneFromEmpty.connect(self.undoRequested)
        self._next = _next_button(self.tr("Usager suivant"))
        self._next.clicked.connect(self.nextRequested)
        self._next_key = QLabel(key_text(Action.NEW_CONTACT))
        self._next_key.setProperty("role", "key")
        self._notice = _IntakeNotice(theme)
        self._notice.copyRequested.connect(self._copy_original)
        self.chips = Chips(theme)
        self._base = QLabel()
        self._base.setObjectName("baseState")
        self._base.setProperty("role", "small")
        self._base.setWordWrap(True)
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading, 1)
        centre = Qt.AlignmentFlag.AlignVCenter
        self._head.addWidget(self._next, alignment=centre)
        self._head.addWidget(self._next_key, alignment=centre)
        self._column = column = QVBoxLayout(self)
        column.addLayout(self._head)
        column.addWidget(self.field)
        column.addWidget(self._notice)
        column.addWidget(self.chips)
        self._contact = contact
        column.addWidget(contact, 1)
        column.addWidget(self._base)
        self.setTabOrder(self.field, self._next)
        self.restyle(theme, folded=False, density=Density.ROOMY)

    def show_answer(self, answer: Suggestions) -> None:
        """Show what was repaired or widened."""
        # The articles' own spelling comes before the index's, which has no accents.
        reasons = (*(r for item in answer.items for r in item.reasons), *answer.repairs)
        self.chips.show_texts(chip_texts(reasons))

    def show_base(self, state: BaseState) -> None:
        """Name the base in use and how fresh it is."""
        count = self.tr("{n} fiches").format(n=state.articles)
        if state.overdue:
            count = self.tr("{n} fiches, dont {overdue} à revoir").format(n=state.articles, overdue=state.overdue)
        lines = [" · ".join(part for part in (state.town, count) if part)]
        if state.newest_verification is not None:
            newest = day_in_words(state.newest_verification)
            lines.append(self.tr("à jour au {day}").format(day=newest))
        if state.expired:
            lines.append(self.tr("plus garantie : à vérifier"))
        self._base.setText("\n".join(lines) if state.articles else "")

    def show_reading(self, line: str) -> None:
        """Say how much of the base was read for its meaning, to whoever points at the base's name."""
        self._base.setToolTip(line)
        self._base.setAccessibleDescription(line)

    def show_text(self, text: str) -> None:
        """Put a text in the field, as a paste would."""
        intake = take_in(text, LONGEST)
        self.field.replace_all(intake.text)
        self._tell_intake(intake, text)

    def show_contact(self, said: str, originals: list[str], cursor: int) -> None:
        """Show another contact's words; undo never brings back those of the one before."""
        self.originals = originals
        self._notice.hide()
        self.field.show_contact(said, cursor)
        if originals:
            self._tell_intake(Intake("", 1, 0), "")

    def restyle(self, theme: Theme, *, folded: bool, density: Density, contacting: bool = False) -> None:
        """Take another theme; `folded` above the list, denser when height is scarce.

        `contacting`, when the contact panel stands in the list's place and needs the room.
        """
        self._theme, self._folded = theme, folded
        tight = density is Density.TIGHT
        lines = 2 if tight or (contacting and density is Density.SHORT) else 3
        self.field.show_lines(lines if folded else 4, theme)
        self.chips.restyle(theme, 1 if folded else 2)
        self.chips.setVisible(not (folded and tight) and not contacting)
        self._with_head = not (folded and tight)
        self._base.setVisible(not folded)
        self._fit_head()
        self._notice.restyle(theme)
        self._column.setSpacing(theme.px(6))
        self._head.setSpacing(theme.px(4))
        self._heading.setFixedHeight(theme.px(32 if density is Density.ROOMY else 26))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Leave out the key, then the heading, when the row is too narrow for them."""
        room = self.width() - 2 * self._side - self._next.sizeHint().width()
        heading = self._heading.sizeHint().width()
        key = self._next_key.sizeHint().width()
        spacing = 2 * self._head.spacing()
        self._next.setVisible(self._with_head)
        self._heading.setVisible(self._with_head and heading + spacing <= room)
        self._next_key.setVisible(self._with_head and heading + key + 2 * spacing <= room)

    _with_head = True

    def set_edges(self, side: int, top: int, bottom: int) -> None:
        """The room around the column."""
        self._side = side
        self._column.setContentsMargins(side, top, side, bottom)
        self._fit_head()

    _side = 0

    def _tell_intake(self, intake: Intake, original: str) -> None:
        if intake.cut and original:
            self.originals.append(original)
        if intake.cut:
            self._notice.say(
                self.tr("Texte trop long : la suite n'entre pas dans le champ. Le texte entier est gardé.")
                if self.originals
                else self.tr("Le champ est plein : passez à l'usager suivant ou raccourcissez."),
                with_copy=bool(self.originals),
            )
        elif intake.nulls:
            self._notice.say(self.tr("Des caractères nuls ont été retirés du texte collé."))

    def _copy_original(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.originals))


class _IntakeNotice(QFrame):
    """Says what did not enter the field, and gives it back."""

    copyRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("intakeNotice")
        self.setProperty("role", "warning")
        self._text = QLabel()
        self._text.setProperty("role", "warning")
        self._text.setWordWrap(True)
        self._copy = QPushButton(self.tr("Copier le texte entier"))
        self._copy.setProperty("role", "link")
        self._copy.clicked.connect(self.copyRequested)
        lines = QVBoxLayout(self)
        lines.addWidget(self._text)
        lines.addWidget(self._copy, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()
        self.restyle(theme)

    def say(self, text: str, *, with_copy: bool = False) -> None:
        self._text.setText(text)
        self._copy.setVisible(with_copy)
        self.show()

    def restyle(self, theme: Theme) -> None:
        layout = self.layout()
        if layout is not None:
            edge = theme.px(10)
            layout.setContentsMargins(edge, theme.px(6), edge, theme.px(6))
            layout.setSpacing(theme.px(2))


def _next_button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("nextCitizen")
    button.setProperty("role", "link")
    return button
