"""Vectors on the disk: kept whole, found again, and never wrong after a cut, a damage or another model."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aparte.kb.dense.vector_file import BLOCK_ROWS, VectorFile
from aparte.kb.impact import Floats

SIZE = 12


def rows(count: int, seed: int = 1, size: int = SIZE) -> Floats:
    found = np.random.default_rng(seed).standard_normal((count, size)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def keys(first: int, count: int) -> np.typing.NDArray[np.uint64]:
    return np.arange(first, first + count, dtype=np.uint64)


def filled(path: Path, count: int = 80) -> VectorFile:
    file = VectorFile(path, "one", SIZE)
    for first in range(0, count, BLOCK_ROWS):
        wanted = min(BLOCK_ROWS, count - first)
        file.append(keys(1 + first, wanted), rows(wanted, seed=first + 1))
    return file


def kept(path: Path) -> dict[int, int]:
    file = VectorFile(path, "one", SIZE)
    return {int(key): row for row, key in enumerate(file.keys) if key}


def test_the_likeness_of_every_row_is_the_cosine(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "v", "one", SIZE)
    written, asked = rows(BLOCK_ROWS), rows(1, seed=9)[0]
    file.append(keys(1, BLOCK_ROWS), written)
    assert VectorFile(file.path, "one", SIZE).likeness(asked) == pytest.approx(written @ asked, abs=0.02)


def test_an_append_says_where_its_rows_are(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "v", "one", SIZE)
    file.append(keys(1, 3), rows(3))
    first = file.append(keys(10, 2), rows(2))
    assert file.keys[first : first + 2].tolist() == [10, 11]


def test_vectors_of_another_model_are_not_taken(tmp_path: Path) -> None:
    filled(tmp_path / "v")
    assert VectorFile.opened(tmp_path / "v", "another") is None
    assert VectorFile(tmp_path / "v", "another", SIZE).rows == 0


def test_vectors_of_another_size_are_not_taken(tmp_path: Path) -> None:
    filled(tmp_path / "v")
    assert VectorFile(tmp_path / "v", "one", SIZE + 1).rows == 0


def test_a_file_that_is_no_file_of_vectors_is_started_anew(tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(b"something else altogether, and long enough to hold a head of sixty-four bytes")
    assert VectorFile.opened(tmp_path / "v", "one") is None
    assert kept(tmp_path / "v") == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_cut_anywhere_keeps_its_whole_blocks_and_goes_on(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "v"
    path.unlink(missing_ok=True)
    asked = rows(1, seed=4)[0]
    before = filled(path).likeness(asked)
    whole = path.read_bytes()
    block = (len(whole) - 64) // 3
    edges = [64 + at * block + aside for at in range(4) for aside in (-1, 0, 1)]
    cut = data.draw(st.sampled_from([0, 1, 63, *edges]) | st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    expected = 0 if cut < 64 else min((cut - 64) // block, 3)
    assert sorted(kept(path)) == list(range(1, 1 + min(expected * BLOCK_ROWS, 80)))
    again = VectorFile(path, "one", SIZE)
    again.append(keys(1000, 1), rows(1, seed=4))
    assert kept(path)[1000] == again.rows - BLOCK_ROWS
    assert again.likeness(asked)[kept(path)[1000]] == pytest.approx(1.0, abs=0.02)
    if expected:
        assert again.likeness(asked)[:BLOCK_ROWS] == pytest.approx(before[:BLOCK_ROWS])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_damaged_byte_costs_its_block_and_no_other(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "v"
    path.unlink(missing_ok=True)
    filled(path)
    whole = bytearray(path.read_bytes())
    block = (len(whole) - 64) // 3
    at = data.draw(st.integers(64, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(whole))
    lost = (at - 64) // block
    expected = [key for key in range(1, 81) if (key - 1) // BLOCK_ROWS != lost]
    assert sorted(kept(path)) == expected
    # Whatever the damaged block holds now, the others are searched.
    VectorFile(path, "one", SIZE).likeness(rows(1)[0])


def test_a_tail_of_zeros_is_no_block(tmp_path: Path) -> None:
    filled(tmp_path / "v", 32)
    size = (tmp_path / "v").stat().st_size
    with (tmp_path / "v").open("ab") as file:
        file.write(bytes(2 * size))
    assert len(kept(tmp_path / "v")) == 32


def test_a_write_that_the_disk_refused_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filled(tmp_path / "v", 32)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("aparte.kb.dense.vector_file._sync", full)
        with pytest.raises(OSError, match="No space"):
            file.append(keys(50, 20), rows(20))
    assert file.rows == 32
    first = file.append(keys(90, 1), rows(1, seed=5))
    assert (first, max(kept(tmp_path / "v"))) == (32, 90)
    assert file.likeness(rows(1, seed=5)[0])[first] == pytest.approx(1.0, abs=0.02)


def test_compacting_keeps_what_is_wanted_once(tmp_path: Path) -> None:
    file = filled(tmp_path / "v")
    file.append(keys(5, 1), rows(1, seed=77))
    asked = rows(1, seed=3)[0]
    before = file.likeness(asked)[:3]
    file.compact(keys(1, 3))
    found = kept(tmp_path / "v")
    assert sorted(found) == [1, 2, 3]
    assert file.likeness(asked)[[found[1], found[2], found[3]]] == pytest.approx(before)
