"""Importing an archive of the national size: until it is searchable, again with 1 % changed, opened, typed into.

Each step runs in a process of its own, so that its memory is its own. `memory_mb` is the most that
importing took, `open_mb` the most of a process that opened the base and answered keys. Figures
in `cpu` are of processor time: on a busy machine they are the ones to compare.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from aparte.assist.desk import SuggestRequest
from aparte.assist.importing import ImportReport, ImportRequest, finish_index, import_articles
from aparte.assist.librarian import Librarian
from aparte.core.clock import SystemClock
from tests.bench.keys import measure
from tests.bench.passages import SEED_FOLDER
from tests.bench.report import machine, table, write_json
from tools.national_archive import CONTENTS, FICHES, RESOURCES, ArchiveWriter, Size

# Of the national number of documents.
SHARE = float(os.environ.get("SHARE", "1"))
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
        size = Size(*(round(count * SHARE) for count in (FICHES, RESOURCES, CONTENTS)))
        files = ArchiveWriter(size).write(root / "first.zip")
        ArchiveWriter(size, day="2026-11-24", changed=0.01).write(root / "second.zip")
        shutil.copytree(SEED_FOLDER, root / "seed")
        figures: dict[str, float] = {"files": files}
        for step in _STEPS:
            found = _in_child(step, root)
            print(table([step, ""], list(found.items())), flush=True)
            figures |= found
    write_json(figures)
    return 0


def _in_child(step: str, root: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.national", step, str(root)], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _first(root: Path) -> dict[str, float]:
    took = _Took()
    report = _imported(root, "first.zip")
    return {"passages": report.passages, **took.named("seconds"), "memory_mb": _peak()}


def _update(root: Path) -> dict[str, float]:
    took = _Took()
    report = _imported(root, "second.zip")
    return {"changed": len(report.differences.changed), **took.named("update_seconds"), "update_mb": _peak()}


def _full_text(root: Path) -> dict[str, float]:
    took = _Took()
    finish_index(root / "base/index")
    return {**took.named("full_text_seconds"), "full_text_mb": _peak()}


def _local(root: Path) -> dict[str, float]:
    """One of the town's own articles was edited: until the desk answers with it, the palette too."""
    path = min((root / "seed/articles").rglob("*.md"))
    path.write_text(f"{path.read_text('utf-8')}\n\nVoir aussi le guichet du quinconce.\n", "utf-8")
    took = _Took()
    _opened_desk(root)
    return took.named("local_change_seconds")


def _opened(root: Path) -> dict[str, float]:
    took = _Took()
    desk = _opened_desk(root)
    loaded = took.named("load_ms", 1000)
    keys = measure(lambda text: desk.suggest(SuggestRequest(1, text)), _KEYS)
    return {
        **loaded,
        "key_p50_ms": keys.p50,
        "key_p95_ms": keys.p95,
        "key_max_ms": keys.most,
        "key_p95_ms_cpu": keys.p95_cpu,
        "open_mb": _peak(),
    }


def _imported(root: Path, archive: str) -> ImportReport:
    return import_articles(ImportRequest("vosdroits", root / archive), root / "seed", root / "base/index", TODAY)


def _opened_desk(root: Path) -> Librarian:
    return Librarian.open(root / "seed", root / "base/index", SystemClock())


class _Took:
    """The time since it was made, on the wall and of the processor."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def named(self, name: str, factor: float = 1) -> dict[str, float]:
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        return {name: wall * factor, f"{name}_cpu": cpu * factor}


def _peak() -> float:
    """Peak resident memory of this process, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_STEPS = {"first": _first, "update": _update, "full_text": _full_text, "local": _local, "opened": _opened}

if __name__ == "__main__":
    sys.exit(main())
