"""A journal of a million contacts: how long saving, opening the journal and a month's statistics take.

`month_stats_ms` is the slowest of thirteen months, each read with the year before it and summed up.

CONTACTS sets another number; JSON names a file for the figures. The million are written straight
into the tables, then everything is measured with the program's own calls on the real encrypted
file. When there is a bench of closure codes, its accuracy joins the figures.
"""

import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from aparte.core.clock import SystemClock
from aparte.core.contact import Channel, Outcome
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, JournalFilter, SyncState
from aparte.stats.month import month_sums, span
from aparte.stats.months import Month
from aparte.store.database import examine
from aparte.store.learned import Learned
from aparte.store.store import Store, open_store
from tests.bench.contact_heap import CODES, ContactHeap, pile
from tests.bench.report import machine, table, write_json
from tests.fakes.recorded import AGENT, KEY, contact, opened

CONTACTS = int(os.environ.get("CONTACTS") or "1000000")
SAVES = 300
OPENINGS = 7
PREDICTOR_BYTES = 60_000
FAMILIES = {code: code.split("-")[0] for code in CODES}
LABELS = {code: f"Démarche {code}" for code in CODES}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="aparte-bench-") as folder:
        figures = _measure(Path(folder) / "contacts.db")
    figures |= _codes()
    print(machine())
    print(table(("figure", "value"), list(figures.items())))
    write_json(figures)
    return 0


def _measure(path: Path) -> dict[str, float]:
    clock = SystemClock()
    now = clock.now().replace(microsecond=0)
    began = time.perf_counter()
    store = open_store(path, KEY, clock, zone=UTC)
    written = pile(store.database, AGENT, ContactHeap(now).contacts(CONTACTS))
    store.database.sweep()
    store.close()
    figures: dict[str, float] = {"contacts": written, "heap_s": time.perf_counter() - began}
    figures["file_mb"] = path.stat().st_size / 1e6
    figures |= _openings(path)
    store = open_store(path, KEY, clock, zone=UTC)
    figures |= _filters(store, now)
    figures |= _writes(store)
    figures["month_stats_ms"] = max(_timed(partial(_month_screen, store, now.date(), back)) for back in range(13))
    figures["year_stats_ms"] = _timed(partial(store.statistics.cells, now.date() - timedelta(days=365), now.date()))
    figures["expire_ms"] = _timed(partial(store.retention.expire, now))
    figures["examine_s"] = _timed(partial(examine, store.database)) / 1000
    store.close()
    return figures


def _openings(path: Path) -> dict[str, float]:
    """The journal as an agent opens it: from the closed file, then with the store open."""
    whole, alone = [], []
    for _ in range(OPENINGS):
        stores: list[Store] = []
        whole.append(_timed(partial(_first_page, path, stores)))
        alone.append(_timed(partial(stores[0].journal.page, AGENT, JournalFilter(), LABELS)))
        stores[0].close()
    return {
        "store_and_journal_open_ms": max(whole),
        "journal_open_ms": float(np.percentile(whole, 95)),
        "journal_again_ms": max(alone),
    }


def _first_page(path: Path, stores: list[Store]) -> None:
    stores.append(open_store(path, KEY, SystemClock(), zone=UTC))
    page = stores[0].journal.page(AGENT, JournalFilter(), LABELS)
    assert page.total >= CONTACTS
    assert len(page.contacts) == 50


def _filters(store: Store, now: datetime) -> dict[str, float]:
    """What an agent may ask of the whole journal."""
    day = now.date() - timedelta(days=400)
    asked = {
        "one_day": JournalFilter(first=day, last=day),
        "channel": JournalFilter(channel=Channel.VIDEO),
        "outcome": JournalFilter(outcome=Outcome.ANSWERED),
        "code": JournalFilter(code=CODES[0]),
        "rare_code": JournalFilter(code=CODES[60]),
        "waiting": JournalFilter(sync=SyncState.WAITING),
        "words": JournalFilter(words="C3-04 démarche"),
        "reference": JournalFilter(words="E-7K4"),
    }
    return {
        f"filter_{name}_ms": _timed(partial(store.journal.page, AGENT, wanted, LABELS))
        for name, wanted in asked.items()
    }


def _writes(store: Store) -> dict[str, float]:
    ids = Identifiers(SystemClock())
    learned = Learned("codes", os.urandom(PREDICTOR_BYTES))
    saves, keeps, corrections = [], [], []
    for _ in range(SAVES):
        at = datetime.now(UTC)
        one = contact(ids, at)
        draft = opened(ids, at, id=one.id)
        keeps.append(_timed(partial(store.drafts.keep, AGENT, draft)))
        saves.append(_timed(partial(store.contacts.record, AGENT, one, keep_notes_until=date.max, learned=learned)))
        wanted = Correction(Channel.DESK, one.demands)
        corrections.append(_timed(partial(store.contacts.correct, AGENT, one.id, wanted)))
    return {
        "save_ms_p50": float(np.percentile(saves, 50)),
        "save_ms_p95": float(np.percentile(saves, 95)),
        "keep_ms_p95": float(np.percentile(keeps, 95)),
        "correct_ms_p95": float(np.percentile(corrections, 95)),
        "erase_ms": _timed(partial(store.contacts.erase, AGENT, one.id)),
    }


def _month_screen(store: Store, day: date, back: int) -> None:
    """All the sums of the month that lies `back` months before `day`'s, from the counts to what is shown."""
    month = Month.of(day).before(back)
    sums = month_sums(store.statistics.cells(*span(month), month.first), month, FAMILIES)
    assert sums.now.contacts


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _codes() -> dict[str, float]:
    """The accuracy of the code predictor, from its own bench."""
    if importlib.util.find_spec("tests.bench.codes") is None:
        return {}
    accuracy: Callable[[], dict[str, float]] = importlib.import_module("tests.bench.codes").accuracy
    return accuracy()


if __name__ == "__main__":
    sys.exit(main())
