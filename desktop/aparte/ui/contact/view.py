"""The contact panel: channel, time, notes, demands, what follows, and the record."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aparte.core.clock import Clock
from aparte.core.contact import Outcome
from aparte.ui.contact.channels import ChannelRow
from aparte.ui.contact.demands import Demands
from aparte.ui.contact.followup import FollowUp
from aparte.ui.contact.notes import NotesField
from aparte.ui.contact.savebutton import SaveButton
from aparte.ui.contact.tab import OpenTab
from aparte.ui.contact.tools import ContactTools
from aparte.ui.contact.wording import CodeNames, time_text
from aparte.ui.emptystate import EmptyState, State
from aparte.ui.freshness import day_in_words
from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon

FOLLOWED = frozenset({Outcome.CALL_BACK, Outcome.APPOINTMENT})


class ContactPanel(QWidget):
    """One contact at a time, or one sentence when there can be none.

    Attributes: `channels`, `notes`, `demands`, `follow_up`.
    Signals: `saveRequested`, `transferRequested`, `redirectRequested`, `lateRequested`, `abandonRequested`,
    `slipRequested`, `unlockRequested`, and `left` by Esc.
    """

    saveRequested = Signal()
    transferRequested = Signal()
    redirectRequested = Signal()
    lateRequested = Signal()
    abandonRequested = Signal()
    slipRequested = Signal()
    unlockRequested = Signal()
    left = Signal()

    def __init__(self, theme: Theme, clock: Clock, keep_days: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contactPanel")
        self._theme = theme
        self._saving = False
        self._heading = QLabel(self.tr("Échange"))
        self._heading.setProperty("role", "heading")
        self._time = QLabel()
        self._time.setObjectName("contactTime")
        self._time.setProperty("role", "small")
        self._masked = QLabel(self.tr("souligné : sera masqué"))
        self._masked.setObjectName("maskedHint")
        self._masked.setProperty("role", "small")
        self._masked.hide()
        self._more = QToolButton()
        self._more.setObjectName("contactMenu")
        self._more.setProperty("role", "quiet")
        self._more.setAccessibleName(self.tr("Autres actions de l'échange"))
        self._more.setToolTip(self.tr("Autres actions de l'échange"))
        self._more.clicked.connect(self._show_menu)
        self.channels = ChannelRow(theme)
        self.notes = NotesField(theme)
        self.notes.personalChanged.connect(self._show_masked)
        self.demands = Demands(theme)
        self.follow_up = FollowUp(theme, clock, keep_days)
        self.follow_up.hide()
        self._save = SaveButton(theme)
        self._save.clicked.connect(self.saveRequested)
        self._transfer = QPushButton(self.tr("Transférer"))
        self._transfer.setObjectName("transferContact")
        for button in (self._save, self._transfer):
            button.setMinimumWidth(1)
        words = self.tr("Transférer à un service")
        self._transfer.setToolTip(f"{words} ({key_text(Action.TRANSFER)})")
        self._transfer.clicked.connect(self.transferRequested)
        self._empty = EmptyState(theme)
        self._unlock = QPushButton(self.tr("Ouvrir les échanges"))
        self._unlock.setObjectName("unlockContacts")
        self._unlock.clicked.connect(self.unlockRequested)
        self._unlock.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._closed())
        self._stack.addWidget(self._lay_out())
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)
        self.restyle(theme)

    def work_with(self, tools: ContactTools, names: CodeNames) -> None:
        """The store is open."""
        self.notes.find_with(tools.find_personal)
        self.demands.work_with(tools.find_codes, names)
        self._stack.setCurrentIndex(1)

    def show_state(self, state: State, *, locked: bool = False) -> None:
        """No contact can be worked on now: say why, and offer the key where there is one."""
        self._empty.show_state(state)
        self._unlock.setVisible(locked)
        self._stack.setCurrentIndex(0)

    def _closed(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty, 1)
        column.addWidget(self._unlock, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def show_tab(self, tab: OpenTab) -> None:
        """Show a contact as it stands."""
        self.channels.show_channel(tab.channel)
        self.notes.show_notes(tab.contact.notes)
        self.demands.show_tab(tab)
        self.show_follow_up(tab)
        self.show_time(tab)
        self.show_saving(tab.saving)

    def show_follow_up(self, tab: OpenTab) -> None:
        """Show or hide whom to call back or meet."""
        wanted = next((d.outcome for d in tab.contact.demands if d.outcome in FOLLOWED), None)
        if wanted is not None:
            self.follow_up.show_call_back(tab.contact.call_back, wanted)
        self.follow_up.setVisible(wanted is not None)

    def show_time(self, tab: OpenTab) -> None:
        """Show how long this contact has been in front of the agent, or when it happened."""
        late = tab.contact.happened_at
        self._time.setText(
            time_text(tab.watch.seconds) if late is None else self.tr("du {day}").format(day=_day_and_hour(late))
        )

    def set_folded(self, folded: bool) -> None:
        """Folded, the row under the panel saves."""
        self._folded = folded
        self._fit()

    _folded = False

    def show_saving(self, saving: bool) -> None:
        """Between the key and the receipt."""
        if saving == self._saving:
            return
        self._saving = saving
        self._save.show_saving(saving)
        for part in (self.channels, self.notes, self.demands, self.follow_up, self._transfer, self._more):
            part.setEnabled(not saving)

    def enter_codes(self) -> None:
        """Take the keyboard to the closure codes."""
        picker = self.demands.picker
        picker.enter()
        self._scroll.ensureWidgetVisible(picker)
        inner = self._scroll.widget()
        if inner is not None and picker.height() > self._scroll.viewport().height():
            self._scroll.verticalScrollBar().setValue(picker.mapTo(inner, QPoint(0, 0)).y())

    def reveal_follow_up(self) -> None:
        """Bring the call-back's fields on screen, ready to type."""
        self._scroll.ensureWidgetVisible(self.follow_up)
        self.follow_up.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        for part in (self.channels, self.notes, self.demands, self.follow_up, self._save, self._empty):
            part.restyle(theme)
        side = theme.px(18)
        self._more.setIcon(icon("ellipsis", theme.tokens.soft, side))
        self._more.setIconSize(QSize(side, side))
        self._head.setSpacing(theme.px(6))
        self._body.setSpacing(theme.px(8))
        self._foot.setSpacing(theme.px(8))
        self._page.setSpacing(theme.px(6))
        self._foot.setContentsMargins(0, theme.px(4), 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> QWidget:
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading)
        self._head.addWidget(self._time)
        self._head.addStretch(1)
        self._head.addWidget(self._masked)
        self._head.addWidget(self._more)
        inner = QWidget()
        inner.setMinimumWidth(1)
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(0, 0, 0, 0)
        for part in (self.channels, self.notes, self.demands, self.follow_up):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("contactBody")
        self._scroll.setProperty("role", "plain")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._save, 1)
        self._foot.addWidget(self._transfer)
        page = QWidget()
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.addLayout(self._head)
        self._page.addWidget(self._scroll, 1)
        self._page.addLayout(self._foot)
        return page

    def _fit(self) -> None:
        """The key goes from the main button when the row is too narrow, then the transfer's button."""
        spacing = self._foot.spacing()
        room = self.width() - self._transfer.sizeHint().width() - spacing
        self._save.setVisible(not self._folded)
        self._transfer.setVisible(not self._folded and room >= self._save.words_width())
        if not self._transfer.isVisibleTo(self):
            room = self.width()
        self._save.show_key(room >= self._save.whole_width())
        head = self._heading.sizeHint().width() + self._time.sizeHint().width() + self._more.sizeHint().width()
        self._masked_fits = head + self._masked.sizeHint().width() + 4 * self._head.spacing() <= self.width()
        self._masked.setVisible(self._personal and self._masked_fits)

    _personal = False
    _masked_fits = True

    def _show_masked(self, personal: bool) -> None:
        self._personal = personal
        self._fit()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, key, signal in (
            (self.tr("Transférer à un service"), Action.TRANSFER, self.transferRequested),
            (self.tr("Réponse à remettre à l'usager"), Action.SLIP, self.slipRequested),
            (self.tr("Saisie après coup"), None, self.lateRequested),
            (self.tr("Abandonner cet échange"), None, self.abandonRequested),
        ):
            action = menu.addAction(text if key is None else f"{text}\t{key_text(key)}")
            action.triggered.connect(signal)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))


def _day_and_hour(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{day_in_words(local.date())}, {local:%H:%M}"
