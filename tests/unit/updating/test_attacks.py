"""Each attack on a program's update is refused with its sentence, and what is in service stays."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from aparte.sync.trust.errors import ClockError
from installers.checks.update_attacks import ATTACKS, Attack, Stage
from installers.checks.update_scene import NOW, Publisher, Station, can_install, small_deb
from tests.fakes.file_server import FileServer

pytestmark = pytest.mark.skipif(not can_install(), reason="packages are installed by dpkg, as root, in a folder")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    publisher = Publisher(tmp_path / "repository")
    publisher.release(small_deb(tmp_path, "1.0.0"))
    before = shutil.copytree(publisher.folder, tmp_path / "before")
    publisher.release(small_deb(tmp_path, "1.1.0"))
    return Stage(publisher, before, tmp_path / "work")


@pytest.fixture
def station(tmp_path: Path, stage: Stage) -> Station:
    station = Station(tmp_path / "station", stage.publisher)
    station.packages.install(tmp_path / "aparte_1.0.0_amd64.deb")
    assert station.updates().fetch().newer == "1.1.0"
    (tmp_path / "work").mkdir()
    return station


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_refused_and_installs_nothing(attack: Attack, stage: Stage, station: Station) -> None:
    hostile = attack(stage)
    station.follow(hostile.folder)
    for act in (station.updates(hostile.now).fetch, station.applier(hostile.now).apply):
        with pytest.raises(hostile.refused, match=r"^Le nouveau programme .*reste en service\."):
            act()
    assert station.runs() == station.packages.installed() == "1.0.0"


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_over_http_it_is_refused_for_the_same_reason(attack: Attack, stage: Stage, station: Station) -> None:
    hostile = attack(stage)
    with FileServer(hostile.folder).running() as server:
        station.follow(server.address, sync_proxy="direct")
        # A server that says another date makes the clock the likelier reason of what looks expired.
        with pytest.raises((hostile.refused, ClockError)):
            station.updates(hostile.now).fetch()
    assert station.runs() == "1.0.0"


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_the_window_says_it_once_and_keeps_what_was_ready(attack: Attack, stage: Stage, station: Station) -> None:
    hostile = attack(stage)
    station.follow(hostile.folder)
    updates = station.updates(max(hostile.now, NOW + timedelta(days=2)))
    status, more = updates.look()
    assert not more
    assert status.problem.startswith("Le nouveau programme ")
    assert (status.newer, station.runs()) == ("1.1.0", "1.0.0")
