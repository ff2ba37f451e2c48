"""One model in llama.cpp: the only file that calls it. Loaded in the worker process alone.

Called through ctypes at llama.cpp's own level: a request is then cancelled between two operations of
the graph, the prompt's state is kept and cut where we say, and no text of a user is ever parsed for
special tokens.
"""

import ctypes
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
from llama_cpp import _ggml as arithmetic
from llama_cpp import llama_cpp as native

VERSION = str(llama_cpp.__version__)
# The prompt is read by so many tokens: a cancel is noticed between two operations, and one operation on
# more tokens would outlast it on a slow machine.
BATCH = 64
_ATTRIBUTES_SPECIAL = native.LLAMA_TOKEN_ATTR_CONTROL | native.LLAMA_TOKEN_ATTR_UNKNOWN
_ABORTED = 2
_LIBRARIES = Path(llama_cpp.__file__).parent / "lib"
_ERROR_LEVEL = 4  # ggml.h; not among the bindings

Logits = np.ndarray[Any, np.dtype[np.float32]]


def _choose_arithmetic() -> None:
    """Load the library made for this machine's processor, where the engine came with one for each generation."""
    if any(_LIBRARIES.glob("*ggml-cpu-*")):
        arithmetic.libggml.ggml_backend_load_all_from_path(str(_LIBRARIES).encode())


class EngineError(Exception):
    """llama.cpp refused: the file, the memory or the prompt; the text is its own."""


class AbortedError(Exception):
    """`stop` said so in the middle of reading tokens."""


class Engine:
    """A loaded model with its context, for one thread at a time.

    `stop` is asked between two operations; `held` are the tokens whose state is in memory.
    """

    def __init__(self, path: str, context: int, threads: int, stop: Callable[[], bool]) -> None:
        self.held: list[int] = []
        self._told: list[str] = []
        self._listen()
        _choose_arithmetic()
        native.llama_backend_init()
        self._model = self._load(path)
        self._vocabulary = native.llama_model_get_vocab(self._model)
        self._context = self._open(context, threads)
        self._told.clear()
        self._memory = native.llama_get_memory(self._context)
        self.size = int(native.llama_vocab_n_tokens(self._vocabulary))
        # ctypes keeps no reference of its own: without this one the callback would be collected.
        self._stop = native.ggml_abort_callback(lambda _data: stop())
        native.llama_set_abort_callback(self._context, self._stop, None)

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
            raise EngineError(" ".join(self._told) or "not loaded")
        return model

    def _open(self, context: int, threads: int) -> Any:  # noqa: ANN401 - a pointer
        if not native.llama_model_has_decoder(self._model) or native.llama_model_has_encoder(self._model):
            raise EngineError("not a model that writes")
        asked = native.llama_context_default_params()
        asked.n_ctx, asked.n_batch, asked.n_ubatch, asked.n_seq_max = context, BATCH, BATCH, 1
        asked.n_threads = asked.n_threads_batch = threads
        # With a sliding window the state before it would be gone, and the kept prefix with it.
        asked.swa_full = True
        asked.no_perf = True
        opened = native.llama_init_from_model(self._model, asked)
        if not opened:
            raise EngineError(" ".join(self._told) or "no context")
        return opened

    def use_threads(self, threads: int) -> None:
        """Work with so many threads from now on."""
        native.llama_set_n_threads(self._context, threads, threads)

    def described(self, key: str) -> str | None:
        """A text of the file's header."""
        name = key.encode()
        length = native.llama_model_meta_val_str(self._model, name, None, 0)
        if length < 0:
            return None
        room = ctypes.create_string_buffer(length + 1)
        native.llama_model_meta_val_str(self._model, name, room, length + 1)
        return room.value.decode("utf-8", "replace")

    @property
    def begins_with(self) -> int | None:
        """The token that every prompt must begin with, if any."""
        token = int(native.llama_vocab_bos(self._vocabulary))
        return token if native.llama_vocab_get_add_bos(self._vocabulary) and token >= 0 else None

    def name_of(self, token: int) -> str:
        """A special token as templates write it; empty for none."""
        if not 0 <= token < self.size:
            return ""
        return bytes(native.llama_vocab_get_text(self._vocabulary, token) or b"").decode("utf-8", "replace")

    @property
    def bos_name(self) -> str:
        """What templates call `bos_token`."""
        return self.name_of(native.llama_vocab_bos(self._vocabulary))

    @property
    def eos_name(self) -> str:
        """What templates call `eos_token`."""
        return self.name_of(native.llama_vocab_eos(self._vocabulary))

    def is_special(self, token: int) -> bool:
        """Whether it stands for no text: turns, ends."""
        return bool(native.llama_vocab_get_attr(self._vocabulary, token) & _ATTRIBUTES_SPECIAL)

    def ends(self, token: int) -> bool:
        """Whether the answer is over with it."""
        return bool(native.llama_vocab_is_eog(self._vocabulary, token))

    def tokens(self, text: str, *, special: bool) -> list[int]:
        """The tokens of `text`; with `special`, names of special tokens in it become those."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        found = (native.llama_token * room)()
        count = native.llama_tokenize(self._vocabulary, data, len(data), found, room, False, special)
        if count < 0:
            raise EngineError("not tokenized")
        return [int(token) for token in found[:count]]

    def piece(self, token: int) -> bytes:
        """The bytes a token adds to a text; half a character perhaps."""
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            length = native.llama_token_to_piece(self._vocabulary, token, buffer, room, 0, False)
            if length >= 0:
                return buffer.raw[:length]
            room = -length

    def keep(self, length: int) -> None:
        """Forget the tokens held beyond `length`; all of them when the model can't forget some."""
        if length >= len(self.held):
            return
        if not native.llama_memory_seq_rm(self._memory, 0, length, -1):
            native.llama_memory_clear(self._memory, True)
            length = 0
        del self.held[length:]

    def read(self, tokens: Sequence[int]) -> None:
        """Go on with `tokens`. Raises `AbortedError` (what was read of them is forgotten) or `EngineError`."""
        for start in range(0, len(tokens), BATCH):
            part = tokens[start : start + BATCH]
            given = (native.llama_token * len(part))(*part)
            result = native.llama_decode(self._context, native.llama_batch_get_one(given, len(part)))
            if result:
                self._forget_half_read()
                raise AbortedError if result == _ABORTED else EngineError(f"decode {result}")
            self.held += part

    def _forget_half_read(self) -> None:
        if not native.llama_memory_seq_rm(self._memory, 0, len(self.held), -1):
            native.llama_memory_clear(self._memory, True)
            self.held.clear()

    def logits(self) -> Logits:
        """How likely each token is to come next; valid until the next `read`."""
        pointer = native.llama_get_logits_ith(self._context, -1)
        if not pointer:
            raise EngineError("no logits")
        return np.ctypeslib.as_array(pointer, (self.size,))

    def state(self) -> bytes:
        """The state of the tokens held."""
        room = native.llama_state_seq_get_size(self._context, 0)
        data = (ctypes.c_uint8 * room)()
        length = native.llama_state_seq_get_data(self._context, data, room, 0)
        return bytes(memoryview(data)[:length])

    def restore(self, state: bytes, tokens: Sequence[int]) -> bool:
        """Take up a state that `state` gave for `tokens`; whether it worked."""
        native.llama_memory_clear(self._memory, True)
        self.held.clear()
        data = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if native.llama_state_seq_set_data(self._context, data, len(state), 0) == 0:
            native.llama_memory_clear(self._memory, True)
            return False
        self.held += tokens
        return True
