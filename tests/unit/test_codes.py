"""Codes as people type them, and as scanners do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.wire.codes import LENGTH, LETTERS, Scanned, grouped, scannable, scanned, split

CODES = st.text(LETTERS, min_size=LENGTH, max_size=LENGTH).map(grouped)
CODE, TEAM = "7K4PQ2-M8RTVW-3XYZ9A", "ABCDEF-GHJKMN-PQRSTU"


@pytest.mark.parametrize("typed", [f"{CODE} {TEAM}", f"{CODE}.{TEAM}".lower(), f"{CODE}{TEAM}".replace("-", " ")])
def test_both_codes_are_told_apart_however_they_are_typed(typed: str) -> None:
    assert split(typed) == (CODE, TEAM)


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), " 7K4PQ2 ", "", f"{CODE}X"])
def test_a_text_of_another_length_stays_as_it_was_typed(typed: str) -> None:
    assert split(typed) == (typed.strip(), "")


@given(CODES, st.one_of(st.just(""), CODES))
def test_what_is_printed_is_read_again(code: str, team: str) -> None:
    read = scanned(scannable("https://aparte.ville.example/", code, team) + "\r\n")
    assert read is not None
    assert read.address == "https://aparte.ville.example"
    assert split(read.code) == ((code, team) if team else (code, ""))


@pytest.mark.parametrize("text", ["", CODE, "https://aparte.ville.example", "https://aparte.ville.example/#", "# x"])
def test_anything_else_is_no_sheet(text: str) -> None:
    assert scanned(text) is None


def test_an_address_with_a_path_keeps_it() -> None:
    assert scanned(f"https://ville.example/aparte/#{CODE}") == Scanned("https://ville.example/aparte", CODE)
