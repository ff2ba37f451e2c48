"""What the worker is made of, each on its own: text, protocol, states and digests on disk, memory, verdicts."""

import hashlib
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.model import Finish, Message, ModelKind, Role, Writing, Written
from aparte.llm.digests import Digests, StoppedError, sha256_of
from aparte.llm.generating import Text
from aparte.llm.memory import available_mb, read_meminfo, read_vm_stat
from aparte.llm.prefix import PrefixStore
from aparte.llm.protocol import (
    Ask,
    Cancel,
    Done,
    Embed,
    Embedded,
    Load,
    Measured,
    ProtocolError,
    Rate,
    Reading,
    Said,
    decode,
    encode,
    lines,
)
from aparte.llm.selftest import (
    LONGEST_WAIT_S,
    Verdict,
    Verdicts,
    judge,
    machine_key,
    seconds,
    threads_to_try,
)
from tests.fakes.writers import entry_of

# Text


@given(
    text=st.text(max_size=80),
    cuts=st.lists(st.integers(0, 320), max_size=20),
    stops=st.lists(st.text(min_size=1, max_size=4), max_size=3),
)
def test_text_is_told_whole_up_to_the_first_stop(text: str, cuts: list[int], stops: list[str]) -> None:
    data, pieces = text.encode(), list[str]()
    out = Text(stops, pieces.append)
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    for start, end in pairwise(places):
        if out.add(data[start:end]):
            break
    out.finish(cut=False)
    ends = [text.find(stop) for stop in stops if stop in text]
    told = "".join(pieces)
    assert out.whole == told
    # Cut by tokens, a stop may be complete before another one that begins earlier and is longer.
    assert text.startswith(told)
    assert len(told) <= max(ends, default=len(text))
    assert told == text or ends
    assert not any(stop in told for stop in stops)


def test_half_a_character_is_never_told() -> None:
    pieces: list[str] = []
    out = Text((), pieces.append)
    euro = "€".encode()
    for byte in euro[:2]:
        out.add(bytes([byte]))
        assert pieces == []
    out.add(euro[2:])
    assert pieces == ["€"]


def test_after_a_cancel_nothing_more_is_told() -> None:
    pieces: list[str] = []
    out = Text(("fin",), pieces.append)
    out.add(b"Bonjour f")
    out.finish(cut=True)
    assert "".join(pieces) == out.whole == "Bonjour "


# Protocol

SAYINGS: list[Said] = [
    Ask(3, Writing((Message(Role.SYSTEM, "é\n\u2028"), Message(Role.USER, '"\\')), 5, 1.5, "La", ("\n",)), 2),
    Done(3, Written("Bon\njour", Finish.TIME, 4, 2, 0.1, 0.2)),
    Measured(0, (Rate(1, 2.0, 3.0), Rate(2, 4.0, 5.0))),
    Cancel(9),
    Load("/m.gguf", "ab", 2, 512, 900, "/c", ModelKind.EMBEDDING),
    Embed(4, "é\n", 2, 1.5),
    Embedded(4, 2, "AACAPwAAAAA="),
    Embedded(5, 0, ""),
]


@pytest.mark.parametrize("said", SAYINGS, ids=lambda said: type(said).__name__)
def test_what_is_said_is_understood(said: Said) -> None:
    line = encode(said)
    assert line.count(b"\n") == 1
    assert decode(line) == said


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_nonsense_is_noticed(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(line)


@pytest.mark.parametrize(
    "line",
    [
        b'{"kind": "Piece", "number": "x", "text": "a"}',
        b'{"kind": "Piece", "number": 1, "text": 2}',
        b'{"kind": "Done", "number": 1, "written": 3}',
        b'{"kind": "Counted", "number": 1}',
        b'{"kind": "Embedded", "number": 1, "size": 2, "values": "AACAPw=="}',
        b'{"kind": "Embedded", "number": 1, "size": 1, "values": "!ACAPw=="}',
        b'{"kind": "Embedded", "number": 1, "size": 1, "values": "AAAAQA=="}',
        b'{"kind": "Embedded", "number": 1, "size": 1, "values": "AADAfw=="}',
        b'{"kind": "Embedded", "number": 1, "size": "1", "values": "AACAPw=="}',
        b'{"kind": "Embedded", "number": 1, "size": -1, "values": ""}',
        b'{"kind": "Stage", "name": "a", "more": 1}',
        b"[" * 5000,
    ],
)
def test_a_saying_of_another_shape_is_noticed(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(line)


def test_lines_come_whole_however_they_are_cut() -> None:
    blocks = [b"a", b"b\nc", b"\n\nd", b"e\n", b"rest", b""]
    assert list(lines(Reading(lambda _size: blocks.pop(0)))) == [b"ab", b"c", b"", b"de"]


def test_a_line_without_end_is_noticed() -> None:
    with pytest.raises(ProtocolError):
        list(lines(Reading(lambda size: b"x" * size)))


# States on disk


def test_a_state_is_found_again_for_the_same_tokens_and_model_alone(tmp_path: Path) -> None:
    PrefixStore(tmp_path, "a").save([1, 2, 3], b"state")
    assert PrefixStore(tmp_path, "a").load([1, 2, 3]) == b"state"
    assert PrefixStore(tmp_path, "a").load([1, 2]) is None
    assert PrefixStore(tmp_path, "b").load([1, 2, 3]) is None


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7), cut=st.booleans())
def test_a_damaged_state_is_as_good_as_none(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int, *, cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("states")
    store = PrefixStore(folder, "a")
    store.save([1], bytes(range(200)))
    file = next(folder.glob("*.state"))
    content = bytearray(file.read_bytes())
    at %= len(content)
    content[at] ^= 1 << bit
    file.write_bytes(content[:at] if cut else content)
    assert store.load([1]) is None


def test_old_states_make_room(tmp_path: Path) -> None:
    for number in range(9):
        PrefixStore(tmp_path, "a").save([number], b"state")
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_that_can_not_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = PrefixStore(tmp_path / "file", "a")
    store.save([1], b"state")
    assert store.load([1]) is None


# Digests


def test_a_file_is_read_once_while_it_is_the_same(tmp_path: Path) -> None:
    path, told = tmp_path / "model.gguf", list[tuple[int, int]]()
    path.write_bytes(b"x" * 3_000_000)
    expected = hashlib.sha256(path.read_bytes()).hexdigest()
    for _ in range(2):
        assert Digests(tmp_path / "cache").of(path, lambda done, total: told.append((done, total))) == expected
    assert told == [(1 << 20, 3_000_000), (2 << 20, 3_000_000), (3_000_000, 3_000_000)]


def test_a_file_written_to_is_read_again_even_with_its_old_date(tmp_path: Path) -> None:
    path, digests = tmp_path / "model.gguf", Digests(tmp_path / "cache")
    path.write_bytes(b"one")
    before = path.stat()
    first = digests.of(path)
    path.write_bytes(b"two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digests.of(path) == hashlib.sha256(b"two").hexdigest() != first


@pytest.mark.parametrize("content", ["", "[]", "{", '{"x": 1}'])
def test_a_damaged_memory_of_digests_is_forgotten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"one")
    (tmp_path / "digests.json").write_text(content)
    assert Digests(tmp_path).of(path) == hashlib.sha256(b"one").hexdigest()


def test_a_reading_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"x" * 3_000_000)
    with pytest.raises(StoppedError):
        sha256_of(path, stopped=lambda: True)


