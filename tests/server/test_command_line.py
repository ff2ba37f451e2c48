"""`aparte-server`, as whoever keeps the server types it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from aparte_server.cli import main
from tests.server.postgres import PostgresServer
from tests.server.town import uuid

SIRET = "21920073000018"


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    url = str(tmp_path / "town.db")
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.url("commands_" + uuid().replace("-", ""))
        assert main(["--database", url, "org", "list"]) == 2
    return ["--database", url, "--journal", str(tmp_path / "erasures.jsonl")]


def test_a_town_is_set_up_and_looked_after(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*where, "migrate"]) == 0
    assert main([*where, "org", "add", "Ville inventée", "--siret", "219 200 730 00018"]) == 0
    assert main([*where, "org", "list"]) == 0
    assert main([*where, "device", "invite", "--org", SIRET, "--label", "accueil 1"]) == 0
    assert main([*where, "erase", "--org", SIRET, "--contact", uuid()]) == 0
    assert main([*where, "erase", "--replay"]) == 0
    assert main([*where, "org", "token", "--org", SIRET, "--label", "open data"]) == 0
    assert main([*where, "org", "revoke-token", "--org", SIRET, "--label", "open data"]) == 0
    assert main([*where, "org", "tokens", "--org", SIRET]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^[2-9A-Z]{6}-[2-9A-Z]{6}-[2-9A-Z]{6} ", said, re.MULTILINE)
    assert f"{SIRET}  Ville inventée" in said
    assert "0 échange(s) effacé(s) à nouveau" in said
    assert re.search(r"^apartestats1\.", said, re.MULTILINE)
    assert re.search(r"^retiré +open data$", said, re.MULTILINE)


@pytest.mark.parametrize(
    "wrong",
    [
        ["org", "add", "Ville", "--siret", "12"],
        ["device", "list", "--org", "1" * 14],
        ["device", "revoke", "--org", SIRET, "--device", "x"],
        ["erase"],
        ["org", "token", "--org", SIRET, "--label", "x", "--days", "0"],
        ["org", "token", "--org", SIRET, "--label", " "],
        ["org", "revoke-token", "--org", SIRET, "--label", "x"],
        ["erase", "--org", SIRET, "--contact", "not-a-uuid"],
        ["zut"],
        ["org"],
        ["stats", "month", "octobre", "--org", SIRET],
        ["staff", "allow", "--org", SIRET, "--role", "lecture"],
        ["person", "add", "--org", SIRET, "--name", "Awa", "--role", "chef"],
        ["person", "token", "--org", SIRET, "--name", "Awa", "--days", "dix"],
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", str(tmp_path / "town.db")]
    main([*where, "org", "add", "Ville", "--siret", SIRET])
    assert main([*where, *wrong]) == 2
    error = capsys.readouterr().err.strip()
    assert error
    assert "\n" not in error
    assert "argument" not in error


def test_a_second_town_of_a_siret_is_told_to_be_there_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", str(tmp_path / "town.db"), "org", "add"]
    assert main([*where, "Évry", "--siret", SIRET]) == 0
    assert capsys.readouterr().err == ""
    assert main([*where, "Autre nom", "--siret", SIRET]) == 0
    said = capsys.readouterr()
    assert said.out == f"{SIRET}  Évry\n"
    assert said.err == "Ce SIRET était déjà là, sous ce nom : rien n'a changé.\n"


def test_the_server_starts_with_nothing_set_up_and_ends_when_told(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    command = [sys.executable, "-m", "aparte_server", "--database", str(tmp_path / "new" / "town.db"), "serve"]
    process = subprocess.Popen(
        [*command, "--trial", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    try:
        assert _asked(f"http://127.0.0.1:{port}/ready", process) == {"status": "ready"}
    finally:
        process.terminate()
        said, logged = process.communicate(timeout=30)
    assert "Organisation d'essai créée" in said
    assert f"device invite --org {'0' * 14}" in said
    assert f"--server http://127.0.0.1:{port} " in said
    lines = [json.loads(line) for line in logged.splitlines()]
    assert [line["route"] for line in lines if line["message"] == "answered"] == ["/ready"]


def test_a_reader_that_leaves_is_no_error_to_tell(tmp_path: Path) -> None:
    where = ["--database", str(tmp_path / "town.db")]
    for number in range(3):
        main([*where, "org", "add", f"Ville {number}", "--siret", f"{number:014}"])
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "aparte_server", *where, "org", "list"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def _asked(url: str, process: "subprocess.Popen[str]") -> object:
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")
