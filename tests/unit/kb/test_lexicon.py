"""Concepts, one-way links and the file they come from."""

from pathlib import Path

import pytest

from aparte.core.errors import BaseUnavailableError
from aparte.kb.analysis import phrase_key
from aparte.kb.lexicon import Lexicon, load_lexicon


def test_an_acronym_and_its_name_are_one_concept() -> None:
    lexicon = Lexicon.of(groups=[["CNI", "carte nationale d'identité"]])
    one = lexicon.concepts(phrase_key("cni"))
    other = lexicon.concepts(phrase_key("la carte nationale d’identité"))
    assert [hit.concept for hit in one] == [hit.concept for hit in other] == [0]


def test_a_link_leads_one_way() -> None:
    lexicon = Lexicon.of(groups=[["perte"]], links=[(["paumé"], ["perte"])])
    assert [target.name for _, targets in lexicon.said(phrase_key("paumé")) for target in targets] == ["perte", "perte"]
    assert lexicon.said(phrase_key("perte")) == []


def test_the_longest_expression_is_found_with_the_shorter_ones() -> None:
    lexicon = Lexicon.of(groups=[["carte grise"], ["carte grise perdue"]])
    assert {(hit.first, hit.last) for hit in lexicon.concepts(phrase_key("carte grise perdue"))} == {(0, 2), (0, 3)}


def test_a_broken_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text("groups: [same: [", "utf-8")
    with pytest.raises(BaseUnavailableError, match=r"lexicon\.yaml"):
        load_lexicon(path)
