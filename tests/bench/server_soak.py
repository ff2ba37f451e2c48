"""Whether the server's memory stays flat under a steady load, both ends on this machine.

SECONDS how long (600), STORE `sqlite` or `postgres`, DEVICES how many send (8), each a batch of a hundred
a second; JSON names a file for the figures. The slope is a straight line through the resident
memory of the server's process, its first minute left out: caches and pools fill then.
"""

import http.client
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

import numpy as np
import psutil

from aparte.core.clock import SystemClock
from aparte_server.store.journal import FileJournal
from aparte_server.store.migrations import migrate
from aparte_server.store.store import build_store, open_database
from tests.bench.report import machine, table, write_json
from tests.bench.server import BATCH, DEVICES, STORE, enrolled, line, server_process, server_url

SECONDS = float(os.environ.get("SECONDS") or "600")
EVERY_S = 5.0
WARM_UP_S = min(60.0, SECONDS / 4)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="aparte-bench-") as folder, server_url(Path(folder)) as url:
        database = open_database(url)
        migrate(database)
        journal = Path(folder) / "erasures.jsonl"
        tokens = enrolled(build_store(database, SystemClock(), FileJournal(journal)), DEVICES)
        sent = [0] * len(tokens)
        with server_process(url, journal) as (port, pid):
            over = Event()
            threads = [Thread(target=_send, args=(port, token, over, sent, at)) for at, token in enumerate(tokens)]
            for thread in threads:
                thread.start()
            samples = _sampled(psutil.Process(pid))
            over.set()
            for thread in threads:
                thread.join()
        ((kept,),) = database.read(lambda session: session.rows("SELECT count(*) FROM event"))
        assert kept == sum(sent), "acknowledged and kept differ"
        database.close()
    _tell(np.array(samples), sum(sent))
    return 0


def _sampled(process: psutil.Process) -> list[tuple[float, float]]:
    """(second, MB) until the time is over."""
    began = time.perf_counter()
    samples = []
    while (at := time.perf_counter() - began) < SECONDS:
        samples.append((at, process.memory_info().rss / 1e6))
        time.sleep(EVERY_S)
    return samples


def _tell(samples: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", events: int) -> None:
    steady = samples[samples[:, 0] >= WARM_UP_S]
    slope, _ = np.polyfit(steady[:, 0], steady[:, 1], 1)
    told = {
        "store": STORE,
        "seconds": SECONDS,
        "events": events,
        "first_mb": round(float(samples[0, 1]), 1),
        "after_warm_up_mb": round(float(steady[0, 1]), 1),
        "last_mb": round(float(steady[-1, 1]), 1),
        "most_mb": round(float(samples[:, 1].max()), 1),
        "slope_mb_per_hour": round(float(slope) * 3600, 2),
    }
    print(machine())
    print(table(("figure", "value"), list(told.items())))
    write_json({**told, "samples": samples.round(1).tolist(), "machine": machine()})


def _send(port: int, token: str, over: Event, sent: list[int], at: int) -> None:
    """A batch a second, as long as it lasts."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}
    while not over.wait(1.0):
        first = sent[at] + 1
        connection.request(
            "POST", "/api/v1/events", b"\n".join(line(seq) for seq in range(first, first + BATCH)), headers
        )
        said = json.loads(connection.getresponse().read())
        assert said.get("ack_seq") == first + BATCH - 1, said
        sent[at] += BATCH
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
