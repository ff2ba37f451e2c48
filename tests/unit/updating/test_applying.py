"""An administrator installs and goes back, with dpkg for real, in a folder that is nobody's system."""

from datetime import timedelta
from pathlib import Path

import pytest

from aparte.assist.updating.applying import Applied, MislabelledError, NotAppliedError, only_administrators_write
from aparte.assist.updating.updates import Standing, UpdateStatus
from aparte.wire.release import Release
from installers.checks.update_scene import NOW, Publisher, Station, can_install, small_deb
from installers.update.artefacts import ArtefactFile
from installers.update.releasing import stage_withdrawal, staged_with

pytestmark = pytest.mark.skipif(not can_install(), reason="packages are installed by dpkg, as root, in a folder")
HOUR = timedelta(hours=1)
WRONG = Release("aparte_1.3.0_amd64.deb", "1.3.0", "stable", "linux", "deb", "x86_64", 100, NOW.date())


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    publisher = Publisher(tmp_path / "repository")
    publisher.release(small_deb(tmp_path, "1.0.0"), small_deb(tmp_path, "1.1.0"))
    return publisher


@pytest.fixture
def station(tmp_path: Path, publisher: Publisher) -> Station:
    station = Station(tmp_path / "station", publisher)
    station.packages.install(tmp_path / "aparte_1.0.0_amd64.deb")
    return station


def test_the_newer_version_comes_in_service_and_the_one_before_is_kept(station: Station) -> None:
    assert station.applier().apply() == Applied("1.1.0", "1.0.0", returnable=True)
    assert station.runs() == station.packages.installed() == "1.1.0"
    station.restarted()
    status = station.updates().status()
    assert (status.standing, status.previous) == (Standing.CURRENT, "1.0.0")


def test_going_back_puts_the_one_before_in_service_and_the_other_does_not_come_again(station: Station) -> None:
    station.applier().apply()
    station.restarted()
    assert station.applier().back() == Applied("1.0.0", "1.1.0", returnable=False)
    assert station.runs() == station.packages.installed() == "1.0.0"
    station.restarted()
    again = station.applier().apply()
    assert isinstance(again, UpdateStatus)
    assert (again.standing, station.runs()) == (Standing.CURRENT, "1.0.0")
    assert station.applier().apply(at_once=True) == Applied("1.1.0", "1.0.0", returnable=True)


def test_going_back_needs_no_source(station: Station, tmp_path: Path) -> None:
    station.applier().apply()
    station.restarted()
    station.follow(tmp_path / "gone")
    assert station.applier().back().version == "1.0.0"


def test_an_older_package_is_never_installed(station: Station, publisher: Publisher, tmp_path: Path) -> None:
    """The town went on by another way than ours: what is in service counts, and not who asks."""
    station.packages.install(small_deb(tmp_path, "2.0.0"))
    done = station.applier().apply()
    assert isinstance(done, UpdateStatus)
    assert station.runs() == "2.0.0"


def test_a_version_that_was_kept_and_changed_is_not_gone_back_to(station: Station) -> None:
    station.applier().apply()
    station.restarted()
    kept = station.places.machine_updates / "kept" / "aparte_1.0.0_amd64.deb"
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    with pytest.raises(NotAppliedError, match=r"est abîmée : rien n'est fait, la 1\.1\.0 reste en service"):
        station.applier().back()
    assert station.runs() == "1.1.0"


def test_there_is_nothing_to_go_back_to_at_first(station: Station) -> None:
    with pytest.raises(NotAppliedError, match="Aucune version d'avant"):
        station.applier().back()


def test_a_package_that_says_another_version_is_refused(station: Station, publisher: Publisher, tmp_path: Path) -> None:
    """Signed by the right keys, by mistake: the name says one version and the package another."""
    wrong = ArtefactFile(tmp_path / "aparte_1.1.0_amd64.deb", WRONG)
    staged_with(publisher.repository, [wrong], NOW + HOUR)
    publisher.sign(NOW + HOUR)
    with pytest.raises(MislabelledError, match="ne contient pas la version annoncée : il est refusé, l'ancien reste"):
        station.applier(NOW + HOUR).apply()
    assert station.runs() == "1.0.0"


def test_a_package_that_does_not_install_leaves_the_one_before(
    station: Station, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.release(small_deb(tmp_path, "1.4.0", fails=True), now=NOW + HOUR)
    with pytest.raises(NotAppliedError, match=r"1\.4\.0 ne s'installe pas.*La version 1\.0\.0 est en service"):
        station.applier(NOW + HOUR).apply()
    assert station.runs() == station.packages.installed() == "1.0.0"


def test_a_program_that_no_package_installed_is_left_alone(tmp_path: Path, publisher: Publisher) -> None:
    station = Station(tmp_path / "other", publisher)
    with pytest.raises(NotAppliedError, match="n'a pas été installé par son paquet"):
        station.applier().apply()


def test_where_the_version_in_service_can_not_be_kept_nothing_is_installed_unasked(
    station: Station, publisher: Publisher
) -> None:
    stage_withdrawal(publisher.repository, "stable", "1.0.0", NOW + HOUR)
    publisher.sign(NOW + HOUR)
    with pytest.raises(NotAppliedError, match="on ne pourrait pas y revenir, rien n'est installé"):
        station.applier(NOW + HOUR).apply()
    assert station.runs() == "1.0.0"
    assert station.applier(NOW + HOUR).apply(returnless=True) == Applied("1.1.0", "1.0.0", returnable=False)


def test_a_root_that_agents_can_write_installs_nothing(station: Station) -> None:
    station.places.update_root.chmod(0o666)
    assert not only_administrators_write(station.places.update_root)
    station.places.update_root.chmod(0o644)
    assert only_administrators_write(station.places.update_root)
    applier = station.applier()
    applier._owned = only_administrators_write
    station.places.update_root.chmod(0o664)
    with pytest.raises(NotAppliedError, match="D'autres que l'administrateur peuvent écrire"):
        applier.apply()
    assert station.runs() == "1.0.0"
