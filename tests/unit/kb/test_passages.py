"""Cutting into passages, and reading plain-text articles."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.article import Article, Section
from aparte.core.errors import BaseUnavailableError
from aparte.kb.jsonl import read_jsonl, sections
from aparte.kb.passages import LONGEST_CHARS, passages, plain


def test_markdown_is_quoted_as_plain_text() -> None:
    assert plain("Coût : **25 €**\n\n- un [timbre](https://x.example)\n- `rien`") == "Coût : 25 €\nun timbre\nrien"


def test_a_table_keeps_its_rows() -> None:
    assert plain("| Âge | Prix |\n| --- | --- |\n| adulte | 86 € |") == "Âge · Prix |\nadulte · 86 € |"


def test_an_article_without_text_is_still_found_by_its_title() -> None:
    assert [passage.text for passage in passages(Article(id="a", title="Horaires"))] == ["Horaires"]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=4000), max_size=4))
def test_passages_are_short_and_belong_to_their_section(bodies: list[str]) -> None:
    article = Article(id="a", title="t", sections=tuple(Section(str(at), body) for at, body in enumerate(bodies)))
    for passage in passages(article):
        assert len(passage.text) <= LONGEST_CHARS + 600
        assert not bodies or passage.heading in ("", *map(str, range(len(bodies))))


def test_lines_that_stand_alone_are_headings() -> None:
    text = (
        "Titre de la fiche\nUne phrase d'introduction assez longue pour être un paragraphe, qui finit par un point.\n"
    )
    text += "Qui peut demander ?\nToute personne majeure peut le demander à la mairie de son domicile."
    assert [section.heading for section in sections(text)] == ["Titre de la fiche", "Qui peut demander ?"]


def test_a_broken_line_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "F1", "title": "t", "text": "x"}) + "\n{oops\n", "utf-8")
    with pytest.raises(BaseUnavailableError, match="ligne 2"):
        list(read_jsonl(path))


@pytest.mark.parametrize("line", ['"text"', "3", "[]", '{"id": "F1", "title": "t"}'])
def test_a_line_that_is_no_article_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(BaseUnavailableError, match="ligne 1"):
        list(read_jsonl(path))


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps({"id": "F1", "title": "t", "text": "x"}) + "\n") * 2, "utf-8")
    with pytest.raises(BaseUnavailableError, match="ligne 2"):
        list(read_jsonl(path))


def test_half_a_sign_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + rb'{"id": "F1", "title": "a\ud800b", "text": "x"}')
    assert [article.title for article in read_jsonl(path)] == ["a?b"]
