"""A disk that is full or protected: a sentence, and the agent goes on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}", "PYTHONIOENCODING": "utf-8"}
_WENT_ON = ["read on: True", "went on: True, drafts: True", "sound: True, refused: True, recorded: True"]


def hard_disk(*arguments: str, before: tuple[str, ...] = ()) -> list[str]:
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.reliability.hard_disk", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=_ENVIRONMENT,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def on_a_small_disk(folder: Path, what: str) -> list[str]:
    """Where `folder` is a disk of two megabytes that only this process sees."""
    mounted = 'mount -t tmpfs -o size=2m none "$0" && exec "$@"'
    return hard_disk(what, str(folder), before=("unshare", "-rm", "sh", "-c", mounted, str(folder)))


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", str(folder)]
    if shutil.which("unshare") is None or subprocess.run(tried, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no one mount a disk of his own")
    return folder


def test_a_full_disk_loses_nothing_and_the_agent_goes_on(small_disk: Path) -> None:
    said, *rest = on_a_small_disk(small_disk, "full")
    assert said == (
        "StorageError: Le disque est plein : rien n'a été enregistré. Libérez de la place, puis recommencez."
    )
    assert rest == _WENT_ON


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_a_disk_that_refuses_loses_nothing_and_the_agent_goes_on(tmp_path: Path) -> None:
    said, *rest = hard_disk("limited", str(tmp_path))
    assert said == (
        "StorageError: Le disque a refusé d'écrire ou de lire la base des échanges : rien n'a été enregistré. "
        "Vérifiez la place libre, puis recommencez."
    )
    assert rest == _WENT_ON


def test_a_protected_disk_is_said_so_and_the_agent_goes_on(small_disk: Path) -> None:
    said, *rest = on_a_small_disk(small_disk, "protected")
    assert said == (
        "StorageError: Le dossier des échanges ne peut pas être écrit : disque plein, protégé, ou dossier d'un autre. "
        "Prévenez l'informatique ; les suggestions continuent de marcher."
    )
    assert rest == ["went on: True"]
