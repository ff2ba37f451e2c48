"""Whatever is typed, the palette and the suggestions answer; operators mean what sets mean."""

from collections.abc import Callable
from fnmatch import fnmatch
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from aparte.core.article import Article
from aparte.core.suggestion import Verdict
from aparte.kb.base import LONGEST_QUERY, KnowledgeBase
from aparte.kb.text import fold, tokens
from tests.unit.kb.conftest import SMALL_ARTICLES

_WORDS = [
    *"carte piscine tapage é l' d'identité n° 25 € 2,80 cerfa a un œuvre ÇA ﬁn ß İ ſ ǅ ١٢ ｆｕｌｌ Ⅷ 🙂".split(),
    *"e\u0301 \u202e \u200b \ufeff \x00 \ud800 \u2028 \u0345 · -- … \\ / % # @ &".split(" "),
]
_OPERATORS = [
    *'ET OU SAUF NON AND OR NOT ANDNOT ANDMAYBE REQUIRE et TO ( ) (( )) " "" * ? ** a* pi* pi?c* pis??ne'.split(),
    *"[ ] { } < > <= = ^ ^2 ~ ~2 : :: + - ! | || && ' ’ « » titre: title: theme: code: texte: mot: question:".split(),
    *'closure_code: article: inconnu: titre:( titre:" titre:* code:ide-*'.split(),
    *('"a b"~3', "[a TO b]", "{a TO"),
]
_PIECES = st.one_of(st.sampled_from(_WORDS), st.sampled_from(_OPERATORS), st.text(max_size=6))
_QUERIES = st.one_of(
    st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=500)
)


@settings(max_examples=150, deadline=None)
@given(_QUERIES)
@example("(" * 150 + "a" + ")" * 149)
@example("NON " * 75)
@example("a OU " * 60)
@example("ca" + "?*" * 140)
@example("\ud800" * 10)
@example("carte ANDNOT ANDNOT carte")
def test_any_query_is_answered_or_refused_in_words(small_base: KnowledgeBase, text: str) -> None:
    found = small_base.search(text, 3)
    assert len(found.hits) <= min(3, found.total)
    assert not (found.problem and found.hits)
    for hit in found.hits:
        assert all(0 <= mark.start < mark.end <= len(hit.excerpt) for mark in hit.marks)
    if len(text) > LONGEST_QUERY and text.strip():
        assert found.problem.startswith("Cette recherche est trop longue")


@settings(max_examples=150, deadline=None)
@given(_QUERIES)
@example("(" * 5000)
@example("pis?ine* OU " * 500)
def test_any_text_has_suggestions_and_operators_are_words_like_others(small_base: KnowledgeBase, text: str) -> None:
    answer = small_base.answer(text)
    assert len(answer.items) <= 8
    assert 0 <= answer.confidence <= 1
    assert answer.items == () or answer.verdict is not Verdict.EMPTY
    for item in answer.items:
        assert all(0 <= mark.start < mark.end <= len(item.quote) for mark in item.marks)


class Tree(NamedTuple):
    """A query, and the articles that it must find."""

    text: str
    ids: Callable[[KnowledgeBase], frozenset[str]]


ALL = frozenset(article.id for article in SMALL_ARTICLES)


def found(base: KnowledgeBase, text: str) -> frozenset[str]:
    result = base.search(text, 100)
    assert result.problem == ""
    return frozenset(hit.article_id for hit in result.hits)


def leaf(text: str) -> Tree:
    return Tree(text, lambda base: found(base, text))


def both(parts: tuple[Tree, str, Tree]) -> Tree:
    left, operator, right = parts

    def ids(base: KnowledgeBase) -> frozenset[str]:
        one, other = left.ids(base), right.ids(base)
        if operator in ("OU", "OR"):
            return one | other
        return one - other if operator == "SAUF" else one & other

    return Tree(f"({left.text} {operator} {right.text})", ids)


def no(tree: Tree) -> Tree:
    return Tree(f"(NON {tree.text})", lambda base: ALL - tree.ids(base))


_LEAVES = st.sampled_from(
    [
        *"carte passeport prix titre:piscine pi* pass?port mercredi 25 coûte zzzz question:perdu gu?ch*t".split(),
        '"carte d\'identité"',
    ]
).map(leaf)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["ET", "OU", "SAUF", "AND", "OR", ""]), inner).map(both), inner.map(no)
    ),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(_TREES)
def test_operators_combine_what_their_sides_find(small_base: KnowledgeBase, tree: Tree) -> None:
    assume(len(tree.text) <= LONGEST_QUERY)
    assert found(small_base, tree.text) == tree.ids(small_base)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["piscine", "passeport", "canapé", "guichet", "mercredi", "nocturne"]), st.data())
def test_a_wildcard_anywhere_after_two_letters_finds_the_word(
    small_base: KnowledgeBase, word: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(2, len(word) - 1))
    until = data.draw(st.integers(at + 1, len(word)))
    wildcard = data.draw(st.sampled_from(["*", "?" * (until - at)]))
    pattern = word[:at] + wildcard + word[until:]
    expected = {
        article.id
        for article in SMALL_ARTICLES
        if any(fnmatch(token.form, fold(pattern)) for text in texts(article) for token in tokens(text))
    }
    assert expected <= found(small_base, pattern)


def texts(article: Article) -> list[str]:
    sections = [text for section in article.sections for text in (section.heading, section.body)]
    return [article.title, *article.keywords, *article.questions, *sections]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("pisc?ne", {"piscine"}),  # a wildcard inside a word split it in two
        ("pi*ne", {"piscine"}),
        ("pi??ine", {"piscine"}),  # two side by side lost the word
        ("titre:pass?port", {"passeport"}),
        ("d'id*té", {"cni-perdue"}),  # an elision before a pattern
        ("CANAP?", {"encombrants"}),
        ("ca[np]ap*", set()),  # brackets are no character class
        ("rendez-v*", {"encombrants"}),
    ],
)
def test_what_the_fuzz_found_about_wildcards(small_base: KnowledgeBase, query: str, expected: set[str]) -> None:
    assert found(small_base, query) == expected
