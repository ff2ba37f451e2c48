"""A town's server as a process of its own, and a network before it that can be cut: for tests and the demonstration."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

from aparte.core.clock import SystemClock
from aparte_server.store.journal import FileJournal
from aparte_server.store.migrations import migrate
from aparte_server.store.store import ServerStore, build_store, open_database

ROOT = Path(__file__).parents[1]
SIRET = "00000000000000"


class TownServer:
    """One organisation on one database; the process can be killed and started again on the same port."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self._journal = folder / "erasures.jsonl"
        self._url = database or str(folder / "server.db")
        opened = open_database(self._url)
        migrate(opened)
        self.store: ServerStore = build_store(opened, SystemClock(), FileJournal(self._journal))
        self.org_id = self.store.organisations.add("Ville inventée", SIRET).org_id
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it listens."""
        command = [sys.executable, "-m", "aparte_server", "--database", self._url, "--journal", str(self._journal)]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, "serve", "--port", str(self.port)],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "desktop"), str(ROOT / "server")))},
        )
        while self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """As a power cut: nothing is tidied up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def code(self, label: str = "accueil") -> str:
        """A code that enrols one device."""
        return self.store.devices.invite(self.org_id, label)

    def event_ids(self) -> list[str]:
        """Of every event that the server has, in their order."""
        rows = self.store.database.read(lambda session: session.rows("SELECT event_id FROM event ORDER BY event_id"))
        return [str(row[0]) for row in rows]

    def close(self) -> None:
        """Stop the process and leave the database."""
        self.kill()
        self.store.database.close()


class Network:
    """A TCP relay before the server: `cut` breaks what passes and refuses what comes."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._lock = Lock()
        self._sockets: set[socket.socket] = set()
        self._threads: list[Thread] = []
        self._cut = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._start(self._accept)

    def cut(self) -> None:
        """Break what passes and refuse what comes."""
        with self._lock:
            self._cut = True
            broken, self._sockets = self._sockets, set()
        for one in broken:
            _end(one)

    def heal(self) -> None:
        """Let everything through again."""
        with self._lock:
            self._cut = False

    def close(self) -> None:
        """Cut, and listen no more."""
        self.cut()
        _end(self._listening)
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: object, *arguments: object) -> None:
        thread = Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                came, _ = self._listening.accept()
            except OSError:
                return
            self._relay(came)

    def _relay(self, came: socket.socket) -> None:
        with self._lock:
            cut = self._cut
        try:
            went = None if cut else socket.create_connection(("127.0.0.1", self._to), 2)
        except OSError:
            went = None
        if went is None:
            _end(came)
            return
        with self._lock:
            self._sockets |= {came, went}
        self._start(self._pass, came, went)
        self._start(self._pass, went, came)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)
        for one in (source, target):
            with self._lock:
                self._sockets.discard(one)
            _end(one)


@contextmanager
def town_server(folder: Path, database: str = "") -> Iterator[TownServer]:
    """A server that runs until the end of the block."""
    server = TownServer(folder, database)
    server.start()
    try:
        yield server
    finally:
        server.close()


@contextmanager
def network(port: int) -> Iterator[Network]:
    """A relay to that port of this machine, until the end of the block."""
    made = Network(port)
    try:
        yield made
    finally:
        made.close()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        one.close()
