"""Which embedding model is used: never one without French by itself, never one that a policy forbids."""

from pathlib import Path

import pytest

from aparte.core.model import ModelEntry, ModelKind
from aparte.llm.choosing import (
    embedding_in_service,
    find_models,
    in_service,
    installed_embedding,
    language_note,
)
from aparte.llm.folder import written
from aparte.llm.manifest import FILE_NAME
from aparte.llm.prefixes import Prefixes, prefixes_of, recognised
from aparte.settings import Policy, Settings, options
from aparte.settings.places import Places

FRENCH = ModelEntry("Sens", "sens.gguf", "0" * 64, "MIT", ("fr", "en"), 512, 100, ModelKind.EMBEDDING)
ENGLISH = ModelEntry("Sense", "sense.gguf", "0" * 64, "MIT", ("en",), 512, 100, ModelKind.EMBEDDING)
CHAT = ModelEntry("Bourg", "bourg.gguf", "0" * 64, "MIT", ("fr",), 512, 100)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "seed", tmp_path / "own", tmp_path / "policy.toml", machine_models=tmp_path / "machine")


def bring(folder: Path, *entries: ModelEntry) -> None:
    """A folder of models whose files are there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text("\n".join(written(entry) for entry in entries), "utf-8")
    for entry in entries:
        (folder / entry.file).write_bytes(b"GGUF")


def chosen(places: Places, settings: Settings) -> str:
    model = embedding_in_service(find_models(places, shipped=places.base / "shipped"), settings)
    return model.entry.name if model is not None else ""


def wishing(name: str) -> Settings:
    settings = Settings()
    settings.set(options.EMBEDDING_MODEL, name)
    return settings


def test_one_that_learnt_french_is_used_beside_the_model_that_writes(places: Places) -> None:
    bring(places.models, ENGLISH, FRENCH, CHAT)
    assert chosen(places, Settings()) == "Sens"
    writes = in_service(find_models(places, shipped=places.base / "shipped"), Settings())
    assert writes is not None
    assert writes.entry.name == "Bourg"
    found = installed_embedding(places, Settings())
    assert found is not None
    assert (found.entry, found.path, found.cache) == (FRENCH, places.models / "sens.gguf", places.model_state)


def test_one_without_french_is_used_only_when_it_is_chosen(places: Places) -> None:
    bring(places.models, ENGLISH)
    assert chosen(places, Settings()) == ""
    assert installed_embedding(places, Settings()) is None
    assert chosen(places, wishing("sense")) == "Sense"
    assert language_note(ENGLISH).startswith("« Sense » n'a pas appris le français")
    assert language_note(FRENCH) == ""


def test_none_is_used_when_none_is_wanted(places: Places) -> None:
    bring(places.models, FRENCH)
    assert chosen(places, wishing("aucun")) == ""
    assert chosen(places, Settings(policy=Policy(values={"embedding_model": "aucun"}))) == ""


def test_one_that_is_gone_leaves_it_to_the_program_unless_it_is_imposed(places: Places) -> None:
    bring(places.models, FRENCH, CHAT)
    assert chosen(places, wishing("Autre")) == "Sens"
    assert chosen(places, wishing("Bourg")) == "Sens"
    assert chosen(places, Settings(policy=Policy(values={"embedding_model": "Autre"}))) == ""


def test_a_policy_that_forbids_drafts_forbids_it_too_but_for_one_that_it_names(places: Places) -> None:
    bring(places.models, FRENCH)
    assert chosen(places, Settings(policy=Policy(values={"drafts": False}))) == ""
    assert chosen(places, Settings(policy=Policy(values={"drafts": False, "embedding_model": "Sens"}))) == "Sens"
    agent = wishing("Sens")
    agent.set(options.DRAFTS, False)
    assert chosen(places, agent) == "Sens"


@pytest.mark.parametrize(
    ("name", "prefixes"),
    [
        ("multilingual-e5-small", Prefixes("query: ", "passage: ")),
        ("intfloat_multilingual E5 base Q8_0.gguf", Prefixes("query: ", "passage: ")),
        ("nomic-embed-text-v1.5", Prefixes("search_query: ", "search_document: ")),
        ("all-MiniLM-L6-v2", Prefixes()),
        ("bge-m3", Prefixes()),
        ("core5", Prefixes()),
    ],
)
def test_families_that_want_a_prefix_are_known_by_their_names(name: str, prefixes: Prefixes) -> None:
    assert recognised("", name) == prefixes


def test_instructed_families_want_it_before_questions_alone() -> None:
    for name in ("multilingual-e5-large-instruct", "Qwen3-Embedding-0.6B"):
        found = recognised(name)
        assert found.question.startswith("Instruct: ")
        assert found.passage == ""


def test_a_list_has_the_last_word() -> None:
    entry = ModelEntry("e5", "e5.gguf", "0" * 64, "MIT", ("fr",), 512, 100, ModelKind.EMBEDDING, query_prefix="q ")
    assert prefixes_of(entry) == Prefixes("q ", "passage: ")
