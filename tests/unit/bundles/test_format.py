"""The signed list of a bundle: names that lead nowhere else, sizes that can't grow, lines cut where they stay."""

import json
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.wire.bundle import (
    Block,
    BundleFile,
    BundleFormatError,
    BundleList,
    check_name,
    cut,
    decode,
    encode,
    pack_block,
    unpack_block,
)

MADE = datetime(2026, 11, 26, 10, tzinfo=UTC)
BLOCK = Block("a" * 64, 3, 11)


def listed(*paths: str) -> BundleList:
    return BundleList(1, MADE, "Essaiville", tuple(BundleFile(path, (BLOCK,)) for path in paths))


def test_a_list_is_read_as_it_was_written() -> None:
    bundle = listed("kb/town.yaml", "imported/vosdroits/CURRENT", "kb/articles/état-civil/né à l'étranger.md")
    assert decode(encode(bundle)) == bundle


@pytest.mark.parametrize(
    "path",
    [
        "../evil",
        "kb/../evil",
        "kb/..",
        "kb",
        "/etc/passwd",
        "kb//x",
        "kb/x/",
        "kb/./x",
        "kb\\..\\evil",
        "kb/..\\evil",
        "C:/kb/x",
        "kb/C:x",
        "kb/x:stream",
        "kb/nul",
        "kb/NUL.md",
        "kb/com1.txt",
        "kb/con .md",
        "kb/lpt9",
        "kb/x.",
        "kb/x ",
        "kb/ x",
        "kb/x\0y",
        "kb/x\ny",
        "kb/\u202exdm.exe",
        "kb/*",
        "kb/-rf",
        "bundle.json",
        "kb2/x",
        "kb/" + "x/" * 9 + "y",
        "kb/" + "x" * 300,
        "",
        "~/x",
        "kb/.hidden",
        "kb/x?",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(BundleFormatError):
        check_name(path)
    with pytest.raises(BundleFormatError):
        decode(encode(listed(path)))


@pytest.mark.parametrize(
    "paths",
    [
        ("kb/a.md", "kb/a.md"),
        ("kb/a.md", "kb/A.md"),
        ("kb/é.md", "kb/e\u0301.md"),
        ("kb/straße.md", "kb/STRASSE.md"),
        ("kb/a", "kb/a/b"),
    ],
)
def test_two_names_for_one_place_are_refused(paths: tuple[str, str]) -> None:
    with pytest.raises(BundleFormatError):
        decode(encode(listed(*paths)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", 2),
        ("version", -1),
        ("version", "1"),
        ("version", True),
        ("made_at", "2026-11-26T10:00:00"),
        ("made_at", 3),
        ("town", None),
        ("files", []),
        ("files", {}),
        ("files", [["kb/x", [["A" * 64, 1, 1]]]]),
        ("files", [["kb/x", [["a" * 64, 1]]]]),
        ("files", [["kb/x", [["a" * 64, 10**12, 1]]]]),
        ("files", [["kb/x", [["a" * 64, 1, 1], ["a" * 64, 2, 1]]]]),
        ("files", [["kb/x", [[sha256(bytes([at])).hexdigest(), 31_000_000, 1] for at in range(30)]]]),
    ],
)
def test_a_list_that_is_none_is_refused(name: str, value: object) -> None:
    data: dict[str, Any] = json.loads(zlib.decompress(encode(listed("kb/x"))))
    with pytest.raises(BundleFormatError):
        decode(zlib.compress(json.dumps(data | {name: value}).encode()))


def test_a_list_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(BundleFormatError, match="too large"):
        decode(zlib.compress(b" " * 65_000_000))


@given(st.binary(max_size=200))
def test_no_bytes_are_taken_for_a_list(data: bytes) -> None:
    with pytest.raises(BundleFormatError):
        decode(data)


@given(st.binary(max_size=2000))
def test_a_block_comes_back(data: bytes) -> None:
    assert unpack_block(pack_block(data), len(data)) == data


@pytest.mark.parametrize("size", [0, 99_999, 100_001])
def test_a_block_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(BundleFormatError):
        unpack_block(pack_block(bytes(100_000)), size)


@given(st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"") + b"\n")))
def test_the_blocks_of_lines_make_the_file(lines: list[bytes]) -> None:
    assert b"".join(cut("x.jsonl", b"".join(lines))) == b"".join(lines)


def test_a_changed_line_changes_the_block_it_is_in() -> None:
    lines = [f"article {at}\n".encode() for at in range(400)]
    before = set(cut("x.jsonl", b"".join(lines)))
    lines[200] = b"another text\n"
    after = set(cut("x.jsonl", b"".join(lines)))
    assert 1 <= len(after - before) <= 2
    lines.insert(100, b"a new one\n")
    assert len(set(cut("x.jsonl", b"".join(lines))) - after) <= 2
