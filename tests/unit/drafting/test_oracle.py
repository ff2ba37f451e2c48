"""The oracle of `make bench-guard`: what it calls wrong is wrong, and a faithful copy is right."""

from pathlib import Path

import pytest

from aparte.assist.drafting.draft import Draft, DraftSentence
from aparte.assist.reply.reply import Citation
from tests.bench.draft_replies import Said, Variant, draft_all, figures, is_wrong
from tests.bench.replies_seed import Case, read_cases
from tests.fakes.articles import LOST_CARD
from tests.fakes.writer import ScriptedWriter
from tests.unit.drafting.test_drafter import echo

CASE = Case("Combien ?", (LOST_CARD.id,), ("25 €",), ("gratuit",), held_out=False)
SEED = Path(__file__).parents[2] / "bench" / "replies_seed.jsonl"


def said(*texts: str) -> Said:
    sentences = tuple(DraftSentence(text, (Citation(LOST_CARD.id, 2, "1"),)) for text in texts)
    return Said(CASE, LOST_CARD, Draft(LOST_CARD.id, LOST_CARD.title, sentences, "essai", demonstration=True))


def test_a_faithful_reply_is_right() -> None:
    assert not is_wrong(said("Refaire une carte perdue ou volée coûte 25 €, en timbre fiscal."))


@pytest.mark.parametrize(
    "text",
    ["La carte est gratuite.", "Refaire une carte perdue ou volée coûte 30 €.", "Le parent paie 25 € au guichet."],
)
def test_another_case_an_unknown_figure_and_a_loose_one_are_wrong(text: str) -> None:
    assert is_wrong(said(text))


def test_a_variant_moves_figures_and_names_and_leaves_telephones() -> None:
    moved = Variant(3, "Valcendre").text("À Aubremont, 25 € et 3 à 5 semaines, 03 53 01 10 00.")
    assert moved == "À Valcendre, 28 € et 6 à 8 semaines, 03 53 01 10 00."


@pytest.mark.slow
def test_copies_of_the_sources_are_never_wrong() -> None:
    found = figures(draft_all(ScriptedWriter(echo), read_cases(SEED)))
    assert found["replies"] >= 500
    assert found["replies_wrong"] == 0
