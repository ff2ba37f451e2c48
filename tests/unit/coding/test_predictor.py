"""Which codes an agent is offered, why, and how confirming them changes it."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aparte.assist.coding.example import BrokenLearningError, TrainingExample, word_number
from aparte.assist.coding.predictor import CodePredictor
from aparte.core.contact import ClosureCode
from aparte.kb.base import KnowledgeBase
from tests.unit.coding.conftest import ARTICLES, CODES, open_coded

TODAY = date(2026, 11, 26)
IDS = [article.id for article in ARTICLES]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from("carte perdue canapé matelas sacs jaunes patins maillot 12 zzz . ?".split())).map(
        " ".join
    ),
)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def codes(predictor: CodePredictor, text: str, opened: tuple[str, ...] = (), shown: tuple[str, ...] = ()) -> list[str]:
    return [guess.code for guess in predictor.guess(text, opened, shown, TODAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refaire ma carte d'identité sur rendez-vous", "IDE-CNI"),
        ("carte perdue hier, à déclarer", "IDE-PERTE"),
        ("j'ai paumé ma cni", "IDE-PERTE"),
        ("un canapé à enlever", "DEC-ENCOMB"),
        ("gravats abandonnés au coin", "DEC-PROP"),
        ("la rue est sale", "DEC-PROP"),
        ("maillot exigé au bassin ?", "SPO-PISC"),
        ("picsine le mercredi", "SPO-PISC"),
    ],
)
def test_a_code_is_guessed_before_anything_was_confirmed(predictor: CodePredictor, text: str, expected: str) -> None:
    assert codes(predictor, text)[0] == expected


def test_the_article_that_was_opened_decides_between_codes(predictor: CodePredictor) -> None:
    assert codes(predictor, "un matelas", ("depot",))[0] == "DEC-PROP"
    assert codes(predictor, "un matelas", ("encombrants",))[0] == "DEC-ENCOMB"


def test_the_last_article_opened_counts_more_than_those_before(predictor: CodePredictor) -> None:
    assert codes(predictor, "", ("depot", "piscine"))[:2] == ["SPO-PISC", "DEC-PROP"]
    assert codes(predictor, "", ("depot", "piscine", "depot"))[:2] == ["DEC-PROP", "SPO-PISC"]


def test_without_a_word_the_articles_shown_speak(predictor: CodePredictor) -> None:
    assert codes(predictor, "", (), ("piscine",))[0] == "SPO-PISC"


@pytest.mark.parametrize("text", ["", "  \n", "zzz qwx", "bonjour madame"])
def test_nothing_is_guessed_when_nothing_speaks(predictor: CodePredictor, text: str) -> None:
    assert codes(predictor, text) == []
    assert codes(predictor, text, ("sans-code", "nulle-part", "inconnu"), ("sans-code",)) == []


def test_a_guess_says_why(predictor: CodePredictor) -> None:
    typed = predictor.guess("carte perdue hier", (), (), TODAY)[0]
    assert typed.label == "Titre perdu ou volé"
    assert typed.why == "Mots : perdue, carte. Fiche la plus proche : Carte d'identité perdue ou volée."
    opened = predictor.guess("carte perdue hier", ("perdue",), (), TODAY)[0]
    assert opened.why == "Fiche ouverte : Carte d'identité perdue ou volée. Mots : perdue, carte."
    shown = predictor.guess("", (), ("piscine",), TODAY)[0]
    assert shown.why == "Proposé d'après les suggestions affichées."


def test_what_agents_confirm_is_guessed_from_then_on(predictor: CodePredictor) -> None:
    assert codes(predictor, "un matelas devant les gravats")[0] == "DEC-PROP"
    for _ in range(4):
        predictor.learn("un matelas devant les gravats", (), "DEC-ENCOMB")
    first = predictor.guess("un matelas devant les gravats", (), (), TODAY)[0]
    assert first.code == "DEC-ENCOMB"
    assert "Déjà confirmé pour des mots semblables." in first.why
    assert codes(predictor, "maillot exigé au bassin ?")[0] == "SPO-PISC"


def test_a_code_without_an_article_is_learned(predictor: CodePredictor) -> None:
    for _ in range(4):
        predictor.learn("bassin du mercredi", (), "SPO-LIGUE")
    assert codes(predictor, "mercredi au bassin")[0] == "SPO-LIGUE"


def test_the_share_of_what_is_confirmed_again_and_again_grows(predictor: CodePredictor) -> None:
    shares = []
    for _ in range(3):
        found = {guess.code: guess.share for guess in predictor.guess("un matelas", (), (), TODAY)}
        shares.append(found["DEC-ENCOMB"])
        predictor.learn("un matelas", (), "DEC-ENCOMB")
    assert shares == sorted(shares)


def test_erasing_a_contact_takes_back_what_it_taught(fresh: Callable[[], CodePredictor]) -> None:
    kept, erased = "un matelas abandonné", "canapé dans la rue"
    predictor, never = fresh(), fresh()
    first = predictor.learn(kept, (), "DEC-PROP")
    gone = predictor.learn(erased, ("depot",), "DEC-PROP")
    never.learn(kept, (), "DEC-PROP")
    predictor.forget(gone)
    assert predictor.to_bytes() == never.to_bytes()
    predictor.take(gone)
    predictor.rebuild([first])
    assert predictor.to_bytes() == never.to_bytes()
    assert predictor.examples == 1


def test_what_was_learned_survives_a_restart(coded_base: KnowledgeBase, predictor: CodePredictor) -> None:
    for _ in range(4):
        predictor.learn("un matelas devant les gravats", (), "DEC-ENCOMB")
    again = CodePredictor.from_bytes(predictor.to_bytes(), coded_base, CODES)
    asked = ("un matelas devant les gravats", (), (), TODAY)
    assert again.guess(*asked) == predictor.guess(*asked)
    assert again.to_bytes() == predictor.to_bytes()


def test_what_was_learned_survives_another_code_list(coded_base: KnowledgeBase, predictor: CodePredictor) -> None:
    for _ in range(4):
        predictor.learn("un matelas abandonné", (), "DEC-ENCOMB")
    other = tuple(code for code in CODES if code.code != "DEC-ENCOMB")
    new = ClosureCode("DEC-GROS", "Gros objets", "DEC", aliases=("matelas",))
    changed = CodePredictor.from_bytes(predictor.to_bytes(), coded_base, (*other, new))
    assert "DEC-ENCOMB" not in codes(changed, "un matelas abandonné")
    for _ in range(4):
        changed.learn("un matelas abandonné", (), "DEC-GROS")
    assert codes(changed, "un matelas abandonné")[0] == "DEC-GROS"
    back = CodePredictor.from_bytes(changed.to_bytes(), coded_base, CODES)
    assert "DEC-ENCOMB" in codes(back, "un matelas abandonné")


def test_a_retired_code_is_guessed_to_its_last_day_and_a_new_one_from_its_first(predictor: CodePredictor) -> None:
    def first(text: str, today: date) -> str:
        return predictor.guess(text, (), (), today)[0].code

    assert first("un rouleau de sacs jaunes", date(2024, 12, 31)) == "DEC-SACS"
    assert first("des patins à glace", date(2027, 1, 1)) == "SPO-PATIN"
    for _ in range(5):
        predictor.learn("un rouleau de sacs jaunes", ("sacs",), "DEC-SACS")
    assert "DEC-SACS" not in codes(predictor, "un rouleau de sacs jaunes", ("sacs",))
    assert "SPO-PATIN" not in codes(predictor, "des patins à glace", ("patin",))


def test_a_family_that_ended_offers_none_of_its_codes(coded_base: KnowledgeBase) -> None:
    over = tuple(replace(code, valid_to=date(2025, 1, 1)) if code.code == "SPO" else code for code in CODES)
    assert codes(CodePredictor(coded_base, over), "maillot au bassin") != ["SPO-PISC"]
    assert "SPO-PISC" not in codes(CodePredictor(coded_base, over), "maillot au bassin")


def test_a_guess_needs_no_file(tmp_path: Path, predictor: CodePredictor) -> None:
    alone = CodePredictor(open_coded(tmp_path / "index"), CODES)
    shutil.rmtree(tmp_path / "index")
    asked = ("carte perdue hier", ("perdue",), ("cni",), TODAY)
    assert alone.guess(*asked) == predictor.guess(*asked)
    alone.learn("carte perdue hier", (), "IDE-PERTE")


def test_without_a_code_list_nothing_is_guessed(coded_base: KnowledgeBase) -> None:
    empty = CodePredictor(coded_base, ())
    assert codes(empty, "carte perdue") == []
    assert empty.learn("carte perdue", (), "IDE-PERTE").code == "IDE-PERTE"


def test_only_words_of_the_base_are_kept(predictor: CodePredictor) -> None:
    said = "Ophélie Kermarrec, 06 12 34 56 78, 14 rue Xylophage, a perdu sa carte le 12"
    example = predictor.example(said, ("perdue", "nulle-part"), "IDE-PERTE")
    never = ["ophel", "ophelie", "kermarrec", "xylophag", "xylophage", "06", "12", "34", "14", "78"]
    assert not {word_number(name) for name in never} & set(example.words)
    allowed = coded_terms(predictor) | {f"fiche:{article}" for article in IDS}
    assert set(example.words) <= {word_number(name) for name in allowed}


def coded_terms(predictor: CodePredictor) -> set[str]:
    """Every word that the base holds, and the concepts of its lexicon."""
    base = predictor._base
    return {*base._index.articles.terms, *(f"#{name}" for name in base._lexicon.names)}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_contacts_changes_nothing(fresh: Callable[[], CodePredictor], seed: int) -> None:
    told = [("un matelas", "DEC-PROP"), ("carte perdue", "IDE-CNI"), ("canapé et matelas", "DEC-ENCOMB")] * 3
    straight, shuffled = fresh(), fresh()
    for text, code in told:
        straight.learn(text, (), code)
    random.Random(seed).shuffle(told)
    for text, code in told:
        shuffled.learn(text, (), code)
    assert straight.to_bytes() == shuffled.to_bytes()


@MANY
@given(TEXTS, st.lists(st.sampled_from([*IDS, "?"]), max_size=4), st.dates(date(2023, 1, 1), date(2028, 1, 1)))
def test_whatever_is_typed_guesses_are_valid_ordered_and_shares(
    predictor: CodePredictor, text: str, ids: list[str], today: date
) -> None:
    valid = {code.code for code in CODES if code.parent and code.valid_on(today)}
    guesses = predictor.guess(text, tuple(ids), tuple(ids), today)
    shares = [guess.share for guess in guesses]
    assert len(guesses) <= 3
    assert {guess.code for guess in guesses} <= valid
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) <= 1 + 1e-9
    assert all(guess.why.endswith((".", "?")) for guess in guesses)


@MANY
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["DEC-PROP", "SPO-PISC", "NOUVEAU"])), max_size=6))
def test_whatever_is_learned_can_be_kept_read_and_forgotten(
    coded_base: KnowledgeBase, told: list[tuple[str, str]]
) -> None:
    predictor = CodePredictor(coded_base, CODES)
    nothing = predictor.to_bytes()
    examples = [predictor.learn(text, (), code) for text, code in told]
    again = CodePredictor.from_bytes(predictor.to_bytes(), coded_base, CODES)
    assert again.to_bytes() == predictor.to_bytes()
    read = [TrainingExample.from_json(example.to_json()) for example in examples]
    assert read == examples
    for example in read:
        again.forget(example)
    assert again.to_bytes() == nothing


def test_broken_bytes_are_refused_in_one_sentence(coded_base: KnowledgeBase) -> None:
    with pytest.raises(BrokenLearningError, match="sera reconstruit"):
        CodePredictor.from_bytes(b"n'importe quoi", coded_base, CODES)
