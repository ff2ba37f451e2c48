"""What a policy says of enrolment: forbidden, required, or made by a file that nobody types."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from aparte.assist.contacts.teaching import Teacher
from aparte.assist.contacts.workstation import Workstation
from aparte.assist.syncing.rules import EnrolmentRules
from aparte.assist.syncing.syncer import Syncer, SyncStanding
from aparte.core.lanes import InlineLane
from aparte.settings import LockedOptionError, Policy, Settings
from aparte.sync.network import Network
from aparte.sync.schedule import Backoff
from aparte_server.api.app import build_app
from aparte_server.store.database import Database
from tests.fakes.app_pool import AppPool
from tests.fakes.clock import HandClock
from tests.fakes.vaults import nothing, vault
from tests.server.limits import no_limits
from tests.server.town import Town
from tests.sync.device import ADDRESS


class Desk:
    """One workstation under a policy, and the town's server."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.town = Town(database, folder)
        self.clock = HandClock()
        self.pool = AppPool(build_app(self.town.store, limits=no_limits()))
        self.workstation = Workstation(vault(folder / "store", clock=self.clock), Teacher(self.clock, ()), self.clock)
        self.workstation.begin("Alice")
        self.file = folder / "code.txt"

    def under(self, **values: object) -> Syncer:
        return Syncer(
            self.workstation,
            InlineLane(),
            Network,
            self.clock,
            connect=lambda *_: cast("Any", self.pool),
            backoff=Backoff(lambda _, most: most),
            rules=EnrolmentRules(Settings(policy=Policy("la DSI", values))),
        )

    def by_file(self, code: str, **values: object) -> Syncer:
        self.file.write_text(code, "utf-8")
        return self.under(sync_server=ADDRESS, enrolment_file=str(self.file), **values)

    def code(self) -> str:
        return self.town.store.devices.invite(self.town.org_id, "accueil")


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(database, tmp_path)
    yield made
    made.workstation.lock(nothing)
    made.pool.close()


def test_where_enrolment_is_forbidden_an_agent_s_code_is_refused_and_not_used_up(desk: Desk) -> None:
    code = desk.code()
    with pytest.raises(LockedOptionError, match="interdit par la DSI"):
        desk.under(enrolment="forbidden").enrol(ADDRESS, code)
    assert desk.under().enrol(ADDRESS, code).standing is SyncStanding.SYNCED


def test_an_imposed_address_is_the_only_one_that_a_code_is_sent_to(desk: Desk) -> None:
    code = desk.code()
    syncer = desk.under(sync_server=ADDRESS)
    with pytest.raises(LockedOptionError, match="imposée par la DSI"):
        syncer.enrol("https://elsewhere.example", code)
    assert syncer.enrol(f"{ADDRESS}/", code).standing is SyncStanding.SYNCED


def test_where_it_is_required_a_workstation_alone_says_what_to_do_and_one_enrolled_cannot_leave(desk: Desk) -> None:
    syncer = desk.under(enrolment="required")
    state = syncer.round().state
    assert state.standing is SyncStanding.ALONE
    assert state.must_enrol
    assert "demandez un code de raccordement" in state.problem
    assert not syncer.enrol(ADDRESS, desk.code()).must_enrol
    with pytest.raises(LockedOptionError, match="imposé par la DSI"):
        syncer.leave()


def test_a_code_left_in_a_file_enrols_without_anybody_and_the_file_goes(desk: Desk) -> None:
    done = desk.by_file(f"\ufeff\n {desk.code()} \n", enrolment="forbidden").round()
    assert done.state.standing is SyncStanding.SYNCED
    assert not desk.file.exists()


def test_a_used_code_in_a_file_is_tried_once_and_the_file_goes(desk: Desk) -> None:
    code = desk.code()
    desk.under().enrol(ADDRESS, code)
    desk.under().leave()
    syncer = desk.by_file(code)
    first = syncer.round().state
    assert first.must_enrol
    assert "déjà servi" in first.problem
    assert not desk.file.exists()


def test_without_the_network_the_file_waits_for_the_next_exchange(desk: Desk) -> None:
    syncer = desk.by_file(desk.code())
    desk.pool.loses_request = 0
    assert "pas joignable" in syncer.round().state.problem
    assert desk.file.exists()
    desk.pool.heal()
    assert syncer.round().state.standing is SyncStanding.SYNCED


def test_an_enrolled_workstation_leaves_the_file_to_another(desk: Desk) -> None:
    desk.under().enrol(ADDRESS, desk.code())
    desk.by_file(desk.code()).round()
    assert desk.file.exists()


def test_a_file_that_is_absent_empty_or_unreadable_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    for name in (str(tmp_path / "absent"), str(tmp_path)):
        assert desk.under(sync_server=ADDRESS, enrolment_file=name).round().state.standing is SyncStanding.ALONE
    assert desk.by_file("\n \n").round().state.standing is SyncStanding.ALONE


def test_a_policy_without_an_address_is_told(desk: Desk) -> None:
    desk.file.write_text(desk.code(), "utf-8")
    state = desk.under(enrolment_file=str(desk.file)).round().state
    assert "n'est pas une adresse de serveur" in state.problem
    assert desk.file.exists()
