"""What a bundle weighs and takes: a first installation, then 1 % of its articles changed.

On the seed base, then with a national collection under it. `pack_mb` is a first installation,
`update_mb` what the next one brought by the way it chose, its list included; `naive_mb` what the
pack would have weighed instead.
"""

import os
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from aparte.assist.bundles.bundles import Bundles, Taken
from aparte.kb.importers.archive import open_archive
from aparte.kb.importers.vosdroits import import_vosdroits
from aparte.kb.library import collection
from aparte.settings.places import bundles_folder
from aparte.sync.trust.source import FolderSource
from tests.bench.passages import SEED_FOLDER
from tests.bench.report import machine, table, write_json
from tests.fakes.clock import HandClock
from tests.fakes.signed import NOW, SignedTown
from tools.national_archive import CONTENTS, FICHES, RESOURCES, ArchiveWriter, Size

# Of the national number of documents.
SHARE = float(os.environ.get("SHARE", "1"))
_MB = 1_000_000


class Trial:
    """One town, one workstation."""

    def __init__(self, root: Path, name: str) -> None:
        self.name = name
        self.town = SignedTown(root / f"{name}-repository")
        clock = HandClock(NOW + timedelta(days=1))
        self.bundles = Bundles(bundles_folder(root / f"{name}-own"), clock, lambda: "")

    def step(self, seed: Path, imported: Path | None, hours: int) -> dict[str, float]:
        """Build, sign and install the next bundle."""
        began = time.process_time()
        built = self.town.build(seed, NOW + timedelta(hours=hours), imported)
        made = time.process_time()
        self.bundles.trust(self.town.root)
        taken = self.bundles.take(FolderSource(self.town.folder))
        ended = time.process_time()
        return {
            "pack_mb": built.pack / _MB,
            "brought_mb": (_brought(taken) + self._list_size()) / _MB,
            "blocks": float(taken.way.missing if taken.way else 0),
            "list_mb": self._list_size() / _MB,
            "build_cpu_s": made - began,
            "install_cpu_s": ended - made,
        }

    def _list_size(self) -> int:
        content = self.town.repository.role("targets")
        return content.signed.targets["knowledge/manifest.json.z"].length if content else 0


def main() -> int:
    """Measure both sizes and print the figures."""
    print(machine())
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        seed = Path(shutil.copytree(SEED_FOLDER, root / "seed"))
        size = Size(*(round(count * SHARE) for count in (FICHES, RESOURCES, CONTENTS)))
        imported = root / "imported"
        _imported(imported, ArchiveWriter(size), root / "first.zip")
        trials = (Trial(root, "seed"), Trial(root, "national"))
        for step in ("first", "update"):
            for trial in trials:
                own = imported if trial.name == "national" else None
                found = trial.step(seed, own, ("first", "update").index(step))
                figures |= {f"{trial.name}_{step}_{name}": value for name, value in found.items()}
                print(table([f"{trial.name}, {step}", ""], list(found.items())), flush=True)
            if step == "first":
                _change(seed)
                _imported(imported, ArchiveWriter(size, day="2026-11-24", changed=0.01), root / "second.zip")
    write_json(figures)
    return 0


def _imported(imported: Path, writer: ArchiveWriter, path: Path) -> None:
    """Into the collection alone: no index is made where bundles are."""
    writer.write(path)
    kept = collection(imported, "vosdroits")
    with kept.importing():
        kept.switch(import_vosdroits(open_archive(path), kept, NOW.date()).generation)


def _change(seed: Path) -> None:
    articles = sorted((seed / "articles").rglob("*.md"))
    for path in articles[:: max(1, round(len(articles) / (len(articles) * 0.01)))]:
        path.write_text(f"{path.read_text('utf-8')}\n\nVoir aussi le guichet du quinconce.\n", "utf-8")


def _brought(taken: Taken) -> int:
    return taken.way.size if taken.way else 0


if __name__ == "__main__":
    sys.exit(main())
