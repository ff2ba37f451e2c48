"""Writes screenshots of the screens of records to a folder: `python -m tests.ui.shots_records OUT`."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import yaml
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QBoxLayout, QDialog, QLineEdit, QWidget

from aparte.assist.contacts.agents import Agent, Secret
from aparte.assist.contacts.own_day import read_own_day
from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.shapes import MonthFigures
from aparte.assist.figures.wording import wording
from aparte.assist.letters import Letter
from aparte.core.clock import FixedClock
from aparte.core.contact import CallBack, ClosureCode
from aparte.core.errors import StorageError
from aparte.core.lanes import SerialLane
from aparte.core.records import Reminder, Taken
from aparte.settings import Settings, options
from aparte.stats.cells import Cells
from aparte.stats.months import Month
from aparte.ui.figures.actions import FiguresActions
from aparte.ui.figures.parts import FiguresSources
from aparte.ui.figures.view import FiguresView
from aparte.ui.journal.actions import JournalActions
from aparte.ui.journal.parts import JournalSources
from aparte.ui.journal.view import JournalView
from aparte.ui.lock.actions import LockActions
from aparte.ui.lock.view import LockView
from aparte.ui.messages import Notices
from aparte.ui.rail.view import Place, Rail, RailFold, rail_fold
from aparte.ui.sync.words import SyncWords
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Appearance, Theme
from tests.fakes.cells import town_cells
from tests.fakes.contacts import FakeWriting
from tests.fakes.journal import CODES, NOW, FakeJournal
from tests.fakes.keeper import CLAIRE, JEAN, FakeKeeper

SERVICES = {"titres": "Pôle titres d'identité", "scolaire": "Service scolaire"}
TEAM = (CLAIRE, JEAN, Agent("a3", "Fatou Diallo"), Agent("a4", "Sacha", Secret.PASSPHRASE))
CLOCK = FixedClock(NOW)
SLIP = """Mairie d'Aubremont : ce qui vous a été répondu

Référence : E-7K4PQ2, le 23 novembre 2026, par téléphone

Carte d'identité perdue ou volée
Refaire une carte perdue ou volée coûte 25 €, en timbre fiscal.
Source : Service-Public.gouv.fr, fiche F1344, vérifiée le 12 octobre 2026.

Aucune machine n'a écrit cette réponse.
Pas d'accord ? Écrivez au médiateur, 1 place de la Mairie, ou appelez le 03 53 01 10 00."""

LETTER = Letter("Votre réponse", "", SLIP)


@cache
def _cells() -> Cells:
    return town_cells()


def wait(milliseconds: int = 120) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _shared(reference: str, **of: Any) -> Reminder:
    wanted = CallBack("Mme Diallo", "06 12 00 00 77", "Son acte est prêt", NOW + timedelta(days=1))
    return Reminder(reference, reference, wanted, late=False, workstation="Annexe", shared=True, **of)


