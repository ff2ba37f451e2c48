"""Bundles behind the exchange, on the real server: taken by themselves, refused calmly, told in the tooltip."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from aparte.assist.bundles.bundles import Bundles
from aparte.assist.contacts.teaching import Teacher
from aparte.assist.contacts.workstation import Workstation
from aparte.assist.syncing.receiving import SLOW_EVERY, Receiver
from aparte.assist.syncing.syncer import SOON_S, Syncer, SyncStanding
from aparte.core.lanes import InlineLane
from aparte.settings.places import bundles_folder, installed_base
from aparte.sync.network import Network
from aparte_server.api.app import build_app
from aparte_server.bundles.publishing import publish
from aparte_server.bundles.repository import RepositoryFolder
from aparte_server.store.database import Database
from tests.fakes.app_pool import AppPool
from tests.fakes.base_folder import write_base
from tests.fakes.clock import HandClock
from tests.fakes.signed import LIFETIMES, NOW, SignedTown
from tests.fakes.vaults import nothing, vault
from tests.server.limits import no_limits
from tests.server.town import Town
from tests.sync.device import ADDRESS


class Desk:
    """One workstation, one town that signs its bundles on another machine, one server."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.folder = folder
        self.clock = HandClock(NOW)
        self.town = Town(database, folder)
        self.town.clock.moment = NOW
        self.seed = write_base(folder / "seed")
        self.signed = SignedTown(folder / "offline")
        self.served = RepositoryFolder(folder / "served" / self.town.org_id)
        self.slow = False
        app = build_app(self.town.store, limits=no_limits(), clock=self.town.clock, bundles=folder / "served")
        self.pool = AppPool(app)
        self.workstation = Workstation(vault(folder / "store", clock=self.clock), Teacher(self.clock, ()), self.clock)
        self.workstation.begin("Alice")
        self.bundles = Bundles(bundles_folder(folder / "own"), self.clock, lambda: "", self.seed)
        self.syncer = Syncer(
            self.workstation,
            InlineLane(),
            Network,
            self.clock,
            connect=lambda *_: cast("Any", self.pool),
            slow=lambda: self.slow,
            receiver=Receiver(self.bundles, self.clock, lambda: self.slow),
        )

    def enrol(self) -> None:
        self.syncer.enrol(ADDRESS, self.town.store.devices.invite(self.town.org_id, "accueil"))

    def publish(self, dogs: str = "huit jours", hours: int = 0) -> None:
        path = self.seed / "articles/animaux/chien-errant.md"
        text = path.read_text("utf-8")
        path.write_text(text.replace("huit jours", dogs), "utf-8")
        now = NOW + timedelta(hours=hours)
        self.signed.build(self.seed, now)
        path.write_text(text, "utf-8")
        publish(self.signed.repository, self.served, now, None, LIFETIMES.announced)

    def dogs(self) -> str:
        base = installed_base(self.folder / "own")
        return (base / "articles/animaux/chien-errant.md").read_text("utf-8") if base else ""


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(database, tmp_path)
    yield made
    made.workstation.lock(nothing)
    made.pool.close()


def test_a_server_without_bundles_is_no_trouble(desk: Desk) -> None:
    desk.enrol()
    done = desk.syncer.round()
    assert (done.state.standing, done.state.bundle, done.state.refused_bundle) == (SyncStanding.SYNCED, "", "")
    assert not done.renewed


def test_a_bundle_comes_behind_the_exchange_and_is_named(desk: Desk) -> None:
    desk.publish("neuf jours")
    desk.enrol()
    done = desk.syncer.round()
    assert done.renewed
    assert done.state.bundle == "Lot de connaissances n° 1 du 26/11/2026"
    assert "neuf jours" in desk.dogs()
    again = desk.syncer.round()
    assert not again.renewed
    assert again.state.bundle == done.state.bundle


def test_a_newer_bundle_comes_by_itself(desk: Desk) -> None:
    desk.publish()
    desk.enrol()
    desk.syncer.round()
    desk.publish("dix jours", hours=1)
    assert desk.syncer.round().renewed
    assert "dix jours" in desk.dogs()


