"""A list of models is read entry by entry: what can't be taken is a sentence, and the others serve."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.core.model import ModelKind
from aparte.llm.choosing import find_models, in_service, installed_model
from aparte.llm.manifest import FILE_NAME, Models, Owner, read_folder, read_manifest
from aparte.settings import Policy, Settings, options
from aparte.settings.places import Places

SOUND = {
    "name": '"Bourg 1B"',
    "file": '"bourg-1b.Q4_K_M.gguf"',
    "sha256": f'"{"a1" * 32}"',
    "licence": '"Apache-2.0"',
    "languages": '["fr", "en"]',
    "context": "4096",
    "memory_mb": "1200",
}


def block(**changed: str) -> str:
    """One `[[model]]`, with some of its values written otherwise; an empty one leaves the key out."""
    values = {**SOUND, **changed}
    return "[[model]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value)


@pytest.mark.parametrize("prefix", ["3", '"a\\u0000"', f'"{"a" * 301}"'])
def test_a_prefix_that_cannot_be_is_told(prefix: str) -> None:
    entries, (problem,) = read_manifest(block(query_prefix=prefix))
    assert (entries, "« query_prefix » doit être un texte" in problem) == ((), True)


def test_a_sound_entry_is_read_whole() -> None:
    (entry,), problems = read_manifest(block(kind='"embedding"', demonstration="true", origin='"mairie"'))
    assert problems == ()
    assert (entry.name, entry.file, entry.licence) == ("Bourg 1B", "bourg-1b.Q4_K_M.gguf", "Apache-2.0")
    assert (entry.languages, entry.context, entry.memory_mb) == (("fr", "en"), 4096, 1200)
    assert (entry.kind, entry.demonstration, entry.origin) == (ModelKind.EMBEDDING, True, "mairie")


@pytest.mark.parametrize(
    "file",
    [
        "../a.gguf",
        "/etc/a.gguf",
        "a/b.gguf",
        "a\\\\b.gguf",
        "C:a.gguf",
        ".gguf",
        ".cache.gguf",
        "a.bin",
        "con.gguf",
        "",
    ],
)
def test_a_file_outside_its_folder_is_refused(file: str) -> None:
    entries, problems = read_manifest(block(file=f'"{file}"'))
    assert entries == ()
    assert len(problems) == 1
    assert problems[0].startswith("modèle 1 (« Bourg 1B ») laissé de côté : son fichier (file)")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"licence": ""}, "il manque sa licence (licence)."),
        ({"licence": '""'}, "il manque sa licence (licence)."),
        ({"name": ""}, "il manque son nom (name)."),
        ({"name": '"a\\tb"'}, "son nom (name) doit être un texte"),
        ({"name": f'"{"a" * 81}"'}, "son nom (name) doit être un texte"),
        ({"sha256": '"A1"'}, "son empreinte (sha256)"),
        ({"sha256": f'"{"A1" * 32}"'}, "son empreinte (sha256)"),
        ({"languages": "[]"}, "ses langues (languages)"),
        ({"languages": '"fr"'}, "ses langues (languages)"),
        ({"languages": '["français"]'}, "ses langues (languages)"),
        ({"context": "0"}, "« context » doit être un nombre entier"),
        ({"context": "true"}, "« context » doit être un nombre entier"),
        ({"memory_mb": "1.5"}, "« memory_mb » doit être un nombre entier"),
        ({"kind": '"vision"'}, "sa sorte (kind)"),
        ({"demonstration": "1"}, "« demonstration » doit être true ou false"),
        ({"origin": "[1]"}, "son origine (origin)"),
    ],
)
def test_what_an_entry_gets_wrong_is_one_sentence(changed: dict[str, str], told: str) -> None:
    entries, problems = read_manifest(block(**changed) + block(name='"Autre"'))
    assert [entry.name for entry in entries] == ["Autre"]
    assert len(problems) == 1
    assert told in problems[0]


def test_a_second_model_of_the_same_name_is_left_out() -> None:
    entries, problems = read_manifest(block() + block(name='"BOURG 1B"'))
    assert len(entries) == 1
    assert problems == ("modèle 2 laissé de côté : un autre s'appelle déjà « BOURG 1B ».",)


def test_an_unknown_key_is_told_and_the_model_serves() -> None:
    entries, problems = read_manifest("colour = 1\n" + block(couleur='"bleu"'))
    assert len(entries) == 1
    assert problems == ("clé inconnue « colour », ignorée.", "« Bourg 1B » : clé inconnue « couleur », ignorée.")


@pytest.mark.parametrize(
    "text", ["[[model", "model = 3", "model = [1]", "\0", "[model]\nname = 'a'", "a=" + "[" * 9000]
)
def test_a_broken_manifest_is_one_sentence(text: str) -> None:
    entries, problems = read_manifest(text)
    assert (entries, len(problems)) == ((), 1)


@settings(deadline=None)
@given(
    text=st.text()
    | st.lists(st.sampled_from(["[[model]]\n", "name = ", '"a"\n', "file=", "1\n", "[", "]"])).map("".join)
)
def test_any_text_is_survived(text: str) -> None:
    entries, problems = read_manifest(text)
    assert entries == ()
    assert all(problem.endswith(".") for problem in problems)


@pytest.mark.parametrize("content", [b"#" * 200_001, b"\xff\xfe", b"[[model"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    models = read_folder(tmp_path, Owner.USER)
    assert (models.listed, len(models.problems)) == ((), 1)


def test_a_folder_without_a_list_offers_nothing(tmp_path: Path) -> None:
    assert read_folder(tmp_path / "absent", Owner.USER) == Models()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "seed", tmp_path / "own", tmp_path / "policy.toml", machine_models=tmp_path / "machine")


def bring(folder: Path, *blocks: str) -> None:
    """A folder of models whose files are there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text("".join(blocks), "utf-8")
    for model in tomllib.loads("".join(blocks))["model"]:
        (folder / model["file"]).write_bytes(b"GGUF")


