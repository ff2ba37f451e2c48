import re

import pytest

from aparte.assist.drafting.slots import marks, put
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER
from tools.train_model import wording
from tools.train_model.corpus import Chapter, chapters
from tools.train_model.verbs import polite

# Words of the rules' own: how a fact is introduced, and the person spoken to.
_OWN = frozenset(
    """
    vous votre vos même chez pour c est il faut aller là voici quand devez apporter et ne n l ça que le la compter
    """.split()
)
_NEGATIONS = re.compile(r"\bn[e'’]|\b(?:pas|jamais|aucune?|rien|ni|sans|sauf|sinon|seulement)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def articles() -> tuple[Chapter, ...]:
    return chapters(SeedFolder(SEED_FOLDER))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "La personne prend rendez-vous, remplit §1, puis vient elle-même avec ses pièces.",
            "Vous prenez rendez-vous, remplissez §1, puis venez vous-même avec vos pièces.",
        ),
        ("La personne ne paie rien si elle apporte §1.", "Vous ne payez rien si vous apportez §1."),
        ("La personne s'adresse au §1.", "Vous vous adressez au §1."),
        ("Coût : §1 (ancienne carte volée) ; §2 (pour un mineur)",
         "Pour le coût, c'est §1 (ancienne carte volée) ; §2 pour un mineur."),
        ("À apporter : §1 ; §2 (carte perdue ; se remplit au guichet)",
         "Vous devez apporter : §1 ; et §2 (carte perdue ; se remplit au guichet)."),
        ("Rendez-vous : obligatoire, au §1", "Le rendez-vous est obligatoire, au §1."),
        ("Un décès ou un déménagement : §1.", "Pour un décès ou un déménagement, c'est §1."),
        ("Comptez §1.", "Il faut compter §1."),
        ("L'atelier du soir est §1.", "L'atelier du soir, c'est §1."),
    ],
)  # fmt: skip
def test_a_statement_is_said_as_at_a_counter(statement: str, expected: str) -> None:
    assert expected == wording.spoken(statement)


def test_what_the_town_hall_does_is_not_put_on_the_citizen() -> None:
    statement = "On ne demande pas de titre de séjour."

    assert statement == wording.spoken(statement)


def test_a_case_comes_first_and_is_said_once() -> None:
    said = wording.answer([("Pour un mineur", "La personne vient au §1."), ("Pour un mineur", "Le parent signe.")])

    assert said == "Pour un mineur, vous venez au §1. Le parent signe."


def test_a_case_that_is_no_complement_is_set_apart() -> None:
    assert wording.spoken("Le parent signe.", "Demandeur mineur") == "Demandeur mineur : Le parent signe."


def test_the_person_is_still_the_citizen_in_the_next_sentence() -> None:
    said = wording.answer([("", "La personne vient au §1."), ("", "Elle peut déposer son dossier en ligne.")])

    assert said == "Vous venez au §1. Vous pouvez déposer votre dossier en ligne."


def test_statements_that_a_condition_ties_are_not_parted() -> None:
    statement = "Si le dossier est complet, la ville répond en §1 ; sinon elle demande les pièces qui manquent."

    assert wording.spoken(statement) == statement


def test_of_the_whole_base_every_slot_is_kept_in_its_place(articles: tuple[Chapter, ...]) -> None:
    for chapter in articles:
        for statement in _statements(chapter):
            slotted = put([("", statement)], chapter.book).sentences[0].text
            assert marks(slotted) == marks(wording.spoken(slotted))


def test_of_the_whole_base_no_negation_goes_or_comes(articles: tuple[Chapter, ...]) -> None:
    for chapter in articles:
        for statement in _statements(chapter):
            said = wording.spoken(statement)
            # "ne" before a consonant, "n'" before a vowel: the verb decides.
            assert len(_NEGATIONS.findall(statement)) == len(_NEGATIONS.findall(said)), said


def test_of_the_whole_base_no_word_comes_in(articles: tuple[Chapter, ...]) -> None:
    for chapter in articles:
        for statement in _statements(chapter):
            known = set(_words(statement))
            allowed = _OWN | known | {said for word in known if (said := polite(word))}
            assert set(_words(wording.spoken(statement))) <= allowed


def _statements(chapter: Chapter) -> list[str]:
    facts = [f"{label} : {' ; '.join(values)}" for label, values in chapter.facts]
    return [*facts, *(text for _, texts in chapter.sections for text in texts)]


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[a-zà-öø-ÿœ]+", text, re.IGNORECASE)]
