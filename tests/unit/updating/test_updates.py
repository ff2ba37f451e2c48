"""What a workstation learns and brings: from a folder, a key, a server; nothing where the town wants nothing."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from aparte.assist.updating.turn import drawn_number, in_turn
from aparte.assist.updating.updates import Standing
from aparte.core.errors import UsageError
from aparte.sync.server import UnreachableError
from aparte.sync.trust.source import FolderSource, GoneError
from installers.checks.update_scene import NOW, Publisher, Station, small_deb
from installers.update.releasing import stage_rollout, stage_withdrawal
from tests.fakes.file_server import FileServer

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="the packages are made by dpkg-deb")
DAY = timedelta(days=1)


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    publisher = Publisher(tmp_path / "repository")
    publisher.release(small_deb(tmp_path, "1.0.0"), small_deb(tmp_path, "1.1.0"))
    return publisher


@pytest.fixture
def station(tmp_path: Path, publisher: Publisher) -> Station:
    return Station(tmp_path / "station", publisher)


def test_looking_downloads_nothing(station: Station) -> None:
    status = station.updates().check()
    assert (status.standing, status.newer) == (Standing.OFFERED, "1.1.0")
    assert status.sentence == "La version 1.1.0 est disponible, pas encore téléchargée."
    assert not (station.places.machine_updates / "kept").exists()


def test_what_is_fetched_is_verified_and_ready(station: Station, tmp_path: Path) -> None:
    status = station.updates().fetch()
    assert status.sentence == "La version 1.1.0 est prête et vérifiée : l'informatique l'installe."
    assert status.file is not None
    assert status.file.read_bytes() == (tmp_path / "aparte_1.1.0_amd64.deb").read_bytes()
    assert station.updates().status() == status


def test_an_agents_download_stays_in_his_own_folder(station: Station) -> None:
    status = station.updates(machine=False).fetch()
    assert status.file is not None
    assert status.file.is_relative_to(station.places.base)
    assert not station.places.machine_updates.exists()


def test_a_key_is_read_where_no_source_is_named(station: Station, publisher: Publisher) -> None:
    station.follow("")
    assert station.updates().status().standing is Standing.ALONE
    assert station.updates().check().standing is Standing.ALONE
    assert station.updates().fetch(FolderSource(publisher.folder)).standing is Standing.READY


def test_a_town_that_follows_nothing_is_never_looked_for(station: Station, publisher: Publisher) -> None:
    with FileServer(publisher.folder).running() as server:
        station.follow(server.address, "none", sync_proxy="direct")
        updates = station.updates()
        key = FolderSource(publisher.folder)
        for status in (updates.check(), updates.fetch(), updates.look()[0], updates.fetch(key)):
            assert status.standing is Standing.OFF
        assert server.asked == []


def test_without_a_root_nothing_is_taken(station: Station) -> None:
    station.places.update_root.unlink()
    with pytest.raises(UsageError, match=r"Aucune racine de confiance des programmes .*update-root\.json"):
        station.updates().fetch()


def test_a_key_that_was_pulled_out_is_told(station: Station, tmp_path: Path) -> None:
    station.follow(tmp_path / "gone")
    with pytest.raises(GoneError, match="vérifiez la clé USB"):
        station.updates().check()


def test_an_address_in_clear_is_refused(station: Station) -> None:
    station.follow("http://maj.ville.example/aparte")
    with pytest.raises(UsageError, match="doit commencer par https"):
        station.updates().check()


def test_a_download_that_is_cut_goes_on_where_it_stopped(station: Station, publisher: Publisher) -> None:
    with FileServer(publisher.folder).running() as server:
        station.follow(server.address, sync_proxy="direct")
        station.updates().check()
        server.cuts = [100_000, 300]
        station.updates().fetch()
        parts = [wanted for path, wanted in server.asked if path.endswith("aparte_1.1.0_amd64.deb")]
    assert parts == ["", "bytes=300-"]


def test_a_proxy_that_does_not_answer_is_told(station: Station, publisher: Publisher) -> None:
    with FileServer(publisher.folder).running() as server:
        # A closed port of this machine.
        station.follow("https://maj.ville.example/aparte", sync_proxy="http://127.0.0.1:9")
        with pytest.raises(UnreachableError, match="le téléchargement reprendra"):
            station.updates().fetch()
        assert server.asked == []


def test_bytes_that_came_another_way_are_not_downloaded(station: Station, publisher: Publisher, tmp_path: Path) -> None:
    with FileServer(publisher.folder).running() as server:
        station.follow(server.address, sync_proxy="direct")
        station.updates().fetch(given=tmp_path / "aparte_1.1.0_amd64.deb")
        assert not any(path.endswith(".deb") for path, _ in server.asked)


def test_a_slow_line_is_asked_seldom_and_downloads_nothing_by_itself(station: Station) -> None:
    station.follow(station.folder.parent / "repository", sync_slow=True)
    status, more = station.updates().look()
    assert (status.standing, more) == (Standing.OFFERED, False)
    station.follow(station.folder.parent / "gone", sync_slow=True)
    assert station.updates(NOW + DAY).look()[0].checked_at == NOW


def test_a_window_looks_once_a_day_and_makes_it_ready(station: Station, publisher: Publisher, tmp_path: Path) -> None:
    assert station.updates().look()[0].standing is Standing.READY
    publisher.release(small_deb(tmp_path, "1.2.0"), now=NOW + timedelta(hours=1))
    assert station.updates(NOW + timedelta(hours=2)).look()[0].newer == "1.1.0"
    assert station.updates(NOW + DAY).look()[0].newer == "1.2.0"


def test_a_window_without_a_network_says_what_it_knows(station: Station, tmp_path: Path) -> None:
    station.updates().fetch()
    station.follow(tmp_path / "gone")
    status, more = station.updates(NOW + 2 * DAY).look()
    assert (status.standing, status.problem, more) == (Standing.READY, "", False)


def test_two_windows_do_not_disturb_each_other(station: Station) -> None:
    with station.updates().folder.changing():
        status, more = station.updates().look()
    assert (status.problem, more) == ("", False)


def test_a_version_that_was_installed_is_ready_no_more(station: Station) -> None:
    station.updates().fetch()
    station.version = "1.1.0"
    assert station.updates().status().sentence == "Aparté 1.1.0 est en service, rien de plus récent n'est connu."


def test_a_version_that_is_stopped_or_withdrawn_is_ready_no_more(station: Station, publisher: Publisher) -> None:
    station.updates().fetch()
    stage_rollout(publisher.repository, "stable", "1.1.0", 0, NOW)
    publisher.sign(NOW + timedelta(hours=1))
    status = station.updates(NOW + timedelta(hours=1)).check()
    assert (status.standing, status.file) == (Standing.LATER, None)
    stage_withdrawal(publisher.repository, "stable", "1.1.0", NOW)
    publisher.sign(NOW + timedelta(hours=2))
    assert station.updates(NOW + timedelta(hours=2)).check().standing is Standing.CURRENT
    assert list((station.places.machine_updates / "kept").iterdir()) == []


def test_the_share_that_is_signed_decides_and_an_administrator_may_go_first(
    station: Station, publisher: Publisher, tmp_path: Path
) -> None:
    number = drawn_number(station.places.machine_updates)
    turn = next(share for share in range(101) if in_turn(number, "1.2.0", share))
    publisher.release(small_deb(tmp_path, "1.2.0"), rollout=turn - 1, now=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=1)
    assert station.updates(later).check().newer == "1.1.0"
    assert station.updates(later).check(at_once=True).newer == "1.2.0"
    stage_rollout(publisher.repository, "stable", "1.2.0", turn, later)
    publisher.sign(later)
    assert station.updates(later).check().newer == "1.2.0"


def test_a_lost_or_damaged_state_is_found_again(station: Station) -> None:
    station.updates().fetch()
    (station.places.machine_updates / "state.json").write_text('{"checked_at": 3}')
    assert station.updates().status().standing is Standing.CURRENT
    assert station.updates().fetch().standing is Standing.READY


def test_a_kept_file_that_was_changed_is_fetched_again(station: Station, tmp_path: Path) -> None:
    status = station.updates().fetch()
    assert status.file is not None
    status.file.write_bytes(b"autre chose")
    station.updates().fetch()
    assert status.file.read_bytes() == (tmp_path / "aparte_1.1.0_amd64.deb").read_bytes()
