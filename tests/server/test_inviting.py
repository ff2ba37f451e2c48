"""The sheet that a manager hands out, and the commands on leases and recovery keys."""

import io
import re
from pathlib import Path

import pytest

from aparte.wire.codes import scanned, split
from aparte_server.cli import main
from aparte_server.commands.sheet import Invitation, _tools, pdf_sheet
from aparte_server.store.escrow import checked_public
from tests.fakes.clock import HandClock
from tests.fakes.pdf_reading import Pdf

SIRET = "21920073000018"
TEAM = "ABCDEF-GHJKMN-PQRSTU"
ADDRESS = "https://aparte.ville.example"


@pytest.fixture
def server(tmp_path: Path) -> list[str]:
    place = ["--database", str(tmp_path / "server.db"), "--journal", str(tmp_path / "erasures.jsonl")]
    assert main([*place, "org", "add", "Ville inventée", "--siret", SIRET]) == 0
    return place


def invite(server: list[str], *arguments: str) -> int:
    return main([*server, "device", "invite", "--org", SIRET, "--label", "Accueil 1", *arguments])


def test_a_sheet_says_the_codes_and_until_when(server: list[str], tmp_path: Path) -> None:
    sheet = tmp_path / "poste.pdf"
    assert invite(server, "--print", str(sheet), "--address", ADDRESS, "--team-code", TEAM.lower()) == 0
    said = Pdf(sheet.read_bytes()).content.decode("latin-1")
    assert re.search(r"\b(?:[2-9A-Z]{6}-){2}[2-9A-Z]{6}\b", said)
    for part in (TEAM, ADDRESS, "Ville invent", "Accueil 1", "valable une fois"):
        assert part in said
    assert sheet.stat().st_mode & 0o077 == 0


def test_the_square_says_the_address_and_both_codes() -> None:
    made: list[str] = []
    tools, qr = _tools(), _tools().qr.QrCodeWidget

    def drawn(value: str, **rest: object) -> object:
        made.append(value)
        return qr(value, **rest)

    tools.qr.QrCodeWidget = drawn
    try:
        pdf_sheet(Invitation("Ville", "Accueil", ADDRESS + "/", "222222-333333-444444", TEAM, HandClock().now()))
    finally:
        tools.qr.QrCodeWidget = qr
    read = scanned(made[0])
    assert read is not None
    assert (read.address, *split(read.code)) == (ADDRESS, "222222-333333-444444", TEAM)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--print", "poste.svg", "--address", ADDRESS),
        ("--print", "poste.pdf"),
        ("--print", "/nowhere/poste.pdf", "--address", ADDRESS),
        ("--team-code", "ABC"),
    ],
)
def test_what_would_waste_a_code_is_refused_first(server: list[str], arguments: tuple[str, ...]) -> None:
    assert invite(server, *arguments) == 2


def test_the_codes_are_told_on_the_screen(server: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    invite(server, "--team-code", TEAM)
    assert re.match(rf"(?:[2-9A-Z]{{6}}-){{2}}[2-9A-Z]{{6}}  {TEAM}", capsys.readouterr().out.splitlines()[-1])


def test_a_lease_is_set_and_told(server: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*server, "org", "lease", "--org", SIRET]) == 0
    assert "30 jours" in capsys.readouterr().out
    assert main([*server, "org", "lease", "--org", SIRET, "--days", "60"]) == 0
    assert "60 jours" in capsys.readouterr().out
    assert main([*server, "org", "lease", "--org", SIRET, "--days", "7"]) == 2
    assert main([*server, "org", "lease", "--org", SIRET, "--days", "0"]) == 0
    assert "Aucun poste" in capsys.readouterr().out


def test_a_recovery_key_is_made_away_from_the_server_and_given_to_it(
    server: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, secret = tmp_path / "recovery.pem", tmp_path / "phrase.txt"
    secret.write_text("une longue phrase d'été\n", "utf-8")
    capsys.readouterr()
    assert main(["escrow", "keys", str(private), "--passphrase-file", str(secret)]) == 0
    public = capsys.readouterr().out.strip()
    assert checked_public(public) == public
    assert private.stat().st_mode & 0o077 == 0
    assert b"ENCRYPTED" in private.read_bytes()
    assert main(["escrow", "keys", str(private), "--passphrase-file", str(secret)]) == 2
    assert main([*server, "escrow", "use", public, "--org", SIRET]) == 0
    assert main([*server, "escrow", "use", "not a key", "--org", SIRET]) == 2
    assert main([*server, "escrow", "list", "--org", SIRET]) == 0
    out = tmp_path / "poste.json"
    assert main([*server, "escrow", "export", str(out), "--org", SIRET, "--device", "x"]) == 2
    assert not out.exists()


@pytest.mark.parametrize("text", ["court", ""])
def test_a_weak_passphrase_for_the_recovery_key_is_refused(tmp_path: Path, text: str) -> None:
    secret = tmp_path / "phrase.txt"
    secret.write_text(text, "utf-8")
    assert main(["escrow", "keys", str(tmp_path / "r.pem"), "--passphrase-file", str(secret)]) == 2


def test_a_recovery_key_without_a_passphrase_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["escrow", "keys", str(tmp_path / "r.pem")]) == 2
    assert capsys.readouterr().err.startswith("La phrase secrète manque")
    assert not (tmp_path / "r.pem").exists()
