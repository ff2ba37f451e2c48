"""A file is judged from its header before anything loads it: sound, refused in one sentence, never a surprise."""

import os
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from gguf.constants import GGML_QUANT_SIZES
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.core.model import ModelKind
from aparte.llm.gguf_header import BLOCKS, GgufError, read_header
from aparte.llm.inspecting import inspect
from tests.fakes.models import Shape, write_model

DAMAGED = "L'en-tête de ce fichier est abîmé ou trompeur : téléchargez le modèle de nouveau."
OLD = "Ce fichier GGUF est d'une version que le moteur ne lit pas (0x1)."
BIG_ENDIAN = "Ce fichier GGUF est d'une version que le moteur ne lit pas (0x3000000)."
INCOMPLETE = "Ce fichier est incomplet : téléchargez le modèle de nouveau."


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A whole small model."""
    return write_model(tmp_path_factory.mktemp("sound") / "model.gguf").read_bytes()


@pytest.fixture
def told(tmp_path: Path) -> Callable[[bytes], str]:
    """Why a file of these bytes is refused; empty when it is not."""

    def refusal(content: bytes) -> str:
        path = tmp_path / "model.gguf"
        path.write_bytes(content)
        try:
            inspect(path)
        except GgufError as error:
            return str(error)
        return ""

    return refusal


def test_a_sound_model_is_described(tmp_path: Path) -> None:
    seen = inspect(write_model(tmp_path / "model.gguf", Shape(context=512, blocks=3)))
    assert (seen.architecture, seen.kind, seen.context, seen.blocks) == ("llama", ModelKind.CHAT, 512, 3)
    assert seen.name == "Modèle de test"
    assert seen.vocabulary > 256


def test_every_table_of_weights_is_measured_as_the_reference_does() -> None:
    known = {int(kind): size for kind, size in GGML_QUANT_SIZES.items()}
    assert {kind: known[kind] for kind in BLOCKS} == BLOCKS


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "Ce fichier est vide : téléchargez le modèle de nouveau."),
        (b"GG", "Ce fichier n'est pas un modèle GGUF : choisissez un fichier .gguf."),
        (b"PK\x03\x04" * 100, "Ce fichier n'est pas un modèle GGUF : choisissez un fichier .gguf."),
        (b"GGUF", INCOMPLETE),
        (b"GGUF" + struct.pack("<IQQ", 1, 1, 1), OLD),
        (b"GGUF" + struct.pack(">IQQ", 3, 1, 1), BIG_ENDIAN),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 1 << 60), DAMAGED),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1), DAMAGED),
        (b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1 << 62), DAMAGED),
        (b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 60_000), INCOMPLETE),
        (b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 4, 1 << 61), DAMAGED),
        (b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 4, 3_000_000), INCOMPLETE),
        (b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 9, 9), DAMAGED),
    ],
)  # fmt: skip
def test_what_is_no_model_is_told_apart(told: Callable[[bytes], str], content: bytes, expected: str) -> None:
    assert told(content) == expected


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipe on Windows")
def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gguf"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(GgufError, match="pas un fichier"):
            inspect(path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_model_is_incomplete(told: Callable[[bytes], str], sound: bytes, part: float) -> None:
    assert told(sound[: int(len(sound) * part)]) == INCOMPLETE


@pytest.mark.parametrize(
    ("keys", "part"),
    [
        ({"llama.block_count": 0}, "« llama.block_count »"),
        ({"llama.block_count": 4_000_000_000}, "« llama.block_count »"),
        ({"llama.block_count": 900}, "le nombre de ses couches"),
        ({"llama.block_count": 1}, "le nombre de ses couches"),
        ({"llama.context_length": 4_000_000_000}, "« llama.context_length »"),
        ({"llama.context_length": 0}, "« llama.context_length »"),
        ({"llama.context_length": "long"}, "« llama.context_length »"),
        ({"llama.context_length": None}, "« llama.context_length »"),
        ({"llama.embedding_length": 4_000_000_000}, "« llama.embedding_length »"),
        ({"llama.embedding_length": 128}, "sa table de mots"),
        ({"llama.attention.head_count": 1_000_000}, "« llama.attention.head_count »"),
        ({"llama.feed_forward_length": 4_000_000_000}, "« llama.feed_forward_length »"),
        ({"general.architecture": "Ça alors"}, "son architecture"),
    ],
)
def test_a_measure_that_cannot_be_is_named(tmp_path: Path, keys: dict[str, Any], part: str) -> None:
    path = write_model(tmp_path / "model.gguf", Shape(keys=keys))
    with pytest.raises(GgufError, match="dit de lui-même une chose impossible") as refused:
        inspect(path)
    assert f"({part})" in str(refused.value)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"general.type": "adapter"}, "Ce fichier est un adaptateur (LoRA) : Aparté ne s'en sert pas."),
        ({"general.type": "mmproj"}, "Ce fichier est la partie « images » d'un modèle : Aparté ne s'en sert pas."),
        ({"general.architecture": "clip"}, "Ce fichier est un modèle d'un autre genre (clip)"),
        ({"split.count": 3}, "Ce fichier est un morceau de modèle : réunissez les morceaux avec"),
    ],
)  # fmt: skip
def test_what_goes_with_a_model_and_is_none_is_refused(tmp_path: Path, keys: dict[str, Any], said: str) -> None:
    with pytest.raises(GgufError) as refused:
        inspect(write_model(tmp_path / "model.gguf", Shape(keys=keys)))
    assert str(refused.value).startswith(said)


def test_a_model_that_does_not_converse_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GgufError, match="pas de gabarit de conversation"):
        inspect(write_model(tmp_path / "model.gguf", Shape(template=None)))


def test_a_model_that_makes_vectors_is_one_for_search(tmp_path: Path) -> None:
    path = write_model(tmp_path / "model.gguf", Shape(template=None, keys={"llama.pooling_type": 1}))
    assert inspect(path).kind is ModelKind.EMBEDDING


def test_a_model_that_compares_texts_is_refused(tmp_path: Path) -> None:
    path = write_model(tmp_path / "model.gguf", Shape(template=None, keys={"llama.pooling_type": 4}))
    with pytest.raises(GgufError, match="classe des textes déjà trouvés"):
        inspect(path)


def test_a_large_vocabulary_is_read_to_its_end(tmp_path: Path) -> None:
    words = b"".join(struct.pack("<Q", 9) + b"%09d" % number for number in range(300_000))
    key = b"tokenizer.ggml.tokens"
    start = b"GGUF" + struct.pack("<IQQQ", 3, 0, 2, len(key)) + key + struct.pack("<IIQ", 9, 8, 300_000)
    last = struct.pack("<Q", 1) + b"k" + struct.pack("<IQ", 8, 3) + b"fin"
    (tmp_path / "model.gguf").write_bytes(start + words + last)
    header = read_header(tmp_path / "model.gguf")
    assert header.items("tokenizer.ggml.tokens") == 300_000
    assert header.text("k") == "fin"


DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12)


@settings(deadline=None)
@given(damage=DAMAGE, kept=st.floats(0, 1) | st.just(1.0), doubled=st.booleans())
def test_any_damage_to_the_header_ends_in_a_verdict(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes, damage: list[tuple[float, int]], kept: float, doubled: bool
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "model.gguf"
    content = bytearray(sound)
    header = len(sound) - inspect_bytes(path, sound)
    for where, value in damage:
        content[int(where * (header - 1))] = value
    path.write_bytes(bytes(content[: int(len(content) * kept)]) * (2 if doubled else 1))
    with suppress(GgufError):
        assert 0 < inspect(path).weights <= path.stat().st_size


def inspect_bytes(path: Path, content: bytes) -> int:
    path.write_bytes(content)
    return inspect(path).weights


@settings(deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_after_the_magic_are_survived(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "model.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + content)
    with pytest.raises(GgufError):
        inspect(path)
