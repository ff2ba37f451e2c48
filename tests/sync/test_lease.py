"""The lost laptop: what it shows once it was away for too long, or shut out; nothing typed is ever lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from aparte.assist.contacts.journal import ContactJournal
from aparte.assist.contacts.recorder import ContactRecorder
from aparte.assist.contacts.register import ClosedRecordsError
from aparte.assist.contacts.workstation import Workstation
from aparte.assist.syncing.syncer import SyncStanding
from aparte.core.contact import Channel
from aparte.core.identifiers import Identifiers
from aparte.core.records import JournalFilter
from aparte.settings import Settings
from aparte.store.lease import FOR_EVER
from aparte_server.store.database import Database
from tests.fakes.vaults import nothing
from tests.sync.device import ADDRESS
from tests.sync.test_syncer import Desk, desk

__all__ = ["desk"]

ALL = JournalFilter()


class Reception:
    """What an agent does at a desk that exchanges."""

    def __init__(self, desk: Desk, settings: Settings | None = None) -> None:
        self.desk = desk
        workstation, teacher = desk.workstation, desk.workstation._teacher
        settings, ids = settings or Settings(), Identifiers(desk.clock)
        self.recorder = ContactRecorder(
            workstation, teacher, settings=settings, clock=desk.clock, ids=ids, codes=(), mask=str
        )
        self.journal = ContactJournal(workstation, teacher, settings, desk.clock, codes=(), mask=str)

    def record(self) -> str:
        return self.recorder.save(replace(self.recorder.open(Channel.PHONE), notes="notes")).contact_id

    def listed(self) -> int:
        return self.journal.page(ALL).total

    def away(self, days: float) -> None:
        """The workstation stays away; the server's clock goes on."""
        self.desk.clock.pass_(days=days)
        self.desk.town.clock.pass_(days=days)


@pytest.fixture
def reception(desk: Desk) -> Reception:
    made = Reception(desk)
    desk.syncer.enrol(ADDRESS, desk.code())
    made.record()
    desk.syncer.round()
    return made


def test_after_thirty_days_away_the_records_close_and_recording_goes_on(reception: Reception) -> None:
    reception.away(29.9)
    assert reception.listed() == 1
    reception.away(0.2)
    with pytest.raises(ClosedRecordsError, match="30 jours"):
        reception.listed()
    with pytest.raises(ClosedRecordsError):
        reception.journal.reminders()
    assert reception.recorder.opened() == ()
    reception.record()
    assert reception.desk.syncer.state().closed != ""
    state = reception.desk.syncer.round().state
    assert (state.standing, state.closed, state.waiting) == (SyncStanding.SYNCED, "", 0)
    assert reception.listed() == 2


def test_what_was_being_typed_comes_back_with_the_server(reception: Reception) -> None:
    open_ = replace(reception.recorder.open(Channel.PHONE), notes="pas fini")
    reception.recorder.keep(open_)
    reception.away(31)
    assert reception.recorder.opened() == ()
    reception.desk.syncer.round()
    assert [one.notes for one in reception.recorder.opened()] == ["pas fini"]


def test_the_last_week_is_told_once_a_day(reception: Reception) -> None:
    workstation = reception.desk.workstation
    reception.away(22)
    assert (workstation.upkeep(), reception.desk.syncer.state().warning) == ("", "")
    reception.away(1.5)
    assert "dans 7 jours" in workstation.upkeep()
    assert workstation.upkeep() == ""
    assert "dans 7 jours" in reception.desk.syncer.state().warning
    reception.away(6)
    assert "demain" in workstation.upkeep()
    reception.desk.syncer.round()
    assert reception.desk.syncer.state().warning == ""


@pytest.mark.parametrize("back", [1, 29, 3650])
def test_a_clock_set_back_gives_no_time(reception: Reception, back: int) -> None:
    reception.away(20)
    assert reception.listed() == 1
    reception.desk.clock.pass_(days=-back)
    assert reception.listed() == 1
    reception.desk.clock.pass_(days=10.1)
    with pytest.raises(ClosedRecordsError):
        reception.listed()


