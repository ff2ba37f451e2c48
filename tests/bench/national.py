"""Importing an archive of the national size: until it is searchable, again with 1 % changed, and opened.

Each step runs in a process of its own, so that its memory is its own. `memory_mb` is the most that
importing took, `open_mb` what the opened base holds after the keys of a few questions; `key_p95_ms`
is from one of these keys to the ranked suggestions.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from aparte.assist.desk import SuggestRequest
from aparte.assist.importing import ImportRequest, finish_index, import_articles
from aparte.assist.librarian import Librarian
from aparte.core.clock import SystemClock
from tests.bench.keys import measure
from tests.bench.passages import SEED_FOLDER
from tests.bench.report import machine, table, write_json
from tools.national_archive import ArchiveWriter

TODAY = date(2026, 11, 26)
_KEYS = 1500


def main() -> int:
    """Run every step and print the figures; without arguments."""
    if len(sys.argv) > 1:
        print(json.dumps(_STEPS[sys.argv[1]](Path(sys.argv[2]))))
        return 0
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = ArchiveWriter().write(root / "first.zip")
        ArchiveWriter(day="2026-11-24", changed=0.01).write(root / "second.zip")
        figures: dict[str, float] = {"files": files}
        for step in _STEPS:
            figures |= _in_child(step, root)
            print(f"  {step}: {figures}", flush=True)
    print(table(list(figures), [list(figures.values())]))
    write_json(figures)
    return 0


def _in_child(step: str, root: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.national", step, str(root)], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _first(root: Path) -> dict[str, float]:
    began, cpu = time.perf_counter(), time.process_time()
    report = import_articles(ImportRequest("vosdroits", root / "first.zip"), SEED_FOLDER, root / "base/index", TODAY)
    return {
        "passages": report.passages,
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - cpu,
        "memory_mb": _peak(),
    }


def _opened(root: Path) -> dict[str, float]:
    began = time.perf_counter()
    desk = Librarian.open(SEED_FOLDER, root / "base/index", SystemClock())
    loaded = (time.perf_counter() - began) * 1000
    middle, most, _ = measure(lambda text: desk.suggest(SuggestRequest(1, text)), _KEYS)
    return {"load_ms": loaded, "key_p50_ms": middle, "key_p95_ms": most, "open_mb": _peak()}


def _update(root: Path) -> dict[str, float]:
    began, cpu = time.perf_counter(), time.process_time()
    report = import_articles(ImportRequest("vosdroits", root / "second.zip"), SEED_FOLDER, root / "base/index", TODAY)
    return {
        "changed": len(report.differences.changed),
        "update_seconds": time.perf_counter() - began,
        "update_cpu_seconds": time.process_time() - cpu,
    }


def _full_text(root: Path) -> dict[str, float]:
    cpu = time.process_time()
    finish_index(root / "base/index", SEED_FOLDER)
    return {"full_text_cpu_seconds": time.process_time() - cpu, "full_text_mb": _peak()}


def _peak() -> float:
    """Peak resident memory of this process, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_STEPS = {"first": _first, "opened": _opened, "update": _update, "full_text": _full_text}

if __name__ == "__main__":
    sys.exit(main())
