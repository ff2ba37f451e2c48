"""How many events a second the server takes in, both ends on this machine, over HTTP.

STORE is `sqlite` or `postgres`, SECONDS how long (60), DEVICES how many send at once (8); JSON
names a file for the figures. The server is a process of its own, the database a real one with
every commit on the disk. Each device sends its next batch when the last is acknowledged.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil

from aparte.core.clock import SystemClock
from aparte.core.identifiers import Identifiers
from aparte_server.store.journal import FileJournal
from aparte_server.store.migrations import migrate
from aparte_server.store.store import ServerStore, build_store, open_database
from tests.bench.report import machine, table, write_json
from tests.server.postgres import PostgresServer, binaries

STORE = os.environ.get("STORE") or "sqlite"
SECONDS = float(os.environ.get("SECONDS") or "60")
DEVICES = int(os.environ.get("DEVICES") or "8")
BATCH = 100
WARM_UP_S = 2.0
_ids = Identifiers(SystemClock())
_PAYLOAD = {
    "reference": "E-7K4PQ2",
    "channel": "desk",
    "opened_at": "2026-11-26T09:00:00.000Z",
    "closed_at": "2026-11-26T09:04:10.000Z",
    "local_day": "2026-11-26",
    "local_hour": 10,
    "handled_s": 250,
    "late": False,
    "tally": 1,
    "demands": [{"id": "d", "code": "EC-NAISSANCE", "choice": "confirmed", "outcome": "answered", "guesses": ["EC"]}],
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="aparte-bench-") as folder, server_url(Path(folder)) as url:
        database = open_database(url)
        migrate(database)
        journal = Path(folder) / "erasures.jsonl"
        store = build_store(database, SystemClock(), FileJournal(journal))
        tokens = enrolled(store, DEVICES)
        with server_process(url, journal) as (port, pid):
            process = psutil.Process(pid)
            before = process.cpu_times()
            figures = _load(port, tokens)
            after = process.cpu_times()
        # What stays true on a busy machine; PostgreSQL's own processes are not in it.
        spent = after.user + after.system - before.user - before.system
        figures["cpu_us_per_event"] = round(spent / int(figures["acknowledged"]) * 1e6, 1)
        (kept,) = database.read(lambda session: session.rows("SELECT count(*) FROM event"))
        assert kept[0] == figures.pop("acknowledged"), "acknowledged and kept differ"
        database.close()
    print(machine())
    print(table(("figure", "value"), list(figures.items())))
    write_json(figures)
    return 0


def enrolled(store: ServerStore, devices: int) -> list[str]:
    """The tokens of that many devices of one town."""
    town = store.organisations.add("Ville inventée", "21920073000018")
    return [store.devices.enrol(store.devices.invite(town.org_id, f"poste {n}")).token for n in range(devices)]


def _load(port: int, tokens: list[str]) -> dict[str, float | int | str]:
    begin = time.perf_counter() + WARM_UP_S
    with ThreadPoolExecutor(len(tokens)) as pool:
        sent = list(pool.map(lambda token: _send(port, token, begin + SECONDS), tokens))
    measured = np.array([(end, took) for batches in sent for end, took in batches if begin < end <= begin + SECONDS])
    milliseconds = measured[:, 1] * 1000
    return {
        "store": STORE,
        "batch": BATCH,
        "devices": len(tokens),
        "seconds": SECONDS,
        "events_per_s": round(len(measured) * BATCH / SECONDS),
        "p50_ms": round(float(np.percentile(milliseconds, 50)), 1),
        "p99_ms": round(float(np.percentile(milliseconds, 99)), 1),
        "acknowledged": sum(map(len, sent)) * BATCH,
    }


def _send(port: int, token: str, until: float) -> list[tuple[float, float]]:
    """(end, duration) of each batch of one device."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}
    batches: list[tuple[float, float]] = []
    seq = 1
    while time.perf_counter() < until:
        body = b"\n".join(line(number) for number in range(seq, seq + BATCH))
        began = time.perf_counter()
        connection.request("POST", "/api/v1/events", body, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        end = time.perf_counter()
        if answer.status == 429:
            time.sleep(float(answer.headers["Retry-After"]))
            continue
        assert said.get("ack_seq") == seq + BATCH - 1, said
        batches.append((end, end - began))
        seq += BATCH
    connection.close()
    return batches


_TEMPLATE = json.dumps(
    {
        "agent_ref": "a3f1c2d4e5b69788",
        "contact_id": "%s",
        "device_id": "",
        "event_id": "%s",
        "occurred_at": "2026-11-26T09:04:10.000Z",
        "payload": _PAYLOAD,
        "schema_v": 1,
        "seen_cursor": "",
        "seq": -1,
        "supersedes": "",
        "type": "contact.recorded",
    },
    separators=(",", ":"),
).replace('"seq":-1', '"seq":%d')


def line(seq: int) -> bytes:
    """An event as a client writes it, with identifiers of its own; quicker than the client's own encoding."""
    return (_TEMPLATE % (_ids.uuid7(), _ids.uuid7(), seq)).encode()


@contextmanager
def server_url(folder: Path) -> Iterator[str]:
    """Where the bench's own empty database is."""
    if STORE == "sqlite":
        yield str(folder / "server.db")
        return
    programs = binaries()
    if programs is None:
        raise SystemExit("PostgreSQL 15 or newer is not installed: apt-get install postgresql")
    server = PostgresServer(programs)
    try:
        yield server.url("bench")
    finally:
        server.remove()


@contextmanager
def server_process(url: str, journal: Path) -> Iterator[tuple[int, int]]:
    """The real server on that database: its port and its process."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    command = [sys.executable, "-m", "aparte_server", "--database", url, "--journal", str(journal), "serve"]
    process = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    sys.exit(main())
