"""Writes screenshots of drafts and of phrase completion to a folder: `python -m tests.ui.shots_draft OUT`."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from aparte.assist.drafting.draft import Refused, Why
from aparte.core.clock import FixedClock
from aparte.core.contact import Refusal
from aparte.core.lanes import SerialLane
from aparte.core.model import ModelStanding
from aparte.settings import Settings, options
from aparte.ui.draft.state import Stage
from aparte.ui.draft.text import DraftText
from aparte.ui.messages import Notices
from aparte.ui.tasks import Tasks
from aparte.ui.translations import speak
from aparte.ui.window.view import MainWindow
from tests.fakes.contacts import fake_tools
from tests.fakes.desk import FakeDesk
from tests.fakes.drafting import DRAFT, REPLY, SENTENCES, FakeCompleting, FakeDrafting
from tests.ui.shots import SENTENCE, picture, wait

ASKS = f"{SENTENCE}, c'est combien ?"


@dataclass
class Stand:
    """One window and its model."""

    window: MainWindow
    model: FakeDrafting
    lane: Tasks = field(default_factory=lambda: Tasks(SerialLane("drafts")))

    def open(self) -> None:
        self.window.show_text(ASKS)
        wait()
        answer = self.window.suggestions.answer
        assert answer is not None
        self.window.suggestions.list.opened.emit(answer.items[0])
        wait(1200)

    def ready(self) -> None:
        self.open()
        self.model.say(*SENTENCES)
        self.model.end(DRAFT)
        wait(200)

    @property
    def text(self) -> DraftText:
        return self.window.reader.findChildren(DraftText)[-1]

    def press(self, name: str) -> None:
        next(found for found in self.window.findChildren(QPushButton, name) if found.isVisible()).click()
        wait(150)


Act = Callable[[Stand], None]


def streaming(stand: Stand) -> None:
    stand.open()
    stand.model.say(*SENTENCES[:2])
    wait(150)


def ready(stand: Stand) -> None:
    stand.ready()


def unfolded(stand: Stand) -> None:
    stand.ready()
    stand.window.drafts.enter()
    wait(150)


def asking(stand: Stand) -> None:
    stand.ready()
    stand.window.drafts.refuse()
    if stand.window.drafts.shown.stage is Stage.READY:
        # Folded: the first press shows it.
        stand.window.drafts.refuse()
    wait(150)


def refused(stand: Stand) -> None:
    asking(stand)
    stand.press(f"draftWhy-{Refusal.WRONG}")


def set_aside(stand: Stand) -> None:
    streaming(stand)
    stand.model.end(Refused((Why.CONDITION,)))
    wait(150)


def waiting(stand: Stand) -> None:
    stand.window.show_text(ASKS)
    wait()
    answer = stand.window.suggestions.answer
    assert answer is not None
    stand.window.suggestions.list.opened.emit(answer.items[0])
    wait(150)


def no_model(stand: Stand) -> None:
    stand.model.state = ModelStanding.NO_MODEL
    stand.open()


def cited(stand: Stand) -> None:
    stand.ready()
    text = stand.text
    text.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(text, Qt.Key.Key_Return)
    wait(150)


def cited_fact(stand: Stand) -> None:
    stand.ready()
    text = stand.text
    text.cited.emit(SENTENCES[1].citations[0], SENTENCES[1].text)
    wait(150)


def focused(stand: Stand) -> None:
    stand.ready()
    stand.text.setFocus(Qt.FocusReason.TabFocusReason)
    wait(150)


def editing(stand: Stand) -> None:
    stand.ready()
    stand.window.drafts.edit()
    sheet = next(found for found in stand.window.findChildren(QPlainTextEdit, "editText") if found.isVisible())
    sheet.setFocus()
    wait(200)
    sheet.setPlainText("Bonjour,\nVotre fille vient au guichet avec un parent.\nLe dossier se ")
    sheet.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(sheet, "d")
    wait(200)


def notes(stand: Stand) -> None:
    stand.open()
    stand.window.contact.notes.setFocus()
    QTest.keyClicks(stand.window.contact.notes, "Le dossier se d")
    wait(200)


def states() -> Iterator[tuple[str, tuple[int, int], dict[str, Any], Act]]:
    yield "draft-waiting", (1280, 800), {}, waiting
    yield "draft-streaming", (1280, 800), {}, streaming
    yield "draft-ready", (1280, 800), {}, ready
    yield "draft-dark", (1280, 800), {"appearance": "dark"}, ready
    yield "draft-why", (1280, 800), {}, asking
    yield "draft-why-dark", (1280, 800), {"appearance": "dark"}, asking
    yield "draft-refused", (1280, 800), {}, refused
    yield "draft-set-aside", (1280, 800), {}, set_aside
    yield "draft-no-model", (1280, 800), {}, no_model
    yield "draft-cited", (1280, 800), {}, cited
    yield "draft-cited-fact", (1280, 800), {}, cited_fact
    yield "draft-focus", (1280, 800), {}, focused
    yield "draft-fold", (1093, 550), {}, ready
    yield "draft-fold-open", (1093, 550), {}, unfolded
    yield "draft-compact", (420, 700), {"compact": True}, ready
    yield "draft-compact-open", (420, 700), {"compact": True, "appearance": "dark"}, unfolded
    yield "draft-narrow-why", (340, 700), {}, asking
    yield "draft-200", (1280, 800), {"font_scale": 200}, ready
    yield "draft-200-open", (1280, 800), {"font_scale": 200}, unfolded
    yield "draft-200-why", (1280, 800), {"font_scale": 200}, asking
    yield "draft-150", (1280, 1000), {"font_scale": 150}, ready
    yield "draft-wide", (1920, 1000), {}, ready
    yield "ghost-edit", (1280, 800), {}, editing
    yield "ghost-notes", (1280, 800), {}, notes
    yield "ghost-notes-dark", (1280, 800), {"appearance": "dark"}, notes


def main(folder: Path, only: list[str]) -> None:
    application = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for name, size, values, act in states():
        if only and not any(name.startswith(wanted) for wanted in only):
            continue
        settings = Settings(None)
        speak("fr")
        settings.set(options.APPEARANCE, "light")
        for option in (options.APPEARANCE, options.FONT_SCALE, options.COMPACT):
            if option.key in values:
                settings.set(option, values[option.key])
        tasks, tools = Tasks(), fake_tools()
        desk = FakeDesk(replies={REPLY.article_id: REPLY})
        clock = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
        window = MainWindow(desk, settings, tasks, clock, Notices(), contacts=tools)
        stand = Stand(window, FakeDrafting())
        window.attach_drafting(stand.model, stand.lane)
        window.attach_completing(FakeCompleting(("Le dossier se dépose sur rendez-vous.",)))
        window.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window, 300)
        act(stand)
        wait(60)
        picture(window).save(str(folder / f"{name}.png"))
        window.close()
        stand.lane.close()
        tools.store.finish()
        tasks.close()
        window.deleteLater()
        application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
