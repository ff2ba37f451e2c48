"""Where the knowledge base and the program's own files are: decided here and nowhere else."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_data_path

from aparte.core.errors import StorageError, UsageError

SEED_VARIABLE = "APARTE_SEED"
LOG_NAME = "aparte.log"
# Outside a user's reach: only an administrator writes there.
POLICY = Path(os.environ.get("PROGRAMDATA", "C:/ProgramData") if os.name == "nt" else "/etc") / "aparte" / "policy.toml"
# Where the town's computing service puts the models of a machine; as the policy, out of a user's reach.
MACHINE_MODELS = (POLICY.parent if os.name == "nt" else Path("/var/lib/aparte")) / "models"
BUNDLE_POINTER, BUNDLE_BASE = "CURRENT", "kb"
BUNDLE_NAME = re.compile(r"[0-9]{1,9}-[0-9a-f]{8}")
_CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one run.

    `seed`, `policy` and `machine_models` are read, everything under `base` is ours to write;
    `temporary` when it is removed at the end; `follows` when `seed` is that of the newest bundle, as
    no other was chosen.
    """

    seed: Path
    base: Path
    policy: Path = POLICY
    temporary: bool = False
    machine_models: Path = MACHINE_MODELS
    follows: bool = False

    def renewed(self) -> "Places":
        """The same, with the bundle that is installed by now as its knowledge base."""
        installed = installed_base(self.base) if self.follows else None
        return self if installed is None else replace(self, seed=installed)

    @property
    def index(self) -> Path:
        """The generations of the search index."""
        return self.base / "index"

    @property
    def bundles(self) -> Path:
        """The bundles that were installed, and what was seen of those who sign them."""
        return bundles_folder(self.base)

    @property
    def updates(self) -> Path:
        """What this user downloaded of a new version, and what was seen of those who sign it."""
        return self.base / "updates"

    @property
    def machine_updates(self) -> Path:
        """The same for the whole machine: only an administrator writes there, and installs from there."""
        return self.machine_models.parent / "updates"

    @property
    def update_root(self) -> Path:
        """The trusted root of programs, beside the policy: only an administrator writes it."""
        return self.policy.parent / "update-root.json"

    @property
    def store(self) -> Path:
        """The encrypted contacts, their keys and their copies."""
        return self.base / "store"

    @property
    def models(self) -> Path:
        """The local models that this user brought."""
        return self.base / "models"

    @property
    def model_state(self) -> Path:
        """What is known of models on this machine: digests read, self-test, the prompt's kept state."""
        return self.base / "model-state"

    @property
    def vectors(self) -> Path:
        """What an embedding model read in the passages of the base."""
        return self.base / "vectors"

    @property
    def settings(self) -> Path:
        """The options' file."""
        return self.base / "settings.json"

    @property
    def log(self) -> Path:
        """The log; never a citizen's words."""
        return self.base / LOG_NAME


@contextmanager
def places(seed: Path | None = None, basedir: Path | None = None, temporary: bool = False) -> Iterator[Places]:
    """The places chosen by the options of a command; a temporary base is removed at the end.

    Raises `UsageError` for a home that does not exist, `StorageError` when no temporary folder can be made.
    """
    found = seed_folder(seed)
    if not temporary:
        base = _absolute(basedir or user_data_path("aparte", appauthor=False))
        yield Places(found, base, follows=seed is None and not os.environ.get(SEED_VARIABLE)).renewed()
        return
    try:
        folder = tempfile.TemporaryDirectory(prefix="aparte-", ignore_cleanup_errors=True)
    except OSError as error:
        raise StorageError("Aucun dossier provisoire ne peut être créé : disque plein ou protégé.") from error
    with folder:
        yield Places(found, Path(folder.name), temporary=True)


def seed_folder(chosen: Path | None = None) -> Path:
    """The knowledge base: the one asked for, the environment's, else the one delivered with us."""
    if chosen is not None:
        return _absolute(chosen)
    if os.environ.get(SEED_VARIABLE):
        return _absolute(Path(os.environ[SEED_VARIABLE]))
    return Path(getattr(sys, "_MEIPASS", _CHECKOUT)) / "kb_seed"


def bundles_folder(base: Path) -> Path:
    """Where bundles are installed."""
    return base / "bundles"


def installed_base(base: Path) -> Path | None:
    """The knowledge of the bundle in service, None when none is; its name is the first line of `CURRENT`."""
    folder = bundles_folder(base)
    try:
        name = (folder / BUNDLE_POINTER).read_text("ascii").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return None
    found = folder / name / BUNDLE_BASE
    return found if BUNDLE_NAME.fullmatch(name) and (found / "articles").is_dir() else None


def _absolute(path: Path) -> Path:
    # A shortcut for all users of a machine says D:\Aparte\%USERNAME%, and nothing expands it before us.
    if os.name == "nt":
        path = Path(os.path.expandvars(path))
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise UsageError(f"Le dossier « {path} » n'existe pas : cet utilisateur est inconnu.") from error
