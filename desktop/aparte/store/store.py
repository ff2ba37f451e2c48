"""The store: everything kept of contacts, behind one key."""

from datetime import tzinfo
from pathlib import Path

from aparte.core.clock import Clock
from aparte.core.identifiers import Identifiers
from aparte.store.call_backs import CallBacks
from aparte.store.contacts import Contacts
from aparte.store.database import StoreDatabase, open_database
from aparte.store.drafts import Drafts
from aparte.store.erasures import ErasureFile
from aparte.store.gaps import GapTickets
from aparte.store.journal import JournalPages
from aparte.store.learned import Memory
from aparte.store.lease import LeaseClock
from aparte.store.link import Link
from aparte.store.outbox import Outbox
from aparte.store.retention import Retention
from aparte.store.rollups import Rollups
from aparte.store.team import Team


class Store:
    """The parts of one open database.

    Attributes: `drafts` (what is being typed), `contacts` (record, correct, erase, show),
    `journal` (pages), `call_backs` (reminders), `gaps`, `statistics` (cells), `memory` (what the
    predictor learned), `outbox` (what is to be synchronised), `link` (with which server), `team` (its keys),
    `lease` (how long without the server), `retention`, and `database`.

    Every call may touch the disk and belongs on the one serial lane that the store was opened on.
    Each raises a typed error with a French sentence; the store can be used again after it, but for
    `DamagedStoreError` and `StoreClosedError`.
    """

    def __init__(
        self,
        database: StoreDatabase,
        clock: Clock,
        ids: Identifiers,
        erasures: ErasureFile,
        zone: tzinfo | None = None,
    ) -> None:
        self.database = database
        self.drafts = Drafts(database)
        self.contacts = Contacts(database, clock, ids, erasures, zone)
        self.journal = JournalPages(database, zone)
        self.team = Team(database)
        self.call_backs = CallBacks(database, clock, ids, self.team)
        self.lease = LeaseClock(database, clock)
        self.gaps = GapTickets(database, clock, ids, zone)
        self.statistics = Rollups(database)
        self.memory = Memory(database, clock)
        self.outbox = Outbox(database, clock)
        self.link = Link(database, clock, self.outbox, self.contacts, self.call_backs)
        self.retention = Retention(database, zone)

    def close(self) -> None:
        """Give the file and the key back; a later call raises `StoreClosedError`."""
        self.database.close()


def open_store(
    path: Path,
    key: bytes | bytearray,
    clock: Clock,
    *,
    ids: Identifiers | None = None,
    zone: tzinfo | None = None,
    erasures: Path | None = None,
) -> Store:
    """Open the store at `path`, made when there is none, and replay the erasures noted beside it.

    `key` is 32 raw bytes; `zone` is the town's wall clock, by default the machine's; `erasures`
    is the journal of erasures, by default beside the database. Raises what `open_database` raises.
    """
    database = open_database(path, key)
    ids = ids or Identifiers(clock)
    try:
        _name_device(database, ids)
        store = Store(database, clock, ids, ErasureFile(erasures or path.with_name("erasures.jsonl")), zone)
        store.contacts.replay_erasures()
    except BaseException:
        database.close()
        raise
    return store


def _name_device(database: StoreDatabase, ids: Identifiers) -> None:
    if database.value("SELECT 1 FROM meta") is None:
        with database.writing():
            # Another process may have opened the same new file.
            database.run("INSERT INTO meta (only, device_id) VALUES (1, ?) ON CONFLICT DO NOTHING", (ids.uuid7(),))
