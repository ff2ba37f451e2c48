"""What the indicator says, on a real vault and the real server: nobody has anything to decide."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from aparte.assist.contacts.journal import ContactJournal
from aparte.assist.contacts.recorder import ContactRecorder
from aparte.assist.contacts.teaching import Teacher
from aparte.assist.contacts.workstation import Workstation
from aparte.assist.syncing.syncer import EVERY_S, Syncer, SyncStanding
from aparte.core.contact import CallBack, Channel
from aparte.core.identifiers import Identifiers
from aparte.core.lanes import InlineLane
from aparte.core.records import Taken
from aparte.settings import Policy, Settings
from aparte.sync.network import Network
from aparte.sync.schedule import Backoff
from aparte.sync.server import NotTakenError
from aparte_server.api.app import build_app
from aparte_server.store.database import Database
from tests.fakes.app_pool import AppPool
from tests.fakes.clock import HandClock
from tests.fakes.recorded import contact
from tests.fakes.vaults import nothing, record, vault
from tests.server.limits import no_limits
from tests.server.town import Town
from tests.sync.device import ADDRESS


class Desk:
    """One workstation that exchanges with one town."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.town = Town(database, folder)
        self.clock = HandClock()
        self.pool = AppPool(build_app(self.town.store, limits=no_limits()))
        self.workstation = Workstation(vault(folder / "store", clock=self.clock), Teacher(self.clock, ()), self.clock)
        self.workstation.begin("Alice")
        self.syncer = Syncer(
            self.workstation,
            InlineLane(),
            Network,
            self.clock,
            connect=lambda *_: cast("Any", self.pool),
            backoff=Backoff(lambda _, most: most),
        )

    def code(self) -> str:
        return self.town.store.devices.invite(self.town.org_id, "accueil")


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(database, tmp_path)
    yield made
    made.workstation.lock(nothing)
    made.pool.close()


def test_a_workstation_of_no_town_waits_for_nobody(desk: Desk) -> None:
    record(desk.workstation.vault, 1)
    assert desk.syncer.round().state.standing is SyncStanding.ALONE


def test_what_was_recorded_before_the_enrolment_is_sent(desk: Desk) -> None:
    record(desk.workstation.vault, 1)
    assert desk.syncer.enrol(ADDRESS, desk.code().lower()).standing is SyncStanding.WAITING
    done = desk.syncer.round()
    assert (done.state.standing, done.state.waiting, done.again_in_s) == (SyncStanding.SYNCED, 0, EVERY_S)
    assert done.state.synced_at == desk.clock.now()
    assert len(desk.town.set_aside()) + len(desk.town.payloads()) == 1


def test_a_code_serves_once(desk: Desk) -> None:
    code = desk.code()
    desk.syncer.enrol(ADDRESS, code)
    with pytest.raises(NotTakenError, match="déjà servi"):
        desk.syncer.enrol(ADDRESS, code)
    assert desk.syncer.state().standing is SyncStanding.SYNCED


def test_offline_says_since_when_and_waits_longer_each_time(desk: Desk) -> None:
    desk.syncer.enrol(ADDRESS, desk.code())
    record(desk.workstation.vault, 1)
    began, waits = desk.clock.now(), []
    for _ in range(12):
        desk.pool.loses_request = 0
        done = desk.syncer.round()
        waits.append(done.again_in_s)
        desk.clock.pass_(seconds=done.again_in_s)
    assert waits[:3] == [2, 4, 8]
    assert waits[-1] == 900
    state = desk.syncer.state()
    assert (state.standing, state.since, state.waiting) == (SyncStanding.OFFLINE, began, 1)
    assert "joignable" in state.problem
    desk.pool.heal()
    assert desk.syncer.round().state.problem == ""


def test_a_device_that_was_shut_out_says_so_and_goes_on_recording(desk: Desk) -> None:
    desk.syncer.enrol(ADDRESS, desk.code())
    device = desk.town.store.devices.of(desk.town.org_id)[0]
    desk.town.store.devices.revoke(desk.town.org_id, device.device_id)
    record(desk.workstation.vault, 1)
    state = desk.syncer.round().state
    assert (state.standing, state.waiting, state.since) == (SyncStanding.REFUSED, 1, None)
    assert "retiré" in state.problem
    desk.pool.loses_request = 0
    assert desk.syncer.round().state == state
    desk.syncer.enrol(ADDRESS, desk.code())
    assert desk.syncer.round().state.standing is SyncStanding.SYNCED


