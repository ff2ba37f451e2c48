"""Files that no model should be: refused when their digest is compared, contained when it is not.

Each is really loaded by the worker process. Whatever becomes of that process, the program gets a sentence
or an answer, in time, and no process is left.
"""

import math
import random
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aparte.core.model import ModelError, ModelStanding
from aparte.llm.life import Limits
from aparte.llm.protocol import Refusal
from aparte.llm.troubles import RefusedModelError
from tests.fakes.models import CHATML, Shape, write_model
from tests.fakes.writers import entry_of, is_running, question, wait_until, writer

# Short enough for a test, long enough for a busy machine to load a file of a few hundred kilobytes.
LIMITS = Limits(load=4.0, check=4.0, back_off=0.01)
# A start, both limits and the time to kill: beyond, something hangs.
LONGEST_S = 40.0
HEADER = 12_000
LOOPING = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_model(tmp_path_factory.mktemp("sound") / "tiny.gguf").read_bytes()


def asked(path: Path, cache: Path, limits: Limits = LIMITS) -> ModelError | None:
    """What a question to an unchecked file comes to; None when it was answered. Nothing is left running.

    A process that dies while it loads is started once more for the same question, then no more.
    """
    began = time.monotonic()
    trouble: ModelError | None = None
    with writer(path, cache, entry=entry_of(path, sha256="0" * 64), limits=limits, checked=False) as made:
        try:
            made.write(question(tokens=8), lambda _piece: None)
        except ModelError as error:
            trouble = error
        wait_until(lambda: trouble is None or made.process is None)
        standing, pid = made.standing(), made.process
    assert time.monotonic() - began < LONGEST_S
    assert not is_running(pid)
    expected = {RefusedModelError: ModelStanding.REFUSED, ModelError: ModelStanding.FAILED}
    assert standing is expected.get(type(trouble), ModelStanding.READY)
    return trouble


def refusal(path: Path, cache: Path) -> Refusal | None:
    """For which reason an unchecked file is refused."""
    trouble = asked(path, cache)
    assert isinstance(trouble, RefusedModelError), trouble
    return trouble.reason


def flipped(content: bytes, start: int, end: int, chance: random.Random) -> bytes:
    """One bit changed between two places."""
    changed = bytearray(content)
    changed[chance.randrange(start, min(end, len(content)))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def with_number(content: bytes, key: str, number: int) -> bytes:
    """A number of the header replaced, as written."""
    at = content.index(key.encode()) + len(key) + 4
    return content[:at] + struct.pack("<I", number) + content[at + 4 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:3],
        lambda content: content[:1000],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: b"GGML" + content[4:],
        lambda content: bytes(len(content)),
        lambda content: random.Random(3).randbytes(len(content)),
        lambda content: content[:8] + struct.pack("<Q", 2**62) + content[16:],
        lambda content: content[:16] + struct.pack("<Q", 2**62) + content[24:],
        lambda content: content[:24] + struct.pack("<Q", 2**62) + content[32:],
    ],
    ids=[
        "empty",
        "3 bytes",
        "1000 bytes",
        "half",
        "one byte short",
        "magic",
        "zeros",
        "noise",
        "tensors",
        "keys",
        "key",
    ],
)
def test_what_is_no_model_is_refused(damage: Callable[[bytes], bytes], sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "hostile.gguf"
    path.write_bytes(damage(sound))
    assert refusal(path, tmp_path / "cache") is Refusal.FILE


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("llama.block_count", 0),
        ("llama.block_count", 2**31),
        ("llama.block_count", 2**32 - 1),
        ("llama.context_length", 2**31 - 1),
        ("llama.context_length", 0),
        ("llama.embedding_length", 2**31),
        ("llama.embedding_length", 0),
        ("llama.attention.head_count", 0),
        ("llama.attention.head_count_kv", 0),
        ("llama.attention.head_count_kv", 2**32 - 1),
        ("llama.feed_forward_length", 2**32 - 1),
        ("llama.rope.dimension_count", 2**31),
        ("tokenizer.ggml.bos_token_id", 2**31),
        ("tokenizer.ggml.eos_token_id", 2**32 - 1),
        ("general.alignment", 0),
    ],
)
def test_a_number_that_no_model_has_is_contained(key: str, number: int, tmp_path: Path) -> None:
    path = write_model(tmp_path / "hostile.gguf", Shape(keys={"general.alignment": 32}))
    path.write_bytes(with_number(path.read_bytes(), key, number))
    asked(path, tmp_path / "cache")


def test_weights_that_are_zeros_are_refused(tmp_path: Path) -> None:
    path = write_model(tmp_path / "zeros.gguf", Shape(fill=0.0))
    assert refusal(path, tmp_path / "cache") is Refusal.CANARY


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_weights_that_are_no_numbers_are_refused(value: float, tmp_path: Path) -> None:
    path = write_model(tmp_path / "none.gguf", Shape(fill=value))
    assert refusal(path, tmp_path / "cache") in (Refusal.FILE, Refusal.CANARY)