def offered(places: Places) -> Models:
    return find_models(places, shipped=places.base / "shipped")


def chosen(places: Places, settings: Settings) -> str:
    model = in_service(offered(places), settings)
    return model.entry.name if model is not None else ""


def test_the_machine_s_model_serves_before_the_user_s(places: Places) -> None:
    bring(places.models, block(name='"À moi"'))
    assert chosen(places, Settings()) == "À moi"
    bring(places.machine_models, block(name='"De la DSI"'))
    assert chosen(places, Settings()) == "De la DSI"


def test_a_writer_is_given_the_model_in_service_and_where_to_keep_what_it_learns(places: Places) -> None:
    bring(places.machine_models, block())
    found = installed_model(places, Settings())
    assert found is not None
    assert (found.path, found.cache) == (places.machine_models / "bourg-1b.Q4_K_M.gguf", places.model_state)


def test_a_demonstration_serves_when_nothing_else_does(places: Places) -> None:
    bring(places.machine_models, block(name='"Essai"', demonstration="true"))
    assert chosen(places, Settings()) == "Essai"
    bring(places.models, block(name='"Vrai"'))
    assert chosen(places, Settings()) == "Vrai"


def test_an_agent_s_choice_is_followed_and_forgotten_when_it_is_gone(places: Places) -> None:
    bring(places.models, block(name='"Un"'), block(name='"Deux"'))
    settings = Settings()
    settings.set(options.MODEL, "deux")
    assert chosen(places, settings) == "Deux"
    settings.set(options.MODEL, "trois")
    assert chosen(places, settings) == "Un"


def test_a_model_that_the_policy_imposes_has_no_replacement(places: Places) -> None:
    bring(places.models, block(name='"Un"'))
    assert chosen(places, Settings(policy=Policy(values={"model": "Deux"}))) == ""
    assert chosen(places, Settings(policy=Policy(values={"model": "Un"}))) == "Un"


def test_a_model_for_search_never_writes(places: Places) -> None:
    bring(places.models, block(kind='"embedding"'))
    assert chosen(places, Settings()) == ""


def test_a_model_whose_file_is_gone_is_listed_and_does_not_serve(places: Places) -> None:
    bring(places.models, block())
    (places.models / "bourg-1b.Q4_K_M.gguf").unlink()
    (model,) = offered(places).listed
    assert not model.present
    assert chosen(places, Settings()) == ""


def test_the_user_s_model_does_not_take_the_machine_s_name(places: Places) -> None:
    bring(places.machine_models, block(licence='"MIT"'))
    bring(places.models, block(name='"bourg 1b"', licence='"autre"'))
    models = offered(places)
    found = models.named("Bourg 1B")
    assert found is not None
    assert found.owner is Owner.MACHINE
    assert any("porte déjà ce nom" in problem for problem in models.problems)
