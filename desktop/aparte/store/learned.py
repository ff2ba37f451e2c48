"""What the predictor of codes learned, as it hands it over, and the lessons it can learn it from again."""

from dataclasses import dataclass

from aparte.core.clock import Clock
from aparte.store.codec import moment
from aparte.store.database import StoreDatabase


@dataclass(frozen=True, slots=True)
class Learned:
    """A predictor's state under a name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one contact taught, in the predictor's own form: numbers of the base's own words, never a text."""

    contact_id: str
    data: str


class Memory:
    """Reads and replaces what was learned."""

    def __init__(self, database: StoreDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def get(self, name: str) -> bytes | None:
        """The newest state kept under `name`."""
        return self._database.value("SELECT data FROM learned WHERE name = ?", (name,))  # type: ignore[no-any-return]

    def put(self, learned: Learned) -> None:
        """Replace a state; part of the transaction around it, if there is one."""
        with self._database.writing():
            self._database.run(
                "INSERT INTO learned VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
                " SET data = excluded.data, saved_at = excluded.saved_at",
                (learned.name, learned.data, moment(self._clock.now())),
            )

    def forget(self) -> None:
        """Drop every state: whoever learned builds it again from the lessons."""
        with self._database.writing():
            self._database.run("DELETE FROM learned")

    def teach(self, contact: int, lesson: str) -> None:
        """Keep what a contact teaches, in the place of what it taught before; erased with the contact."""
        self._database.run(
            "INSERT INTO lesson VALUES (?, ?) ON CONFLICT (contact) DO UPDATE SET data = excluded.data",
            (contact, lesson),
        )

    def lesson(self, contact_id: str) -> str:
        """What a contact taught, empty when nothing."""
        return str(
            self._database.value(
                "SELECT data FROM lesson WHERE contact = (SELECT n FROM contact WHERE id = ?)", (contact_id,)
            )
            or ""
        )

    def taught(self) -> int:
        """How many lessons are kept."""
        return int(self._database.value("SELECT count(*) FROM lesson"))

    def lessons(self, most: int = 20_000) -> tuple[Lesson, ...]:
        """The newest lessons still kept, oldest first: what a predictor is built again from."""
        rows = self._database.rows(
            "SELECT contact.id, lesson.data FROM lesson JOIN contact ON contact.n = lesson.contact"
            " ORDER BY lesson.contact DESC LIMIT ?",
            (most,),
        )
        return tuple(Lesson(row["id"], row["data"]) for row in reversed(rows))
