"""Open contacts, as they are typed: what comes back after a crash."""

from aparte.core.contact import OpenContact
from aparte.store.authors import author, known_author
from aparte.store.codec import moment, open_from_json, open_to_json
from aparte.store.database import StoreDatabase


class Drafts:
    """Keeps what each agent has open."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def keep(self, agent_ref: str, contact: OpenContact) -> None:
        """Write what is being typed, on the disk when this returns; the newest call wins.

        A contact already recorded or erased stays so: a late autosave brings nothing back.
        """
        with self._database.writing():
            if self._over(contact.id):
                return
            self._database.run(
                "INSERT INTO open_contact VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data",
                (
                    contact.id,
                    author(self._database, agent_ref),
                    moment(contact.opened_at),
                    open_to_json(contact),
                ),
            )

    def opened(self, agent_ref: str) -> tuple[OpenContact, ...]:
        """The agent's open contacts, oldest first."""
        rows = self._database.rows(
            "SELECT data FROM open_contact WHERE author = ? ORDER BY opened_at, id",
            (known_author(self._database, agent_ref),),
        )
        return tuple(open_from_json(row["data"]) for row in rows)

    def drop(self, contact_id: str) -> None:
        """Give an open contact up; one that is not open is left alone."""
        with self._database.writing():
            self._database.run("DELETE FROM open_contact WHERE id = ?", (contact_id,))

    def _over(self, contact_id: str) -> bool:
        return bool(
            self._database.value(
                "SELECT EXISTS (SELECT 1 FROM contact WHERE id = ?1) OR"
                " EXISTS (SELECT 1 FROM erasure WHERE contact_id = ?1)",
                (contact_id,),
            )
        )
