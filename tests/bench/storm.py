"""A thousand devices that recorded through an outage come back in the same second.

DEVICES (1000) with EVENTS (500) each, STORE `sqlite` or `postgres`; JSON names a file for the figures.
The server is a process of its own, reached over TCP. Each device goes on as the client does: what it
has, what the server has, batches within the client's limits, and after a failure the client's own
wait. Whatever is said but an acknowledgement or a time to come back ends the bench.
"""

import asyncio
import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import uvloop

from aparte.core.clock import SystemClock
from aparte.store.outbox import MOST_BYTES, MOST_EVENTS
from aparte.sync.http_server import _sorted_out
from aparte.sync.schedule import Backoff
from aparte.sync.server import BusyError
from aparte_server.store.journal import FileJournal
from aparte_server.store.migrations import migrate
from aparte_server.store.store import build_store, open_database
from tests.bench.report import machine, table, write_json
from tests.bench.server import STORE, enrolled, line, server_process, server_url

DEVICES = int(os.environ.get("DEVICES") or "1000")
EVENTS = int(os.environ.get("EVENTS") or "500")


@dataclass
class Figures:
    """What the devices saw: seconds of each answered batch, and how often one was asked to wait."""

    took: list[float] = field(default_factory=list)
    asked_to_wait: int = 0


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="aparte-bench-") as folder, server_url(Path(folder)) as url:
        database = open_database(url)
        migrate(database)
        journal = Path(folder) / "erasures.jsonl"
        store = build_store(database, SystemClock(), FileJournal(journal))
        # Packed before the clock starts: each device has a processor of its own for that.
        devices = [(token, _packed()) for token in enrolled(store, DEVICES)]
        figures = Figures()
        with server_process(url, journal) as (port, _):
            began = time.perf_counter()
            uvloop.run(_storm(port, devices, figures))
            seconds = time.perf_counter() - began
        ((kept, distinct, senders),) = database.read(
            lambda session: session.rows(
                "SELECT count(*), count(DISTINCT event_id), count(DISTINCT device_id) FROM event"
            )
        )
        ((receipts,),) = database.read(lambda session: session.rows("SELECT count(*) FROM receipt"))
        assert (kept, distinct, senders, receipts) == (DEVICES * EVENTS, DEVICES * EVENTS, DEVICES, DEVICES * EVENTS)
        database.close()
    _tell(seconds, figures)
    return 0


def _tell(seconds: float, figures: Figures) -> None:
    milliseconds = np.array(figures.took) * 1000
    told = {
        "store": STORE,
        "devices": DEVICES,
        "events": DEVICES * EVENTS,
        "seconds": round(seconds, 1),
        "events_per_s": round(DEVICES * EVENTS / seconds),
        "batches": len(figures.took),
        "p50_ms": round(float(np.percentile(milliseconds, 50)), 1),
        "p99_ms": round(float(np.percentile(milliseconds, 99)), 1),
        "asked_to_wait": figures.asked_to_wait,
        "errors": 0,
    }
    print(machine())
    print(table(("figure", "value"), list(told.items())))
    write_json({**told, "machine": machine()})


async def _storm(port: int, devices: list[tuple[str, dict[int, bytes]]], figures: Figures) -> None:
    async with asyncio.TaskGroup() as all_of_them:
        for token, batches in devices:
            all_of_them.create_task(_come_back(port, token, batches, figures))


async def _come_back(port: int, token: str, batches: dict[int, bytes], figures: Figures) -> None:
    """One device until nothing waits; `batches` by the number of the event before them."""
    backoff = Backoff(random.uniform)
    while True:
        connection = await asyncio.open_connection("127.0.0.1", port)
        try:
            acked = int((await _ask(connection, "GET", "/ack", token))["ack_seq"])
            while acked < EVENTS:
                began = time.perf_counter()
                acked = int((await _ask(connection, "POST", "/events", token, batches[acked]))["ack_seq"])
                figures.took.append(time.perf_counter() - began)
            await _ask(connection, "GET", "/changes?cursor=", token)
        except BusyError as error:
            if error.after_s <= 0:
                raise SystemExit("the server failed and asked for no wait") from error
            figures.asked_to_wait += 1
            wait = backoff.failed(error.after_s)
        else:
            return
        finally:
            connection[1].close()
        await asyncio.sleep(wait)


def _packed() -> dict[int, bytes]:
    """The batches of one device, as the client compresses them."""
    lines, batches, acked = [line(seq) for seq in range(1, EVENTS + 1)], {}, 0
    while some := _pending(lines, acked):
        batches[acked] = gzip.compress(b"\n".join(some), compresslevel=6, mtime=0)
        acked += len(some)
    return batches


def _pending(lines: list[bytes], acked: int) -> list[bytes]:
    """The next events within the limits of the client's outbox."""
    room = MOST_BYTES
    some: list[bytes] = []
    for one in lines[acked : acked + MOST_EVENTS]:
        room -= len(one) + 1
        if some and room < 0:
            break
        some.append(one)
    return some


async def _ask(
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    method: str,
    path: str,
    token: str,
    packed: bytes = b"",
) -> Mapping[str, Any]:
    """The answer as the client reads it."""
    reader, writer = connection
    head = f"{method} /api/v1{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
    if packed:
        head += f"Content-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: {len(packed)}\r\n"
    writer.write(f"{head}\r\n".encode() + packed)
    first, *others = (await reader.readuntil(b"\r\n\r\n")).decode().rstrip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in others)}
    data = await reader.readexactly(int(headers["content-length"]))
    return _sorted_out(int(first.split()[1]), headers, data)


if __name__ == "__main__":
    sys.exit(main())
