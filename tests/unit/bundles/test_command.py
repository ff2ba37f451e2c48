"""`aparte kb bundle`, from a terminal: what is installed, told, gone back from."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aparte import cli
from tests.unit.bundles.workplace import Workplace


@pytest.fixture(autouse=True)
def no_other_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APARTE_SEED", raising=False)


class Terminal:
    """One workstation's command line, whose clock is the machine's own."""

    def __init__(self, place: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self._capsys = capsys

    def run(self, *asked: object, code: int = 0) -> str:
        assert cli.main(["kb", "bundle", *map(str, asked), "--basedir", str(self.place.base)]) == code
        said = self._capsys.readouterr()
        return said.out + said.err

    def ask(self) -> str:
        assert cli.main(["ask", "chien trouvé", "--basedir", str(self.place.base)]) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    place = Workplace(tmp_path)
    place.began = datetime.now(UTC) - timedelta(hours=3)
    place.publish()
    return Terminal(place, capsys)


def test_a_bundle_is_installed_told_and_gone_back_from(terminal: Terminal) -> None:
    place = terminal.place
    assert "Aucun lot n'est installé" in terminal.run("status")
    assert "ne se rattache pas à la racine" in terminal.run("install", place.town.folder, code=8)
    assert "Comparez cette empreinte" in terminal.run("trust", place.town.folder / "metadata" / "1.root.json")
    assert "en service (lot entier" in terminal.run("install", place.town.folder)
    assert "huit jours" in terminal.ask()
    place.dog_weeks("neuf jours")
    place.publish(1)
    assert "Lot de connaissances n° 2 du" in terminal.run("install", place.town.folder)
    assert "neuf jours" in terminal.ask()
    assert "Rien de plus récent" in terminal.run("install", place.town.folder)
    assert "de nouveau en service" in terminal.run("rollback")
    assert "huit jours" in terminal.ask()
    assert "Le lot n° 2 a été retiré" in terminal.run("status")
    told = json.loads(terminal.run("status", "--json"))
    assert (told["current"]["version"], told["before"]["version"], told["held"]) == (1, 2, 2)


def test_a_folder_that_holds_no_bundle_is_told(terminal: Terminal) -> None:
    terminal.run("trust", terminal.place.town.folder / "metadata" / "1.root.json")
    assert "vérifiez la clé USB" in terminal.run("install", terminal.place.seed, code=7)
    empty = terminal.place.folder / "empty"
    (empty / "metadata").mkdir(parents=True)
    assert "n'annonce aucun lot" in terminal.run("install", empty, code=2)


def test_a_file_that_is_no_root_is_told(terminal: Terminal) -> None:
    assert "n'est pas une racine de confiance" in terminal.run("trust", terminal.place.seed / "town.yaml", code=2)
    assert "ne se lit pas" in terminal.run("trust", terminal.place.folder / "none", code=2)


def test_a_base_chosen_by_hand_stays_in_service(terminal: Terminal) -> None:
    place = terminal.place
    terminal.run("trust", place.town.folder / "metadata" / "1.root.json")
    said = terminal.run("install", place.town.folder, "--seed", place.shipped)
    assert "c'est elle qui reste en service" in said
