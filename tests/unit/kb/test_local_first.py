"""The town's articles and the State's on the same subject: local first, unless the national answers clearly better."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.core.article import Article, Origin, Section
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.language import Language

NATIONAL = Article(
    id="F90001",
    title="Autorisation de sortie du territoire d'un mineur",
    origin=Origin.NATIONAL,
    breadcrumb=("Papiers", "Voyage"),
    questions=("Faut-il une autorisation de sortie du territoire pour un mineur ?",),
    sections=(
        Section("Qui signe", "L'autorisation de sortie du territoire est signée par un parent du mineur."),
        Section("Le formulaire", "Le formulaire cerfa 15646 s'imprime. La photocopie du titre du parent est jointe."),
    ),
)
LOCAL = Article(
    id="sortie-territoire",
    title="Autorisation de sortie du territoire d'un mineur",
    breadcrumb=("Identité",),
    questions=("Où trouver l'autorisation de sortie du territoire à la mairie ?",),
    sections=(Section("Au guichet", "Le guichet unique donne le formulaire de sortie du territoire."),),
)
OTHERS = tuple(
    Article(
        id=f"autre-{number}",
        title=title,
        origin=Origin.NATIONAL if number % 2 else Origin.LOCAL,
        sections=(Section("", f"{title} : la demande se fait sur place, avec une pièce d'identité."),),
    )
    for number, title in enumerate(
        ("Carte de bibliothèque", "Permis de pêche", "Location d'une salle", "Bourse du collège", "Objets trouvés")
    )
)
SUBJECT = "autorisation de sortie du territoire pour mon fils mineur"


def base_of(folder: Path, language: Language, *articles: Article) -> KnowledgeBase:
    return build_base(folder / "index", [*articles, *OTHERS], language, "d", full_text=False)


def offered(base: KnowledgeBase, text: str) -> list[str]:
    return [item.article_id for item in base.answer(text).items]


def test_where_both_answer_the_local_one_is_first(tmp_path: Path, small_language: Language) -> None:
    base = base_of(tmp_path, small_language, NATIONAL, LOCAL)
    assert offered(base, SUBJECT)[:2] == ["sortie-territoire", "F90001"]


def test_without_a_local_article_the_national_one_is_first(tmp_path: Path, small_language: Language) -> None:
    assert offered(base_of(tmp_path, small_language, NATIONAL), SUBJECT)[0] == "F90001"


@pytest.mark.parametrize(
    "question",
    [
        "photocopie du titre du parent pour la sortie du territoire",  # only the national text says it
        "formulaire cerfa 15646",
    ],
)
def test_a_national_article_that_answers_clearly_better_is_first(
    tmp_path: Path, small_language: Language, question: str
) -> None:
    assert offered(base_of(tmp_path, small_language, NATIONAL, LOCAL), question)[0] == "F90001"


def test_a_local_article_on_another_subject_is_not_lifted(tmp_path: Path, small_language: Language) -> None:
    aside = replace(LOCAL, id="guichet", title="Guichet unique", questions=(), breadcrumb=())
    assert offered(base_of(tmp_path, small_language, NATIONAL, aside), SUBJECT)[0] == "F90001"


def test_a_base_of_one_origin_is_ranked_by_its_scores(tmp_path: Path, small_language: Language) -> None:
    articles = [replace(article, origin=Origin.LOCAL) for article in (NATIONAL, LOCAL, *OTHERS)]
    base = build_base(tmp_path / "index", articles, small_language, "d", full_text=False)
    scores = [item.score for item in base.answer(SUBJECT).items]
    assert scores == sorted(scores, reverse=True)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, small_language: Language) -> KnowledgeBase:
    return base_of(tmp_path_factory.mktemp("mixed"), small_language, NATIONAL, LOCAL)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*SUBJECT.split(), "carte", "salle", "photocopie", "cerfa", "guichet"]), max_size=8))
def test_only_local_articles_move_up_and_none_is_lost(mixed: KnowledgeBase, words: list[str]) -> None:
    items = mixed.answer(" ".join(words)).items
    for origin in Origin:
        scores = [item.score for item in items if item.origin is origin]
        assert scores == sorted(scores, reverse=True)
    assert len({item.article_id for item in items}) == len(items)
