"""kill -9, really, while a bundle is installed: one whole base is served, and the next time ends it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.signed import NOW
from tests.unit.bundles.workplace import Workplace

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is another thing on Windows")


class Station:
    """A workstation with a first bundle in service, and a second one on a USB key."""

    def __init__(self, folder: Path) -> None:
        self.place = Workplace(folder)
        self.place.publish()
        self.place.trust()
        self.place.take()
        self.kept = shutil.copytree(self.place.base, folder / "kept")
        self.place.dog_weeks("neuf jours")
        self.place.publish(1)

    def again(self) -> None:
        """As it was before the second bundle."""
        shutil.rmtree(self.place.base)
        shutil.copytree(self.kept, self.place.base)

    def started(self, point: int) -> "subprocess.CompletedProcess[str]":
        place = self.place
        program = [sys.executable, "-m", "tests.reliability.taking_agent"]
        asked = [str(place.base), str(place.shipped), str(place.town.folder), NOW.isoformat(), str(point)]
        return subprocess.run([*program, *asked], capture_output=True, text=True, check=False)

    def touches(self) -> int:
        """How often a whole installation touches the disk."""
        done = self.started(0)
        assert done.returncode == 0, done.stderr
        self.again()
        return int(done.stdout)

    def killed_at(self, point: int) -> None:
        done = self.started(point)
        assert done.returncode == -signal.SIGKILL, done.stderr
        served = self.place.served()
        said = (served / "articles/animaux/chien-errant.md").read_text("utf-8")
        assert ("huit jours" in said) != ("neuf jours" in said)
        assert len(list(served.rglob("*.md"))) == 3
        again = self.started(0)
        assert again.returncode == 0, again.stderr
        assert "neuf jours" in self.place.answer()
        self.check_tidy()
        self.again()

    def check_tidy(self) -> None:
        """The bundle in service, the one before, what is trusted, and nothing else."""
        names = sorted(path.name for path in (self.place.base / "bundles").iterdir())
        assert {name for name in names if not name[0].isdigit()} == {".lock", "CURRENT", "root.json", "trust"}
        assert len([name for name in names if name[0].isdigit()]) == 2


def test_a_kill_at_some_touches_of_the_disk_leaves_a_whole_base(tmp_path: Path) -> None:
    station = Station(tmp_path)
    count = station.touches()
    # The last ones put the new bundle in service.
    for point in (count // 2, count - 3):
        station.killed_at(point)


@pytest.mark.slow
def test_a_kill_at_every_touch_of_the_disk_leaves_a_whole_base(tmp_path: Path) -> None:
    station = Station(tmp_path)
    for point in range(1, station.touches() + 1):
        station.killed_at(point)
