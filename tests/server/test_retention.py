"""How long a town keeps events: what is too old goes, and no figure, receipt or count with it."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from aparte.core.errors import UsageError
from aparte.wire.event import EventType
from aparte_server.api.app import build_app
from aparte_server.api.housekeeping import housekeeping
from aparte_server.cli import main
from aparte_server.store.database import Database, Session
from aparte_server.store.migrations import scripts
from tests.server.caller import Caller
from tests.server.test_stats import OCTOBER, Desk, a_demand, counts
from tests.server.town import Town, body, event, renumbered, uuid

YEARS = 4


def in_years(town: Town, years: int = YEARS) -> None:
    town.clock.moment = town.clock.moment.replace(year=town.clock.moment.year + years)


def told(town: Town) -> object:
    caller = Caller(build_app(town.store, clock=town.clock), town.store.staff.issue(town.org_id, uuid()))
    return caller.get(f"/api/v1/stats?month={OCTOBER}").said


def test_what_is_too_old_goes_and_its_figures_stay(town: Town) -> None:
    desks = [Desk(town), Desk(town, "Annexe 1")]
    for desk in desks:
        for agent in ("a", "b", "c"):
            desk.agent = agent
            contacts = [desk.record() for _ in range(3)]
            desk.correct(contacts[0], code="SCO-CANT")
    in_years(town)
    before, sums = told(town), counts(town)
    assert town.store.retention.purge(town.org_id) == 24
    assert town.payloads() == {}
    assert counts(town) == sums
    assert told(town) == before
    assert [seq for seq, _, _ in town.receipts(desks[0].device)] == list(range(1, 13))
    assert town.store.retention.purge(town.org_id) == 0


def test_what_is_not_too_old_stays(town: Town) -> None:
    Desk(town).record()
    in_years(town, 3)
    assert town.store.retention.purge(town.org_id) == 0
    town.store.retention.keep(town.org_id, 12)
    assert town.store.retention.purge(town.org_id) == 1


def test_a_workstation_whose_clock_is_years_behind_loses_nothing(town: Town) -> None:
    Desk(town).record(day="2009-01-01")
    assert town.store.retention.purge(town.org_id) == 0
    in_years(town)
    assert town.store.retention.purge(town.org_id) == 1
    assert counts(town, "2009-01")["channel"] == {"desk": 1}


def test_what_follows_a_record_goes_with_it_never_before(town: Town) -> None:
    desk = Desk(town)
    lasting = desk.record(day="2031-01-01")
    desk.correct(lasting)
    desk.correct(uuid())
    in_years(town)
    assert town.store.retention.purge(town.org_id) == 1
    assert len(town.payloads()) == 2


def test_a_copied_disk_brings_nothing_back(town: Town) -> None:
    desk, sent = Desk(town), [event(seq) for seq in (1, 2)]
    payload = {"channel": "desk", "local_day": "2026-10-14", "demands": [a_demand()]}
    sent = [replace(one, payload=payload) for one in sent]
    town.take(desk.device, sent)
    in_years(town)
    town.store.retention.purge(town.org_id)
    taken = town.take(town.device(), renumbered(sent))
    assert [one.status for one in taken.fresh] == ["duplicate", "duplicate"]
    assert town.payloads() == {}
    assert counts(town)["channel"] == {"desk": 2}


def test_an_erasure_after_it_changes_no_figure(town: Town) -> None:
    contact = Desk(town).record()
    in_years(town)
    before = counts(town)
    town.store.retention.purge(town.org_id)
    town.store.changes.erase(town.org_id, contact)
    assert counts(town) == before


def test_what_was_set_aside_is_emptied(town: Town) -> None:
    device = town.device()
    line = body([event(1)]).replace(b"contact.recorded", b"unheard.of")
    Caller(build_app(town.store)).post("/api/v1/events", line, token=town.store.devices.rotate(device).token)
    in_years(town)
    town.store.retention.purge(town.org_id)
    assert [kept for _, kept in town.set_aside().values()] == [None]


def test_another_towns_events_stay(town: Town) -> None:
    other = Town(town.database, town.folder)
    Desk(other).record()
    in_years(town)
    town.store.retention.purge(town.org_id)
    assert len(other.payloads()) == 1


def test_it_is_done_in_pieces(town: Town) -> None:
    desk = Desk(town)
    town.take(desk.device, [event(seq) for seq in range(1, 251)])
    in_years(town)
    pieces = [town.store.retention.purge_some(town.org_id) for _ in range(4)]
    assert pieces == [100, 100, 50, 0]


def test_the_server_does_it_by_itself(town: Town) -> None:
    Desk(town).record()
    in_years(town)
    app = build_app(town.store)

    async def served() -> None:
        async with housekeeping(town.store, every_s=0.01, pause_s=0)(app):
            while town.payloads():  # noqa: ASYNC110 - the condition is the database's
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(served(), 20))
    assert len(town.purged()) == 1


@pytest.mark.parametrize("months", [-1, 0, 2, 241])
def test_a_time_that_is_none_is_refused(town: Town, months: int) -> None:
    with pytest.raises(UsageError):
        town.store.retention.keep(town.org_id, months)


def test_the_commands_set_the_time_and_clear_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--database", str(tmp_path / "t.db"), "--journal", str(tmp_path / "j")]
    siret = "21920073000018"
    main([*where, "org", "add", "Ville inventée", "--siret", siret])
    capsys.readouterr()
    assert main([*where, "org", "keep", "--org", siret]) == 0
    assert "36 mois" in capsys.readouterr().out
    assert main([*where, "org", "keep", "--org", siret, "--months", "24"]) == 0
    assert "24 mois" in capsys.readouterr().out
    assert main([*where, "org", "keep", "--org", siret, "--months", "1"]) == 2
    assert main([*where, "purge"]) == 0
    assert "0 événement(s) de plus de 24 mois" in capsys.readouterr().out


def test_rows_of_an_older_server_are_filed_under_their_month(empty_database: Database) -> None:
    known = scripts()
    for number in sorted(known):
        if number < 5:
            empty_database.script(known[number])
    rows = {
        "plain": ("contact.recorded", '{"channel":"desk","local_day":"2026-10-14"}', "2026-10"),
        "twice": ("contact.recorded", '{"a":{"local_day":"2020-01-01"},"local_day":"2026-10-14"}', "*"),
        "text": ("contact.recorded", '{"note":"\\"local_day\\":\\"2020-01-01"}', "~2026-11"),
        "erased": ("contact.recorded", None, "~2026-11"),
        "corrected": ("contact.corrected", '{"local_day":"2026-10-14"}', "~2026-11"),
    }

    def fill(session: Session) -> None:
        for seq, (name, (kind, payload, _)) in enumerate(rows.items(), 1):
            session.run(
                "INSERT INTO event (org_id, event_id, device_id, seq, contact_id, agent_ref, type, schema_v,"
                " occurred_at, seen_cursor, supersedes, received_at, payload)"
                " VALUES (?, ?, 'd', ?, 'c', 'a', ?, 1, '2026-11-26T09:00:00.000Z', '', '', 1, ?)",
                ("o", name, seq, kind, payload),
            )

    empty_database.write(fill)
    empty_database.script(known[5])
    found = empty_database.read(lambda session: session.rows("SELECT event_id, month FROM event"))
    assert dict(found) == {name: month for name, (_, _, month) in rows.items()}


def test_a_month_that_the_text_does_not_tell_is_counted_all_the_same(town: Town) -> None:
    Desk(town).send(
        EventType.CONTACT_RECORDED, uuid(), {"channel": "desk", "local_day": "2026-10-14", "demands": [a_demand()]}
    )
    town.database.write(lambda session: session.run("UPDATE event SET month = '*' WHERE org_id = ?", (town.org_id,)))
    assert counts(town)["channel"] == {"desk": 1}
