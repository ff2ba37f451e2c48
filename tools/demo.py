"""One server and two workstations, a network that is cut, and the ledger that agrees at the end (`make demo`).

Everything is real: the server's process, the encrypted stores, the exchange, the sockets. Exit code 1
when an event is missing anywhere or is there twice.
"""

import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from aparte.core.clock import SystemClock
from aparte.core.contact import Channel, Contact, Demand, Outcome
from aparte.core.identifiers import Identifiers
from aparte.store.link import Enrolment
from aparte.store.store import Store, open_store
from aparte.sync.engine import SyncEngine
from aparte.sync.http_server import HttpServer
from aparte.sync.network import Network as Settings
from aparte.sync.network import pool_for
from aparte.sync.server import SyncError
from tools.town_server import Network, TownServer, network, town_server

T = TypeVar("T")
_AGENT = "agent-de-demonstration"
_CODES = ("ETC-NAISS", "IDE-CNI", "SCO-CANT", "VOI-PROP")
_BEFORE, _DURING = 40, 60


class Workstation:
    """An encrypted store and its exchange with the town, through the network that is cut."""

    def __init__(self, name: str, folder: Path, address: str) -> None:
        self.name = name
        self._clock = SystemClock()
        self._ids = Identifiers(self._clock)
        self._pool = pool_for(address, Settings(proxy="direct"))
        self._address = address
        self.store = open_store(folder / f"{name}.db", secrets.token_bytes(32), self._clock, ids=self._ids)
        self._engine = SyncEngine(self._on_store, self._server_for, self._clock)

    def enrol(self, code: str) -> None:
        """Become a device of the town."""
        self._engine.enrol(self._address, code, HttpServer(self._address, self._pool))

    def record(self, times: int) -> list[str]:
        """So many invented contacts; returns their ids."""
        recorded = [self._contact(number) for number in range(times)]
        for one in recorded:
            self.store.contacts.record(_AGENT, one)
        return [one.id for one in recorded]

    def exchange(self) -> str:
        """What the window would say."""
        try:
            done = self._engine.exchange()
        except SyncError as error:
            return str(error)
        return f"{done.sent} événements envoyés"

    def event_ids(self) -> list[str]:
        """Of everything recorded here."""
        return [row["event_id"] for row in self.store.database.rows("SELECT event_id FROM event ORDER BY seq")]

    def close(self) -> None:
        """Leave the network and the store."""
        self._pool.clear()
        self.store.close()

    def _contact(self, number: int) -> Contact:
        now = self._clock.now()
        demand = Demand(id="d", code=_CODES[number % len(_CODES)], outcome=list(Outcome)[number % 3])
        channel = list(Channel)[number % 3]
        return Contact(self._ids.uuid7(), self._ids.reference("E"), channel, now, now, (demand,), handled_s=180)

    def _on_store(self, work: Callable[[Store], T]) -> T:
        return work(self.store)

    def _server_for(self, enrolment: Enrolment) -> HttpServer:
        return HttpServer(self._address, self._pool, enrolment.token)


def main() -> int:
    """Tell the story; returns the exit code."""
    began = time.monotonic()
    print("Aparté : un serveur, deux postes, un réseau que l'on coupe. Tout est inventé, rien n'est gardé.\n")
    with _scene() as (server, between, stations):
        agrees = _story(server, between, stations)
    print(f"\nDurée : {time.monotonic() - began:.0f} s.")
    return 0 if agrees else 1


@contextmanager
def _scene() -> Iterator[tuple[TownServer, Network, list[Workstation]]]:
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="aparte-demo-")))
        server = held.enter_context(town_server(folder))
        between = held.enter_context(network(server.port))
        print("Le serveur tourne sur sa base embarquée ; une ville d'essai y est créée.")
        stations = []
        for name in ("accueil 1", "accueil 2"):
            station = Workstation(name, folder, between.address)
            held.callback(station.close)
            station.enrol(server.code(name))
            print(f"Le poste « {name} » est raccordé par un code à usage unique.")
            stations.append(station)
        yield server, between, stations


def _story(server: TownServer, between: Network, stations: list[Workstation]) -> bool:
    print(f"\nRéseau présent : {_BEFORE} échanges enregistrés sur chaque poste.")
    first = [station.record(_BEFORE) for station in stations]
    _exchange(stations)
    between.cut()
    print(f"\nRéseau coupé : {_DURING} échanges enregistrés sur chaque poste ; personne n'attend.")
    for station in stations:
        station.record(_DURING)
    _exchange(stations)
    server.store.changes.erase(server.org_id, first[0][0])
    print("Pendant la coupure, la ville efface un échange ; le serveur est aussi arrêté brutalement et relancé.")
    server.kill()
    server.start()
    between.heal()
    print("\nRéseau rétabli.")
    _exchange(stations)
    gone = not stations[0].store.database.value("SELECT count(*) FROM contact WHERE id = ?", (first[0][0],))
    print(f"L'échange effacé par la ville {'a quitté' if gone else 'EST ENCORE SUR'} le poste qui l'avait enregistré.")
    return _ledger(server, stations) and gone


def _exchange(stations: list[Workstation]) -> None:
    for station in stations:
        print(f"  {station.name} : {station.exchange()}")


def _ledger(server: TownServer, stations: list[Workstation]) -> bool:
    """Identifiers are compared, not only numbers."""
    there = server.event_ids()
    print(f"\n{'':<12}{'enregistrés':>14}{'accusés':>12}{'sur le serveur':>18}")
    agrees = len(there) == len(set(there))
    for station in stations:
        here = station.event_ids()
        acknowledged, kept = len(here) - station.store.outbox.waiting(), len(set(here) & set(there))
        agrees &= len(here) == acknowledged == kept
        print(f"{station.name:<12}{len(here):>14}{acknowledged:>12}{kept:>18}")
    agrees &= sorted(there) == sorted(one for station in stations for one in station.event_ids())
    print("Les comptes sont égaux : rien de perdu, rien en double." if agrees else "LES COMPTES DIFFÈRENT.")
    return agrees


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
