"""What commands hand out: files whole or not at all, devices written to, JSON on any console."""

import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from aparte.commands.output import json_text, write_file
from aparte.core.errors import StorageError


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "x.jsonl"
    target.write_bytes(b"before")
    assert write_file(target, [b"a\n", b"b\n"]) == 2
    assert target.read_bytes() == b"a\nb\n"
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_what_stops_the_writing_leaves_the_file_of_before(tmp_path: Path, stop: type[BaseException]) -> None:
    def parts() -> Iterator[bytes]:
        yield b"half"
        raise stop

    target = tmp_path / "x.jsonl"
    target.write_bytes(b"before")
    with pytest.raises((KeyboardInterrupt, StorageError)):
        write_file(target, parts())
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"before")
    link.symlink_to(target)
    write_file(link, [b"after"])
    assert link.is_symlink()
    assert target.read_bytes() == b"after"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, [b"a", b"b"])
    reader.join()
    assert read == [b"ab"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["", "/", "x" * 300, "absent/x", "a\0b"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StorageError, match="n'a pas pu être écrit"):
        write_file(Path(name), [b"x"])
    assert list(tmp_path.iterdir()) == []


def test_json_loses_no_letter_on_a_poor_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252", errors="replace"))
    assert json_text({"name": "Élodie"}) == '{\n  "name": "Élodie"\n}'
    told = json_text({"name": "Wrześniewska"})
    assert told.isascii()
    assert json.loads(told) == {"name": "Wrześniewska"}
