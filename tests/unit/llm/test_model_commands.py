"""`aparte model`: a model is brought, checked, tried in the real engine, and taken away."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from aparte import cli
from aparte.core.model import ModelEntry
from aparte.llm.manifest import FILE_NAME, SHIPPED, Owner, read_folder
from tests.fakes.base_folder import write_base
from tests.fakes.models import Shape, write_model

SAID = ("--name", "Bourg 1B", "--licence", "MIT", "--languages", "fr,en")


@dataclass(frozen=True)
class Terminal:
    """Runs `aparte` with a base of its own; `file` is a small model that loads."""

    seed: Path
    own: Path
    file: Path
    console: pytest.CaptureFixture[str]

    def aparte(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code of a command, and what it writes on each stream."""
        code = cli.main([*arguments, "--seed", str(self.seed), "--basedir", str(self.own)])
        said = self.console.readouterr()
        return code, said.out, said.err

    def model(self, *arguments: str) -> str:
        """What a command that must succeed writes."""
        code, out, err = self.aparte("model", *arguments)
        assert code == 0, err
        return out

    def refused(self, *arguments: str) -> tuple[int, str]:
        """The exit code and the sentence of a command that must not."""
        code, out, err = self.aparte("model", *arguments)
        assert (out, err.count("\n")) == ("", 1)
        return code, err

    def listed(self) -> list[dict[str, object]]:
        """The user's models."""
        models = json.loads(self.model("list", "--json"))
        return [model for model in models if model["owner"] == "user"]

    def damage(self) -> None:
        """One bit of the installed model's weights."""
        path = self.own / "models" / self.file.name
        data = bytearray(path.read_bytes())
        data[-100] ^= 0x40
        path.write_bytes(bytes(data))


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    file = write_model(tmp_path / "bourg.gguf", Shape(width=64, context=512))
    return Terminal(write_base(tmp_path / "seed"), tmp_path / "own", file, capsys)


@pytest.fixture
def equipped(terminal: Terminal) -> Terminal:
    """With the model added."""
    terminal.model("add", str(terminal.file), *SAID)
    return terminal


def test_a_model_is_added_and_serves_at_once(terminal: Terminal) -> None:
    added = terminal.model("add", str(terminal.file), *SAID, "--origin", "clé de la DSI")
    assert added.startswith("Ajouté : Bourg 1B (0,5 Mo), dans ")
    assert "Bourg 1B  [en service]\n   MIT · fr, en · 0,5 Mo · mémoire 200 Mo" in terminal.model("list")
    (model,) = terminal.listed()
    fields = set(ModelEntry.__dataclass_fields__) | {"path", "owner", "present", "in_service"}
    assert set(model) == fields
    assert (model["in_service"], model["origin"]) == (True, "clé de la DSI")


def test_what_is_not_said_of_a_model_is_asked_for(terminal: Terminal) -> None:
    assert terminal.refused("add", str(terminal.file)) == (
        2,
        "aparte : Il manque --name, --licence, --languages : voir « aparte model add --help ».\n",
    )
    code, sentence = terminal.refused("add", str(terminal.file), "--languages", "français")
    assert (code, "n'est pas une suite de codes de langue" in sentence) == (2, True)


def test_a_file_that_is_no_model_is_refused(terminal: Terminal) -> None:
    terminal.file.write_bytes(b"PK" + terminal.file.read_bytes())
    code, sentence = terminal.refused("add", str(terminal.file), *SAID)
    assert (code, sentence) == (6, "aparte : Ce fichier n'est pas un modèle GGUF : choisissez un fichier .gguf.\n")
    assert terminal.listed() == []


def test_a_published_digest_is_checked(terminal: Terminal) -> None:
    code, sentence = terminal.refused("add", str(terminal.file), *SAID, "--sha256", "0" * 64)
    assert (code, "n'a pas l'empreinte annoncée" in sentence) == (6, True)


