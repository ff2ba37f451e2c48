"""The local model as the rest of the program knows it: what is installed, what is asked, what came back.

A model writes text and nothing else: what of it may be shown is decided in `assist/drafting`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from aparte.core.errors import AparteError


class ModelError(AparteError):
    """The model can't be used, or gave nothing in time; the reply without a model answers instead."""

    exit_code = 6


class ModelKind(StrEnum):
    """What a model is for: writing, or turning passages into vectors."""

    CHAT = "chat"
    EMBEDDING = "embedding"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model of the manifest.

    `name` is unique and shown to agents; `file` is the GGUF's name in its folder; `sha256` is in
    lower-case hexadecimal; `languages` are ISO 639-1 codes; `context` is in tokens, the most to ask
    for; `memory_mb` is what the worker needs once it is loaded; `demonstration` labels a model that
    shows the way without the French of a large one; `rewrites` when it was made for Aparté's own
    prompt and no other. The prefixes are what an embedding model wants before a question and before
    a passage; None when its list doesn't say.
    """

    name: str
    file: str
    sha256: str
    licence: str
    languages: tuple[str, ...]
    context: int
    memory_mb: int
    kind: ModelKind = ModelKind.CHAT
    demonstration: bool = False
    rewrites: bool = False
    origin: str = ""
    query_prefix: str | None = None
    passage_prefix: str | None = None


class Role(StrEnum):
    """Who speaks in a prompt."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a prompt, in the roles of the model's own chat template."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What a model is asked to write.

    `messages` begin with a system message that never changes from one question to the next: its
    state is kept. `begun` is written as the beginning of the answer and goes on from there (phrase
    completion); `max_tokens` bounds the answer, `seconds` the whole request; `stop` ends it.
    """

    messages: tuple[Message, ...]
    max_tokens: int
    seconds: float = 20.0
    begun: str = ""
    stop: tuple[str, ...] = ()


class Finish(StrEnum):
    """Why a model stopped."""

    END = "end"
    LENGTH = "length"
    TIME = "time"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote; seconds are those of the worker's clock."""

    text: str
    finish: Finish
    prompt_tokens: int = 0
    tokens: int = 0
    prompt_seconds: float = 0.0
    decode_seconds: float = 0.0


class ModelStanding(StrEnum):
    """Whether drafts can be had, and if not, why.

    OFF_BY_POLICY and OFF_BY_AGENT: switched off. NO_ENGINE: llama.cpp is not installed (yet).
    NO_MODEL: none is installed. REFUSED: its file is not the manifest's, or its canary failed.
    TOO_SLOW: this machine's self-test chose suggestions only. NO_MEMORY: too little is free. FAILED:
    the worker failed twice in a row. READY: a draft may be asked for.
    """

    READY = "ready"
    OFF_BY_POLICY = "off_by_policy"
    OFF_BY_AGENT = "off_by_agent"
    NO_ENGINE = "no_engine"
    NO_MODEL = "no_model"
    REFUSED = "refused"
    TOO_SLOW = "too_slow"
    NO_MEMORY = "no_memory"
    FAILED = "failed"


class Writer(Protocol):
    """The worker process as its callers see it; every method is safe from any thread."""

    def standing(self) -> ModelStanding:
        """Whether it may be asked to write, without starting anything."""
        ...

    @property
    def model(self) -> ModelEntry | None:
        """The model that would write."""
        ...

    def write(self, writing: Writing, told: Callable[[str], None]) -> Written:
        """Write, telling each piece of text as it comes, on the caller's thread.

        A newer call from another thread, or `cancel`, ends this one within 100 ms with CANCELLED.
        Raises `ModelError` when the worker can't be had, fails or exceeds its time.
        """
        ...

    def count(self, writing: Writing) -> int:
        """How many tokens its prompt has with the model's template. Raises `ModelError`."""
        ...

    def cancel(self) -> None:
        """End what is being written, whatever it is doing; nothing happens when nothing is."""
        ...

    def close(self) -> None:
        """End the worker process."""
        ...


@dataclass(frozen=True, slots=True)
class Vectors:
    """One vector of length 1 for each text, in order.

    `values` holds them row after row as little-endian float32: `4 * size` bytes each.
    """

    size: int
    values: bytes

    @property
    def count(self) -> int:
        """How many texts were read."""
        return len(self.values) // (4 * self.size) if self.size else 0


class Embedder(Protocol):
    """The embedding worker as its callers see it; every method is safe from any thread."""

    @property
    def model(self) -> ModelEntry | None:
        """The model that would embed."""
        ...

    @property
    def fingerprint(self) -> str:
        """What vectors of two fingerprints can't be compared by: file, engine and way of reading; empty without model.

        Known without starting anything.
        """
        ...

    def standing(self) -> ModelStanding:
        """Whether it may be asked, without starting anything."""
        ...

    def embed_question(self, text: str, seconds: float = 2.0) -> Vectors | None:
        """One vector, before any passages that wait; None when a newer question came or `cancel` was called.

        Raises `ModelError` when the worker can't be had, fails or exceeds its time.
        """
        ...

    def embed_passages(self, texts: Sequence[str], seconds: float = 60.0) -> Vectors | None:
        """One vector a passage, 32 at most, too long ones cut at the model's context; None when it was closed.

        A question that comes meanwhile goes first, at the latest when the passage being read is done.
        Raises `ModelError`.
        """
        ...

    def cancel(self) -> None:
        """End the question that is being read; nothing happens when none is."""
        ...

    def close(self) -> None:
        """End the worker process."""
        ...
