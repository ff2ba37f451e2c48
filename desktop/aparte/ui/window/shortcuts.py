"""The window's actions, and the keys they have in the key map."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from aparte.settings import LockedOptionError, Option, Settings, options
from aparte.ui.draft.actions import Drafts
from aparte.ui.keymap.actions import Action, install
from aparte.ui.messages import Level
from aparte.ui.sentences import in_words
from aparte.ui.window.contacting import Contacting
from aparte.ui.window.exchange import Exchange
from aparte.ui.window.parts import WindowParts
from aparte.ui.window.sheets import Sheets

T = TypeVar("T")

_SIZE_STEP = 10


class WindowActions(QObject):
    """One method for each key that works everywhere in the window."""

    def __init__(
        self,
        window: WindowParts,
        exchange: Exchange,
        *,
        contacting: Contacting,
        sheets: Sheets,
        drafts: Drafts,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._exchange = exchange
        self._sheets = sheets
        self._settings = settings
        install(
            window,
            {
                Action.PALETTE: window.paletteRequested.emit,
                Action.KEYMAP: window.keymapRequested.emit,
                Action.CHANGES: window.changesRequested.emit,
                Action.PREFERENCES: window.preferencesRequested.emit,
                Action.COPY: self._seen(self.copy),
                Action.COPY_OTHER: self._seen(self.copy_other),
                Action.EDIT_COPY: self._seen(sheets.edit_answer),
                Action.COPY_DRAFT: self._seen(drafts.copy),
                Action.EDIT_DRAFT: self._seen(drafts.edit),
                Action.REFUSE_DRAFT: self._seen(drafts.refuse),
                Action.TO_DRAFT: self._seen(drafts.enter),
                Action.SAVE: self._seen(contacting.save),
                Action.TALLY: self._seen(contacting.tally),
                Action.TRANSFER: self._seen(sheets.transfer),
                Action.SLIP: self._seen(sheets.slip),
                Action.TO_CODES: exchange.to_contact,
                Action.NEW_CONTACT: exchange.start_next,
                Action.FILE_GAP: self._seen(self.file_gap),
                Action.TO_CONVERSATION: exchange.to_conversation,
                Action.TO_SUGGESTIONS: exchange.to_suggestions,
                Action.TO_READER: exchange.to_reader,
                Action.COMPACT: self.toggle_compact,
                Action.ON_TOP: self.toggle_on_top,
                Action.LARGER: lambda: self.resize_text(_SIZE_STEP),
                Action.SMALLER: lambda: self.resize_text(-_SIZE_STEP),
                Action.NORMAL_SIZE: lambda: self.resize_text(0),
                Action.QUIT: window.close,
            },
        )
        self._install_reader_keys()
        bar = window.topbar
        bar.paletteRequested.connect(window.paletteRequested)
        bar.keymapRequested.connect(window.keymapRequested)
        rail = window.frame.rail
        rail.paletteRequested.connect(window.paletteRequested)
        rail.preferencesRequested.connect(window.preferencesRequested)
        bar.compactToggled.connect(self.toggle_compact)
        bar.onTopToggled.connect(self.toggle_on_top)

    def copy(self) -> None:
        """Copy the article on screen."""
        self._window.answers.copy(self._window.reader.opened)

    def copy_other(self) -> None:
        """Copy it the other way: without its source when that is the habit, or with."""
        self._window.answers.copy(self._window.reader.opened, other_way=True)

    def file_gap(self) -> None:
        """Report that the base does not answer."""
        self._sheets.file_gap()

    def toggle_compact(self) -> None:
        """Narrow, or wide again."""
        self._set(options.COMPACT, not self._settings.get(options.COMPACT))

    def toggle_on_top(self) -> None:
        """Above the others, or not."""
        self._set(options.ALWAYS_ON_TOP, not self._settings.get(options.ALWAYS_ON_TOP))

    def resize_text(self, step: int) -> None:
        """Larger, smaller, or with 0 back to normal."""
        size = self._settings.get(options.FONT_SCALE) + step if step else 100
        self._set(options.FONT_SCALE, min(200, max(100, size)))

    def find(self) -> None:
        """Find in the article on screen."""
        if self._window.reader.opened is not None:
            self._exchange.to_reader()
            self._window.reader.open_find()

    def _seen(self, act: Callable[[], object]) -> Callable[[], None]:
        """Acts on the exchange only while it is on screen; from another page the key brings it there, and no more."""

        def do() -> None:
            if self._window.frame.exchanging:
                act()
            else:
                self._exchange.to_conversation()

        return do

    def _set(self, option: Option[T], value: T) -> None:
        try:
            self._settings.set(option, value)
        except LockedOptionError as error:
            self._window.strip.offer(in_words(str(error)), level=Level.WARN)
            self._window.topbar.show_switches(
                on_top=self._settings.get(options.ALWAYS_ON_TOP),
                compact=self._settings.get(options.COMPACT),
            )

    def _install_reader_keys(self) -> None:
        reader = self._window.reader
        find = QShortcut(QKeySequence("Ctrl+F"), self._window)
        find.activated.connect(self._seen(self.find))
        for key, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            shortcut = QShortcut(QKeySequence(key), reader)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=step: reader.step_section(by))
