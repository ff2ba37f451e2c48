"""The journal: an agent's contacts, newest first, a page at a time."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from aparte.core.records import JournalFilter, JournalPage, SyncState
from aparte.store.authors import known_author
from aparte.store.codec import moment, to_json
from aparte.store.contact_rows import outcome_bits
from aparte.store.database import Parameters, StoreDatabase
from aparte.store.reader import Reader

# Up to so many, a set of contacts is looked up one by one.
_FEW = 5_000


class JournalPages:
    """Finds contacts; never changes anything."""

    def __init__(self, database: StoreDatabase, zone: tzinfo | None = None) -> None:
        self._database = database
        self._zone = zone
        self._reader = Reader(database)
        database.connection.register_function(folded, deterministic=True, replace=True)

    def page(
        self,
        agent_ref: str,
        wanted: JournalFilter,
        labels: Mapping[str, str],
        after: str = "",
        limit: int = 50,
    ) -> JournalPage:
        """One page of the agent's contacts.

        `labels` gives for each closure code the words that find it; `after` is the page before's
        `next_key`. The contacts' `uses` stay empty: `Contacts.contact` has them.
        """
        with self._database.reading():
            by = known_author(self._database, agent_ref)
            query = _Query(self._database, by, wanted, labels, self._zone)
            rows = self._database.rows(*query.page(after, limit + 1))
            numbers = [row["n"] for row in rows[:limit]]
            key = f"{rows[limit - 1]['opened_at']}:{numbers[-1]}" if len(rows) > limit else ""
            return JournalPage(self._reader.load(numbers), int(self._database.value(*query.count())), key)


class _Query:
    """The SQL of one filter.

    Few contacts with a code or a word are looked up one by one; many are met on the way down the
    index, newest first.
    """

    def __init__(
        self,
        database: StoreDatabase,
        by: int,
        wanted: JournalFilter,
        labels: Mapping[str, str],
        zone: tzinfo | None,
    ) -> None:
        self._by = by
        self._wanted = wanted
        self._conditions: list[str] = []
        self._parameters: list[object] = []
        self._days(zone)
        self._columns()
        few = self._sets(database, labels)
        # A plus sign keeps SQLite from going down the author's index.
        self._add("+author = ?" if few else "author = ?", [by])

    def page(self, after: str, limit: int) -> tuple[str, Parameters]:
        conditions, parameters = list(self._conditions), list(self._parameters)
        if after:
            opened_at, number = after.split(":")
            conditions.append("(opened_at, n) < (?, ?)")
            parameters += [int(opened_at), int(number)]
        return (
            (
                f"SELECT n, opened_at FROM contact WHERE {' AND '.join(conditions)}"  # noqa: S608 - our own words
                " ORDER BY opened_at DESC, n DESC LIMIT ?"
            ),
            [*parameters, limit],
        )

    def count(self) -> tuple[str, Parameters]:
        """Days and channels are already counted; the rest is counted from the index."""
        wanted = self._wanted
        if wanted.words or wanted.code or wanted.outcome or wanted.sync is not SyncState.ANY:
            return f"SELECT count(*) FROM contact WHERE {' AND '.join(self._conditions)}", self._parameters  # noqa: S608
        return (
            (
                "SELECT coalesce(sum(contacts), 0) FROM listed"
                " WHERE author = ? AND day BETWEEN ? AND ? AND (channel = ? OR ? = '')"
            ),
            [
                self._by,
                (wanted.first or date.min).isoformat(),
                (wanted.last or date.max).isoformat(),
                *[wanted.channel or ""] * 2,
            ],
        )

    def _days(self, zone: tzinfo | None) -> None:
        if self._wanted.first is not None:
            self._add("opened_at >= ?", [_midnight(self._wanted.first, zone)])
        if self._wanted.last is not None and self._wanted.last < date.max:
            self._add("opened_at < ?", [_midnight(self._wanted.last + timedelta(days=1), zone)])

    def _columns(self) -> None:
        wanted = self._wanted
        if wanted.channel is not None:
            self._add("channel = ?", [wanted.channel.value])
        if wanted.outcome is not None:
            self._add("(outcomes & ?) != 0", [outcome_bits((wanted.outcome,))])
        if wanted.sync is not SyncState.ANY:
            done = wanted.sync is SyncState.DONE
            self._add("(last_seq <= (SELECT acked_seq FROM meta)) = ?", [done])

    def _sets(self, database: StoreDatabase, labels: Mapping[str, str]) -> bool:
        """Narrow to the contacts that hold the code and each word; whether one of them is in few contacts."""
        sets = [_holding(word, labels) for word in folded(self._wanted.words).split()]
        if self._wanted.code:
            sets.append(("SELECT contact AS n FROM demand WHERE code = ?", [self._wanted.code]))
        few: set[int] | None = None
        for sql, parameters in sets:
            rows = database.rows(f"SELECT n FROM ({sql}) LIMIT {_FEW + 1}", parameters)  # noqa: S608 - our own words
            if len(rows) > _FEW:
                self._add(f"+n IN ({sql})", parameters)
            else:
                found = {row["n"] for row in rows}
                few = found if few is None else few & found
        if few is None:
            return False
        self._add("n IN (SELECT value FROM json_each(?))", [to_json(sorted(few))])
        return True

    def _add(self, condition: str, parameters: Parameters) -> None:
        self._conditions.append(condition)
        self._parameters += parameters


def folded(text: str) -> str:
    """Lower case, without accents: what two spellings of a word have in common."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _holding(word: str, labels: Mapping[str, str]) -> tuple[str, Parameters]:
    """Contacts with `word` in their reference, a code, its label, or what is still kept of the texts."""
    codes = [code for code, label in labels.items() if word in folded(f"{code} {label}")]
    starts = [word.upper(), f"E-{word.upper()}"]
    marks = ", ".join("?" * len(codes))
    return (
        (
            "SELECT n FROM contact WHERE reference BETWEEN ? AND ? OR reference BETWEEN ? AND ?"  # noqa: S608
            f" UNION ALL SELECT contact FROM demand WHERE code IN ({marks})"
            " UNION ALL SELECT contact FROM contact_text WHERE instr(folded(text), ?)"
        ),
        [*[bound for start in starts for bound in (start, start + "\uffff")], *codes, word],
    )


def _midnight(day: date, zone: tzinfo | None) -> int:
    """When a local day begins."""
    wall = datetime.combine(day, time.min, tzinfo=zone)
    try:
        return moment(wall.astimezone(UTC))
    except (OverflowError, OSError, ValueError):  # year 1: nothing is older
        return moment(datetime.combine(day, time.min, tzinfo=UTC))