class Stage:
    """A bare window with one screen, at a size, in a look."""

    def __init__(self, size: tuple[int, int], look: str = "light", scale: int = 100) -> None:
        self.settings = Settings(None)
        self.settings.set(options.APPEARANCE, look)
        self.settings.set(options.FONT_SCALE, scale)
        self.appearance = Appearance(self.settings)
        self.tasks = Tasks(SerialLane("store"))
        self.notices = Notices()
        self.journal = FakeJournal()
        self.journal.shared = [_shared("E-FREE22"), _shared("E-TAKEN2", taken=Taken("Accueil 2", "", here=False))]
        self.keeper = FakeKeeper()
        self.window = QWidget()
        self.window.setProperty("role", "window")
        self.window.resize(*size)
        self.dialog: QDialog | None = None
        self.rail = Rail(self.theme)
        self.rail.show_sync(SyncWords("3 à envoyer", "", "cloud-upload", badge=True))
        self.rail.show_agent("Claire Martin")

    @property
    def theme(self) -> Theme:
        return self.appearance.theme

    def put(self, widget: QWidget) -> None:
        column = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        fold = rail_fold(self.window.size(), self.theme.factor, compact=self.window.width() < 500)
        self.rail.set_fold(fold)
        if fold is RailFold.BAR:
            column.setDirection(QBoxLayout.Direction.BottomToTop)
        column.addWidget(self.rail)
        column.addWidget(widget, 1)
        self.window.show()
        wait()

    def show_journal(self) -> JournalView:
        view = JournalView(self.theme, CLOCK.today())
        sources = JournalSources(
            self.journal,
            self.journal,
            lambda: CODES,
            lambda _: LETTER,
            lambda _, kind: b"{}",
            FakeWriting(),
            SERVICES,
        )
        self.actions = JournalActions(
            view, sources, tasks=self.tasks, notices=self.notices, clock=CLOCK, theme=self.theme
        )
        self.view = view
        self.rail.show_place(Place.JOURNAL)
        self.put(view)
        self.actions.refresh()
        wait()
        view.enter()
        return view

    def show_figures(self, months: int = 14) -> FiguresView:
        view = FiguresView(self.theme)
        self.figures = FiguresActions(
            view,
            figures_sources(self.journal, _cells() if months else None),
            tasks=self.tasks,
            notices=self.notices,
            clock=CLOCK,
            theme=self.theme,
        )
        self.rail.show_place(Place.FIGURES)
        self.put(view)
        self.figures.refresh()
        while view.findChild(QWidget, "monthSummary") is None:
            wait()
        wait()
        view.enter()
        return view

    def show_lock(self, keeper: FakeKeeper, waiting: int = 0) -> LockView:
        view = LockView(self.theme)
        self.lock = LockActions(
            view, keeper, tasks=self.tasks, notices=self.notices, theme=self.theme, open_contacts=lambda: waiting
        )
        self.put(view)
        self.lock.start()
        wait()
        view.enter()
        return view

    def press(self, name: str) -> None:
        found = [b for b in self.window.findChildren(QAbstractButton, name) if b.isVisible()]
        found[0].click()
        wait()
        shown = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        self.dialog = shown[0] if shown else None

    def save(self, path: Path) -> None:
        wait(60)
        (self.dialog or self.window).grab().save(str(path))

    def close(self) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.window.close()
        self.tasks.close()
        self.appearance.close()
        self.window.deleteLater()


SIZES = {"wide": (1280, 800), "fold": (1093, 550), "compact": (420, 700)}


def journal_states() -> Iterator[tuple[str, Callable[[], Stage]]]:
    def plain(size: str, look: str = "light", scale: int = 100) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = Stage(SIZES[size], look, scale)
            stage.show_journal()
            return stage

        return make

    def then(make: Callable[[], Stage], *names: str) -> Callable[[], Stage]:
        def act() -> Stage:
            stage = make()
            for name in names:
                stage.press(name)
            return stage

        return act

    for look in ("light", "dark"):
        yield f"journal-{look}", plain("wide", look)
        yield f"reminders-{look}", then(plain("wide", look), "tab-reminders")
        yield f"gaps-{look}", then(plain("wide", look), "tab-gaps")
        yield f"correct-{look}", then(plain("wide", look), "detailsCorrect")
        yield f"erase-{look}", then(plain("wide", look), "detailsErase")
    yield "slip", then(plain("wide"), "detailsSlip")
    yield "reread", then(plain("wide"), "tab-gaps", "gapReread")
    for size in ("fold", "compact"):
        yield f"journal-{size}", plain(size)
        for scale in (150, 200):
            yield f"journal-{size}-{scale}", plain(size, "light", scale)
    yield "journal-wide-200", plain("wide", "light", 200)

    def reading(scale: int) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = plain("compact", "light", scale)()
            stage.view.table.opened.emit()
            return stage

        return make

    yield "journal-compact-reading", reading(100)
    yield "journal-compact-reading-200", reading(200)
    yield "correct-compact-200", then(reading(200), "detailsCorrect")
    yield "erase-compact-200", then(reading(200), "detailsErase")

    def problem() -> Stage:
        stage = Stage(SIZES["wide"])
        stage.journal.problem = StorageError("Le journal est abîmé : la dernière sauvegarde a été reprise.")
        stage.show_journal()
        return stage

    def empty() -> Stage:
        stage = Stage(SIZES["wide"])
        stage.journal.kept = []
        stage.show_journal()
        return stage

    def locked() -> Stage:
        stage = plain("wide")()
        stage.actions.lock(locked=True)
        return stage

    def nothing() -> Stage:
        stage = plain("wide")()
        stage.view.filters.field.setText("kangourou")
        return stage

    yield "journal-problem", problem
    yield "journal-empty", empty
    yield "journal-locked", locked
    yield "journal-nothing", nothing


