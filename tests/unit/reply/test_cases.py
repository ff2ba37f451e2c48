"""Whose case a condition is: another person's is told apart, what was not said excludes nothing."""

import pytest

from aparte.assist.reply.aspects import Aspect, asked
from aparte.assist.reply.cases import Circumstances


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("ma fille a perdu sa carte", "ancienne carte rendue au guichet"),
        ("c'est pour mon fils de 8 ans", "demandeur majeur"),
        ("j'ai 40 ans", "moins de 26 ans"),
        ("j'habite une autre commune", "adulte habitant Aubremont"),
        ("je suis locataire", "propriétaire occupant"),
        ("quotient familial B", "moins de 26 ans, quotient familial C"),
        ("mon QF est de 900", "QF de 1 101 à 1 500"),
        ("et le samedi ?", "particulier, dimanche et jours fériés"),
        ("en février", "d'avril à octobre"),
    ],
)
def test_the_case_of_another_is_excluded(said: str, condition: str) -> None:
    assert Circumstances.of(said).excludes(condition)


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("combien coûte la carte ?", "ancienne carte perdue ou volée"),
        ("j'ai perdu ma carte périmée", "ancienne carte perdue ou volée"),
        ("ma fille de 20 ans", "demandeur majeur"),
        ("mon fils de 16 ans", "15 à 17 ans"),
        ("c'est le deuxième enlèvement", "deux premiers enlèvements de l'année"),
        ("mon QF est de 900", "QF de 751 à 1 100"),
        ("mercredi", "lundi au vendredi"),
        ("en décembre", "du 1er novembre au 31 mars"),
    ],
)
def test_what_may_be_the_citizens_case_is_kept(said: str, condition: str) -> None:
    assert not Circumstances.of(said).excludes(condition)


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("C'est combien ?", (Aspect.FEE,)),
        ("Il faut combien de temps ?", (Aspect.DELAY,)),
        ("Combien de semaines d'attente ?", (Aspect.DELAY,)),
        ("C'est valable combien de temps ?", (Aspect.VALIDITY,)),
        ("Vous êtes ouverts le samedi ?", (Aspect.WHEN,)),
        ("Où je dois aller ?", (Aspect.WHERE,)),
        ("Quels papiers il faut ?", (Aspect.DOCUMENTS,)),
        ("C'est combien ? Merci.", (Aspect.FEE,)),
        ("J'ai perdu ma carte.", ()),
    ],
)
def test_what_is_asked_is_read_from_the_question(question: str, aspects: tuple[Aspect, ...]) -> None:
    assert asked(question) == aspects
