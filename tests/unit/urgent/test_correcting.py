"""Corrections on articles of any shape: the old words are nowhere, and nothing else is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aparte.core.article import Article, Document, Fact, FactKind, OnlineProcedure, Origin, Section
from aparte.kb.article_json import to_json
from aparte.kb.overlays.correcting import corrected
from aparte.kb.overlays.wording import pattern_of
from aparte.kb.passages import passages
from tests.fakes.urgent import DEARER, on

OLD = pattern_of(["25 €"])
FEES = st.sampled_from(["25 €", "25€", "25 euros", "25,00 €", "**25 €**", "25\u00a0€"])
OTHERS = st.sampled_from(["86 €", "250 €", "25 jours", "12,25 €", "la carte", "un timbre fiscal", "le 25 novembre"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    said = [draw(st.one_of(FEES, OTHERS)) for _ in range(draw(st.integers(1, 3)))]
    return f"Il faut {' puis '.join(said)}."


@st.composite
def bodies(draw: st.DrawFn) -> str:
    kinds = st.sampled_from(["{0} {1}", "- {0}\n- {1}", "{0}\n\n{1}", "| cas | prix |\n|---|---|\n| {0} | {1} |"])
    return draw(kinds).format(draw(sentences()), draw(sentences()))


ARTICLES = st.builds(
    Article,
    id=st.just("carte-perdue"),
    title=sentences(),
    origin=st.sampled_from(Origin),
    facts=st.lists(st.builds(Fact, st.sampled_from(FactKind), sentences(), sentences()), max_size=3).map(tuple),
    documents=st.lists(st.builds(Document, sentences(), sentences()), max_size=2).map(tuple),
    online=st.none() | st.builds(OnlineProcedure, sentences(), st.just("https://x.example"), sentences()),
    sections=st.lists(st.builds(Section, sentences(), bodies(), sentences(), st.booleans()), max_size=3).map(tuple),
)


@given(ARTICLES)
def test_the_old_words_are_nowhere_and_the_others_stay(article: Article) -> None:
    assert OLD is not None
    done = corrected(article, [on(DEARER, fact=None, condition="")])
    said = "\n".join([to_json(done.article), *(f"{one.heading}\n{one.text}" for one in passages(done.article))])
    assert OLD.search(said) is None
    assert "31 €" in said
    before = to_json(article)
    for kept in ("86 €", "250 €", "25 jours", "12,25 €", "25 novembre"):
        assert (kept in before) <= (kept in said)
    assert bool(done.misplaced) == (OLD.search(before) is None)


@given(ARTICLES)
def test_the_state_s_sentences_are_never_passed_off_for_the_town_s(article: Article) -> None:
    national = replace(article, origin=Origin.NATIONAL)
    done = corrected(national, [on(DEARER, fact=None, condition="")])
    for section in done.article.sections:
        if section.local and "|" not in section.body and section not in national.sections and section.heading:
            assert "31 €" in section.body + section.heading + section.condition