def test_a_damaged_model_is_found_by_verify(equipped: Terminal) -> None:
    assert "Bourg 1B : intact\n" in equipped.model("verify")
    assert "intact" in equipped.model("verify", "bourg 1b")
    equipped.damage()
    code, out, _ = equipped.aparte("model", "verify", "--json")
    checks = {check["name"]: check for check in json.loads(out)}
    assert (code, checks["Bourg 1B"]["sound"]) == (1, False)
    assert "abîmé" in checks["Bourg 1B"]["detail"]


def test_a_damaged_model_is_never_loaded(equipped: Terminal) -> None:
    equipped.damage()
    code, out, err = equipped.aparte("model", "test", "Bourg 1B")
    assert (code, out) == (6, "")
    assert "aparte : Le fichier du modèle n'est pas celui" in err


def test_a_model_is_tried_in_the_real_engine(equipped: Terminal) -> None:
    assert equipped.model("test", "Bourg 1B").startswith("Bourg 1B se charge et répond (")
    tried = json.loads(equipped.model("test", "--json"))
    assert tried["model"] == "Bourg 1B"
    assert tried["text"]
    assert 0 < tried["tokens"] <= 60


def test_a_bench_keeps_the_verdict_that_the_doctor_tells(equipped: Terminal) -> None:
    measured = json.loads(equipped.model("bench", "--json"))
    assert measured["drafts"] is True
    assert min(measured["decode_tokens_per_s"], measured["prompt_tokens_per_s"], measured["whole_s"]) > 0
    findings = {one["subject"]: one for one in json.loads(equipped.aparte("doctor", "--json")[1])}
    assert findings["Brouillons"]["detail"].startswith("proposés : un long prend")


def test_another_model_is_put_in_service_and_the_first_back(equipped: Terminal, tmp_path: Path) -> None:
    other = write_model(tmp_path / "autre.gguf", Shape(context=512))
    equipped.model("add", str(other), "--name", "Autre", "--licence", "MIT", "--languages", "fr")
    assert equipped.model("use", "autre") == "En service : Autre\n"
    assert [model["name"] for model in equipped.listed() if model["in_service"]] == ["Autre"]
    assert equipped.model("use") == "En service : Bourg 1B\n"


def test_a_model_whose_file_is_gone_is_not_put_in_service(equipped: Terminal) -> None:
    (equipped.own / "models" / equipped.file.name).unlink()
    code, err = equipped.refused("use", "Bourg 1B")
    assert (code, "manque" in err) == (2, True)


def test_a_removed_model_is_gone(equipped: Terminal) -> None:
    assert equipped.model("remove", "Bourg 1B") == "Retiré : Bourg 1B\n"
    assert equipped.listed() == []
    assert not (equipped.own / "models" / equipped.file.name).exists()
    assert equipped.refused("remove", "Bourg 1B")[0] == 2


def test_a_prepared_folder_is_brought_whole(equipped: Terminal, tmp_path: Path) -> None:
    other = Terminal(equipped.seed, tmp_path / "other", equipped.file, equipped.console)
    assert other.model("add", "--manifest", str(equipped.own / "models")).startswith("Ajouté : Bourg 1B")
    assert [model["name"] for model in other.listed()] == ["Bourg 1B"]


def test_a_prepared_folder_takes_no_name_of_a_model_that_is_shipped(equipped: Terminal, tmp_path: Path) -> None:
    shipped = read_folder(SHIPPED, Owner.SHIPPED).listed[0].entry.name
    prepared = equipped.own / "models"
    path = prepared / FILE_NAME
    path.write_text(path.read_text("utf-8").replace("Bourg 1B", shipped), "utf-8")
    other = Terminal(equipped.seed, tmp_path / "other", equipped.file, equipped.console)
    code, err = other.refused("add", "--manifest", str(prepared))
    assert (code, f"s'appelle déjà « {shipped} »" in err) == (2, True)
    assert other.listed() == []


def test_a_list_with_a_fault_is_told_and_the_rest_serves(equipped: Terminal) -> None:
    path = equipped.own / "models" / FILE_NAME
    path.write_text(path.read_text("utf-8") + '\n[[model]]\nname = "Sans licence"\n', "utf-8")
    code, out, err = equipped.aparte("model", "list")
    assert (code, "Bourg 1B  [en service]" in out) == (0, True)
    assert "modèle 2 (« Sans licence ») laissé de côté" in err
