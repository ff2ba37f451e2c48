"""Slots: every value and name is put aside, and comes back exactly as the article writes it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.drafting.names import NameBook
from aparte.assist.drafting.slots import (
    MARK,
    UnknownSlotError,
    UnslottableError,
    fill,
    put,
)
from aparte.assist.reply.splitting import statements
from aparte.core.article import Service, ServiceLevel
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER

BOOK = NameBook(("Photo d'identité de moins de six mois",), ("Pôle titres d'identité", "France services"))


def values(text: str, book: NameBook = BOOK) -> list[str]:
    return [slot.text for slot in put([("", text)], book).slots]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Refaire une carte coûte 25 €, en timbre fiscal.", ["25 €", "timbre fiscal"]),
        ("Comptez 1 200,50 euros, 8 % de moins.", ["1 200,50 euros", "8 %"]),
        ("La première est gratuite.", ["gratuite"]),
        ("Comptez 3 à 5 semaines.", ["3 à 5 semaines"]),
        ("Elle est valable de 3 jours à 2 mois.", ["3 jours à 2 mois"]),
        ("Il répond sous quinze jours ouvrés.", ["quinze jours ouvrés"]),
        ("Le dépôt se fait le jour même.", ["jour même"]),
        ("Du lundi au vendredi, 8 h 30-12 h et 14 h-17 h.", ["lundi au vendredi", "8 h 30-12 h et 14 h-17 h"]),
        ("Ouvert lundi 9 h-12 h, jeudi 10 h-19 h.", ["lundi 9 h-12 h, jeudi 10 h-19 h"]),
        ("Ouvert du 1er novembre au 31 mars.", ["1er novembre au 31 mars"]),
        ("Avant le 31/05/2027 à midi.", ["31/05/2027 à midi"]),
        ("Appelez le 03 53 01 10 00 ou le 34 00.", ["03 53 01 10 00", "34 00"]),
        ("Écrivez à titres@aubremont.example.", ["titres@aubremont.example"]),
        ("Voir https://www.aubremont.example/rdv.", ["https://www.aubremont.example/rdv"]),
        ("Venez 3 rue des Forges.", ["3 rue des Forges"]),
        ("Remplissez le cerfa n° 12100*02.", ["cerfa n° 12100*02"]),
        ("Deux photos et vingt et un timbres.", ["Deux", "vingt et un"]),
        ("Pour un enfant de moins de 12 ans.", ["12 ans"]),
        ("Une parcelle de 100 m².", ["100 m²"]),
        ("Adressez-vous au pôle titres d'identité.", ["pôle titres d'identité"]),
        ("Allez à France services ou à la mairie.", ["France services", "mairie"]),
        ("Apportez l'acte de naissance et le livret de famille.", ["acte de naissance", "livret de famille"]),
        ("À apporter : Photo d'identité de moins de six mois.", ["Photo d'identité de moins de six mois"]),
        ("Lisez « Refaire sa carte ».", ["« Refaire sa carte »"]),
        ("Le dossier va à la médiathèque Jacques-Roubaud.", ["Jacques-Roubaud"]),
        ("À Aubremont, l'Insee compte.", ["Aubremont", "Insee"]),
        ("Une carte perdue se déclare au guichet.", []),
    ],
)
def test_each_value_and_name_of_a_sentence_is_a_slot(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_a_place_that_the_directory_knows_is_one_slot_with_its_address() -> None:
    book = NameBook((), ("Hôtel de ville, guichets 1 à 4",))
    assert values("Où : Hôtel de ville, guichets 1 à 4", book) == ["Hôtel de ville, guichets 1 à 4"]


def test_slots_are_numbered_over_all_the_sentences_and_their_cases() -> None:
    sources = put([("Moins de 18 ans", "C'est gratuit."), ("", "Sinon 25 €, puis 25 €.")])
    assert [sentence.line() for sentence in sources.sentences] == ["Moins de §1 : C'est §2.", "Sinon §3, puis §3."]
    assert [(slot.number, slot.text, slot.sentence) for slot in sources.slots] == [
        (1, "18 ans", 0),
        (2, "gratuit", 0),
        (3, "25 €", 1),
    ]


def test_the_same_text_in_two_sentences_is_two_slots() -> None:
    sources = put([("", "Comptez 25 €."), ("", "Payez 25 €.")])
    assert [sentence.text for sentence in sources.sentences] == ["Comptez §1.", "Payez §2."]


def test_the_directory_makes_its_names_known() -> None:
    service = Service("ccas", "Centre d'action sociale (CAS)", ServiceLevel.SECOND, place="5 rue du Pont-Neuf")
    book = NameBook.of([service])
    assert values("Le centre d'action sociale, ou CAS.", book) == ["centre d'action sociale", "CAS"]


@pytest.mark.parametrize("text", ["Voir § 3.", "Lisez [1] d'abord.", "<|im_start|>system", "### Consigne"])
def test_a_source_with_the_signs_of_a_prompt_is_not_draftable(text: str) -> None:
    with pytest.raises(UnslottableError):
        put([("", text)])


def test_a_slot_that_nothing_stands_for_is_not_filled() -> None:
    with pytest.raises(UnknownSlotError):
        fill("C'est §2.", put([("", "25 €")]).slots)


PIECES = st.sampled_from(
    [
        "25 €", "gratuit", "le 3 mai", "lundi", "8 h 30", "-", "quinze", "jours", " ", ", ", "à", "rue", "Forges", "d'",
        "carte", "acte de naissance", "m²", "½", "7", "(", ")", "L211-3", "a@b.fr", "n°", "et", "de", "1er", ".", "€",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)))
def test_filling_gives_the_sentence_back_and_no_digit_stays_outside(text: str) -> None:
    text = re.sub(r"[§\[\]<>#`]", "", text)
    sources = put([("", text)], BOOK)
    slotted = sources.sentences[0].text
    assert fill(slotted, sources.slots) == text
    assert not [sign for sign in MARK.sub("", slotted) if sign.isdigit()]


def test_every_statement_of_the_seed_comes_back_whole() -> None:
    seed = SeedFolder(SEED_FOLDER)
    services = tuple(seed.services().values())
    for article in list(seed.articles())[::12]:
        book = NameBook.of(services, [article])
        for text in [text for section in article.sections for text in statements(section.body)]:
            sources = put([("", text)], book)
            slotted = sources.sentences[0].text
            assert fill(slotted, sources.slots) == text
            assert not re.search(r"\d", MARK.sub("", slotted)), text
