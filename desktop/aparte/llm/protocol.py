"""What the program and the worker process say to each other: one JSON object a line, in both directions.

JSON, not pickle: what a process that loaded a foreign file says must not be able to do anything.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from struct import unpack
from typing import Any, get_args

from aparte.core.model import Finish, Message, ModelKind, Role, Writing, Written

# A prompt is at most this long, whatever a model could take: an office machine reads 22 tokens a second.
PROMPT_TOKENS = 400
# No prompt of so many tokens is longer; and a pipe takes it whole, so that saying it never waits.
PROMPT_CHARACTERS = 12_000
# With the longest answer; more would only cost memory.
CONTEXT_TOKENS = 768
# A passage is at most this long; most models that embed read no more at once.
EMBEDDING_TOKENS = 512
_LONGEST_LINE = 1 << 20
# What rounding to four bytes may cost a vector of length 1.
_NEAR = 1e-3


class ProtocolError(Exception):
    """The other side said something that can't be read: it is no longer to be trusted."""


class Refusal(StrEnum):
    """Why a worker does not serve a model, or a request."""

    ENGINE = "engine"
    FILE = "file"
    TEMPLATE = "template"
    CANARY = "canary"
    KIND = "kind"
    MEMORY = "memory"
    TOO_LONG = "too_long"
    ENGINE_FAILED = "engine_failed"


@dataclass(frozen=True, slots=True)
class Load:
    """Load this file to do what its kind does.

    `limit_mb` bounds the process's memory (0: not bounded), `cache` keeps states ("": none).
    """

    path: str
    sha256: str
    threads: int
    context: int
    limit_mb: int
    cache: str
    model: ModelKind = ModelKind.CHAT


@dataclass(frozen=True, slots=True)
class Ask:
    """Write, or count the prompt's tokens only; `seconds` are those that are left."""

    number: int
    writing: Writing
    threads: int
    count_only: bool = False


@dataclass(frozen=True, slots=True)
class Embed:
    """Turn a text into a vector; `seconds` are those that are left."""

    number: int
    text: str
    threads: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Measure the machine with each number of threads, for `seconds` at most."""

    number: int
    threads: tuple[int, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Cancel:
    """End the request of this number and all before it."""

    number: int


@dataclass(frozen=True, slots=True)
class Stage:
    """What the worker is about to do before it is ready."""

    name: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded and passed its canary."""

    engine: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The model can't be served; `detail` is the engine's, for the log."""

    reason: Refusal
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of the answer, whole characters only."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is finished."""

    number: int
    written: Written


@dataclass(frozen=True, slots=True)
class Counted:
    """How many tokens the prompt has."""

    number: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text's vector: `size` numbers of four bytes, in base64; none when it was cancelled or out of time."""

    number: int
    size: int
    values: str

    def row(self) -> bytes:
        """The numbers' bytes. Raises `ValueError` when they are not as many as it says, or not of length 1."""
        row = base64.b64decode(self.values, validate=True)
        if len(row) != 4 * self.size:
            raise ValueError("size")
        # No other number is compared with: a length that is none (NaN) is not near 1 either.
        if row and not abs(sum(value * value for value in unpack(f"<{self.size}f", row)) - 1) < _NEAR:
            raise ValueError("length")
        return row


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second with one number of threads."""

    threads: int
    prompt: float
    decode: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What `Measure` found, for each number of threads that was tried."""

    number: int
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class NotDone:
    """The request can't be served, the next one may."""

    number: int
    reason: Refusal
    detail: str = ""


Request = Load | Ask | Embed | Measure
Command = Request | Cancel
Result = Done | Counted | Embedded | NotDone
Event = Stage | Ready | Refused | Piece | Measured | Result
Said = Command | Event
_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (*get_args(Command), *get_args(Event))}
_NAMED: dict[str, type[Refusal | ModelKind]] = {"reason": Refusal, "model": ModelKind}


def encode(said: Said) -> bytes:
    """One line."""
    text = json.dumps({"kind": type(said).__name__, **asdict(said)}, ensure_ascii=False)
    return text.encode("utf-8", "replace") + b"\n"


def decode(line: bytes) -> Said:
    """Raises `ProtocolError`."""
    try:
        fields = json.loads(line)
        kind = _KINDS[fields.pop("kind")]
        return _checked(kind(**{name: _read(name, value) for name, value in fields.items()}))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProtocolError(type(error).__name__) from error


def lines(read: "Reading") -> Iterator[bytes]:
    """The whole lines that `read` gives, until its end. Raises `ProtocolError` for one without end."""
    rest = b""
    while block := read():
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
        if len(rest) > _LONGEST_LINE:
            raise ProtocolError("line too long")


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    match name:
        case "writing":
            messages = tuple(Message(Role(one["role"]), one["text"]) for one in value["messages"])
            return Writing(**{**value, "messages": messages, "stop": tuple(value["stop"])})
        case "written":
            return Written(**{**value, "finish": Finish(value["finish"])})
        case "rates":
            return tuple(Rate(**one) for one in value)
        case "threads":
            return tuple(value) if isinstance(value, list) else value
        case "reason" | "model":
            return _NAMED[name](value)
    return value


def _checked(said: Any) -> Said:  # noqa: ANN401 - one of the kinds, told apart by its fields
    """Numbers are numbers: what is said is compared and counted with."""
    for name in ("number", "tokens", "size"):
        if not isinstance(getattr(said, name, 0), int):
            raise ProtocolError(name)
    for name in ("text", "name", "engine", "detail", "values"):
        if not isinstance(getattr(said, name, ""), str):
            raise ProtocolError(name)
    if isinstance(said, Embedded):
        said.row()
    return said  # type: ignore[no-any-return]


class Reading:
    """Gives the next bytes, none at the end."""

    def __init__(self, read: Any) -> None:  # noqa: ANN401
        self._read = read

    def __call__(self) -> bytes:
        return bytes(self._read(65536))
