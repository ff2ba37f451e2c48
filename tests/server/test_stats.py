"""A month's figures, on SQLite and on PostgreSQL alike: exact, corrected, and telling of nobody."""

import csv
import io
import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aparte.core.contact import Channel, Outcome
from aparte.core.errors import UsageError
from aparte.stats.months import Month
from aparte.wire.event import Event, EventType
from aparte_server.api.app import build_app
from aparte_server.cli import main
from aparte_server.figures.exports import csv_file, ods_file
from aparte_server.figures.facts import site_of
from aparte_server.figures.labels import code_labels
from aparte_server.figures.month import Counted, FigureTable, month_figures, month_tables
from aparte_server.store.counting import Counting
from aparte_server.store.records import Device
from tests.server.caller import Caller
from tests.server.town import Town, uuid
from tools.town_server import ROOT

OCTOBER = "2026-10"


class Desk:
    """One workstation and what it sends; `agent` is who records next."""

    def __init__(self, town: Town, label: str = "Accueil 1") -> None:
        self.town = town
        self.device: Device = town.store.devices.enrol(town.store.devices.invite(town.org_id, label)).device
        self.seq = 0
        self.agent = "agent-1"

    def record(self, contact_id: str = "", day: str = "2026-10-14", channel: str = "desk", **demand: Any) -> str:
        contact_id = contact_id or uuid()
        self.send(
            EventType.CONTACT_RECORDED,
            contact_id,
            {"channel": channel, "local_day": day, "local_hour": 10, "demands": [a_demand(**demand)]},
        )
        return contact_id

    def correct(self, contact_id: str, version: int = 2, channel: str = "phone", **demand: Any) -> None:
        payload = {"version": version, "channel": channel, "demands": [a_demand(**demand)]}
        self.send(EventType.CONTACT_CORRECTED, contact_id, payload)

    def send(self, kind: EventType, contact_id: str, payload: dict[str, Any]) -> None:
        self.seq += 1
        event = Event(
            event_id=uuid(),
            device_id="",
            seq=self.seq,
            contact_id=contact_id,
            agent_ref=self.agent,
            type=kind,
            occurred_at="2026-10-14T09:00:00.000Z",
            payload=payload,
            seen_cursor=self.town.cursor(),
        )
        self.town.take(self.device, [event])


def a_demand(code: str = "EC-NAIS", outcome: str = "answered", service: str = "") -> dict[str, Any]:
    return {"id": "d", "code": code, "choice": "confirmed", "outcome": outcome, "guesses": [], "service": service}


def counts(town: Town, month: str = OCTOBER) -> dict[str, dict[str, int]]:
    found = Counting(town.database).month(town.org_id, month).counts
    return {kind: {name: number for name, number in rows.items() if number} for kind, rows in found.items()}


def test_a_contact_counts_once_in_the_month_of_its_own_day(town: Town) -> None:
    desk = Desk(town)
    desk.record(outcome="transferred", service="ccas")
    desk.record(day="2026-11-01")
    assert counts(town) == {
        "channel": {"desk": 1},
        "site": {"Accueil": 1},
        "outcome": {"transferred": 1},
        "code": {"EC-NAIS": 1},
        "service transferred": {"ccas": 1},
    }


def test_the_last_correction_supersedes_whatever_the_order_of_arrival(town: Town) -> None:
    desk = Desk(town)
    contact = desk.record()
    desk.correct(contact, version=3, channel="email", code="SCO-CANT")
    desk.correct(contact, version=2, channel="phone", code="VOI-TROU")
    assert counts(town)["channel"] == {"email": 1}
    assert counts(town)["code"] == {"SCO-CANT": 1}


def test_a_copied_disk_that_records_a_contact_again_counts_it_once(town: Town) -> None:
    contact = Desk(town).record()
    Desk(town, "Accueil 2").record(contact)
    assert counts(town)["channel"] == {"desk": 1}


