"""The palette's query language."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from aparte.core.article import Article, Section
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.language import Language
from aparte.kb.whoosh_index import WhooshIndex, build_whoosh
from tests.unit.kb.conftest import SMALL_ARTICLES


def ids(base: KnowledgeBase, query: str) -> list[str]:
    return [hit.article_id for hit in base.search(query, 10).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("passeport", "passeport"),
        ('"tapage nocturne"', "nuisances"),
        ("titre:piscine", "piscine"),
        ("matel*", "encombrants"),
        ("élèv* OU encombr*", "encombrants"),
        ("canapé OU natation", "encombrants"),
        ("coûte SAUF passeport SAUF carte", "piscine"),
    ],
)
def test_a_query_finds(small_base: KnowledgeBase, query: str, expected: str) -> None:
    assert expected in ids(small_base, query)


def test_a_phrase_is_not_its_words(small_base: KnowledgeBase) -> None:
    assert ids(small_base, '"nocturne tapage"') == []


def test_an_excluded_word_excludes(small_base: KnowledgeBase) -> None:
    assert "passeport" not in ids(small_base, "coûte SAUF passeport")


def test_an_excluded_word_excludes_though_an_earlier_article_has_it(small_language: Language, index_root: Path) -> None:
    first = Article(id="first", title="Sauna", sections=(Section("", "Près de la piscine."),))
    base = build_base(index_root, (first, *SMALL_ARTICLES), small_language, "d1")
    assert ids(base, "mercredi SAUF piscine") == []
    assert ids(base, "mercredi NON piscine") == []
    base.close()


def test_a_slip_gets_a_did_you_mean(small_base: KnowledgeBase) -> None:
    assert small_base.search("pasport", 10).did_you_mean == "passeport"


@pytest.mark.parametrize(
    "query",
    [
        "(",
        "*",
        '""',
        "titre:(",
        "[a TO",
        "^2",
        "\x00",
        "🙂",
        '"a',
        "AND",
        "a:b:c",
        "x" * 5000,
        "a*",
        "[a TO z]",
        'theme:"vie scolaire"',
        'code:"a b"',
        "titre:",
    ],
)
def test_a_query_that_means_nothing_is_calm(small_base: KnowledgeBase, query: str) -> None:
    result = small_base.search(query, 10)
    assert result.total >= len(result.hits)
    assert result.problem == "" or result.problem.endswith(".")


def test_excerpts_mark_what_was_found(small_base: KnowledgeBase) -> None:
    hit = small_base.search("matelas", 10).hits[0]
    assert [hit.excerpt[mark.start : mark.end] for mark in hit.marks] == ["matelas"]


def test_a_theme_is_found_by_its_words() -> None:
    article = Article(id="a", title="Cantine", breadcrumb=("École et périscolaire",), sections=(Section("", "Menus."),))
    with TemporaryDirectory() as folder:
        build_whoosh(Path(folder), [article])
        files = WhooshIndex(Path(folder))
        found = [
            files.search(query, 5).ids for query in ('theme:"ecole et périscolaire"', "thème:école", "theme:PERI*")
        ]
        files.close()
    assert found == [("a",), ("a",), ("a",)]
