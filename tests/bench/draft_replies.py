"""What a model's own replies are worth once they passed the guard, by an oracle that knows the facts.

The questions are those of `replies_seed.jsonl`, asked of the town's base and of copies of it whose
every figure and name of the town was changed: facts that no model was trained on. The oracle shares
no code with the guard. It knows for each question what the program put into the article: the facts of
other cases, every figure of the article, and each fact with its condition. A reply is wrong when it

- gives a fact of another case that its author listed (`forbidden`) and does not say whose case it is;
- gives a figure that its article doesn't hold;
- gives the figure of a fact without a word of that fact's condition, where no sentence of the article
  says the same figure with the same words.

A reply from an article that does not answer is the search's mistake, and counted apart (`astray`).
"""

import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from aparte.assist.drafting.draft import Draft, DraftRequest, Refused, Unavailable
from aparte.assist.drafting.drafter import Drafter
from aparte.assist.reply.replier import Replier
from aparte.assist.reply.splitting import statements
from aparte.core.article import Article, Service
from aparte.core.clock import FixedClock
from aparte.core.lanes import FreeLane
from aparte.core.model import ModelKind, ModelStanding, Writer
from aparte.kb.base import KnowledgeBase
from aparte.kb.seed import SeedFolder
from aparte.kb.stem import stem
from aparte.kb.text import tokens
from aparte.llm.client import LocalWriter
from aparte.llm.keeper import Installed, engine_installed
from aparte.llm.manifest import SHIPPED, Owner, read_folder
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import open_articles
from tests.bench.replies_seed import Case

MOMENT = datetime(2026, 11, 26, 9, tzinfo=UTC)
COPIES = 3
_TOWN = "Aubremont"
_TOWNS = (_TOWN, "Valcendre", "Montgerbois")
_UNIT = r"(?:€|%|jours?|semaines?|mois|ans?|heures?|km|m²|m³)"
_CHANGED = re.compile(rf"(?<![\d,.])(\d{{1,4}})(?=(?:,\d\d)?(?: (?:à|ou|et) \d{{1,4}})?[ \u00a0\u202f]{_UNIT}(?!\w))")
_FIGURE = re.compile(rf"\d+(?:[ \u00a0\u202f]\d{{3}})*(?:,\d+)?[ \u00a0\u202f]?{_UNIT}(?!\w)|\bgratuit")
_LONG_WORD = 5
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Variant:
    """The town's base with every figure moved by `step` and the town called otherwise; 0 is the base itself."""

    step: int
    town: str

    def text(self, written: str) -> str:
        """A text of the base as this variant has it."""
        moved = _CHANGED.sub(lambda found: str(int(found.group(1)) + self.step), written)
        return moved.replace(_TOWN, self.town)

    def article(self, article: Article) -> Article:
        """An article of the base as this variant has it."""
        return replace(
            article,
            title=self.text(article.title),
            facts=tuple(
                replace(one, value=self.text(one.value), condition=self.text(one.condition)) for one in article.facts
            ),
            documents=tuple(
                replace(one, label=self.text(one.label), condition=self.text(one.condition))
                for one in article.documents
            ),
            sections=tuple(
                replace(one, heading=self.text(one.heading), body=self.text(one.body)) for one in article.sections
            ),
        )

    def case(self, case: Case) -> Case:
        """A question and its facts as this variant has them."""
        return replace(
            case,
            question=self.text(case.question),
            expected=tuple(self.text(fact) for fact in case.expected),
            forbidden=tuple(self.text(fact) for fact in case.forbidden),
        )


@dataclass(frozen=True, slots=True)
class Said:
    """One question that was drafted and what came of it."""

    case: Case
    article: Article
    outcome: Draft | Refused | Unavailable


def variants() -> Iterator[Variant]:
    """The base itself, then its copies."""
    chosen = random.Random(20261126)  # a repeatable draw
    yield Variant(0, _TOWN)
    for at in range(1, COPIES):
        yield Variant(chosen.randint(2, 9) * at, _TOWNS[at])


def draft_all(writer: Writer, cases: Sequence[Case]) -> list[Said]:
    """Every question over every variant, worded by the writer and held by the guard."""
    found: list[Said] = []
    seed = SeedFolder(SEED_FOLDER)
    services = seed.services()
    for variant in variants():
        with tempfile.TemporaryDirectory() as folder:
            base = open_articles([variant.article(article) for article in seed.articles()], folder)
            found += _draft(base, services, writer, [variant.case(case) for case in cases])
            base.close()
    return found


