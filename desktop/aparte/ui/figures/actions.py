"""What happens on the screen of figures: reading, turning the month, exporting."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from aparte.assist.contacts.own_day import OwnDay
from aparte.assist.figures.shapes import MonthFigures
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.ui.emptystate import State
from aparte.ui.figures.month import month_page
from aparte.ui.figures.ownday import own_day_page
from aparte.ui.figures.parts import FiguresSources, FileKind
from aparte.ui.figures.view import FiguresView, Tab
from aparte.ui.messages import Notices
from aparte.ui.screen.newest import Newest
from aparte.ui.screen.saving import Chooser, choose_file, write
from aparte.ui.tasks import Tasks
from aparte.ui.theme import Theme


class FiguresActions(QObject):
    """Joins the screen to the figures; `tasks` runs on the store's serial lane.

    Attributes: `month`, the first day of the month on screen.
    """

    def __init__(
        self,
        view: FiguresView,
        sources: FiguresSources,
        *,
        tasks: Tasks,
        notices: Notices,
        clock: Clock,
        theme: Theme,
        choose: Chooser = choose_file,
    ) -> None:
        super().__init__(view)
        self._view, self._sources, self._tasks, self._notices = view, sources, tasks, notices
        self._clock, self._theme, self._choose = clock, theme, choose
        self._asked = Newest(tasks)
        self._shown: MonthFigures | OwnDay | None = None
        self._locked = False
        self.month = clock.today().replace(day=1)
        view.monthWanted.connect(self._read_month)
        view.tabWanted.connect(lambda _: self.refresh())
        view.exportWanted.connect(self._export)

    def refresh(self) -> None:
        """Read what is on screen again."""
        if self._locked:
            return
        self._wait()
        if self._view.tabs.current == Tab.MONTH.value:
            self._asked.ask(self._sources.months, self._take_months, self._tell)
        else:
            today = self._clock.today()
            self._asked.ask(lambda: self._sources.own_day(today), self._show_day, self._tell)

    def lock(self, *, locked: bool) -> None:
        """Hide every figure, or read them again."""
        self._locked = locked
        if not locked:
            self.refresh()
            return
        self._asked.forget()
        self._shown = None
        help_text = self.tr("Entrez votre code pour les retrouver.")
        self._view.show_state(State("lock", self.tr("Chiffres verrouillés"), (help_text,)))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._view.restyle(theme)
        if isinstance(self._shown, MonthFigures):
            self._show_month(self._shown)
        elif self._shown is not None:
            self._show_day(self._shown)

    def _wait(self) -> None:
        if self._shown is None:
            self._view.show_state(State("clock", self.tr("Calcul des chiffres…")))

    def _take_months(self, months: tuple[date, ...]) -> None:
        if not months:
            self._shown = None
            help_text = self.tr("Ils viennent des échanges enregistrés.")
            self._view.show_state(State("chart-column", self.tr("Pas encore de chiffres"), (help_text,)))
            return
        if self.month not in months:
            self.month = months[0]
        self._view.offer_months(months, self.month)
        self._read_month(self.month)

    def _read_month(self, month: date) -> None:
        self.month = month
        self._asked.ask(lambda: self._sources.month(month), self._show_month, self._tell)

    def _show_month(self, figures: MonthFigures) -> None:
        self._shown = figures
        self._view.show_page(month_page(figures, self._theme))

    def _show_day(self, day: OwnDay) -> None:
        self._shown = day
        if day.contacts:
            self._view.show_page(own_day_page(day, self._theme))
            return
        help_text = self.tr("Vos chiffres du jour viennent avec le premier échange enregistré.")
        self._view.show_state(State("chart-column", self.tr("Rien d'enregistré aujourd'hui"), (help_text,)))

    def _export(self, kind: FileKind) -> None:
        month, sources = self.month, self._sources
        path = self._choose(self._view, f"aparte-{month:%Y-%m}.{kind.value}", f"{kind.name} (*.{kind.value})")
        if path is None:
            return

        def saved(written: Path) -> None:
            self._notices.info(self.tr("Enregistré : {name}").format(name=written.name))

        self._tasks.run(lambda: write(path, sources.file(month, kind)), saved, self._warn)

    def _warn(self, error: Exception) -> None:
        if not isinstance(error, AparteError):
            raise error
        self._notices.problem(error)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, AparteError):
            raise error
        self._shown = None
        title = self.tr("Les chiffres ne peuvent pas être lus")
        self._view.show_state(State("triangle-alert", title, (str(error),)))
