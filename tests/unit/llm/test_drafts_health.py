"""`aparte doctor` says whether this machine offers drafts, and if not, why."""

from pathlib import Path

import pytest

from aparte.assist.drafting.health import examine_drafts
from aparte.assist.finding import Finding, Level
from aparte.llm.folder import Described, ModelFolder
from aparte.llm.manifest import FILE_NAME, Listed, Owner
from aparte.llm.selftest import Verdict, Verdicts, machine_key
from aparte.settings.places import Places
from tests.fakes.embedders import write_bert
from tests.fakes.models import write_model


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "seed", tmp_path / "own", tmp_path / "policy.toml", machine_models=tmp_path / "machine")


def bring(places: Places, memory_mb: int = 0) -> Listed:
    """A small model in the user's folder."""
    source = write_model(places.seed.parent / "bourg.gguf")
    described = Described("Bourg", "MIT", ("fr",), memory_mb=memory_mb)
    return ModelFolder(places.models, Owner.USER).add(source, described, lambda *_said: None)


def judge(places: Places, model: Listed, seconds: float) -> None:
    """What a self-test found on this machine."""
    Verdicts(places.model_state).keep(Verdict(model.entry.sha256, machine_key(), 2, 22.0, 6.0, seconds))


def seen(places: Places, cpuinfo: str = "flags : sse avx2\n") -> dict[str, Finding]:
    path = places.seed.parent / "cpuinfo"
    path.write_text(cpuinfo, "utf-8")
    return {one.subject: one for one in examine_drafts(places, places.base / "shipped", path)}


def drafts(places: Places) -> str:
    return seen(places)["Brouillons"].detail


def test_without_a_model_suggestions_are_all(places: Places) -> None:
    found = seen(places)
    assert found["Modèle"].detail == "aucun"
    assert found["Modèle"].advice == "« aparte model add » en apporte un."
    assert found["Brouillons"].detail == "suggestions et réponses sans modèle : sans modèle"
    assert {one.level for one in found.values()} == {Level.FINE}


def test_a_model_of_search_is_named_or_missed(places: Places) -> None:
    assert seen(places)["Modèle de recherche"].detail == "aucun en service : la recherche par mots suffit"
    places.policy.write_text('[values]\nembedding_model = "Sens"\n', "utf-8")
    missed = seen(places)["Modèle de recherche"]
    assert (missed.level, "impose « Sens », qui n'est pas installé" in missed.detail) == (Level.WARNING, True)
    source = write_bert(places.seed.parent / "sens.gguf")
    ModelFolder(places.models, Owner.USER).add(source, Described("Sens", "MIT", ("en",)), lambda *_said: None)
    named = seen(places)["Modèle de recherche"]
    assert named.detail == f"Sens (MIT), dans {places.models}"
    assert "n'a pas appris le français" in named.advice


def test_a_model_not_yet_measured_is_tried_first(places: Places) -> None:
    bring(places)
    assert seen(places)["Modèle"].detail == f"Bourg (MIT), dans {places.models}"
    assert drafts(places) == "proposés, si le premier montre que ce poste est assez rapide"


def test_a_fast_machine_offers_drafts(places: Places) -> None:
    judge(places, bring(places), 9.5)
    assert drafts(places) == "proposés : un long prend 9,5 s (6 jetons/s, 2 fils)"


def test_a_slow_machine_offers_suggestions_only(places: Places) -> None:
    judge(places, bring(places), 90.0)
    found = seen(places)["Brouillons"]
    assert found.detail == "suggestions et réponses sans modèle : un brouillon prendrait 90 s sur ce poste"
    assert "aparte model bench" in found.advice


def test_too_little_memory_is_a_warning(places: Places) -> None:
    bring(places, memory_mb=1_000_000)
    found = seen(places)["Brouillons"]
    assert (found.level, found.detail) == (
        Level.WARNING,
        "suggestions et réponses sans modèle : la mémoire libre ne suffit pas",
    )


def test_drafts_that_are_off_say_by_whom(places: Places) -> None:
    bring(places)
    places.settings.parent.mkdir(exist_ok=True)
    places.settings.write_text('{"values": {"drafts": false}}', "utf-8")
    assert drafts(places) == "suggestions et réponses sans modèle : arrêtés par l'agent"
    places.policy.write_text('locked_by = "la DSI"\n[values]\ndrafts = false\n', "utf-8")
    assert drafts(places) == "suggestions et réponses sans modèle : arrêtés par la DSI"


def test_an_imposed_model_that_is_missing_is_a_warning(places: Places) -> None:
    bring(places)
    places.policy.write_text('locked_by = "la DSI"\n[values]\nmodel = "Lucie 7B"\n', "utf-8")
    found = seen(places)
    assert (found["Modèle"].level, found["Modèle"].detail) == (
        Level.WARNING,
        "la DSI impose « Lucie 7B », qui n'est pas installé",
    )
    assert drafts(places).endswith("sans modèle")


def test_a_list_that_cannot_be_read_is_told(places: Places) -> None:
    places.models.mkdir(parents=True)
    (places.models / FILE_NAME).write_text("[[model", "utf-8")
    assert seen(places)["Modèles"].level is Level.WARNING


def test_a_processor_too_old_for_the_engine_is_told(places: Places) -> None:
    found = seen(places, "flags : sse sse2\n")["Moteur du modèle"]
    assert (found.level, found.detail) == (Level.WARNING, "ce processeur est trop ancien pour lui (AVX2)")
    assert seen(places)["Moteur du modèle"].detail.startswith("llama.cpp, par llama-cpp-python 0.")