def test_an_erasure_leaves_the_figures_and_no_content(town: Town) -> None:
    desk = Desk(town)
    contacts = [desk.record() for _ in range(3)]
    desk.correct(contacts[0], code="SCO-CANT")
    before = counts(town)
    for contact in contacts[:2]:
        town.store.changes.erase(town.org_id, contact)
        town.store.changes.erase(town.org_id, contact)
    assert counts(town) == before
    assert sum(payload is not None for payload in town.payloads().values()) == 1


def test_what_arrives_after_its_erasure_never_counts(town: Town) -> None:
    desk, contact = Desk(town), uuid()
    late = town.cursor()
    town.store.changes.erase(town.org_id, contact)
    town.cursor = lambda: late  # type: ignore[method-assign]
    desk.record(contact)
    assert counts(town) == {}


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"channel": "pigeon", "local_day": "2026-10-14"},
        {"channel": ["desk"], "local_day": "2026-10-14"},
        {"channel": "desk", "local_day": "2026-10-99x"},
        {"channel": "desk", "nested": {"local_day": "2026-10-14"}},
        {"channel": "desk", "local_day": 3, "text": '"local_day":"2026-10-14"'},
    ],
)
def test_a_payload_that_is_no_contact_counts_for_nothing(town: Town, odd: dict[str, Any]) -> None:
    Desk(town).send(EventType.CONTACT_RECORDED, uuid(), odd)
    assert counts(town) == {}


def test_odd_demands_are_left_out_and_odd_texts_made_plain(town: Town) -> None:
    demands = [a_demand(outcome="lost"), "text", a_demand(code="A\nB"), {"outcome": ["answered"]}]
    Desk(town).send(
        EventType.CONTACT_RECORDED, uuid(), {"channel": "desk", "local_day": "2026-10-14", "demands": demands}
    )
    assert counts(town)["code"] == {"A B": 1}


def test_another_towns_contacts_are_not_counted(town: Town) -> None:
    Desk(Town(town.database, town.folder)).record()
    assert counts(town) == {}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "record", "correct", "erase"]),
        st.integers(0, 20),
        st.sampled_from([one.value for one in Channel]),
        st.sampled_from([one.value for one in Outcome]),
    ),
    max_size=15,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_sums_are_those_of_the_contacts_as_they_stood(town: Town, steps: list[tuple[str, int, str, str]]) -> None:
    here = Town(town.database, town.folder)
    desk, known, live = Desk(here), {}, []
    for version, (what, which, channel, outcome) in enumerate(steps, 2):
        if what == "record":
            contact = desk.record(channel=channel, outcome=outcome)
            live.append(contact)
        elif not live:
            continue
        else:
            contact = live[which % len(live)]
            if what == "erase":
                here.store.changes.erase(here.org_id, contact)
                live.remove(contact)
                continue
            desk.correct(contact, version=version, channel=channel, outcome=outcome)
        known[contact] = channel, outcome
    found = counts(here)
    assert found.get("channel", {}) == Counter(channel for channel, _ in known.values())
    assert found.get("outcome", {}) == Counter(outcome for _, outcome in known.values())


def table(tables: tuple[FigureTable, ...], name: str) -> FigureTable:
    return next(one for one in tables if one.name == name)


def shown(one: FigureTable) -> tuple[int | None, dict[str, int], int]:
    return one.total, {row.key: row.count for row in one.rows}, one.others


