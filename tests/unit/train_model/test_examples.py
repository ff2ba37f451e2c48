import itertools
import re

import pytest

from aparte.assist.drafting.slots import marks
from tests.bench.passages import SEED_FOLDER
from tools.train_model.corpus import Corpus, read_corpus
from tools.train_model.examples import MOST_SLOTS, Example, Examples
from tools.train_model.phrases import Phrases

_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_PHONE = re.compile(r"\b0[1-79](?: \d\d){4}\b")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(SEED_FOLDER)


@pytest.fixture(scope="module")
def examples(corpus: Corpus) -> list[Example]:
    return list(itertools.islice(Examples(corpus, corpus.learned, 11), 400))


@pytest.fixture(scope="module")
def phrases(corpus: Corpus) -> list[Example]:
    return list(itertools.islice(Phrases(corpus, corpus.learned, 11), 400))


def test_every_slot_of_a_prompt_is_in_its_answer(examples: list[Example]) -> None:
    for one in examples:
        assert set(marks(one.answer)) == set(marks(one.prompt)), one


def test_slots_are_numbered_in_the_order_of_the_prompt(examples: list[Example]) -> None:
    for one in examples:
        first = list(dict.fromkeys(marks(one.prompt)))
        assert first == list(range(1, len(first) + 1))
        assert len(first) <= MOST_SLOTS


def test_no_figure_is_left_outside_a_slot(examples: list[Example]) -> None:
    for one in examples:
        shown = re.sub(r"§\d+|^\[\d\]", "", "\n".join(one.prompt.split("\n")[1:]), flags=re.MULTILINE)
        assert not re.search(r"\d", shown), one.prompt


def test_the_same_seed_gives_the_same_examples(corpus: Corpus) -> None:
    once, again, other = (list(itertools.islice(Examples(corpus, corpus.learned, seed), 20)) for seed in (3, 3, 4))

    assert once == again
    assert once != other


def test_nothing_is_learned_of_the_articles_kept_for_the_evaluation(corpus: Corpus) -> None:
    learned, kept = ({one.article.id for one in part} for part in (corpus.learned, corpus.held_out))

    assert not learned & kept
    assert 10 <= len(kept) <= 40


def test_words_that_exist_nowhere_are_to_be_copied(corpus: Corpus) -> None:
    known = {word.lower() for one in corpus.learned for _, texts in one.sections for text in texts
             for word in re.findall(r"\w+", text)}  # fmt: skip
    examples = itertools.islice(Examples(corpus, corpus.learned, 5), 200)

    unknown = [word for one in examples for word in re.findall(r"[a-zé]{5,}", one.answer) if word not in known]

    assert len(unknown) > 100


def test_a_phrase_is_begun_inside_its_text(phrases: list[Example]) -> None:
    assert all(0 <= one.begun < len(one.answer) for one in phrases)
    assert any(one.begun and one.answer[one.begun - 1].isalpha() and one.answer[one.begun].isalpha() for one in phrases)


def test_no_living_person_can_be_reached_from_the_data(examples: list[Example], phrases: list[Example]) -> None:
    """03 53 01 is kept for fiction by the regulator, and .example by the naming authority."""
    for one in (*examples, *phrases):
        text = f"{one.prompt}\n{one.answer}"
        assert all(address.endswith(".example") for address in _EMAIL.findall(text))
        assert all(phone.startswith("03 53 01") for phone in _PHONE.findall(text))
