"""What `aparte doctor` says of the search by meaning."""

from pathlib import Path

import numpy as np
import pytest

from aparte.assist.dense.health import examine_meaning
from aparte.assist.dense.opening import open_meaning
from aparte.assist.finding import Level
from aparte.assist.librarian import Librarian
from aparte.core.lanes import InlineLane
from aparte.kb.dense.vector_file import VectorFile
from aparte.kb.dense.vectors import PassageVectors
from aparte.llm.choosing import installed_embedding
from aparte.llm.embedder import fingerprint
from aparte.llm.folder import Described, ModelFolder
from aparte.llm.manifest import Owner
from aparte.settings import Policy, Settings, options
from aparte.settings.places import Places
from tests.fakes.base_folder import write_base
from tests.fakes.clock import HandClock
from tests.fakes.embedder import WordEmbedder
from tests.fakes.embedders import write_bert


@pytest.fixture
def found(tmp_path: Path) -> Places:
    nobody = tmp_path / "nobody"
    return Places(write_base(tmp_path / "seed"), tmp_path / "own", nobody / "policy.toml", machine_models=nobody)


def said(found: Places) -> list[tuple[Level, str]]:
    return [(finding.level, finding.detail) for finding in examine_meaning(found)]


def install(found: Places, *languages: str) -> None:
    found.base.mkdir(parents=True, exist_ok=True)
    path = write_bert(found.base / "sens.gguf")
    ModelFolder(found.models, Owner.USER).add(path, Described("Sens", "aucune", languages), lambda *_: None)


def opened(found: Places) -> Librarian:
    return Librarian.open(found.seed, found.index, HandClock())


def test_without_a_model_nothing_is_said_of_it(found: Places) -> None:
    assert said(found) == []
    librarian = opened(found)
    assert open_meaning(found, Settings(), librarian, InlineLane(), lambda: False) is None
    librarian.base.close()


def test_switched_off_it_says_by_whom(found: Places) -> None:
    install(found, "fr")
    settings = Settings(found.settings, Policy.read(found.policy))
    settings.set(options.MEANING, False)
    settings.save()
    assert said(found) == [(Level.FINE, "arrêtée par l'agent")]


def test_how_much_was_read_is_said(found: Places) -> None:
    install(found, "fr")
    assert said(found) == [(Level.FINE, "la base n'a pas encore été ouverte")]
    librarian = opened(found)
    assert said(found) == [(Level.FINE, "0 extraits lus sur 3")]
    model = installed_embedding(found, Settings())
    assert model is not None
    vectors = PassageVectors(librarian.base.texts(), found.vectors, fingerprint(model.entry))
    assert vectors.prepare(lambda: True)
    read = WordEmbedder().embed_passages(vectors.texts([0, 1]))
    assert read is not None
    vectors.add([0, 1], read)
    librarian.base.close()
    assert said(found) == [(Level.FINE, "2 extraits lus sur 3")]


def test_a_model_without_french_searches_only_when_it_is_chosen(found: Places) -> None:
    install(found, "en")
    assert said(found) == []
    settings = Settings(found.settings, Policy.read(found.policy))
    settings.set(options.EMBEDDING_MODEL, "Sens")
    settings.save()
    assert said(found) == [(Level.FINE, "la base n'a pas encore été ouverte")]


def test_looking_leaves_the_file_as_it_is(found: Places) -> None:
    """A window may be adding to it: what no passage asks for any more is for that window to leave out."""
    install(found, "fr")
    opened(found).base.close()
    model = installed_embedding(found, Settings())
    assert model is not None
    found.vectors.mkdir(parents=True)
    kept = PassageVectors.place(found.vectors, fingerprint(model.entry))
    count = 5000
    VectorFile(kept, fingerprint(model.entry), 4).append(
        np.arange(1, count + 1, dtype=np.uint64), np.ones((count, 4), np.float32)
    )
    before = kept.read_bytes()
    assert said(found) == [(Level.FINE, "0 extraits lus sur 3")]
    assert kept.read_bytes() == before
