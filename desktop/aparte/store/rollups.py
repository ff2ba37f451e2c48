"""The counts behind the statistics, kept exact by each write, so that a month is read and never recounted.

They know neither citizen nor agent. Erasing a contact or purging it leaves them; correcting one
moves it from one cell to another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from aparte.core.contact import Act, AnswerUse, Channel, Demand, Outcome
from aparte.stats.cells import ArticleCell, Cells, ContactCell, DemandCell, GapCell
from aparte.store.database import Row, StoreDatabase
from aparte.wire.payloads import GIVEN


@dataclass(frozen=True, slots=True)
class Place:
    """When a contact counts, on the wall clock of the place it was recorded at, and on which channel."""

    day: str
    hour: int
    channel: Channel

    @classmethod
    def of(cls, row: Row) -> "Place":
        """Where the contact of a row counts."""
        return cls(row["day"], row["hour"], Channel(row["channel"]))


class Rollups:
    """Adds to the counts, inside `writing`, and reads them."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def add(self, place: Place, handled_s: int, demands: Iterable[Demand], uses: Iterable[AnswerUse]) -> None:
        """Count a new contact."""
        self._contact(place, 1, handled_s)
        self._demands(place, demands, 1)
        self._articles(place.day, tuple(uses))

    def move(self, old: Place, new: Place, handled_s: int, before: Iterable[Demand], after: Iterable[Demand]) -> None:
        """A correction: what was counted in one cell counts in another."""
        self._demands(old, before, -1)
        self._demands(new, after, 1)
        if old != new:
            self._contact(old, -1, handled_s)
            self._contact(new, 1, handled_s)

    def gap(self, day: str, theme: str) -> None:
        """Count a question that the base could not answer."""
        self._database.run(
            "INSERT INTO count_gap VALUES (?, ?, 1) ON CONFLICT (day, theme) DO UPDATE SET gaps = gaps + 1",
            (day, theme),
        )

    def cells(self, first: date, last: date, fine_from: date | None = None) -> Cells:
        """Everything counted between two days, both included.

        Before `fine_from`, the first of a month, only what `month_sums` reads of past months: contacts
        by day, demands by month, gaps; no article. A year is then read in a third of the time.
        """
        fine = first if fine_from is None else max(first, fine_from)
        with self._database.reading():
            return Cells(
                first=first,
                last=last,
                contacts=(*self._day_cells(first, fine), *self._contact_cells(fine, last)),
                demands=(*self._month_cells(first, fine), *self._demand_cells(fine, last)),
                articles=self._article_cells(fine, last),
                gaps=self._gap_cells(first, last),
            )

    def months(self) -> tuple[date, ...]:
        """The first day of each month with a contact, newest first."""
        rows = self._database.rows(
            "SELECT DISTINCT substr(day, 1, 7) AS month FROM count_contact WHERE contacts > 0 ORDER BY month DESC"
        )
        return tuple(_day(f"{row['month']}-01") for row in rows)

    def _contact(self, place: Place, step: int, handled_s: int) -> None:
        """Count a contact, or with a step of -1 take it back; it is timed when it took any time."""
        self._database.run(
            "INSERT INTO count_contact VALUES (?, ?, ?, 0, 0, 0) ON CONFLICT DO NOTHING",
            (place.day, place.hour, place.channel.value),
        )
        self._database.run(
            "UPDATE count_contact SET contacts = contacts + ?, handled_s = handled_s + ?, timed = timed + ?"
            " WHERE day = ? AND hour = ? AND channel = ?",
            (step, step * handled_s, step * (handled_s > 0), place.day, place.hour, place.channel.value),
        )

    def _demands(self, place: Place, demands: Iterable[Demand], step: int) -> None:
        for demand in demands:
            cell = (place.day, place.channel.value, demand.code, demand.outcome.value, demand.service)
            self._database.run("INSERT INTO count_demand VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING", cell)
            self._database.run(
                "UPDATE count_demand SET demands = demands + ?"
                " WHERE day = ? AND channel = ? AND code = ? AND outcome = ? AND service = ?",
                (step, *cell),
            )

    def _articles(self, day: str, uses: tuple[AnswerUse, ...]) -> None:
        """A contact counts an article once, however often it was opened or copied in it."""
        opened = {use.article_id for use in uses if use.act is Act.OPENED}
        given = {use.article_id for use in uses if use.act in GIVEN}
        titles = {use.article_id: use.title for use in uses}
        self._database.run_each(
            "INSERT INTO count_article VALUES (?, ?, ?, ?, ?) ON CONFLICT (day, article_id) DO UPDATE SET"
            " title = excluded.title, opened = opened + excluded.opened, given = given + excluded.given",
            [(day, one, titles[one], one in opened, one in given) for one in sorted(opened | given)],
        )

    def _contact_cells(self, first: date, last: date) -> tuple[ContactCell, ...]:
        rows = self._between("count_contact", "day, hour, channel, contacts, handled_s, timed", first, last, "contacts")
        return tuple(
            ContactCell(_day(day), hour, _CHANNELS[channel], contacts, handled_s, timed)
            for day, hour, channel, contacts, handled_s, timed in rows
        )

    def _day_cells(self, first: date, before: date) -> tuple[ContactCell, ...]:
        """The contacts of whole days, under midnight; `before` is not one of them."""
        rows = self._database.tuples(
            "SELECT day, channel, SUM(contacts), SUM(handled_s), SUM(timed) FROM count_contact"
            " WHERE day >= ? AND day < ? AND contacts > 0 GROUP BY day, channel",
            (first.isoformat(), before.isoformat()),
        )
        return tuple(
            ContactCell(_day(day), 0, _CHANNELS[channel], contacts, handled_s, timed)
            for day, channel, contacts, handled_s, timed in rows
        )

    def _month_cells(self, first: date, before: date) -> tuple[DemandCell, ...]:
        """The demands of whole months, under their first day; `before` is not one of their days."""
        rows = self._database.tuples(
            "SELECT substr(day, 1, 7) || '-01', code, outcome, SUM(demands) FROM count_demand"
            " WHERE day >= ? AND day < ? AND demands > 0 GROUP BY 1, 2, 3",
            (first.isoformat(), before.isoformat()),
        )
        return tuple(
            DemandCell(_day(day), None, code, _OUTCOMES[outcome], "", demands) for day, code, outcome, demands in rows
        )

    def _demand_cells(self, first: date, last: date) -> tuple[DemandCell, ...]:
        rows = self._between("count_demand", "day, channel, code, outcome, service, demands", first, last, "demands")
        return tuple(
            DemandCell(_day(day), _CHANNELS[channel], code, _OUTCOMES[outcome], service, demands)
            for day, channel, code, outcome, service, demands in rows
        )

    def _article_cells(self, first: date, last: date) -> tuple[ArticleCell, ...]:
        rows = self._between("count_article", "day, article_id, title, opened, given", first, last, "opened + given")
        return tuple(ArticleCell(_day(day), *rest) for day, *rest in rows)

    def _gap_cells(self, first: date, last: date) -> tuple[GapCell, ...]:
        rows = self._between("count_gap", "day, theme, gaps", first, last, "gaps")
        return tuple(GapCell(_day(day), theme, gaps) for day, theme, gaps in rows)

    def _between(self, table: str, columns: str, first: date, last: date, counted: str) -> list[tuple[Any, ...]]:
        """The cells of some days that count something."""
        return self._database.tuples(
            f"SELECT {columns} FROM {table} WHERE day BETWEEN ? AND ? AND {counted} > 0",  # noqa: S608 - our own words
            (first.isoformat(), last.isoformat()),
        )


_CHANNELS = {channel.value: channel for channel in Channel}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)