def test_a_clock_ten_years_ahead_closes_while_it_lasts(reception: Reception) -> None:
    reception.desk.clock.pass_(days=3650)
    with pytest.raises(ClosedRecordsError):
        reception.listed()
    reception.desk.clock.pass_(days=-3650)
    assert reception.listed() == 1


def test_a_clock_that_was_ahead_at_the_exchange_gives_no_longer_lease(reception: Reception) -> None:
    reception.desk.clock.pass_(days=3650)
    reception.desk.town.clock.pass_(days=1)
    reception.desk.syncer.enrol(ADDRESS, reception.desk.code())
    reception.desk.syncer.round()
    reception.desk.clock.pass_(days=-3650)
    assert reception.listed() == 1
    reception.desk.clock.pass_(days=31)
    with pytest.raises(ClosedRecordsError):
        reception.listed()


def test_the_town_decides_how_long_on_the_server(reception: Reception) -> None:
    town = reception.desk.town
    town.store.rules.set_lease(town.org_id, 90)
    reception.desk.syncer.round()
    reception.away(80)
    assert reception.listed() == 1
    town.store.rules.set_lease(town.org_id, 0)
    reception.desk.syncer.round()
    reception.away(400)
    assert reception.listed() == 1


@pytest.mark.parametrize(("imposed", "after", "closed"), [(60, 45, False), (60, 61, True), (FOR_EVER, 400, False)])
def test_the_towns_policy_lengthens_it_or_does_without(
    reception: Reception, imposed: int, after: int, closed: bool
) -> None:
    workstation = reception.desk.workstation
    other = Workstation(workstation.vault, workstation._teacher, reception.desk.clock, lease_days=imposed)
    reception.away(after)
    assert bool(other.closed()) is closed


def test_a_workstation_of_no_server_has_no_lease(desk: Desk) -> None:
    alone = Reception(desk)
    alone.record()
    desk.clock.pass_(days=1000)
    assert alone.listed() == 1


def test_a_workstation_that_was_shut_out_is_told_so_and_shows_nothing_more(reception: Reception) -> None:
    desk = reception.desk
    device = desk.town.store.devices.of(desk.town.org_id)[0]
    desk.town.store.devices.revoke(desk.town.org_id, device.device_id)
    assert reception.listed() == 1
    state = desk.syncer.round().state
    assert state.standing is SyncStanding.REFUSED
    assert "retiré" in state.closed
    with pytest.raises(ClosedRecordsError, match="retiré"):
        reception.listed()
    desk.workstation.lock(nothing)
    desk.workstation.vault.reauthenticate()
    with pytest.raises(ClosedRecordsError):
        reception.listed()
    reception.record()
    desk.syncer.enrol(ADDRESS, desk.code())
    assert desk.syncer.round().state.waiting == 0
    assert reception.listed() == 2


def test_a_closed_workstation_does_not_get_away_by_leaving_the_server(reception: Reception) -> None:
    reception.away(31)
    with pytest.raises(ClosedRecordsError):
        reception.desk.syncer.leave()
    reception.desk.syncer.round()
    assert reception.desk.syncer.leave().standing is SyncStanding.ALONE
    reception.away(100)
    assert reception.listed() == 1


def test_the_lease_is_kept_across_a_restart(desk: Desk, database: Database, tmp_path: Path) -> None:
    del database, tmp_path
    reception = Reception(desk)
    desk.syncer.enrol(ADDRESS, desk.code())
    desk.syncer.round()
    reception.away(20)
    reception.journal.reminders()
    desk.workstation.lock(nothing)
    reception.away(11)
    desk.workstation.vault.reauthenticate()
    with pytest.raises(ClosedRecordsError):
        reception.listed()
