"""The screens of records over the fakes, for their tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from aparte.assist.letters import Letter
from aparte.core.clock import FixedClock
from aparte.core.lanes import SerialLane
from aparte.settings import Settings, options
from aparte.ui.journal.actions import JournalActions
from aparte.ui.journal.parts import ExportKind, JournalSources
from aparte.ui.journal.view import JournalView
from aparte.ui.messages import Notice, Notices
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Appearance, Theme
from tests.fakes.contacts import FakeWriting
from tests.fakes.journal import CODES, NOW, FakeJournal

W = TypeVar("W", bound=QWidget)
CLOCK = FixedClock(NOW)


@dataclass
class Room:
    """What every screen needs, and what the agent was told."""

    bot: QtBot
    tasks: Tasks
    notices: Notices
    theme: Theme
    told: list[str] = field(default_factory=list)
    chosen: Path | None = None
    offered: list[str] = field(default_factory=list)

    def choose(self, parent: QWidget, name: str, kind: str) -> Path | None:
        """Stands for the file dialog: takes `chosen`, in a folder, under the name offered."""
        self.offered.append(name)
        return None if self.chosen is None else self.chosen / name


@contextmanager
def room(bot: QtBot, scale: int = 100) -> Iterator[Room]:
    """The theme, a serial lane, and the notices heard."""
    settings = Settings(None)
    settings.set(options.APPEARANCE, "light")
    settings.set(options.FONT_SCALE, scale)
    appearance, tasks, notices = Appearance(settings), Tasks(SerialLane("store")), Notices()
    made = Room(bot, tasks, notices, appearance.theme)

    def hear(notice: Notice) -> None:
        made.told.append(notice.text)

    notices.posted.connect(hear)
    yield made
    tasks.close()
    appearance.close()


@dataclass
class JournalScreen:
    """The journal's screen at work."""

    room: Room
    view: JournalView
    actions: JournalActions
    journal: FakeJournal

    @property
    def titles(self) -> list[str]:
        """What the rows are about, from the top."""
        model = self.view.table.model
        return [model.index(row, 1).data() for row in range(model.rowCount())]

    def wait_contact(self, contact_id: str) -> None:
        """Wait for a contact's details."""
        details = self.view.details
        self.room.bot.waitUntil(lambda: details.contact is not None and details.contact.id == contact_id)


def open_journal(
    room: Room,
    journal: FakeJournal | None = None,
    *,
    size: tuple[int, int] = (1216, 748),
    slip: Callable[[str], Letter] = lambda _: Letter("Votre réponse", "", "Votre réponse"),
    export: Callable[[str, ExportKind], bytes] = lambda _, kind: kind.value.encode(),
) -> JournalScreen:
    """A visible journal, its first page asked."""
    journal = journal or FakeJournal()
    view = JournalView(room.theme, CLOCK.today())
    sources = JournalSources(
        journal, journal, lambda: CODES, slip, export, FakeWriting(), {"scolaire": "Service scolaire"}
    )
    actions = JournalActions(
        view, sources, tasks=room.tasks, notices=room.notices, clock=CLOCK, theme=room.theme, choose=room.choose
    )
    room.bot.addWidget(view)
    view.resize(*size)
    view.show()
    view.activateWindow()
    room.bot.waitUntil(view.isActiveWindow)
    actions.refresh()
    return JournalScreen(room, view, actions, journal)


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The visible child of that name."""
    found = [child for child in parent.findChildren(kind, name) if child.isVisible()]
    assert found, f"{name} is not on screen"
    return found[0]


def press(parent: QWidget, name: str) -> None:
    """Click the visible button of that name."""
    find(parent, QAbstractButton, name).click()


def dialog(parent: QWidget, name: str) -> QDialog:
    """The open dialog of that name."""
    return find(parent, QDialog, name)


def choose(parent: QWidget, menu: str, text: str) -> None:
    """Trigger the entry of an open menu."""
    entries = {action.text(): action for action in find(parent, QMenu, menu).actions()}
    entries[text].trigger()


def said(parent: QWidget) -> str:
    """Every visible label's words."""
    return "\n".join(label.text().replace("\u00a0", " ") for label in parent.findChildren(QLabel) if label.isVisible())


def assert_whole(bot: QtBot, parent: QWidget) -> None:
    """Every visible label and button shows all its words, once layouts have settled."""

    def whole() -> None:
        assert _cut(parent) == []

    bot.waitUntil(whole, timeout=2000)


def _cut(parent: QWidget) -> list[str]:
    found = []
    for part in parent.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            short = part.height() < part.heightForWidth(part.width())
        else:
            short = part.width() < part.minimumSizeHint().width() or part.height() < part.minimumSizeHint().height()
        outside = part.mapTo(parent, part.rect().topRight()).x() > parent.width()
        if short or outside:
            found.append(part.text())
    return found
