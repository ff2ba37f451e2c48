"""A small town's base, built once: real files, real index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aparte.core.article import Article, Section
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.language import Language
from aparte.kb.lexicon import Lexicon
from aparte.kb.situations import Situations

SMALL_ARTICLES = (
    Article(
        id="cni-perdue",
        title="Carte d'identité perdue ou volée",
        keywords=("perte", "vol"),
        questions=("J'ai perdu ma carte d'identité, que faire ?",),
        sections=(
            Section("Qui prévenir", "La perte se déclare au guichet. Le vol se déclare au commissariat."),
            Section("Prix", "Refaire la carte coûte 25 € en timbre fiscal. Un **mineur** vient avec un parent."),
        ),
    ),
    Article(
        id="passeport",
        title="Passeport d'un adulte",
        keywords=("voyage", "validité"),
        sections=(
            Section("Prix", "Le passeport d'un adulte coûte 86 €."),
            Section("Délai", "Le passeport est prêt en quatre semaines."),
        ),
    ),
    Article(
        id="piscine",
        title="Piscine : horaires et tarifs",
        keywords=("natation", "bassin"),
        sections=(
            Section("Horaires", "La piscine ouvre le mercredi de 14 h à 19 h."),
            Section("Tarif", "L'entrée coûte 3 €."),
        ),
    ),
    Article(
        id="nuisances",
        title="Bruit de voisinage",
        keywords=("tapage", "nuit"),
        sections=(Section("Que faire", "En cas de tapage nocturne, la police municipale se déplace."),),
    ),
    Article(
        id="encombrants",
        title="Encombrants : enlèvement sur rendez-vous",
        keywords=("canapé", "matelas"),
        sections=(Section("Comment", "L'enlèvement d'un canapé ou d'un matelas se demande par téléphone."),),
    ),
)


@pytest.fixture(scope="session")
def small_language() -> Language:
    lexicon = Lexicon.of(
        groups=[["CNI", "carte nationale d'identité", "carte d'identité"], ["perdre", "perdu", "perte"]],
        links=[(["paumé", "plus retrouver"], ["perte"])],
        intents=[(["c'est combien", "combien ça coûte"], ["coûter", "prix"])],
        abbreviations={"pr": "pour", "koi": "quoi", "rdv": "rendez-vous"},
    )
    situations = Situations.of(
        [(("tapage nocturne",), ("le type du dessus fait la java", "je ne dors plus à cause des fêtes"))]
    )
    return Language(lexicon, situations, frozenset({"tomate"}))


@pytest.fixture(scope="session")
def small_base(tmp_path_factory: pytest.TempPathFactory, small_language: Language) -> Iterator[KnowledgeBase]:
    base = build_base(tmp_path_factory.mktemp("base"), SMALL_ARTICLES, small_language, "small")
    yield base
    base.close()


@pytest.fixture
def index_root(tmp_path: Path) -> Path:
    return tmp_path / "index"
