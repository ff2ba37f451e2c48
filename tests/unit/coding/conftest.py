"""A small base with a code for each article, built once, and predictors over it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from aparte.assist.coding.predictor import CodePredictor
from aparte.core.article import Article, Section
from aparte.core.contact import ClosureCode
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.language import Language
from aparte.kb.lexicon import Lexicon
from aparte.kb.situations import Situations

CODES = (
    ClosureCode("IDE", "Identité"),
    ClosureCode("IDE-CNI", "Carte d'identité", "IDE", aliases=("CNI",)),
    ClosureCode("IDE-PERTE", "Titre perdu ou volé", "IDE"),
    ClosureCode("DEC", "Déchets"),
    ClosureCode("DEC-ENCOMB", "Encombrants, déchèterie", "DEC"),
    ClosureCode("DEC-PROP", "Propreté, dépôt sauvage", "DEC", aliases=("rue sale",)),
    ClosureCode("DEC-SACS", "Distribution des sacs jaunes", "DEC", valid_to=date(2024, 12, 31)),
    ClosureCode("SPO", "Sport"),
    ClosureCode("SPO-PISC", "Piscine", "SPO"),
    ClosureCode("SPO-PATIN", "Patinoire", "SPO", valid_from=date(2027, 1, 1)),
    ClosureCode("SPO-LIGUE", "Ligue", "SPO"),
)


def _article(article_id: str, title: str, code: str, *texts: str) -> Article:
    sections = tuple(Section("", text) for text in texts)
    return Article(id=article_id, title=title, closure_code=code, sections=sections)


ARTICLES = (
    _article("cni", "Carte d'identité d'un adulte", "IDE-CNI", "La carte se demande au guichet, sur rendez-vous."),
    _article("perdue", "Carte d'identité perdue ou volée", "IDE-PERTE", "La perte ou le vol se déclare au guichet."),
    _article("encombrants", "Enlèvement des encombrants", "DEC-ENCOMB", "Un canapé ou un matelas est enlevé."),
    _article("depot", "Dépôt sauvage", "DEC-PROP", "Des gravats ou un matelas abandonnés se signalent."),
    _article("sacs", "Sacs jaunes", "DEC-SACS", "Un rouleau de sacs jaunes est remis à chaque foyer."),
    _article("piscine", "Piscine municipale", "SPO-PISC", "Le bassin ouvre le mercredi. Un maillot est exigé."),
    _article("patin", "Patinoire", "SPO-PATIN", "La patinoire prête des patins à glace."),
    _article("sans-code", "Le blason de la ville", "", "Le blason porte un moulin."),
    _article("inconnu", "Vieux code", "ZZZ-VIEUX", "Cette fiche garde un ancien code de trottinette."),
)


def open_coded(folder: Path) -> KnowledgeBase:
    """The base of these articles, its index under `folder`."""
    lexicon = Lexicon.of(
        groups=[["CNI", "carte d'identité"], ["perdre", "perdu", "perte"]], links=[(["paumé"], ["perte"])]
    )
    language = Language(lexicon, Situations.of([]), frozenset())
    return build_base(folder, ARTICLES, language, "coded", full_text=False)


@pytest.fixture(scope="session")
def coded_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    base = open_coded(tmp_path_factory.mktemp("coded"))
    yield base
    base.close()


@pytest.fixture
def predictor(coded_base: KnowledgeBase) -> CodePredictor:
    return CodePredictor(coded_base, CODES)


@pytest.fixture
def fresh(coded_base: KnowledgeBase) -> Callable[[], CodePredictor]:
    """Makes as many predictors as a test wants."""
    return lambda: CodePredictor(coded_base, CODES)
