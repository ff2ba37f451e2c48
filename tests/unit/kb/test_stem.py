"""Stems: inflections meet, neighbours stay apart."""

import pytest

from aparte.kb.stem import stem
from aparte.kb.text import fold


@pytest.mark.parametrize(
    "words",
    [
        "déclarer déclaration déclarée déclarations declare",
        "renouveler renouvellement renouvelée",
        "enfant enfants",
        "social sociaux sociale",
        "étranger étrangère étrangers",
        "licencier licenciement licencié",
        "déménager déménagement demenage",
        "poubelle poubelles",
    ],
)
def test_inflections_share_a_stem(words: str) -> None:
    assert len({stem(fold(word)) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("terre", "terrasse"), ("licence", "licenciement"), ("payer", "pai"), ("travaux", "travail"), ("voirie", "voir")],
)
def test_neighbours_stay_apart(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


def test_the_market_is_found_without_its_accent() -> None:
    assert stem(fold("marché")) == stem(fold("marche"))


def test_short_words_and_numbers_stay_whole() -> None:
    assert [stem(word) for word in ("cni", "bus", "2026")] == ["cni", "bus", "2026"]