def test_a_model_that_does_not_listen_is_refused(sound: bytes, tmp_path: Path) -> None:
    """The end of the file zeroed: the layers are gone, the words are still there."""
    path = tmp_path / "deaf.gguf"
    kept = len(sound) - 2 * 4 * (4 * 64 * 64 + 3 * 64 * 128 + 2 * 64) - 4 * 64
    path.write_bytes(sound[:kept] + bytes(len(sound) - kept - 4 * 64) + sound[-4 * 64 :])
    assert refusal(path, tmp_path / "cache") is Refusal.CANARY


@pytest.mark.parametrize(
    "template",
    [
        None,
        "{% for",
        "{{ messages[0]['role'] }}",
        "{{ 'Bonjour' }}",
        "{{ raise_exception('non') }}",
        "{{ ''.__class__.__mro__ }}" + CHATML,
        "{{ 'a' * 100000000000 }}" + CHATML,
        CHATML.replace("message['content']", "message['content'] * 2"),
        "{% for a in range(99999) %}{{ 'bonjour' * 9 }}{% endfor %}" + CHATML,
    ],
    ids=["none", "syntax", "forgets", "constant", "raises", "escapes", "bomb", "doubles", "long"],
)
def test_a_template_that_can_not_be_used_is_refused(template: str | None, tmp_path: Path) -> None:
    path = write_model(tmp_path / "hostile.gguf", Shape(template=template))
    assert refusal(path, tmp_path / "cache") is Refusal.TEMPLATE


def test_a_template_that_loops_is_ended(tmp_path: Path) -> None:
    path = write_model(tmp_path / "hostile.gguf", Shape(template=LOOPING + CHATML))
    trouble = asked(path, tmp_path / "cache", Limits(check=1.0, back_off=0.01))
    assert trouble is not None
    assert "deux fois" in str(trouble)


def test_a_file_cut_short_while_it_is_used_goes_on_serving(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "used.gguf"
    path.write_bytes(sound)
    with writer(path, tmp_path / "cache") as made:
        before = made.write(question(), lambda _piece: None).text
        path.write_bytes(sound[:1000])
        assert made.write(question(), lambda _piece: None).text == before


def test_a_file_changed_between_two_starts_is_refused(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "changed.gguf"
    path.write_bytes(sound)
    entry = entry_of(path)
    with writer(path, tmp_path / "cache", entry=entry) as made:
        assert made.write(question(), lambda _piece: None).text
    path.write_bytes(flipped(sound, 20_000, len(sound), random.Random(1)))
    with writer(path, tmp_path / "cache", entry=entry) as made:
        with pytest.raises(RefusedModelError, match="abîmé"):
            made.write(question(), lambda _piece: None)
        assert made.standing() is ModelStanding.REFUSED


def test_a_file_that_is_gone_is_refused(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "gone.gguf"
    path.write_bytes(sound)
    entry = entry_of(path)
    path.unlink()
    with writer(path, tmp_path / "cache", entry=entry) as made, pytest.raises(RefusedModelError):
        made.write(question(), lambda _piece: None)


def test_any_flipped_bit_is_refused_by_its_digest(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "flipped.gguf"
    path.write_bytes(sound)
    entry, chance = entry_of(path), random.Random(5)
    for number in range(120):
        path.write_bytes(flipped(sound, 0, HEADER if number % 2 else len(sound), chance))
        with writer(path, tmp_path / "cache", entry=entry) as made:
            with pytest.raises(RefusedModelError):
                made.write(question(), lambda _piece: None)
            assert made.process is None


def test_flipped_bits_that_nobody_checked_are_contained(sound: bytes, tmp_path: Path) -> None:
    assert len(flips(sound, tmp_path, 4, seed=6)) == 8


@pytest.mark.slow
def test_many_flipped_bits_that_nobody_checked_are_contained(sound: bytes, tmp_path: Path) -> None:
    outcomes = flips(sound, tmp_path, 60, seed=7)
    assert len(outcomes) == 120
    assert any(isinstance(one, RefusedModelError) for one in outcomes)


def flips(sound: bytes, folder: Path, count: int, seed: int) -> list[ModelError | None]:
    """As many bits of the header as of the weights, one at a time."""
    path, chance = folder / "flipped.gguf", random.Random(seed)
    outcomes = []
    for number in range(2 * count):
        start, end = (0, HEADER) if number % 2 else (HEADER, len(sound))
        path.write_bytes(flipped(sound, start, end, chance))
        outcomes.append(asked(path, folder / "cache"))
    return outcomes


def test_a_file_that_ends_the_worker_twice_is_left_alone(tmp_path: Path) -> None:
    path = write_model(tmp_path / "hostile.gguf", Shape(template=LOOPING + CHATML))
    limits = Limits(check=0.5, back_off=0.01)
    with writer(path, tmp_path / "cache", limits=limits) as made:
        with pytest.raises(ModelError, match="deux fois de suite"):
            made.write(question(), lambda _piece: None)
        assert made.standing() is ModelStanding.FAILED
        with pytest.raises(ModelError, match="deux fois de suite"):
            made.write(question(), lambda _piece: None)
        assert made.process is None
        made.reset()
        assert made.standing() is ModelStanding.READY


def test_a_vocabulary_of_300_000_tokens_is_contained(tmp_path: Path) -> None:
    path = write_model(tmp_path / "wide.gguf", Shape(width=32, blocks=1, inner=32, heads=2, heads_kv=2, words=300_000))
    asked(path, tmp_path / "cache")