def lock_states() -> Iterator[tuple[str, Callable[[], Stage]]]:
    def plain(
        size: str = "wide", look: str = "light", scale: int = 100, agents: tuple[Agent, ...] = TEAM
    ) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = Stage(SIZES[size], look, scale)
            stage.rail.show_agent("Claire Martin", locked=True)
            stage.keeper = FakeKeeper(agents)
            stage.show_lock(stage.keeper, 2)
            return stage

        return make

    def wrong(tries: int, size: str = "wide", look: str = "light", scale: int = 100) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = plain(size, look, scale)()
            stage.press("agent-a2")
            for _ in range(tries):
                field = stage.window.findChild(QLineEdit, "secretField")
                assert isinstance(field, QLineEdit)
                field.setText("0000")
                stage.press("secretOpen")
            return stage

        return make

    def agents(name: str, look: str = "light", scale: int = 100) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = plain(look=look, scale=scale)()
            stage.keeper.unlock(CLAIRE.ref, "4827")
            stage.lock.start()
            wait()
            if name == "agents":
                stage.lock.show_agents(stage.window)
            elif name == "add":
                stage.lock.show_add(stage.window)
            else:
                stage.lock.show_change(stage.window)
            wait()
            stage.dialog = next(d for d in stage.window.findChildren(QDialog) if d.isVisible())
            return stage

        return make

    for look in ("light", "dark"):
        yield f"lock-{look}", plain(look=look)
        yield f"lock-wrong-{look}", wrong(1, look=look)
        yield f"agents-{look}", agents("agents", look)
    yield "lock-wait", wrong(4)
    yield "lock-begin", plain(agents=())
    yield "lock-compact", plain("compact")
    yield "lock-fold-200", plain("fold", scale=200)
    yield "lock-compact-200", plain("compact", scale=200)
    yield "lock-wait-compact-200", wrong(4, "compact", scale=200)
    yield "agent-add", agents("add")
    yield "agent-code", agents("code")


def figures_states() -> Iterator[tuple[str, Callable[[], Stage]]]:
    def plain(size: str, look: str = "light", scale: int = 100, down: int = 0) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = Stage(SIZES[size], look, scale)
            view = stage.show_figures()
            view.area.verticalScrollBar().setValue(down)
            return stage

        return make

    def whole(look: str) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = plain("wide", look)()
            stage.window.resize(1280, 2400)
            wait()
            return stage

        return make

    def pressed(*names: str, size: str = "wide", look: str = "light", scale: int = 100) -> Callable[[], Stage]:
        def make() -> Stage:
            stage = plain(size, look, scale)()
            for name in names:
                stage.press(name)
            return stage

        return make

    for look in ("light", "dark"):
        yield f"figures-{look}", plain("wide", look)
        yield f"figures-whole-{look}", whole(look)
        yield f"figures-own-{look}", pressed("tab-own_day", look=look)
    yield "figures-table", pressed("toggle-jours", "toggle-canaux", "toggle-heures")
    for size in ("fold", "compact"):
        for scale in (100, 200):
            yield f"figures-{size}-{scale}", plain(size, "light", scale)
            yield f"figures-{size}-{scale}-down", plain(size, "light", scale, down=900 * scale // 100)
    yield "figures-own-compact-200", pressed("tab-own_day", size="compact", scale=200)


def _town_codes() -> tuple[ClosureCode, ...]:
    """The codes of the invented town, as its base has them."""
    listed = yaml.safe_load(Path("kb_seed/closure_codes.yaml").read_text("utf-8"))["codes"]
    return tuple(
        ClosureCode(one["code"], one["label"], "" if one is parent else parent["code"])
        for parent in listed
        for one in (parent, *parent["children"])
    )


def figures_sources(journal: FakeJournal, cells: Cells | None) -> FiguresSources:
    words = wording("Aubremont", _town_codes(), SERVICES, {})
    months = tuple(Month(2026, number).first for number in range(10, 0, -1)) if cells else ()

    def month(first: date) -> MonthFigures:
        assert cells is not None
        return month_figures(cells, Month.of(first), words, CLOCK.today())

    return FiguresSources(lambda: months, month, lambda day: read_own_day(journal, day), lambda _, kind: b"")


def main(folder: Path, only: list[str]) -> None:
    application = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in [*journal_states(), *figures_states(), *lock_states()]:
        if only and not any(name.startswith(wanted) for wanted in only):
            continue
        stage = make()
        stage.save(folder / f"{name}.png")
        stage.close()
        application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
