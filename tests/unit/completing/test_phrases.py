"""Completion from counts: what is offered, what never is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.completing.completer import CompletionRequest
from aparte.assist.completing.phrases import PhraseCompleter, Tuning
from aparte.assist.completing.pieces import START, pieces

BASE = (
    *["La carte perdue coûte 25 € en timbre fiscal."] * 3,
    *["Il faut un justificatif de domicile de moins de trois mois."] * 3,
    *["Appelez le service des sports au 03 53 01 16 20, le lundi de 9 h à 12 h."] * 3,
    *["Écrivez à sports@aubremont.example ou passez 40 boulevard du Stade."] * 3,
    *["Vous pouvez prendre rendez-vous en ligne."] * 3,
    *["La piscine est gratuite pour les enfants."] * 3,
)
NAMES = ("Service des sports",)
EAGER = Tuning(first=0.2, rest=0.1)
_VALUE = re.compile(r"[\w.+-]+@[\w.-]+|\d+(?:[ ,.]\d+)*(?: ?€| h\b| mois\b)?")


@pytest.fixture(scope="module")
def completer() -> PhraseCompleter:
    return PhraseCompleter(BASE, NAMES)


def offered(completer: PhraseCompleter, before: str, *cited: str) -> str:
    return completer.complete(CompletionRequest(before, cited))


def test_the_rest_of_a_usual_phrase_is_offered(completer: PhraseCompleter) -> None:
    assert offered(completer, "Vous pouvez pren") == "dre rendez-vous en ligne"


def test_a_sentence_begins_with_a_capital() -> None:
    polite = PhraseCompleter(["Merci de votre visite."] * 3)
    assert offered(polite, "Bonjour. ") == "Merci de votre visite"


def test_nothing_is_offered_right_after_the_end_of_a_sentence(completer: PhraseCompleter) -> None:
    assert offered(completer, "Vous pouvez prendre rendez-vous.") == ""


def test_an_unknown_word_is_left_alone(completer: PhraseCompleter) -> None:
    assert offered(completer, "Vous pouvez xylo") == ""


@pytest.mark.parametrize(
    "before",
    [
        "La carte perdue coûte ",
        "de moins de ",
        "au 03 53 ",
        "le lun",
        "Écrivez à spo",
        "ou passez ",
        "ou passez 40 ",
        "La piscine est grat",
    ],
)
def test_a_value_that_is_not_cited_is_never_offered(before: str) -> None:
    said = offered(PhraseCompleter(BASE, NAMES, tuning=EAGER), before, "Rien à voir ici.")
    assert not re.search(r"\d|lundi|trois|@|boulevard du Stade|gratuit", said)


def test_a_value_is_offered_when_it_is_cited(completer: PhraseCompleter) -> None:
    assert offered(completer, "La carte perdue coûte ", "La carte perdue coûte 25 €.").startswith("25 €")


def test_a_phone_number_is_offered_whole(completer: PhraseCompleter) -> None:
    cited = "Appelez le service des sports au 03 53 01 16 20, le lundi."
    assert offered(completer, "Appelez le service des sports au 03 ", cited).startswith("53 01 16 20")


@pytest.mark.parametrize("typed", ["Écrivez à spo", "Écrivez à sports@", "Écrivez à sports@aubremont.ex"])
def test_an_address_is_completed_when_it_is_cited_and_only_then(typed: str) -> None:
    completer = PhraseCompleter(BASE, NAMES, tuning=EAGER)
    whole = "Écrivez à sports@aubremont.example"
    assert offered(completer, typed, "Courriel : sports@aubremont.example.").startswith(whole[len(typed) :])
    assert "example" not in offered(completer, typed, "Courriel : culture@aubremont.example.")


def test_the_end_of_one_number_is_not_offered_after_the_beginning_of_another() -> None:
    cited = ("Appelez le 03 53 01 16 20.", "Appelez le 04 81 01 16 99.")
    said = offered(PhraseCompleter(BASE, NAMES, tuning=EAGER), "Appelez le 03 53 01 16 ", *cited)
    assert said.strip() in ("", "20")


def test_a_service_is_named_only_when_it_is_cited() -> None:
    completer = PhraseCompleter(BASE, NAMES, tuning=EAGER)
    assert "sports" not in offered(completer, "Appelez le service des ", "Rien à voir ici.")
    assert offered(completer, "Appelez le service des ", "Le service des sports répond.").startswith("sports")


def test_a_service_is_known_without_its_town() -> None:
    completer = PhraseCompleter(["France services répond."] * 3, ["France services d'Aubremont"])
    assert "services" not in offered(completer, "Fra", "Rien à voir ici.")


def test_nothing_typed_is_learned(completer: PhraseCompleter) -> None:
    for end in range(len("Madame Zorglub habite ici")):
        offered(completer, "Madame Zorglub habite ici"[:end])
    assert offered(completer, "Madame Zor") == ""


def test_markdown_is_never_offered(completer: PhraseCompleter) -> None:
    said = offered(completer, "Le dossier est ", "Le dossier est **complet** après un mois.")
    assert "*" not in said


@given(
    st.lists(st.sampled_from(BASE), max_size=3),
    st.sampled_from(BASE),
    st.integers(min_value=0, max_value=80),
)
def test_each_figure_offered_stands_in_the_cited_texts(cited: list[str], text: str, end: int) -> None:
    completer = _EAGER_COMPLETER
    before = text[:end]
    said = completer.complete(CompletionRequest(before, tuple(cited)))
    for found in _VALUE.finditer(before + said):
        if found.end() > len(before):
            assert any(found.group() in one for one in cited)


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_may_be_typed_beside_any_text(before: str, cited: str) -> None:
    said = _EAGER_COMPLETER.complete(CompletionRequest(before, (cited,)))
    assert "\n" not in said


@given(st.lists(st.sampled_from(BASE), min_size=1, max_size=4))
def test_pieces_join_back_into_their_sentence(texts: list[str]) -> None:
    parts = "".join(pieces(" ".join(texts))).split(START)[1:]
    assert [part.lower() for part in parts] == [text.lower() for text in texts]


def test_a_base_without_text_offers_nothing() -> None:
    assert offered(PhraseCompleter([]), "Vous pouvez ") == ""


_EAGER_COMPLETER = PhraseCompleter(BASE, NAMES, tuning=EAGER)
