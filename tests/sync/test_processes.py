"""Real processes, a real network: killed and cut while events pass, every count must match exactly."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import TypeVar

import pytest

from aparte.core.clock import SystemClock
from aparte.core.identifiers import Identifiers
from aparte.store.link import Enrolment
from aparte.store.store import Store
from aparte.sync.engine import SyncEngine
from aparte.sync.http_server import HttpServer
from aparte.sync.network import Network as Settings
from aparte.sync.network import pool_for
from aparte.sync.server import SyncError
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.machine import Machine
from tests.fakes.recorded import AGENT, contact
from tests.fakes.stores import StoreFolder
from tests.fakes.vaults import PASSPHRASE, nothing, vault
from tests.server.postgres import PostgresServer, binaries
from tools.town_server import Network, TownServer, network, town_server

pytestmark = pytest.mark.slow
T = TypeVar("T")


class Client:
    """A real store and the real engine, through the network that can be cut."""

    def __init__(self, folder: Path, address: str, code: str) -> None:
        folder.mkdir()
        self.kept = StoreFolder(folder)
        self._address = address
        self._pool = pool_for(address, Settings(proxy="direct"))
        self.engine = SyncEngine(self._on_store, self._server_for, self.kept.clock)
        self.engine.enrol(address, code, HttpServer(address, self._pool))

    def _on_store(self, work: Callable[[Store], T]) -> T:
        return work(self.kept.store)

    def _server_for(self, enrolment: Enrolment) -> HttpServer:
        return HttpServer(self._address, self._pool, enrolment.token)

    def record(self, times: int) -> None:
        for _ in range(times):
            self.kept.store.contacts.record(AGENT, contact(self.kept.ids, self.kept.clock.now()))

    def exchange_until_empty(self) -> None:
        for _ in range(1000):
            with suppress(SyncError):
                self.engine.exchange()
            if not self.kept.store.outbox.waiting():
                return
        raise AssertionError("something still waits")

    def event_ids(self) -> list[str]:
        return [row["event_id"] for row in self.kept.store.database.rows("SELECT event_id FROM event")]

    def close(self) -> None:
        self._pool.clear()
        self.kept.close()


@pytest.fixture(params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TownServer]:
    if request.param == "sqlite":
        with town_server(tmp_path) as made:
            yield made
        return
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL 15 or newer on this machine: apt-get install postgresql")
    database = PostgresServer(programs)
    try:
        with town_server(tmp_path, database.url("processes")) as made:
            yield made
    finally:
        database.remove()


@pytest.fixture
def between(server: TownServer) -> Iterator[Network]:
    with network(server.port) as made:
        yield made


def test_a_cut_network_and_a_killed_server_lose_and_double_nothing(
    server: TownServer, between: Network, tmp_path: Path
) -> None:
    chance = Random(26)
    client = Client(tmp_path / "client", between.address, server.code())
    client.record(400)
    for round_ in range(8):
        trouble = Thread(target=_trouble, args=(chance.random() / 20, between, server, round_ % 2 == 0))
        trouble.start()
        with suppress(SyncError):
            client.engine.exchange()
        trouble.join()
        client.record(20)
    client.exchange_until_empty()
    assert sorted(client.event_ids()) == server.event_ids()
    client.close()


def test_a_client_killed_in_its_exchange_loses_and_doubles_nothing(server: TownServer, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "machine")
    address = f"http://127.0.0.1:{server.port}"
    opened = vault(machine.own / "store", MemoryKeeper(present=False))
    agent = opened.unlock(opened.doors.agents[0].ref, PASSPHRASE)
    ids = Identifiers(SystemClock())
    for _ in range(900):
        opened.store.contacts.record(agent.ref, contact(ids))
    recorded = [row["event_id"] for row in opened.store.database.rows("SELECT event_id FROM event")]
    opened.lock(nothing)
    done = machine.opened("sync", "enrol", server.code(), "--server", address)
    assert done.returncode == 0, done.stderr
    chance = Random(7)
    for _ in range(15):
        process = machine.begun("sync", "now")
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.4 + chance.random())
        process.kill()
        process.wait()
    done = machine.opened("sync", "now")
    assert done.returncode == 0, done.stderr
    assert sorted(recorded) == server.event_ids()
    assert json.loads(machine.opened("sync", "status", "--json").stdout)["waiting"] == 0


def _trouble(after_s: float, between: Network, server: TownServer, kills: bool) -> None:
    """In the middle of an exchange, by chance before, in or after its request."""
    Event().wait(after_s)
    if kills:
        server.kill()
        server.start()
    else:
        between.cut()
        between.heal()
