"""The model that ships, against the program that prompts it."""

from pathlib import Path

import gguf
import pytest

from aparte.assist.drafting import prompt as drafting
from aparte.assist.drafting.slots import SIGN
from aparte.llm.manifest import SHIPPED, Owner, read_folder
from tools.train_model import completing

FILE = "aparte-demo-q8_0.gguf"


@pytest.fixture(scope="module")
def header() -> gguf.GGUFReader:
    return gguf.GGUFReader(SHIPPED / FILE)


def _field(header: gguf.GGUFReader, name: str) -> object:
    field = header.get_field(name)
    assert field is not None, name
    return field.contents()


def _kinds(header: gguf.GGUFReader) -> dict[str, int]:
    tokens, kinds = _field(header, "tokenizer.ggml.tokens"), _field(header, "tokenizer.ggml.token_type")
    assert isinstance(tokens, list)
    assert isinstance(kinds, list)
    return dict(zip(tokens, kinds, strict=True))


def test_its_system_messages_are_those_of_the_program(header: gguf.GGUFReader) -> None:
    """Each is one token of the file: a text that was changed since would be read letter by letter, as never learned."""
    kinds = _kinds(header)

    assert kinds[drafting.SYSTEM] == gguf.TokenType.USER_DEFINED
    assert kinds[completing.SYSTEM] == gguf.TokenType.USER_DEFINED


def test_a_slot_is_one_token_in_untrusted_text_too(header: gguf.GGUFReader) -> None:
    kinds = _kinds(header)

    assert all(kinds[f"{SIGN}{number}"] == gguf.TokenType.USER_DEFINED for number in range(1, 41))


def test_nothing_a_citizen_types_is_a_control_token(header: gguf.GGUFReader) -> None:
    controls = [token for token, kind in _kinds(header).items() if kind == gguf.TokenType.CONTROL]

    assert len(controls) == 5
    assert all(drafting.harmless(token) != token for token in controls)


def test_its_manifest_asks_for_no_more_than_it_was_trained_on(header: gguf.GGUFReader) -> None:
    (entry,) = [one.entry for one in read_folder(SHIPPED, Owner.SHIPPED).listed if one.entry.file == FILE]

    assert entry.context == _field(header, "llama.context_length")
    assert entry.demonstration
    assert entry.rewrites


def test_it_comes_with_its_card() -> None:
    card = (Path(SHIPPED) / FILE).with_suffix(".md").read_text("utf-8")

    assert "Résumé en français" in card
