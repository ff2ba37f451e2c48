"""A model's file loaded by llama.cpp, whatever it is for: its words, and how it says that something failed.

Called through ctypes at llama.cpp's own level: a request is then cancelled between two operations of
the graph, and no text of a user is ever parsed for special tokens.
"""

import ctypes
from pathlib import Path
from typing import Any

import llama_cpp
from llama_cpp import _ggml as arithmetic
from llama_cpp import llama_cpp as native

VERSION = str(llama_cpp.__version__)
_ATTRIBUTES_SPECIAL = native.LLAMA_TOKEN_ATTR_CONTROL | native.LLAMA_TOKEN_ATTR_UNKNOWN
_LIBRARIES = Path(llama_cpp.__file__).parent / "lib"
_ERROR_LEVEL = 4  # ggml.h; not among the bindings
# What a reading returns when `stop` said so.
ABORTED = 2


class EngineError(Exception):
    """llama.cpp refused: the file, the memory or the prompt; the text is its own."""


class AbortedError(Exception):
    """`stop` said so in the middle of reading tokens."""


class Loaded:
    """A loaded model, without a context to work in."""

    def __init__(self, path: str) -> None:
        self._told: list[str] = []
        self._listen()
        _choose_arithmetic()
        native.llama_backend_init()
        self._model = self._load(path)
        self._vocabulary = native.llama_model_get_vocab(self._model)

    @property
    def trouble(self) -> str:
        """What llama.cpp said is wrong."""
        return " ".join(self._told)

    def _listen(self) -> None:
        """Errors are kept while the model loads, when there is no prompt yet; nothing is ever printed."""

        @native.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
        def hear(level: int, text: bytes | None, _data: object) -> None:
            if level == _ERROR_LEVEL and text and len(self._told) < 3:
                self._told.append(text.decode("utf-8", "replace").strip())

        self._hear = hear
        native.llama_log_set(hear, None)

    def _load(self, path: str) -> Any:  # noqa: ANN401 - a pointer
        asked = native.llama_model_default_params()
        # Mapped, a file cut short while it is used would end the process.
        asked.load_mode = native.LLAMA_LOAD_MODE_NONE
        asked.n_gpu_layers = 0
        asked.check_tensors = True
        model = native.llama_model_load_from_file(path.encode(), asked)
        if not model:
            raise EngineError(self.trouble or "not loaded")
        return model

    def described(self, key: str) -> str | None:
        """A text of the file's header."""
        name = key.encode()
        length = native.llama_model_meta_val_str(self._model, name, None, 0)
        if length < 0:
            return None
        room = ctypes.create_string_buffer(length + 1)
        native.llama_model_meta_val_str(self._model, name, room, length + 1)
        return room.value.decode("utf-8", "replace")

    def is_special(self, token: int) -> bool:
        """Whether it stands for no text: turns, ends."""
        return bool(native.llama_vocab_get_attr(self._vocabulary, token) & _ATTRIBUTES_SPECIAL)

    def tokens(self, text: str, *, special: bool, around: bool = False) -> list[int]:
        """The tokens of `text`; with `special`, names of special tokens in it become those.

        With `around`, those that the model wants at the beginning and the end are added.
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        found = (native.llama_token * room)()
        count = native.llama_tokenize(self._vocabulary, data, len(data), found, room, around, special)
        if count < 0:
            raise EngineError("not tokenized")
        return [int(token) for token in found[:count]]


def _choose_arithmetic() -> None:
    """Load the library made for this machine's processor, where the engine came with one for each generation."""
    if any(_LIBRARIES.glob("*ggml-cpu-*")):
        arithmetic.libggml.ggml_backend_load_all_from_path(str(_LIBRARIES).encode())
