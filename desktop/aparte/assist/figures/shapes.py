"""What screens, files and the report are given: tables, charts and key figures, all in French."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aparte.stats.months import Month


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in [0, 1]; shown as a percentage."""

    value: float


@dataclass(frozen=True, slots=True)
class Duration:
    """A time in seconds."""

    seconds: float


class Absent(StrEnum):
    """Why a cell holds no number; the value is what readers see."""

    HIDDEN = "non publié"
    NOTHING = "sans objet"


# In this order: a heading, a count, a share, a time, a day, or why there is none.
Cell = str | int | Share | Duration | date | Absent


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `name` is a short word for sheets and files, `note` says what a reader must know.

    `labels` is how many of the first columns name the row.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    labels: int = 1
    note: str = ""


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    COLUMNS = "columns"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Chart:
    """One series; a value is None where nothing may be published.

    `table` is the name of the table to show beside it; `description` is one sentence for who
    can't see the chart; `short` labels fit under a narrow column, empty where one is skipped.
    """

    name: str
    kind: ChartKind
    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    description: str
    table: str
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HourGrid:
    """How busy each hour of each weekday is: `levels[row][column]` from 0 to 4, named by `level_names`."""

    name: str
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: tuple[tuple[int, ...], ...]
    level_names: tuple[str, ...]
    description: str
    table: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that sums the month up, and how it moved; an empty `*_change` can't be told.

    `value` and the two others are cells; `better` is +1 where more is good news, -1 where less
    is, 0 where neither: a screen colours by it, always beside the words.
    """

    name: str
    label: str
    value: Cell
    text: str
    before: Cell
    before_change: str
    year_before: Cell
    year_change: str
    better: int = 0


@dataclass(frozen=True, slots=True)
class Rising:
    """A demand that comes in more often than it used to, in one sentence."""

    label: str
    demands: int
    usual: int
    chance: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What a word of the report means, exactly."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Everything that is said of one month; `notice` is a warning to show at the top, or empty."""

    month: Month
    town: str
    title: str
    made_on: date
    notice: str
    summary: str
    key_figures: tuple[KeyFigure, ...]
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]
    hours: HourGrid | None
    rising: tuple[Rising, ...]
    rising_note: str
    definitions: tuple[Definition, ...]
    credit: str

    def table(self, name: str) -> Table:
        """The table of that name; raises `KeyError`."""
        return {table.name: table for table in self.tables}[name]

    def chart(self, name: str) -> Chart:
        """The chart of that name; raises `KeyError`."""
        return {chart.name: chart for chart in self.charts}[name]