def test_local_content_signed_on_the_server_survives_a_new_bundle(desk: Desk) -> None:
    desk.publish()
    SignedTown(desk.served.folder, desk.signed.roots, desk.signed.content, desk.signed.online, desk.signed.local).say(
        {"local/urgent.json": b"neige"}, NOW + timedelta(minutes=1)
    )
    desk.signed.build(desk.seed, NOW + timedelta(hours=1))
    publish(desk.signed.repository, desk.served, NOW + timedelta(hours=1), desk.signed.online, LIFETIMES.announced)
    desk.enrol()
    assert desk.syncer.round().renewed
    local = desk.served.role("local")
    assert local is not None
    assert list(local.signed.targets) == ["local/urgent.json"]


def test_a_bundle_that_was_spoilt_on_the_server_is_refused_and_the_exchange_goes_on(desk: Desk) -> None:
    desk.publish()
    desk.enrol()
    desk.syncer.round()
    desk.publish("dix jours", hours=1)
    for path in (desk.served.targets_folder / "knowledge").glob("*.pack.xz"):
        path.write_bytes(path.read_bytes()[::-1])
    done = desk.syncer.round()
    assert done.state.standing is SyncStanding.SYNCED
    assert "a été modifié depuis sa signature" in done.state.refused_bundle
    assert "huit jours" in desk.dogs()
    assert desk.syncer.state().refused_bundle == done.state.refused_bundle


def test_a_lost_answer_is_no_refusal(desk: Desk) -> None:
    desk.publish()
    desk.enrol()
    desk.syncer.round()
    desk.publish("dix jours", hours=1)
    for lost in range(3, 9):
        desk.pool.loses_response = lost
        done = desk.syncer.round()
        assert done.state.refused_bundle == ""
        desk.pool.heal()
    desk.syncer.round()
    assert "dix jours" in desk.dogs()


def test_what_is_recorded_does_not_wait_for_a_long_download(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish()
    desk.enrol()
    with monkeypatch.context() as hurried:
        hurried.setattr("aparte.assist.syncing.receiving.AT_ONCE_S", -1.0)
        pauses = 0
        while not (done := desk.syncer.round()).renewed and pauses < 20:
            assert done.again_in_s == SOON_S
            assert done.state.refused_bundle == ""
            pauses += 1
            hurried.setattr("aparte.assist.syncing.receiving.AT_ONCE_S", -1.0 if pauses < 3 else 30.0)
    assert pauses == 3
    assert desk.dogs()


def test_a_slow_line_is_asked_twice_a_day(desk: Desk) -> None:
    desk.publish()
    desk.enrol()
    desk.slow = True
    desk.syncer.round()
    desk.publish("dix jours", hours=1)
    desk.clock.moment += timedelta(hours=2)
    assert not desk.syncer.round().renewed
    desk.clock.moment += SLOW_EVERY
    assert desk.syncer.round().renewed


def test_the_root_of_the_first_meeting_is_the_one_that_counts(desk: Desk) -> None:
    desk.publish()
    desk.enrol()
    desk.syncer.round()
    other = SignedTown(desk.folder / "other")
    other.build(desk.seed, NOW + timedelta(hours=3))
    for path in [*desk.served.metadata.glob("*"), *desk.served.targets_folder.glob("*/*")]:
        path.unlink()
    publish(other.repository, desk.served, NOW + timedelta(hours=3), None, LIFETIMES.announced)
    done = desk.syncer.round()
    assert "une clé que la mairie n'a pas désignée" in done.state.refused_bundle
    assert desk.bundles.shelf.current() is not None


def test_an_expired_bundle_is_told_and_still_there(desk: Desk) -> None:
    desk.publish()
    desk.enrol()
    desk.syncer.round()
    desk.clock.moment += timedelta(days=401)
    assert "n'est plus garantie depuis le" in desk.syncer.state().refused_bundle
    assert "huit jours" in desk.dogs()