@pytest.mark.parametrize(
    ("sites", "agents", "expected"),
    [
        ({"A": 30, "B": 20}, {"A": 3, "B": 3}, (50, {"A": 30, "B": 20}, 0)),
        # One agent alone there: told with the smallest other site.
        ({"A": 30, "B": 20, "C": 9}, {"A": 5, "B": 1, "C": 4}, (59, {"A": 30}, 29)),
        ({"A": 30, "B": 20, "C": 9}, {"A": 5, "B": 2, "C": 2}, (59, {"A": 30}, 29)),
        # Two agents would each know the other's part.
        ({"A": 30, "B": 20, "C": 9}, {"A": 5, "B": 1, "C": 1}, (59, {}, 59)),
        ({"A": 30}, {"A": 1}, (30, {}, 30)),
        ({"A": 30, "B": 3}, {"A": 5, "B": 5}, (33, {}, 33)),
        ({"A": 3}, {"A": 5}, (None, {}, 0)),
    ],
)
def test_a_site_of_few_agents_or_few_contacts_is_not_told(
    sites: dict[str, int], agents: dict[str, int], expected: tuple[int | None, dict[str, int], int]
) -> None:
    tables = month_tables(Counted({"site": sites, "channel": {"desk": sum(sites.values())}}, agents), {})
    assert shown(table(tables, "sites")) == expected


@given(
    counts=st.dictionaries(st.sampled_from(["A", "B", "C", "D"]), st.integers(1, 12)),
    few=st.sets(st.sampled_from(["A", "B", "C", "D"])),
)
def test_no_small_group_and_no_lone_site_can_be_worked_out(counts: dict[str, int], few: set[str]) -> None:
    tables = month_tables(Counted({"site": counts}, {site: 1 if site in few else 3 for site in counts}), {})
    total, rows, others = shown(table(tables, "sites"))
    merged = set(counts) - set(rows) if total is not None else set()
    assert not few & set(rows)
    assert all(count >= 5 for count in rows.values())
    if total is not None:
        assert total == sum(rows.values()) + others
        assert len(merged) != 1 or not rows


def test_services_are_told_for_an_ending_that_is_told_itself() -> None:
    counted = Counted(
        {
            "outcome": {"answered": 20, "transferred": 9, "redirected": 2, "abandoned": 3},
            "service transferred": {"ccas": 9},
            "service redirected": {"caf": 2},
        },
        {},
    )
    assert {one.name for one in month_tables(counted, {})} >= {"services_transferred"}
    assert "services_redirected" not in {one.name for one in month_tables(counted, {})}


@pytest.mark.parametrize(
    ("label", "site"),
    [("Accueil 1", "Accueil"), ("Mairie annexe n° 2", "Mairie annexe"), ("Accueil", "Accueil"), ("12", "12")],
)
def test_numbered_workstations_are_one_site(label: str, site: str) -> None:
    assert site_of(label) == site


def figures_of(counts: dict[str, dict[str, int]], today: date = date(2026, 11, 26)) -> Any:
    agents = dict.fromkeys(counts.get("site", {}), 3)
    return month_figures("1" * 14, "Ville", Month(2026, 10), Counted(counts, agents), today=today)


def test_the_csv_is_what_a_french_spreadsheet_opens() -> None:
    data = csv_file(figures_of({"code": {"=1+1": 7, "B": 3}, "outcome": {"answered": 10}}))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    codes = [row[3:6] for row in rows if row[2] == "Demandes par code"]
    assert codes == [["", "Autres (dont moins de 5)", "10"], ["", "Ensemble", "10"]]
    data = csv_file(figures_of({"code": {"=1+1": 7, "B": 8}}))
    assert "'=1+1" in data.decode()


def test_a_month_that_lasts_is_marked_provisional() -> None:
    assert "provisoire" in csv_file(figures_of({"code": {"A": 9}}, date(2026, 10, 31))).decode()
    assert "provisoire" not in csv_file(figures_of({"code": {"A": 9}})).decode()


def test_the_workbook_has_a_sheet_a_table() -> None:
    data = ods_file(figures_of({"channel": {"desk": 9}, "site": {"Accueil": 9}}))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.read("content.xml").decode()
    assert "Échanges par canal" in content
    assert 'office:value="9"' in content


