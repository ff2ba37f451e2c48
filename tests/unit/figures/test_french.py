"""Numbers and dates as French readers expect them."""

from datetime import date

import pytest

from aparte.assist.figures import french
from aparte.stats.months import Month


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (french.count(1234567), "1 234 567"),
        (french.share(0.6874), "68,7 %"),
        (french.duration(45.4), "45 s"),
        (french.duration(59.7), "1 min 00 s"),
        (french.duration(392), "6 min 32 s"),
        (french.duration(3900), "1 h 05"),
        (french.growth(110, 100), "+ 10 %"),
        (french.growth(88, 100), "− 12 %"),
        (french.growth(1001, 1000), "stable"),
        (french.growth(450, 100), "× 4,5"),
        (french.points(0.7, 0.688), "+ 1,2 point"),
        (french.points(0.65, 0.70), "− 5,0 points"),
        (french.longer(60, 125), "− 1 min 05 s"),
        (french.longer(60.2, 60.4), "stable"),
        (french.count_of(1, "échange"), "1 échange"),
        (french.count_of(2, "échange"), "2 échanges"),
        (french.of_month(Month(2026, 8)), "d'août 2026"),
        (french.of_month(Month(2026, 3)), "de mars 2026"),
        (french.day_name(date(2026, 10, 1)), "jeudi 1er octobre"),
        (french.hour_span(9), "9 h – 10 h"),
        (french.listed(["a", "b", "c"]), "a, b et c"),
        (french.listed(["a"]), "a"),
        (french.typeset("l'« été » : 5 %"), "l’« été » : 5 %"),
    ],
)
def test_french_forms(written: str, expected: str) -> None:
    assert plain(written) == expected


def test_no_line_can_begin_with_a_colon() -> None:
    assert "\u00a0:" in french.typeset("Demande : texte")
