"""Which models a policy lets serve: all, those of the machine, or none."""

from pathlib import Path

import pytest

from aparte.assist.drafting.health import examine_drafts
from aparte.assist.drafting.opening import switched
from aparte.core.model import ModelEntry, ModelKind, ModelStanding
from aparte.llm.choosing import embedding_in_service, find_models, in_service, refuse_bringing, refuse_forbidden
from aparte.llm.folder import written
from aparte.llm.manifest import FILE_NAME, Models
from aparte.settings import LockedOptionError, Policy, Settings
from aparte.settings.places import Places

MINE = ModelEntry("À moi", "mine.gguf", "0" * 64, "MIT", ("fr",), 512, 100)
TOWN = ModelEntry("De la DSI", "town.gguf", "0" * 64, "MIT", ("fr",), 512, 100)
SENSE = ModelEntry("Sens", "sense.gguf", "0" * 64, "MIT", ("fr",), 512, 100, ModelKind.EMBEDDING)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "seed", tmp_path / "own", tmp_path / "policy.toml", machine_models=tmp_path / "machine")


def bring(folder: Path, *entries: ModelEntry) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text("\n".join(written(entry) for entry in entries), "utf-8")
    for entry in entries:
        (folder / entry.file).write_bytes(b"GGUF")


def offered(places: Places) -> Models:
    return find_models(places, shipped=places.base / "shipped")


def under(rule: str, **values: object) -> Settings:
    return Settings(policy=Policy("la DSI", {"models": rule, **values}))


def test_only_the_machine_s_models_serve_where_the_policy_says_so(places: Places) -> None:
    bring(places.models, MINE, SENSE)
    assert in_service(offered(places), under("machine")) is None
    assert embedding_in_service(offered(places), under("machine")) is None
    bring(places.machine_models, TOWN)
    served = in_service(offered(places), under("machine"))
    assert served is not None
    assert served.entry == TOWN


def test_no_model_serves_where_the_policy_forbids_them_even_one_that_it_names(places: Places) -> None:
    bring(places.machine_models, TOWN, SENSE)
    settings = under("none", model="De la DSI", embedding_model="Sens")
    assert in_service(offered(places), settings) is None
    assert embedding_in_service(offered(places), settings) is None
    assert switched(settings) is ModelStanding.OFF_BY_POLICY


def test_a_forbidden_model_is_refused_with_who_forbids_it(places: Places) -> None:
    bring(places.models, MINE)
    (mine,) = offered(places).listed
    with pytest.raises(LockedOptionError, match="la DSI ne permet que les modèles de tout le poste"):
        refuse_forbidden(mine, under("machine"))
    with pytest.raises(LockedOptionError, match="la DSI interdit les modèles"):
        refuse_bringing(under("none"))
    refuse_forbidden(mine, Settings())
    refuse_bringing(Settings())


def test_the_doctor_names_who_forbids_models(places: Places) -> None:
    bring(places.machine_models, TOWN)
    places.policy.write_text('locked_by = "la DSI"\n[values]\nmodels = "none"\n', "utf-8")
    said = {found.subject: found.detail for found in examine_drafts(places, places.base / "shipped")}
    assert said["Modèle"] == "aucun : la DSI les interdit"
    assert said["Brouillons"].endswith("la DSI interdit les modèles")
