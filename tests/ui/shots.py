"""Writes screenshots of the window's named states to a folder: `python tests/ui/shots.py OUT`."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from aparte.core.clock import FixedClock
from aparte.core.contact import Channel, CodeChoice, Outcome
from aparte.core.errors import BaseUnavailableError
from aparte.settings import Settings, options
from aparte.ui.changes import ChangesDialog
from aparte.ui.messages import Notices
from aparte.ui.tasks import Tasks
from aparte.ui.translations import speak
from aparte.ui.window.view import MainWindow
from tests.fakes.articles import ARTICLES
from tests.fakes.contacts import fake_tools
from tests.fakes.desk import FakeDesk
from tests.fakes.merged import CHANGES, MERGED

SENTENCE = "ma fille a perdu sa carte d'identité hier, elle a 15 ans, on part en Italie dans 3 sem"
UNSURE = "mon voisin élève des autruches sur son balcon, la carte du quartier dit quoi "
Act = Callable[[MainWindow], None]


def wait(milliseconds: int = 450) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def typed(text: str) -> Act:
    def act(window: MainWindow) -> None:
        window.show_text(text)
        wait()

    return act


def opened(text: str, rank: int = 1) -> Act:
    def act(window: MainWindow) -> None:
        typed(text)(window)
        answer = window.suggestions.answer
        assert answer is not None
        window.suggestions.list.opened.emit(answer.items[rank - 1])
        wait(200)

    return act


def both(*acts: Act) -> Act:
    def act(window: MainWindow) -> None:
        for one in acts:
            one(window)
        wait(100)

    return act


def reply(window: MainWindow) -> None:
    """Open the contact panel, where it is folded away."""
    window.exchange.to_contact()
    wait(300)


def family(window: MainWindow) -> None:
    """Three demands, the second one being called back, two contacts open, notes with a number."""
    window.contact.notes.setPlainText("Rappeler si un créneau se libère avant le 8 décembre. Tél. 06 12 34 56 41")
    window.contact.demands.picker.chosen.emit("IDE-PERTE", CodeChoice.CONFIRMED)
    window.contact.demands.added.emit()
    window.contact.demands.picker.chosen.emit("SCO-CANT", CodeChoice.CHANGED)
    window.contact.demands.outcome.chosen.emit(Outcome.CALL_BACK)
    wait(300)


def two_open(window: MainWindow) -> None:
    window.open_contact(Channel.DESK)
    window.show_text("bonjour, c'est pour un encombrant")
    wait(500)
    window.contacting.switch(1)
    wait(500)


def changes(window: MainWindow) -> None:
    """What the last import changed."""
    dialog = ChangesDialog(window, window.appearance.theme)
    dialog.show_changes(CHANGES)
    dialog.open()
    wait(200)


def states() -> Iterator[tuple[str, tuple[int, int], dict[str, Any], Act]]:
    article = opened(SENTENCE)
    yield "light", (1280, 800), {}, article
    yield "top", (1280, 800), {}, both(article, lambda w: w.reader.scroller.scroll_to(0))
    yield "dark", (1280, 800), {"appearance": "dark"}, article
    yield "typing", (1280, 800), {}, typed(SENTENCE)
    yield "empty", (1280, 800), {}, lambda window: wait(50)
    yield "unsure", (1280, 800), {}, typed(UNSURE)
    yield "nothing", (1280, 800), {}, typed("kangourous volants ")
    yield "opening", (1280, 800), {}, lambda window: window.show_opening()
    yield (
        "broken",
        (1280, 800),
        {},
        lambda window: window.show_base_problem(
            BaseUnavailableError("La base n'a pas pu être lue : relancez Aparté ou prévenez l'informatique.")
        ),
    )
    yield "notice", (1280, 800), {}, both(article, lambda w: w.start_next())
    yield (
        "find",
        (1280, 800),
        {},
        both(article, lambda w: w.reader.open_find(), lambda w: w.reader.find_bar.field.setText("timbre")),
    )
    yield "pasted", (1280, 800), {}, typed("la cantine " * 9000)
    yield "fold", (1093, 550), {}, article
    yield "fold-typing", (1093, 550), {}, typed(SENTENCE)
    yield "fold-unsure", (1093, 550), {}, typed(UNSURE)
    yield "compact", (420, 700), {"compact": True}, typed(SENTENCE)
    yield "compact-article", (420, 700), {"compact": True, "appearance": "dark"}, article
    yield "wide", (1920, 1000), {}, article
    yield "contact", (1280, 800), {}, both(typed(SENTENCE), reply)
    yield "contact-dark", (1280, 800), {"appearance": "dark"}, both(typed(SENTENCE), reply)
    yield "contact-family", (1280, 800), {}, both(typed(SENTENCE), two_open, family)
    yield "contact-fold", (1093, 550), {}, both(typed(SENTENCE), reply)
    yield "contact-fold-family", (1093, 550), {"appearance": "dark"}, both(typed(SENTENCE), two_open, family, reply)
    yield "contact-compact", (420, 700), {"compact": True}, both(typed(SENTENCE), two_open, reply)
    yield "contact-200", (1280, 800), {"font_scale": 200}, both(typed(SENTENCE), reply)
    yield "contact-200-compact", (420, 700), {"font_scale": 200}, both(typed(SENTENCE), reply)
    yield "contact-tabs", (1280, 800), {}, both(typed(SENTENCE), two_open, opened(SENTENCE))
    yield "sheet-gap", (1280, 800), {}, both(typed(UNSURE), lambda w: w.sheets.file_gap())
    yield "sheet-report", (1280, 800), {"appearance": "dark"}, both(article, lambda w: w.sheets.report_article())
    yield "sheet-transfer", (1280, 800), {}, both(article, lambda w: w.sheets.transfer())
    yield "sheet-late", (1280, 800), {}, both(article, lambda w: w.sheets.set_moment())
    yield "sheet-slip-200", (1280, 800), {"font_scale": 200}, both(article, lambda w: w.sheets.slip())
    yield "contact-locked", (1280, 800), {}, both(typed(SENTENCE), lambda w: w.lock_contacts(), lambda w: wait(200))
    for scale in (125, 150, 200):
        for width, height in ((1093, 550), (1280, 800), (420, 700)):
            size, values = (width, height), {"font_scale": scale}
            yield f"{scale}-{width}-typing", size, values, typed(SENTENCE)
            yield f"{scale}-{width}-article", size, values, article
    wedding = opened("mariage dossier cérémonie ")
    yield "merged", (1280, 800), {}, wedding
    yield "merged-text", (1280, 800), {}, both(wedding, lambda w: w.reader.scroller.scroll_to(560))
    yield "merged-end", (1280, 800), {}, both(wedding, lambda w: w.reader.scroller.scroll_to(99_999))
    yield "merged-dark", (1280, 800), {"appearance": "dark"}, both(wedding, lambda w: w.reader.scroller.scroll_to(560))
    yield "merged-200", (1280, 800), {"font_scale": 200}, both(wedding, lambda w: w.reader.scroller.scroll_to(900))
    yield "merged-200-top", (1280, 800), {"font_scale": 200}, wedding
    yield "merged-compact", (420, 700), {"compact": True}, both(wedding, lambda w: w.reader.scroller.scroll_to(300))
    yield "changes", (1280, 800), {}, changes
    yield "changes-dark", (1280, 800), {"appearance": "dark"}, changes
    yield "changes-200", (1280, 800), {"font_scale": 200}, changes
    yield "changes-compact", (420, 700), {"compact": True}, changes
    yield "200-unsure", (1280, 800), {"font_scale": 200}, typed(UNSURE)
    yield "200-compact-unsure", (420, 700), {"font_scale": 200}, typed(UNSURE)


def picture(window: MainWindow) -> QPixmap:
    """The window, with the sheet that is over it."""
    picture = window.grab()
    sheets = [sheet for sheet in window.findChildren(QDialog) if sheet.isVisible()]
    if sheets:
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
        sheet = sheets[-1]
        at = QPoint((window.width() - sheet.width()) // 2, (window.height() - sheet.height()) // 2)
        painter.drawPixmap(at, sheet.grab())
        painter.end()
    return picture


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
        tasks = Tasks()
        clock = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
        tools = fake_tools()
        desk = FakeDesk(articles=(*ARTICLES, MERGED), changed=CHANGES)
        window = MainWindow(desk, settings, tasks, clock, Notices(), contacts=tools)
        window.resize(*size)
        window.show()
        QTest.qWaitForWindowActive(window, 300)
        act(window)
        wait(60)
        picture(window).save(str(folder / f"{name}.png"))
        window.close()
        tools.store.finish()
        tasks.close()
        window.deleteLater()
        application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
