"""The contacts open in this window, one of them on screen."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from PySide6.QtCore import QObject, Signal

from aparte.core.clock import Clock
from aparte.core.contact import Channel, OpenContact
from aparte.core.identifiers import Identifiers
from aparte.settings import LockedOptionError, Settings, options
from aparte.ui.contact.tab import OpenTab, Stopwatch


class OpenContacts(QObject):
    """There is always one, if only an empty one that waits for the next citizen.

    Attributes: `tabs`, in the order of their keys; `current`.
    Signals: `leaving(OpenTab)` before a contact goes off the screen, `entered(OpenTab)` once
    another is on it; `changed` when contacts came, went, or have another name.
    """

    leaving = Signal(object)
    entered = Signal(object)
    changed = Signal()

    def __init__(
        self,
        clock: Clock,
        settings: Settings,
        parent: QObject | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._settings = settings
        self._now = now
        self._ids = Identifiers(clock)
        self.current = self.fresh(self.last_channel())
        self.tabs: list[OpenTab] = [self.current]

    def last_channel(self) -> Channel:
        """The channel used last at this workstation."""
        return Channel(self._settings.get(options.LAST_CHANNEL))

    def remember_channel(self, channel: Channel) -> None:
        """The next contact comes by the same way."""
        try:
            self._settings.set(options.LAST_CHANNEL, channel.value)
        except LockedOptionError:
            return

    def fresh(self, channel: Channel, happened_at: datetime | None = None) -> OpenTab:
        """A contact that nothing has begun yet."""
        empty = OpenContact("", "", channel, self._clock.now(), happened_at=happened_at)
        return self.restored(empty)

    def restored(self, contact: OpenContact) -> OpenTab:
        """A contact as the store had it."""
        return OpenTab(contact, self.new_id(), Stopwatch(contact.handled_s, self._now))

    def new_id(self) -> str:
        """For a new demand."""
        return self._ids.uuid7()

    def add(self, tab: OpenTab) -> None:
        """Put one more contact on the screen; an empty one that waited there gives it its place."""
        self.leaving.emit(self.current)
        if self._is_idle(self.current):
            self.tabs[self.tabs.index(self.current)] = tab
        else:
            self.tabs.append(tab)
        self._enter(tab)

    def put_back(self, tab: OpenTab, at: int) -> None:
        """A contact that was taken away comes back to its place, on the screen."""
        self.leaving.emit(self.current)
        idle = self.current if self._is_idle(self.current) else None
        self.tabs.insert(min(at, len(self.tabs)), tab)
        if idle is not None:
            self.tabs.remove(idle)
        self._enter(tab)

    def select(self, tab: OpenTab) -> None:
        """Bring an open contact on the screen; an empty one left behind is closed."""
        if tab is self.current or tab not in self.tabs:
            return
        left = self.current
        self.leaving.emit(left)
        if self._is_idle(left):
            self.tabs.remove(left)
        self._enter(tab)

    def remove(self, tab: OpenTab) -> int:
        """Take a contact away; if it was on the screen an empty one takes its place. Returns its rank."""
        at = self.tabs.index(tab)
        if tab is self.current:
            idle = next((other for other in self.tabs if other is not tab and self._is_idle(other)), None)
            fresh = idle or self.fresh(tab.channel)
            self.leaving.emit(tab)
            if idle is None:
                self.tabs[at] = fresh
            else:
                self.tabs.remove(tab)
            self._enter(fresh)
        else:
            self.tabs.remove(tab)
            self.changed.emit()
        return at

    def replace_all(self, tabs: list[OpenTab]) -> None:
        """The store's contacts come back, or all go: the window is being locked."""
        self.leaving.emit(self.current)
        self.tabs = tabs or [self.fresh(self.last_channel())]
        self._enter(self.tabs[-1])

    def _enter(self, tab: OpenTab) -> None:
        for other in self.tabs:
            other.watch.pause()
        self.current = tab
        if tab.started:
            tab.watch.run()
        self.entered.emit(tab)
        self.changed.emit()

    def _is_idle(self, tab: OpenTab) -> bool:
        return not tab.started and not tab.has_content() and not tab.asked
