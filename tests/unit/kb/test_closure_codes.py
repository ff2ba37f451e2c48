"""The code list: read as written, and found by what an agent types."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.contact import ClosureCode
from aparte.core.errors import BaseUnavailableError
from aparte.kb.closure_codes import find_codes, leaves, load_closure_codes, selectable
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER

TODAY = date(2026, 11, 26)
CODES = (
    ClosureCode("IDE", "Identité et voyages"),
    ClosureCode("IDE-CNI", "Carte d'identité", "IDE", aliases=("CNI", "rendez-vous titres")),
    ClosureCode("IDE-PASS", "Passeport", "IDE"),
    ClosureCode("ELE", "Élections"),
    ClosureCode("ELE-LISTE", "Inscription, carte électorale", "ELE", aliases=("liste électorale",)),
    ClosureCode("DEC", "Déchets"),
    ClosureCode("DEC-COLL", "Collecte, bacs, tri", "DEC", aliases=("poubelle", "sacs jaunes")),
    ClosureCode("DEC-SACS", "Distribution des sacs jaunes", "DEC", valid_to=date(2024, 12, 31)),
    ClosureCode("NUM", "Aide numérique", valid_from=date(2027, 1, 1)),
    ClosureCode("NUM-COMPTE", "Compte en ligne", "NUM"),
)


def found(typed: str, today: date = TODAY) -> list[str]:
    return [code.code for code in find_codes(CODES, typed, today)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["IDE-CNI", "IDE-PASS", "ELE-LISTE", "DEC-COLL"]),
        ("   ", ["IDE-CNI", "IDE-PASS", "ELE-LISTE", "DEC-COLL"]),
        ("ide-cni", ["IDE-CNI"]),
        ("IDEC", ["IDE-CNI"]),
        ("cni", ["IDE-CNI"]),
        ("carte", ["IDE-CNI", "ELE-LISTE"]),
        ("carte d", ["IDE-CNI", "ELE-LISTE"]),
        ("carte d'id", ["IDE-CNI"]),
        ("ident", ["IDE-CNI", "IDE-PASS"]),
        ("elec", ["ELE-LISTE"]),
        ("ÉLEC car", ["ELE-LISTE"]),
        ("liste", ["ELE-LISTE"]),
        ("poubelles", ["DEC-COLL"]),
        ("sacs jaunes", ["DEC-COLL"]),
        ("dechets bac", ["DEC-COLL"]),
        ("rdv titre", ["IDE-CNI"]),
        ("carte dident", ["IDE-CNI", "ELE-LISTE"]),
        ("liste des sacs jaunes", ["DEC-COLL", "ELE-LISTE"]),
        ("rendez titre", ["IDE-CNI"]),
        ("zzz", []),
    ],
)
def test_what_is_typed_finds_the_codes_that_hold_it_best_first(typed: str, expected: list[str]) -> None:
    assert found(typed) == expected


def test_a_code_is_found_from_its_first_day_to_its_last() -> None:
    assert found("compte") == []
    assert found("compte", date(2027, 1, 1)) == ["NUM-COMPTE"]
    assert found("distribution", date(2024, 12, 31)) == ["DEC-SACS"]
    assert found("distribution", date(2025, 1, 1)) == []


@given(st.text(max_size=40), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_whatever_is_typed_only_valid_codes_of_the_second_level_are_found(typed: str, today: date) -> None:
    allowed = {code.code for code in selectable(CODES, today)}
    codes = [code.code for code in find_codes(CODES, typed, today)]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= allowed
    assert not allowed & {"IDE", "ELE", "DEC", "NUM"}


def test_the_seed_list_is_read_in_its_order_with_its_retired_codes() -> None:
    codes = SeedFolder(SEED_FOLDER).closure_codes()
    assert [code.code for code in codes[:3]] == ["ETC", "ETC-ACTE", "ETC-NAIS"]
    assert {code.code for code in leaves(codes)} - {code.code for code in selectable(codes, TODAY)} == {
        "DEC-SACS",
        "FIN-TH",
    }


@pytest.mark.parametrize("alias", ["poubelle", "CNI", "procu", "tapage", "macaron", "HLM"])
def test_an_alias_of_the_seed_list_leads_to_one_code(alias: str) -> None:
    codes = SeedFolder(SEED_FOLDER).closure_codes()
    assert len(find_codes(codes, alias, TODAY)) == 1


def test_an_absent_list_is_empty(tmp_path: Path) -> None:
    assert load_closure_codes(tmp_path / "closure_codes.yaml") == ()


@pytest.mark.parametrize(
    "content",
    [
        "a: [",
        "[]",
        "codes: 3",
        "codes: [a]",
        "codes: [{code: A}]",
        "codes: [{code: A, label: 3}]",
        "codes: [{code: A, label: a, children: [3]}]",
        "codes: [{code: A, label: a, aliases: mot}]",
        "codes: [{code: A, label: a, aliases: [3]}]",
        "codes: [{code: A, label: a, valid_to: demain}]",
        "codes: [{code: A, label: a, valid_to: 2026-02-30}]",
        "codes: [{code: A, label: a, valid_to: 2026-02-20 10:00:00}]",
        "codes: [{code: A, label: a}, {code: A, label: b}]",
    ],
)
def test_a_broken_list_is_one_sentence_that_names_the_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "closure_codes.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(BaseUnavailableError, match=r"closure_codes\.yaml"):
        load_closure_codes(path)
