"""kill -9, really, in the middle of a national import: the base before is served, and the next run ends it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aparte.assist.changes import ChangeKind, Why
from tests.fakes.national import DOCUMENTS, document
from tests.fakes.overlays import GARDEN, write_overlays
from tests.fakes.town import Town

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is another thing on Windows")
NEW = document("F90005", "Composteur collectif", "<Texte><Paragraphe>Le compost est ouvert.</Paragraphe></Texte>")
LATER = {
    **DOCUMENTS,
    "F90001.xml": DOCUMENTS["F90001.xml"].replace("Bail signé", "Bail et bornage"),
    "F90002.xml": DOCUMENTS["F90002.xml"].replace("2 mois", "3 mois"),
    "F90005.xml": NEW,
}


def started(town: Town, archive: Path, point: str) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-m", "tests.reliability.importing_agent"]
    return subprocess.run(
        [*program, str(town.seed), str(town.index), str(archive), point], capture_output=True, text=True, check=False
    )


def served(town: Town) -> tuple[str, str, bool]:
    """The national file that is named, the delay that is answered, and whether the new article is there."""
    desk = town.desk()
    (file,) = desk.state().national_files
    text = "".join(section.body for section in desk.article("F90002").sections)
    known = town.first("composteur collectif") == "F90005"
    return file.name, "3 mois" if "3 mois" in text else "2 mois", known


BEFORE, AFTER = ("first.zip", "2 mois", False), ("second.zip", "3 mois", True)


class Workstation:
    """A town whose first import is whole, and the archive that comes next."""

    def __init__(self, folder: Path) -> None:
        self.town = Town(folder)
        write_overlays(self.town.seed, jardins=GARDEN)
        self.town.take("vosdroits", self.town.national(name="first.zip"))
        self.town.build()
        self.second = self.town.national(LATER, "second.zip")

    def killed_at(self, point: str) -> None:
        """Kill the second import, look at what is served, then let it run to its end."""
        done = started(self.town, self.second, point)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert served(self.town) in (BEFORE, AFTER)
        again = started(self.town, self.second, "never")
        assert again.returncode == 0, again.stderr
        assert served(self.town) == AFTER
        self.town.build()
        assert [hit.article_id for hit in self.town.desk().search("composteur").hits] == ["F90005"]
        self.check_tidy()
        self.check_review()

    def check_tidy(self) -> None:
        """The base in service, the one before, and nothing else."""
        imported = self.town.index.parent / "imported" / "vosdroits"
        names = sorted(path.name for path in imported.iterdir())
        assert [name for name in names if not name.startswith("gen-")] == ["CURRENT", "lock"]
        assert len(names) <= 4
        names = sorted(path.name for path in self.town.index.iterdir() if path.name not in ("language", "CURRENT"))
        left = [name for name in names if not name.startswith("gen-")]
        assert all("building" not in name and not name.startswith(".CURRENT") for name in left), left
        assert len(names) - len(left) <= 2

    def check_review(self) -> None:
        """What the overlay rested on before the kill was not forgotten."""
        changes = self.town.desk().changes()
        assert changes is not None
        assert [(one.id, one.why) for one in changes.of(ChangeKind.REVIEW)] == [("jardins", Why.CHANGED)]


@pytest.mark.parametrize("point", ["Fiches nationales:2", "Index:4"])
def test_a_kill_while_it_reads_leaves_the_base_before(tmp_path: Path, point: str) -> None:
    station = Workstation(tmp_path)
    assert started(station.town, station.second, point).returncode == -signal.SIGKILL
    assert served(station.town) == BEFORE
    station.killed_at(point)


def test_a_kill_at_some_touches_of_the_disk_leaves_a_whole_base(tmp_path: Path) -> None:
    count = touches(tmp_path)
    # The last ones put the new articles and their index in service.
    for number in (count // 2, count - 3):
        Workstation(tmp_path / str(number)).killed_at(f"disk:{number}")


@pytest.mark.slow
def test_a_kill_at_every_touch_of_the_disk_leaves_a_whole_base(tmp_path: Path) -> None:
    for number in range(1, touches(tmp_path) + 1):
        Workstation(tmp_path / str(number)).killed_at(f"disk:{number}")


def touches(folder: Path) -> int:
    """How often a whole import touches the disk."""
    station = Workstation(folder / "counted")
    done = started(station.town, station.second, "never")
    assert done.returncode == 0, done.stderr
    return int(done.stdout)
