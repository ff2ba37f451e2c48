"""A small base, and a guard over sources written in the test."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from aparte.assist.drafting.evidence import Evidence, SourceSentence
from aparte.assist.drafting.guard.guard import Guard
from aparte.assist.drafting.slots import put
from aparte.assist.reply.reply import Citation
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER
from tests.fakes.articles import ARTICLES

TODAY = date(2026, 11, 26)
Guarded = Callable[..., Guard]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    built = build_base(
        tmp_path_factory.mktemp("base"), ARTICLES, SeedFolder(SEED_FOLDER).language(), "test", full_text=False
    )
    yield built
    built.close()


@pytest.fixture
def guarded(base: KnowledgeBase) -> Guarded:
    """A guard for a question over shown sentences, each a text or a case and a text."""

    def build(
        question: str,
        *shown: str | tuple[str, str],
        others: tuple[str, ...] = (),
        review_by: date | None = None,
    ) -> Guard:
        pairs = [one if isinstance(one, tuple) else ("", one) for one in shown]
        evidence = Evidence(
            question,
            tuple(
                SourceSentence(text, Citation("fiche", at, "v1"), "Fiche", case, review_by)
                for at, (case, text) in enumerate(pairs)
            ),
            tuple(SourceSentence(text, Citation("fiche", 9, "v1"), "Fiche") for text in others),
            TODAY,
        )
        return Guard(evidence, put(pairs), base.relevance(base.answer(question).query))

    return build