def _draft(base: KnowledgeBase, services: dict[str, Service], writer: Writer, cases: Sequence[Case]) -> Iterator[Said]:
    drafter = Drafter(base, services, writer, FixedClock(MOMENT), lambda: ModelStanding.READY)
    replier = Replier(base)
    for case in cases:
        reply = replier.reply(case.question, _today())
        if reply is not None:
            outcome = drafter.draft(DraftRequest(case.question, reply), lambda _: None)
            yield Said(case, base.article(reply.article_id), outcome)


def _today() -> date:
    return MOMENT.date()


def is_wrong(said: Said) -> bool:
    """Whether an accepted reply says something that the oracle knows to be false."""
    if not isinstance(said.outcome, Draft):
        return False
    text = said.outcome.text(with_source=False)
    spoken = [sentence.text for sentence in said.outcome.sentences]
    expected_article = said.article.id in said.case.articles
    if expected_article and any(_misplaced(fact, one, said.article) for fact in said.case.forbidden for one in spoken):
        return True
    known = _figures(_whole(said.article))
    if _figures(text) - known:
        return True
    return any(_loose(sentence.text, said.article) for sentence in said.outcome.sentences)


def _misplaced(forbidden: str, sentence: str, article: Article) -> bool:
    """Whether a fact of another case is told as if it were the citizen's."""
    if not _holds(sentence, forbidden):
        return False
    conditions = [fact.condition for fact in article.facts if _holds(fact.value, forbidden) and fact.condition]
    return not any(_words(condition) <= _words(sentence) for condition in conditions)


def _loose(sentence: str, article: Article) -> bool:
    """Whether a figure of a fact stands without its condition, and no sentence of the article says so."""
    for figure in _figures(sentence):
        conditions = [fact.condition for fact in article.facts if figure in _figures(fact.value)]
        if not conditions or any(_words(condition) <= _words(sentence) for condition in conditions):
            continue
        spoken = [text for section in article.sections for text in statements(section.body) if figure in _figures(text)]
        if not any(_share(sentence, text) >= _ENOUGH for text in spoken):
            return True
    return False


def _share(sentence: str, source: str) -> float:
    """How much of one is the other, the shorter counting."""
    said, held = _words(sentence), _words(source)
    return len(said & held) / min(len(said), len(held)) if said and held else 1.0


def _words(text: str) -> set[str]:
    return {stem(token.form) for token in tokens(text) if len(token.form) >= _LONG_WORD and token.form.isalpha()}


def _figures(text: str) -> frozenset[str]:
    return frozenset(
        re.sub(r"[\s\u00a0\u202f]", "", found.lower()).rstrip("s") for found in _FIGURE.findall(text.lower())
    )


def _whole(article: Article) -> str:
    facts = [f"{fact.value} {fact.condition}" for fact in article.facts]
    papers = [f"{paper.label} {paper.condition}" for paper in article.documents]
    sections = [f"{section.heading}\n{section.body}" for section in article.sections]
    return "\n".join([article.title, *facts, *papers, *sections])


def _holds(text: str, fact: str) -> bool:
    plain, sought = " ".join(text.lower().split()), re.escape(" ".join(fact.lower().split()))
    return re.search(rf"(?<![\w,])(?<!\d[ ]){sought}(?:e|s|es|ement)?(?!\w)", plain) is not None


def figures(said: Sequence[Said]) -> dict[str, int]:
    """How many were written, accepted, wrong among these, and from an article that does not answer."""
    accepted = [one for one in said if isinstance(one.outcome, Draft)]
    return {
        "replies": sum(not isinstance(one.outcome, Unavailable) for one in said),
        "replies_accepted": len(accepted),
        "replies_wrong": sum(is_wrong(one) for one in accepted),
        "replies_astray": sum(one.article.id not in one.case.articles for one in accepted),
    }


def shipped_model() -> Installed | None:
    """The chat model that the package carries, when it carries one and the engine is there."""
    models = [model for model in read_folder(SHIPPED, Owner.SHIPPED).listed if model.entry.kind is ModelKind.CHAT]
    if not engine_installed() or not models or not models[0].present:
        return None
    return Installed(models[0].entry, models[0].path, models[0].path.parent)


def measure_shipped(cases: Sequence[Case]) -> dict[str, int]:
    """The shipped model's own replies; nothing when it is not there."""
    installed = shipped_model()
    if installed is None:
        print("\nreplies: no model is shipped here, or its engine is not installed")
        return {}
    with tempfile.TemporaryDirectory() as cache:
        lane = FreeLane("model")
        writer = LocalWriter(replace(installed, cache=Path(cache)), lane, insist=True)
        try:
            found = figures(draft_all(writer, cases))
        finally:
            writer.close()
            lane.close()
    return found
