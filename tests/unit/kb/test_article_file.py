"""Reading article files: what is wrong, and where."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.article import FactKind
from aparte.kb.article_file import parse_article, read_article
from aparte.kb.front_matter import ArticleFileError

GOOD = """---
id: essai
title: Essai
facts:
  - {kind: fee, value: "25 €", condition: "perdue"}
verified_on: 2026-10-01
---
Un chapeau.

## Premier titre
Du texte.
"""


def test_a_good_file_is_read() -> None:
    article = parse_article(GOOD.encode(), Path("essai.md"))
    assert article.facts[0].kind is FactKind.FEE
    assert [section.heading for section in article.sections] == ["", "Premier titre"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    windows = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert parse_article(windows, Path("essai.md")).sections == parse_article(GOOD.encode(), Path("essai.md")).sections


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "vide"),
        (b"# Sans en-t\xc3\xaate", 1, "en-tête"),
        (GOOD.encode("latin-1", "replace").replace(b"?", b"\xe9"), 5, "UTF-8"),
        (GOOD.replace("id: essai", "id:").encode(), 2, "« id » manque"),
        (GOOD.replace("kind: fee", "kind: prix").encode(), 4, "sorte de fait"),
        (GOOD.replace("2026-10-01", "hier").encode(), 6, "date"),
        (GOOD.replace("2026-10-01", "2026-02-31").encode(), 1, "date"),
        (GOOD.replace("title: Essai", "title: [a, b").encode(), 4, "YAML"),
        (GOOD.replace("title: Essai", "title: {a: b}").encode(), 3, "texte"),
    ],
)
def test_a_bad_file_says_what_and_where(content: bytes, line: int, words: str) -> None:
    with pytest.raises(ArticleFileError) as caught:
        parse_article(content, Path("essai.md"))
    assert words in caught.value.problem
    assert caught.value.line == line


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(ArticleFileError, match="1 Mo"):
        read_article(path)


@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_a_clear_error(content: bytes) -> None:
    with suppress(ArticleFileError):
        parse_article(content, Path("x.md"))
