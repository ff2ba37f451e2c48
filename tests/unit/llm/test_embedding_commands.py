"""`aparte model` with an embedding model: brought, chosen, tried, measured, forbidden."""

import json
from pathlib import Path

import pytest

from aparte.llm.manifest import FILE_NAME
from tests.fakes.base_folder import write_base
from tests.fakes.embedders import write_bert
from tests.fakes.models import Shape, write_model
from tests.unit.llm.test_model_commands import SAID, Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    file = write_bert(tmp_path / "sens.gguf")
    return Terminal(write_base(tmp_path / "seed"), tmp_path / "own", file, capsys)


@pytest.fixture
def equipped(terminal: Terminal) -> Terminal:
    """With the model added."""
    terminal.model("add", str(terminal.file), *SAID)
    return terminal


@pytest.fixture
def english(terminal: Terminal) -> Terminal:
    """With the model added as one that never learnt French."""
    terminal.model("add", str(terminal.file), *SAID[:-1], "en")
    return terminal


def serving(terminal: Terminal) -> list[object]:
    return [model["name"] for model in terminal.listed() if model["in_service"]]


def test_it_serves_at_once_and_leaves_the_writing_to_another(equipped: Terminal) -> None:
    assert serving(equipped) == ["Bourg 1B"]
    shown = equipped.model("list")
    assert "Bourg 1B  [en service pour la recherche]" in shown
    assert "[en service, démonstration]" in shown


def test_the_prefixes_of_its_family_are_written_in_the_list(terminal: Terminal) -> None:
    terminal.model("add", str(terminal.file), "--name", "multilingual-e5-small", *SAID[2:])
    assert 'query_prefix = "query: "\npassage_prefix = "passage: "\n' in (
        terminal.own / "models" / FILE_NAME
    ).read_text("utf-8")
    (model,) = terminal.listed()
    assert (model["query_prefix"], model["passage_prefix"]) == ("query: ", "passage: ")


def test_one_without_french_says_so_and_waits_to_be_chosen(english: Terminal) -> None:
    assert serving(english) == []
    assert "n'a pas appris le français" in english.model("list")
    code, out, err = english.aparte("model", "use", "Bourg 1B")
    assert (code, out) == (0, "En service pour la recherche : Bourg 1B\n")
    assert "n'a pas appris le français" in err
    assert serving(english) == ["Bourg 1B"]


def test_adding_one_without_french_says_how_to_use_it(terminal: Terminal) -> None:
    _, _, err = terminal.aparte("model", "add", str(terminal.file), *SAID[:-1], "en")
    assert 'aparte model use "Bourg 1B"' in err


def test_the_choice_is_taken_back_and_none_can_be_wanted(equipped: Terminal) -> None:
    assert equipped.model("use", "--search", "aucun") == "Aucun modèle de recherche n'est en service.\n"
    assert serving(equipped) == []
    assert equipped.model("use", "--search") == "En service pour la recherche : Bourg 1B\n"


def test_one_that_writes_is_none_for_search(equipped: Terminal, tmp_path: Path) -> None:
    other = write_model(tmp_path / "autre.gguf", Shape(context=512))
    equipped.model("add", str(other), "--name", "Autre", *SAID[2:])
    assert equipped.refused("use", "--search", "Autre") == (
        2,
        "aparte : « Autre » écrit : il ne sert pas à la recherche.\n",
    )
    assert equipped.model("use", "Autre") == "En service : Autre\n"
    assert sorted(map(str, serving(equipped))) == ["Autre", "Bourg 1B"]


def test_a_trial_shows_what_it_brings_close(equipped: Terminal) -> None:
    code, out, _ = equipped.aparte("model", "test", "--search")
    assert out.startswith("Bourg 1B se charge et lit ; « Comment refaire ma carte d'identité ? » ressemble\n   ")
    assert out.count("  à « ") == 2
    told = json.loads(equipped.aparte("model", "test", "Bourg 1B", "--json")[1])
    assert (told["size"], told["right"]) == (64, told["close"] > told["far"])
    assert code == (0 if told["right"] else 1)


def test_a_trial_without_a_model_says_what_to_do(terminal: Terminal) -> None:
    code, err = terminal.refused("test", "--search")
    assert (code, "Aucun modèle de recherche n'est en service" in err) == (2, True)


def test_a_damaged_one_is_never_loaded(equipped: Terminal) -> None:
    equipped.damage()
    code, out, err = equipped.aparte("model", "test", "Bourg 1B")
    assert (code, out) == (6, "")
    assert "n'est pas celui" in err
    assert equipped.aparte("model", "verify", "Bourg 1B")[0] == 1


def test_a_bench_gives_passages_a_second_and_how_long_a_question_takes(equipped: Terminal) -> None:
    measured = json.loads(equipped.model("bench", "--search", "--json"))
    assert min(measured["passages_s"], measured["question_ms"], measured["loading_s"]) > 0
    assert "par seconde (" in equipped.model("bench", "Bourg 1B")


def test_a_removed_one_is_gone(equipped: Terminal) -> None:
    assert equipped.model("remove", "Bourg 1B") == "Retiré : Bourg 1B\n"
    assert equipped.listed() == []
