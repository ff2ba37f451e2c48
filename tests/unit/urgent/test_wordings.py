"""Words that are no longer true are found however an article writes them, and nothing else is."""

import pytest

from aparte.kb.overlays.wording import pattern_of


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("25 €", "un timbre de 25 € par carte"),
        ("25 €", "un timbre de 25 euros."),
        ("25 €", "(25€)"),
        ("25 €", "25\u202f€, en ligne"),
        ("25 €", "25,00 €"),
        ("25 €", "**25** €"),
        ("7,50 €", "7,5 €"),
        ("9 h à 12 h", "de 9h à 12h00"),
        ("9 h 30", "dès 9h30"),
        ("17 h", "jusqu'à 17 heures"),
        ("sur rendez-vous", "Sur  rendez-vous"),
        ("l'accueil", "L\u2019accueil"),
        ("03 53 01 11 10", "tél. 03\u00a053\u00a001\u00a011\u00a010"),
    ],
)
def test_it_is_found(words: str, text: str) -> None:
    pattern = pattern_of([words])
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("25 €", "25,50 €"),
        ("25 €", "125 €"),
        ("25 €", "25 jours"),
        ("5 €", "1,5 €"),
        ("9 h", "19 h"),
        ("9 h", "9 hectares"),
        ("carte", "écarte"),
        ("25", "250"),
    ],
)
def test_it_is_not_found(words: str, text: str) -> None:
    pattern = pattern_of([words])
    assert pattern is not None
    assert pattern.search(text) is None


def test_the_longest_wording_goes_first() -> None:
    pattern = pattern_of(["25 €", "25 € en ligne"])
    assert pattern is not None
    assert pattern.sub("31 €", "Coût : 25 € en ligne.") == "Coût : 31 €."
