"""One workstation of a test: a real store in its own folder, and the engine that exchanges for it."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

from urllib3 import PoolManager

from aparte.core.records import Correction, Reminder
from aparte.store.link import Enrolment
from aparte.store.store import Store
from aparte.sync.engine import Exchange, SyncEngine
from aparte.sync.http_server import HttpServer
from tests.fakes.app_pool import AppPool
from tests.fakes.recorded import AGENT, MovingClock, call_back, contact, demand
from tests.fakes.stores import StoreFolder

T = TypeVar("T")
ADDRESS = "https://aparte.example"


class PowerCutError(BaseException):
    """The machine stops here; no handler of the program sees it."""


class Workplace:
    """Records contacts and exchanges; `cut_at` counts pieces of store work until the power goes.

    `cut_after` says whether that piece was still done.
    """

    def __init__(self, folder: Path, pool: AppPool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.pool = pool
        self.clock = MovingClock()
        self.kept = StoreFolder(folder, self.clock)
        self.cut_at = -1
        self.cut_after = False
        self.engine = SyncEngine(self.on_store, self.server_for, self.clock)

    @property
    def store(self) -> Store:
        return self.kept.store

    def on_store(self, work: Callable[[Store], T]) -> T:
        self.cut_at -= 1
        if self.cut_at == -1 and not self.cut_after:
            raise PowerCutError
        done = work(self.store)
        if self.cut_at == -1:
            raise PowerCutError
        return done

    def server_for(self, enrolment: Enrolment) -> HttpServer:
        return HttpServer(enrolment.server, cast("PoolManager", self.pool), enrolment.token)

    def enrol(self, code: str) -> None:
        self.engine.enrol(ADDRESS, code, HttpServer(ADDRESS, cast("PoolManager", self.pool)))

    def exchange(self) -> Exchange:
        return self.engine.exchange()

    def reopen(self) -> None:
        self.cut_at = -1
        self.kept.crash()

    def record(self, *, calls_back: bool = False) -> str:
        """A contact; returns its id."""
        now = self.clock.now()
        wanted = call_back(now + timedelta(hours=1), now.date() + timedelta(days=60)) if calls_back else None
        one = contact(self.kept.ids, now, call_back=wanted)
        self.store.contacts.record(AGENT, one)
        return one.id

    def correct(self, contact_id: str) -> None:
        channel = self.store.contacts.contact(contact_id)[0].channel
        self.store.contacts.correct(AGENT, contact_id, Correction(channel, (demand(code="SCO-CANT"),), ""))

    def erase(self, contact_id: str) -> None:
        self.store.contacts.erase(AGENT, contact_id)

    def done(self, contact_id: str) -> None:
        self.store.call_backs.done(AGENT, contact_id)

    def take(self, contact_id: str, name: str = "") -> None:
        self.store.call_backs.take(AGENT, contact_id, name)

    def reminders(self) -> dict[str, Reminder]:
        """What is still to be done, by contact."""
        return {one.contact_id: one for one in self.store.call_backs.reminders(self.clock.now())}

    def whom(self) -> dict[str, str]:
        """Whom to call back, by contact."""
        return {contact_id: one.call_back.name for contact_id, one in self.reminders().items()}

    def event_ids(self) -> list[str]:
        return [row["event_id"] for row in self.store.database.rows("SELECT event_id FROM event ORDER BY seq")]

    def contents(self) -> dict[str, Any]:
        """The payload of each event that has one, by contact."""
        rows = self.store.database.rows(
            "SELECT contact_id FROM event WHERE payload IS NOT NULL AND type != ?", ("contact.erased",)
        )
        return {row["contact_id"]: True for row in rows}

    def knows(self, contact_id: str) -> bool:
        return bool(self.store.database.value("SELECT 1 FROM contact WHERE id = ?", (contact_id,)))

    def image(self, folder: Path) -> Path:
        """A copy of the disk as it is."""
        self.kept.close()
        shutil.copytree(self.folder, folder)
        self.kept.store = self.kept.another()
        return folder

    def put_back(self, image: Path) -> None:
        """The database of an image in place of ours; the journal of erasures, outside it, stays."""
        self.kept.close()
        for old in self.folder.glob("contacts.db*"):
            old.unlink()
        for part in image.glob("contacts.db*"):
            shutil.copy2(part, self.folder / part.name)
        self.kept.store = self.kept.another()

    def close(self) -> None:
        self.kept.close()
        self.pool.close()