def test_codes_are_called_by_their_labels(tmp_path: Path) -> None:
    labels = code_labels(ROOT / "kb_seed" / "closure_codes.yaml")
    assert (labels["ETC"], labels["IDE-CNI"]) == ("État civil", "Carte d'identité")
    told = table(month_tables(Counted({"code": {"IDE-CNI": 9, "": 5}}, {}), labels), "codes")
    assert [row.label for row in told.rows] == ["Carte d'identité", "Sans code"]
    (tmp_path / "codes.yaml").write_text("codes: 3")
    with pytest.raises(UsageError):
        code_labels(tmp_path / "codes.yaml")


def test_the_command_writes_what_the_database_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--database", str(tmp_path / "t.db"), "--journal", str(tmp_path / "j")]
    siret = "21920073000018"
    main([*where, "org", "add", "Ville inventée", "--siret", siret])
    out = tmp_path / "figures.csv"
    assert main([*where, "stats", "month", OCTOBER, "--org", siret]) == 0
    assert "Ensemble" in capsys.readouterr().out
    assert main([*where, "stats", "month", OCTOBER, "--org", siret, "--csv", "--out", str(out)]) == 0
    assert out.read_text("utf-8-sig").startswith("SIRET;Mois")
    assert main([*where, "stats", "month", OCTOBER, "--org", siret, "--out", str(tmp_path / "x.ods")]) == 0
    assert zipfile.is_zipfile(tmp_path / "x.ods")
    for wrong in (
        ["--out", str(tmp_path / "x.doc")],
        ["--csv", "--out", str(tmp_path / "absent" / "x.csv")],
        ["--codes", str(tmp_path / "absent.yaml")],
    ):
        capsys.readouterr()
        assert main([*where, "stats", "month", OCTOBER, "--org", siret, *wrong]) in (2, 4)
        assert capsys.readouterr().err.count("\n") == 1
    assert main([*where, "stats", "month", "2999-01", "--org", siret]) == 2


def test_the_api_gives_a_town_its_own_figures_by_a_staff_token(town: Town) -> None:
    desk = Desk(town)
    for agent in ("a", "b", "c"):
        desk.agent = agent
        for _ in range(4):
            desk.record()
    caller = Caller(build_app(town.store, clock=town.clock), town.store.staff.issue(town.org_id, "open data"))
    said = caller.get("/api/v1/stats?month=2026-10").said
    assert (said["siret"], said["month"], said["provisional"]) == (town.organisation.siret, OCTOBER, False)
    told = {one["name"]: one for one in said["tables"]}
    assert told["sites"]["rows"] == [{"key": "Accueil", "label": "Accueil", "count": 12}]
    assert told["channels"]["rows"][0] == {"key": "desk", "label": "Guichet", "count": 12}
    text = json.dumps(said)
    assert desk.device.device_id not in text
    assert "agent" not in text


@pytest.mark.parametrize(
    "asked", ["", "?month=", "?month=2026-13", "?month=octobre", "?month=2026-12", "?month=٢٠٢٦-10"]
)
def test_a_month_that_is_none_is_refused(town: Town, asked: str) -> None:
    caller = Caller(build_app(town.store, clock=town.clock), town.store.staff.issue(town.org_id, "x"))
    assert caller.get(f"/api/v1/stats{asked}").status == 400


def test_a_staff_token_ends_when_it_is_taken_back_or_too_old(town: Town) -> None:
    caller = Caller(build_app(town.store, clock=town.clock))
    old = town.store.staff.issue(town.org_id, "old", days=1)
    town.clock.pass_(seconds=1)
    gone = town.store.staff.issue(town.org_id, "gone")
    town.store.staff.revoke(town.org_id, "gone")
    assert caller.get("/api/v1/stats?month=2026-10", token=gone).said == {"error": "token_revoked"}
    town.clock.pass_(days=2)
    assert caller.get("/api/v1/stats?month=2026-10", token=old).said == {"error": "token_expired"}
    assert [(one.label, one.revoked) for one in town.store.staff.of(town.org_id)] == [("old", False), ("gone", True)]
