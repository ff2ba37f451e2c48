"""A loaded model that turns texts into vectors, inside the worker process."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as native

from aparte.core.model import ModelKind
from aparte.llm.generating import Deadline
from aparte.llm.gguf_header import GgufError
from aparte.llm.inspecting import inspect
from aparte.llm.loaded import ABORTED, VERSION, AbortedError, EngineError, Loaded
from aparte.llm.protocol import Embed, Embedded, Event, Load, Ready, Refusal, Request, Stage
from aparte.llm.serving import NotServedError

Vector = np.ndarray[Any, np.dtype[np.float32]]
# Apart in meaning and in words: no sound model takes one for the other.
_APART = ("À quelle heure ouvre la mairie ?", "Renew a passport.")
_ALIKE = 0.99999


class EmbeddingEngine(Loaded):
    """A loaded model with its context, for one thread at a time; `stop` is asked between two operations."""

    def __init__(self, path: str, context: int, threads: int, stop: Callable[[], bool]) -> None:
        super().__init__(path)
        self._most = min(context, int(native.llama_model_n_ctx_train(self._model)))
        self._context = self._open(threads)
        self._told.clear()
        self._memory = native.llama_get_memory(self._context)
        self.size = int(native.llama_model_n_embd_out(self._model))
        # ctypes keeps no reference of its own: without this one the callback would be collected.
        self._stop = native.ggml_abort_callback(lambda _data: stop())
        native.llama_set_abort_callback(self._context, self._stop, None)

    def _open(self, threads: int) -> Any:  # noqa: ANN401 - a pointer
        asked = native.llama_context_default_params()
        # A whole text at once: each of its words is read with those that follow.
        asked.n_ctx = asked.n_batch = asked.n_ubatch = self._most
        asked.n_seq_max = 1
        asked.n_threads = asked.n_threads_batch = threads
        asked.embeddings, asked.no_perf = True, True
        architecture = self.described("general.architecture")
        pooled = self.described(f"{architecture}.pooling_type")
        says = pooled is not None and pooled != str(native.LLAMA_POOLING_TYPE_NONE)
        asked.pooling_type = native.LLAMA_POOLING_TYPE_UNSPECIFIED if says else native.LLAMA_POOLING_TYPE_MEAN
        opened = native.llama_init_from_model(self._model, asked)
        if not opened:
            raise EngineError(self.trouble or "no context")
        return opened

    def use_threads(self, threads: int) -> None:
        """Work with so many threads from now on."""
        native.llama_set_n_threads(self._context, threads, threads)

    def read(self, text: str) -> list[int]:
        """The tokens of `text` as the model takes them, cut at its context; the sign of an end stays at the end."""
        tokens = self.tokens(text, special=False, around=True)
        if len(tokens) <= self._most:
            return tokens
        end = tokens[-1:] if self.is_special(tokens[-1]) else []
        return tokens[: self._most - len(end)] + end

    def vector(self, text: str) -> Vector:
        """Of length 1. Raises `AbortedError` or `EngineError`."""
        tokens = self.read(text)
        if not tokens:
            raise EngineError("nothing to read")
        given = (native.llama_token * len(tokens))(*tokens)
        batch = native.llama_batch_get_one(given, len(tokens))
        if self._memory:
            native.llama_memory_clear(self._memory, False)
            result = native.llama_decode(self._context, batch)
        else:
            result = native.llama_encode(self._context, batch)
        if result:
            raise AbortedError if result == ABORTED else EngineError(f"read {result}")
        pointer = native.llama_get_embeddings_seq(self._context, 0)
        if not pointer:
            raise EngineError("no vector")
        return _of_length_one(np.ctypeslib.as_array(pointer, (self.size,)))


def _of_length_one(raw: Vector) -> Vector:
    values = raw.astype(np.float64)
    length = float(np.linalg.norm(values))
    if not np.isfinite(length) or length == 0.0:
        raise EngineError("no direction")
    return (values / length).astype("<f4")


class EmbeddingServer:
    """One model, loaded and tried. Raises `NotServedError` when it can't be served."""

    def __init__(self, load: Load, cancelled: Callable[[int], bool], tell: Callable[[Event], None]) -> None:
        self._cancelled = cancelled
        self._tell = tell
        self._deadline: Deadline | None = None
        tell(Stage("loading"))
        try:
            if inspect(Path(load.path)).kind is not ModelKind.EMBEDDING:
                raise NotServedError(Refusal.KIND)
            self._engine = EmbeddingEngine(load.path, load.context, load.threads, self._must_stop)
            tell(Stage("checking"))
            self._try_out()
        except (GgufError, EngineError, OSError) as error:
            raise NotServedError(Refusal.FILE, str(error)) from error
        except MemoryError as error:
            raise NotServedError(Refusal.MEMORY) from error
        tell(Ready(VERSION))

    def serve(self, command: Request) -> None:
        """Answer one request. Raises `NotServedError`."""
        if not isinstance(command, Embed):
            return
        self._deadline = Deadline(command.seconds, lambda: self._cancelled(command.number))
        try:
            self._tell(self._embedded(command, self._deadline))
        except (EngineError, MemoryError) as error:
            raise NotServedError(Refusal.ENGINE_FAILED, type(error).__name__) from error
        finally:
            self._deadline = None

    def _embedded(self, asked: Embed, deadline: Deadline) -> Embedded:
        nothing = Embedded(asked.number, 0, "")
        if deadline.passed():
            return nothing
        self._engine.use_threads(asked.threads)
        try:
            vector = self._engine.vector(asked.text)
        except AbortedError:
            return nothing
        return Embedded(asked.number, len(vector), base64.b64encode(vector.tobytes()).decode("ascii"))

    def _must_stop(self) -> bool:
        return self._deadline is not None and self._deadline.passed() is not None

    def _try_out(self) -> None:
        """Weights that are zeros or garbage don't tell two texts apart."""
        try:
            first, second = (self._engine.vector(text) for text in _APART)
        except EngineError as error:
            raise NotServedError(Refusal.CANARY, str(error)) from error
        if float(first @ second) > _ALIKE:
            raise NotServedError(Refusal.CANARY, "the vector does not depend on the text")
