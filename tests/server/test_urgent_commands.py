"""Urgent changes from the command line: a town without a web page proposes, validates, withdraws."""

import re
from pathlib import Path

import pytest

from aparte_server.cli import main
from tests.fakes.signed import SignedTown
from tests.server.test_urgent import write_keys

SIRET = "21920073000018"
PROPOSED = ["--kind", "avis", "--text", "Neige : la mairie ferme à 15 h.", "--until", "2999-01-01 18:00"]


class Town:
    """A server's folder, its persons, and what the last command said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys = folder, capsys
        monkeypatch.setenv("APARTE_SERVER_BUNDLES", str(folder / "bundles"))
        monkeypatch.setenv("APARTE_SERVER_ONLINE_KEYS", str(folder / "keys"))
        self._where = ["--database", str(folder / "town.db"), "--journal", str(folder / "erasures.jsonl")]
        self.run("org", "add", "Ville inventée", "--siret", SIRET)
        for name, role in (("Awa", "redaction"), ("Bruno", "validation"), ("Chloé", "validation")):
            self.run("person", "add", "--org", SIRET, "--name", name, "--role", role)
            self.run("person", "token", "--org", SIRET, "--name", name)
            (folder / f"{name}.token").write_text(self.said, "utf-8")

    def run(self, *arguments: str) -> int:
        code = main([*self._where, *arguments])
        told = self._capsys.readouterr()
        self.said, self.told = told.out, told.err
        return code

    def notice(self, name: str, action: str, *arguments: str) -> int:
        return self.run(
            "notice", action, "--org", SIRET, "--token-file", str(self.folder / f"{name}.token"), *arguments
        )

    def proposed(self) -> str:
        assert self.notice("Awa", "propose", *PROPOSED) == 0
        return self.said.split()[0]

    def sign(self) -> SignedTown:
        (only,) = (self.folder / "town.db",)
        assert only.exists()
        return SignedTown(self.folder / "bundles" / self.org_id())

    def org_id(self) -> str:
        found = re.match(r"apartestats1\.([^.]+)\.", (self.folder / "Awa.token").read_text("utf-8"))
        assert found is not None
        return found.group(1)


@pytest.fixture
def town(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Town:
    return Town(tmp_path, capsys, monkeypatch)


def test_two_persons_put_a_notice_out(town: Town) -> None:
    signed = town.sign()
    signed.publish({"knowledge/x": b"un lot"})
    write_keys(town.folder / "keys", signed)
    change_id = town.proposed()
    assert town.notice("Awa", "validate", "--id", change_id) == 2
    assert town.told == "Votre rôle ne le permet pas : voyez « aparte-server person list ».\n"
    assert town.notice("Bruno", "validate", "--id", change_id) == 0
    assert "Publié, n° " in town.said
    assert town.notice("Awa", "list") == 0
    assert "validé" in town.said
    assert "toute la ville" in town.said
    assert town.notice("Chloé", "withdraw", "--id", change_id, "--reason", "fausse alerte") == 0
    assert town.notice("Awa", "journal") == 0
    assert [line.split("  ")[1].split()[:2] for line in town.said.splitlines()] == [
        ["Chloé", "retire"],
        ["Bruno", "valide"],
        ["Awa", "propose"],
    ]
    assert signed.repository.role("local") is not None


def test_without_a_key_it_is_validated_and_not_published(town: Town) -> None:
    change_id = town.proposed()
    assert town.notice("Bruno", "validate", "--id", change_id) == 2
    assert "validé" in town.said
    assert "local.pem ne se lit pas" in town.told


def test_a_refusal_says_why_and_the_list_shows_it(town: Town) -> None:
    change_id = town.proposed()
    assert town.notice("Bruno", "reject", "--id", change_id, "--reason", "La mairie reste ouverte") == 0
    town.notice("Awa", "list")
    assert "décidé par Bruno : La mairie reste ouverte" in town.said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kind", "avis", "--text", "Neige"], "--until"),
        (["--kind", "avis", "--text", "Neige", "--until", "demain"], "--until"),
        (["--kind", "avis", "--text", "<b>", "--until", "2999-01-01"], "--text"),
        (["--kind", "suspension", "--text", "raison"], "--article"),
        (["--kind", "correction", "--text", "x", "--article", "a", "--value", "31 €"], "--replaces"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(town: Town, arguments: list[str], said: str) -> None:
    assert town.notice("Awa", "propose", *arguments) == 2
    assert town.told.startswith("Changement refusé : ")
    assert said in town.told
    assert town.told.count("\n") == 1


def test_a_removed_person_and_a_program_may_nothing(town: Town) -> None:
    town.run("person", "remove", "--org", SIRET, "--name", "Awa")
    assert town.notice("Awa", "list") == 2
    assert town.told.startswith("Ce jeton n'ouvre rien")
    town.run("org", "token", "--org", SIRET, "--label", "open data")
    (town.folder / "programme.token").write_text(town.said, "utf-8")
    assert town.notice("programme", "list") == 2
    town.run("person", "list", "--org", SIRET)
    assert [line.split()[0] for line in town.said.splitlines()] == ["retiré", "propose", "propose"]
