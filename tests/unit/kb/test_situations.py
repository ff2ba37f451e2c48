"""Everyday situations."""

from aparte.kb.analysis import stems
from aparte.kb.situations import Situations

SITUATIONS = Situations.of(
    [
        (("démission",), ("je veux claquer la porte de ma boîte", "quitter mon patron sans préavis")),
        (("congé parental",), ("rester à la maison pour élever mon bébé", "retrouver mon poste après")),
        ((), ("une recette de crêpes sans grumeaux", "cuire un gigot au four")),
    ]
)


def test_a_situation_is_recognised_without_its_name() -> None:
    found = SITUATIONS.recognise(stems("J'en peux plus de ma boîte, je vais claquer la porte"))
    assert found[0].about == ("démission",)
    assert 0 < found[0].strength <= 1


def test_one_shared_word_is_not_enough() -> None:
    assert SITUATIONS.recognise(stems("la porte")) == []


def test_what_no_administration_answers_is_recognised_as_such() -> None:
    assert SITUATIONS.recognise(stems("combien de temps cuire un gigot"))[0].about == ()


def test_everyday_words_tell_little() -> None:
    many = Situations.of([((str(at),), ("payer la facture", f"mot{at}")) for at in range(60)])
    assert many.telling("factur") < many.telling("mot5") <= 1
