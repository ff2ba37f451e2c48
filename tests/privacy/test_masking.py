"""Masking as its callers rely on it: never raises, sorted, idempotent, linear, public phrases left."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.core.article import Service, ServiceLevel
from aparte.privacy.checks import has_nir_key, is_card, is_iban, is_rib
from aparte.privacy.directory import public_phrases
from aparte.privacy.kinds import Kind
from aparte.privacy.masking import find, mask
from aparte.privacy.numbers import national
from aparte.privacy.spoken import said_digits
from tests.privacy.cases import read_cases

PIECES = sorted({word for case in read_cases("written.txt") for word in case.text.split(" ")})
GLUE = ["", " ", "  ", ", ", "\n", "-", "/", " : ", "(", "]", "é", "\u202f", "İ", "٣", "²"]
NOTES = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(GLUE), st.text(max_size=6)), max_size=30).map(
    "".join
)
SPACED = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(GLUE)), max_size=30).map(" ".join)


@given(st.one_of(NOTES, SPACED, st.text()))
@settings(max_examples=300, deadline=None)
def test_findings_are_inside_the_text_in_order_and_apart(text: str) -> None:
    findings = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(before.end <= after.start for before, after in pairwise(findings))


@given(st.one_of(NOTES, SPACED))
@settings(max_examples=300, deadline=None)
def test_masking_again_changes_nothing(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked


def test_what_is_written_instead_says_what_was_there() -> None:
    text = "Rappeler Mme Colin au 06 39 98 12 34 (née le 02/03/1961), 12 rue des Lilas, a.colin@free.fr"
    assert mask(text) == ("Rappeler Mme [nom] au [téléphone] (née le [date de naissance]), [adresse], [courriel]")


def test_the_directory_stays_readable() -> None:
    voirie = Service(
        "voirie", "Service voirie", ServiceLevel.SECOND, "03 53 01 15 10", "voirie@aubremont.example",
        "Centre technique, 3 rue des Forges", "astreinte : 03 53 01 15 99",
    )  # fmt: skip
    public = public_phrases([voirie])
    text = (
        "Renvoyé au +33 3 53 01 15 10 ou 0353011599, voirie@aubremont.example, 3 rue des Forges ; "
        "il habite 4 rue des Forges, tél 03 53 01 15 11"
    )
    assert mask(text, public).endswith("il habite [adresse], tél [téléphone]")
    assert mask(text, public).startswith("Renvoyé au +33 3 53 01 15 10 ou 0353011599, voirie@aubremont.example, 3 rue")


def test_a_public_place_does_not_make_a_name_public() -> None:
    assert mask("M. Forges", frozenset(["Centre technique, 3 rue des Forges"])) == "M. [nom]"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("zéro six quatre-vingt-dix-huit", "0698"),
        ("soixante et onze, soixante-dix-sept", "7177"),
        ("deux cent quarante-trois, cent un", "243101"),
        ("quatre-vingts dix-neuf", "99"),
        ("vingt et un trente-deux zéro", "21320"),
    ],
)
def test_said_numbers_give_their_digits(text: str, digits: str) -> None:
    assert said_digits(text) == digits


def test_a_french_number_is_the_same_however_it_is_dialled() -> None:
    ways = ["03 53 01 15 10", "+33 3 53 01 15 10", "+33 (0)3.53.01.15.10", "0033353011510", "O3 53 01 15 10"]
    assert {national(way) for way in ways} == {"0353011510"}


@pytest.mark.parametrize("nir", ["177103124329837", "257052A49522430", "283092B42719840"])
def test_one_wrong_digit_breaks_a_key(nir: str) -> None:
    assert has_nir_key(nir)
    assert not has_nir_key(nir[:12] + str((int(nir[12]) + 1) % 10) + nir[13:])


def test_check_digits_of_accounts_and_cards() -> None:
    assert is_iban("GB82WEST12345698765432")
    assert not is_iban("GB82WEST12345698765433")
    assert is_rib("2004101005" + "0500013M026" + "06")
    assert is_card("4970899139441177")
    assert not is_card("4970899139441178")


HOSTILE = (
    "1", "0 6 ", "06 ", "6 12 34 56 7 ", "+1", "@", "a@", "a.", "-", "jean point ", "a arobase ", "FR76 ", "AB 123 ",
    "12 rue ", "12 rue de la ", "12 rue x 21000 a ", "bât a ", "Mme ", "M. de ", "nom : ", "né le ", "zéro six ", "un ",
    "habite rue ", "12/03/2026 ", "1 85 05 78 006 084 91 ", " ", "\n", "é'", "a", "A",
)  # fmt: skip
SMALL, LARGE = 12_500, 100_000


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_the_time_grows_as_the_text_does(unit: str) -> None:
    small, large = (_seconds((unit * size)[:size]) for size in (SMALL, LARGE))
    # Eight times the text: eight times the time when linear, sixty-four when quadratic.
    assert large < 24 * max(small, 0.002)


def _seconds(text: str) -> float:
    times = []
    for _ in range(3):
        begun = time.process_time()
        find(text)
        times.append(time.process_time() - begun)
    return min(times)


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.label for kind in Kind}) == len(Kind)
