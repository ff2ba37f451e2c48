"""Where the knowledge base and the program's own files are: decided here and nowhere else."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

SEED_VARIABLE = "APARTE_SEED"
_CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one run: `seed` is read, everything under `base` is ours to write."""

    seed: Path
    base: Path

    @property
    def index(self) -> Path:
        """The generations of the search index."""
        return self.base / "index"

    @property
    def settings(self) -> Path:
        """The options' file."""
        return self.base / "settings.json"

    @property
    def log(self) -> Path:
        """The log; never a citizen's words."""
        return self.base / "aparte.log"


@contextmanager
def places(seed: Path | None = None, basedir: Path | None = None, temporary: bool = False) -> Iterator[Places]:
    """The places chosen by the options of a command; a temporary base is removed at the end."""
    found = seed_folder(seed)
    if not temporary:
        yield Places(found, (basedir or user_data_path("aparte", appauthor=False)).expanduser().absolute())
        return
    with tempfile.TemporaryDirectory(prefix="aparte-", ignore_cleanup_errors=True) as folder:
        yield Places(found, Path(folder))


def seed_folder(chosen: Path | None = None) -> Path:
    """The knowledge base: the one asked for, the environment's, else the one delivered with us."""
    if chosen is not None:
        return chosen.expanduser().absolute()
    if os.environ.get(SEED_VARIABLE):
        return Path(os.environ[SEED_VARIABLE]).expanduser().absolute()
    return Path(getattr(sys, "_MEIPASS", _CHECKOUT)) / "kb_seed"
