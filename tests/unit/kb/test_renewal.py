"""A base built from the one before answers like one built anew."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from aparte.core.article import Article, Section
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.language import Language
from aparte.kb.lexicon import Lexicon
from aparte.kb.renewal import FULL_TEXT, Changes
from aparte.kb.storage import current_folder
from tests.unit.kb.conftest import SMALL_ARTICLES

WORDS = ("piscine", "carte", "canapé", "tapage", "vélo", "mercredi", "guichet", "natation")
QUESTIONS = ("piscine mercredi", "carte perdue au guichet", "un vélo", "tapage la nuit", "pisc", "canapé natation")
SEARCHES = ("piscine", "carte OU vélo", "natat*", '"au guichet"', "titre:tapage", "mercredi SAUF piscine")

TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
EDITS = st.lists(
    st.tuples(st.sampled_from(["rewrite", "retitle", "add", "drop", "first"]), st.integers(0, 9), TEXTS),
    min_size=1,
    max_size=4,
)


def edited(articles: Sequence[Article], edit: tuple[str, int, str]) -> tuple[Article, ...]:
    kind, number, text = edit
    at = number % len(articles)
    kept = list(articles)
    if kind == "rewrite":
        kept[at] = replace(kept[at], sections=(Section("", f"Ici on parle de {text}."),))
    elif kind == "retitle":
        kept[at] = replace(kept[at], title=text, keywords=())
    elif kind == "add":
        kept.insert(
            at, Article(id=f"new-{text}-{number}", title=text, sections=(Section("", f"Au guichet : {text}."),))
        )
    elif kind == "drop" and len(kept) > 1:
        del kept[at]
    else:
        kept.insert(0, kept.pop(at))
    return tuple({article.id: article for article in kept}.values())


def answers(base: KnowledgeBase) -> list[object]:
    return [(answer.verdict, answer.items, answer.confidence) for answer in map(base.answer, QUESTIONS)]


def found(base: KnowledgeBase) -> list[tuple[int, list[str]]]:
    results = [base.search(text, 50) for text in SEARCHES]
    return [(result.total, sorted(hit.article_id for hit in result.hits)) for result in results]


@given(st.lists(EDITS, min_size=1, max_size=2))
@settings(max_examples=8, deadline=None)
def test_a_renewed_base_answers_and_finds_like_one_built_anew(
    small_language: Language, rounds: list[list[tuple[str, int, str]]]
) -> None:
    articles: tuple[Article, ...] = SMALL_ARTICLES
    with TemporaryDirectory() as folder:
        root, other = Path(folder) / "index", Path(folder) / "anew"
        build_base(root, articles, small_language, "d0").close()
        for number, edits in enumerate(rounds, start=1):
            for edit in edits:
                articles = edited(articles, edit)
            renewed = build_base(root, articles, small_language, f"d{number}")
            whole = build_base(other, articles, small_language, f"d{number}", anew=True)
            assert answers(renewed) == answers(whole)
            assert found(renewed) == found(whole)
            renewed.close()
            whole.close()


def segments(root: Path) -> int:
    folder = current_folder(root)
    assert folder is not None
    return len(list((folder / FULL_TEXT).glob("*.seg")))


def test_only_the_changed_article_is_indexed_again(index_root: Path, small_language: Language) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1").close()
    changed = edited(SMALL_ARTICLES, ("rewrite", 2, "vélo"))
    build_base(index_root, changed, small_language, "d2").close()
    assert segments(index_root) == 2
    build_base(index_root, changed, small_language, "d3", anew=True).close()
    assert segments(index_root) == 1


def test_after_many_changes_the_index_is_built_whole(index_root: Path, small_language: Language) -> None:
    articles: tuple[Article, ...] = SMALL_ARTICLES
    counts = []
    for number in range(5):
        build_base(index_root, articles, small_language, f"d{number}").close()
        counts.append(segments(index_root))
        for at in range(3):
            articles = edited(articles, ("rewrite", at, f"{WORDS[at]} {WORDS[number]}"))
    assert counts == [1, 2, 3, 4, 1]


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_index_is_no_start(index_root: Path, small_language: Language, harm: str) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1").close()
    folder = current_folder(index_root)
    assert folder is not None
    segment = next((folder / FULL_TEXT).glob("*.seg"))
    if harm == "cut":
        segment.write_bytes(segment.read_bytes()[:-9])
    else:
        segment.unlink()
    base = build_base(index_root, edited(SMALL_ARTICLES, ("rewrite", 0, "vélo")), small_language, "d2")
    assert [hit.article_id for hit in base.search("vélo", 5).hits] == ["cni-perdue"]
    assert segments(index_root) == 1
    base.close()


def test_the_order_of_the_articles_is_no_change(index_root: Path, small_language: Language) -> None:
    first = build_base(index_root, SMALL_ARTICLES, small_language, "d1", full_text=False)
    second = build_base(index_root, SMALL_ARTICLES[::-1], small_language, "d2", full_text=False)
    assert Changes.between(first.kept(), second.kept()) == Changes((), ())


def files(root: Path) -> dict[str, bytes]:
    folder = current_folder(root)
    assert folder is not None
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}


LONG_TEXTS = st.text(alphabet="abdeilnorstuéè '.\n", max_size=90)
ARTICLES = st.builds(
    lambda number, title, body, keywords, questions: Article(
        id=f"a{number}",
        title=title or "Sans titre",
        keywords=tuple(keywords),
        questions=tuple(questions),
        sections=(Section("", body), Section(title, " ".join(keywords))),
    ),
    st.integers(0, 5),
    TEXTS,
    st.one_of(TEXTS, LONG_TEXTS),
    st.lists(TEXTS, max_size=2),
    st.lists(LONG_TEXTS, max_size=1),
)
STATES = st.lists(ARTICLES, min_size=1, max_size=6, unique_by=lambda article: article.id)


@given(st.lists(STATES, min_size=2, max_size=3))
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_whatever_is_copied_the_index_is_the_same_to_the_byte(
    small_language: Language, states: list[list[Article]]
) -> None:
    with TemporaryDirectory() as folder:
        root, other = Path(folder) / "index", Path(folder) / "anew"
        for number, articles in enumerate(states):
            build_base(root, articles, small_language, f"d{number}", full_text=False).close()
            build_base(other, articles, small_language, f"d{number}", full_text=False, anew=True).close()
            assert files(root) == files(other)


def test_another_lexicon_reads_every_article_again(index_root: Path, small_language: Language) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1", full_text=False).close()
    lexicon = Lexicon.of([["piscine", "bassin"], ["carte", "titre"]])
    language = replace(small_language, lexicon=lexicon)
    base = build_base(index_root, SMALL_ARTICLES, language, "d2", full_text=False)
    assert base.answer("horaires du bassin").items[0].article_id == "piscine"
    base.close()


def test_damaged_counts_are_no_start(index_root: Path, small_language: Language) -> None:
    build_base(index_root, SMALL_ARTICLES, small_language, "d1", full_text=False).close()
    folder = current_folder(index_root)
    assert folder is not None
    for path in folder.glob("kept.*"):
        path.write_bytes(path.read_bytes()[:-1])
    base = build_base(index_root, SMALL_ARTICLES[1:], small_language, "d2", full_text=False)
    assert base.answer("piscine mercredi").items[0].article_id == "piscine"
    base.close()