def test_a_locked_workstation_sends_nothing_and_uses_no_code_up(desk: Desk) -> None:
    code = desk.code()
    desk.workstation.lock(nothing)
    assert desk.syncer.round().state.standing is SyncStanding.LOCKED
    with pytest.raises(Exception, match="verrouillés"):
        desk.syncer.enrol(ADDRESS, code)
    desk.workstation.vault.reauthenticate()
    assert desk.syncer.enrol(ADDRESS, code).standing is SyncStanding.SYNCED


def test_a_contact_that_the_town_erased_goes_from_this_workstation(desk: Desk) -> None:
    desk.syncer.enrol(ADDRESS, desk.code())
    contact_id = record(desk.workstation.vault, 1)
    desk.syncer.round()
    desk.town.store.changes.erase(desk.town.org_id, contact_id)
    assert desk.syncer.round().erased == 1
    assert desk.workstation.vault.store.database.value("SELECT count(*) FROM contact") == 0


def test_a_token_is_renewed_before_it_ends(desk: Desk) -> None:
    desk.syncer.enrol(ADDRESS, desk.code())
    for _ in range(6):
        desk.clock.pass_(days=40)
        desk.town.clock.pass_(days=40)
        assert desk.syncer.round().state.standing is SyncStanding.SYNCED


@pytest.mark.parametrize(("allowed", "name"), [(True, "Alice"), (False, "")])
def test_who_takes_a_call_back_is_named_only_where_the_town_says_so(desk: Desk, allowed: bool, name: str) -> None:
    settings = Settings(None, Policy("la DSI", {"share_agent_names": allowed}))
    teacher, workstation = Teacher(desk.clock, ()), desk.workstation
    recorder = ContactRecorder(
        workstation, teacher, settings=settings, clock=desk.clock, ids=Identifiers(desk.clock), codes=(), mask=str
    )
    journal = ContactJournal(workstation, teacher, settings, desk.clock, codes=(), mask=str)
    desk.syncer.enrol(ADDRESS, desk.code())
    recorder.save(replace(recorder.open(Channel.PHONE), call_back=CallBack("Mme Ferrand", "06 12 00 00 41")))
    assert desk.syncer.round().call_backs == 1
    (due,) = journal.reminders()
    journal.take_call_back(due.contact_id)
    assert desk.syncer.round().state.waiting == 0
    assert journal.reminders()[0].taken == Taken("accueil", name, here=True)
    journal.call_back_done(due.contact_id)
    desk.syncer.round()
    assert journal.reminders() == ()


def test_the_agents_of_a_workstation_send_together_under_their_own_pseudonyms(desk: Desk) -> None:
    workstation = desk.workstation
    workstation.vault.change_secret("", "482913")
    bruno = workstation.vault.add("Bruno", "730264")
    alice = workstation.at_work().agent_ref
    note(workstation)
    workstation.unlock(bruno.ref, "730264")
    note(workstation)
    desk.syncer.enrol(ADDRESS, desk.code())
    assert desk.syncer.round().state.waiting == 0
    assert senders(desk) == {alice, bruno.ref}
    assert "Bruno" not in str(desk.town.payloads())


def test_the_workstations_of_one_agent_are_devices_of_one_town(desk: Desk, tmp_path: Path) -> None:
    """At the desk and from home: each has its own pseudonym, and nothing is counted twice."""
    other = Workstation(vault(tmp_path / "home", clock=desk.clock), Teacher(desk.clock, ()), desk.clock)
    other.begin("Alice")
    home = Syncer(other, InlineLane(), Network, desk.clock, connect=lambda *_: cast("Any", desk.pool))
    for syncer, workstation in ((desk.syncer, desk.workstation), (home, other)):
        note(workstation)
        syncer.enrol(ADDRESS, desk.code())
        assert syncer.round().state.waiting == 0
    assert len(senders(desk)) == len(desk.town.store.devices.of(desk.town.org_id)) == 2
    other.lock(nothing)


def note(workstation: Workstation) -> None:
    """A contact of the agent at work."""
    work, clock = workstation.at_work(), HandClock()
    work.store.contacts.record(work.agent_ref, contact(Identifiers(clock), clock.now()))


def senders(desk: Desk) -> set[str]:
    """The pseudonyms that the server has heard of."""
    rows = desk.town.database.read(
        lambda session: session.rows("SELECT agent_ref FROM event WHERE org_id = ?", (desk.town.org_id,))
    )
    assert desk.town.set_aside() == {}
    return {row[0] for row in rows}