# Memory


def test_the_free_memory_of_this_machine_is_known() -> None:
    free = available_mb()
    assert free is not None
    assert free > 0


def test_each_system_says_it_in_its_way() -> None:
    assert read_meminfo("MemTotal:  24000000 kB\nMemAvailable:   2048000 kB\n") == 2000
    assert read_meminfo("nothing") is None
    stat = (
        "Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free:  1000.\nPages active: 9.\n"
        "Pages inactive:  2000.\nPages speculative: 500.\nPages purgeable:  500.\n"
    )
    assert read_vm_stat(stat) == 62
    assert read_vm_stat("") is None


# Verdicts


@pytest.fixture
def verdicts(tmp_path: Path) -> Verdicts:
    return Verdicts(tmp_path)


def test_a_machine_that_ends_a_draft_in_time_may_draft(tmp_path: Path) -> None:
    entry = entry_of(tmp_path / "x", sha256="ab")
    assert judge(entry, [Rate(2, 200.0, 20.0)]).drafts
    slow = judge(entry, [Rate(2, 22.0, 4.0)])  # an office laptop with a model of several billions
    assert not slow.drafts
    assert slow.draft_seconds > LONGEST_WAIT_S
    assert not judge(entry, []).drafts


def test_more_threads_must_earn_their_place(tmp_path: Path) -> None:
    entry = entry_of(tmp_path / "x", sha256="ab")
    assert judge(entry, [Rate(2, 210.0, 21.0), Rate(1, 200.0, 20.0)]).threads == 1
    assert judge(entry, [Rate(4, 210.0, 21.0), Rate(2, 200.0, 20.0), Rate(1, 100.0, 10.0)]).threads == 2
    assert judge(entry, [Rate(2, 20.0, 2.0), Rate(1, 200.0, 20.0)]).threads == 1


def test_a_rate_of_nothing_never_ends() -> None:
    assert seconds(Rate(1, 0.0, 5.0)) > 3600


def test_a_verdict_is_remembered_for_its_model_and_machine(tmp_path: Path, verdicts: Verdicts) -> None:
    entry, other = (entry_of(tmp_path / "x", sha256=digest) for digest in ("ab", "cd"))
    verdict = Verdict("ab", machine_key(), 2, 100.0, 10.0, 10.0)
    verdicts.keep(Verdict("ab", "another machine", 8, 1.0, 1.0, 1.0))
    verdicts.keep(verdict)
    assert Verdicts(tmp_path).of(entry) == verdict
    assert verdicts.of(other) is None
    verdicts.forget(entry)
    assert verdicts.of(entry) is None


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[{"model": 1}]', "null"])
def test_a_damaged_memory_of_verdicts_is_measured_again(tmp_path: Path, verdicts: Verdicts, content: str) -> None:
    (tmp_path / "selftest.json").write_text(content)
    assert verdicts.of(entry_of(tmp_path / "x", sha256="ab")) is None


def test_no_more_threads_are_tried_than_there_are() -> None:
    assert threads_to_try(2) == (1, 2)
    assert threads_to_try(8) == (1, 4, 8, 7, 6)
    assert threads_to_try(1) == (1,)
