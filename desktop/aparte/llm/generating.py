"""The answer, one token at a time: the likeliest each time, so that the same question gives the same draft."""

import codecs
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aparte.core.model import Finish, Writing, Written
from aparte.llm.engine import Engine
from aparte.llm.loaded import AbortedError
from aparte.llm.prompting import Prompt


class Deadline:
    """Says when to stop: cancelled, or out of time. `seconds` from now on."""

    def __init__(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._until = time.monotonic() + seconds

    def passed(self) -> Finish | None:
        """Why to stop, if so."""
        if self._cancelled():
            return Finish.CANCELLED
        return Finish.TIME if time.monotonic() >= self._until else None


@dataclass(slots=True)
class Tally:
    """What was read and written so far, and how long it took."""

    prompt_tokens: int = 0
    tokens: int = 0
    prompt_seconds: float = 0.0
    decode_seconds: float = 0.0


def generate(
    engine: Engine, prompt: Prompt, writing: Writing, deadline: Deadline, told: Callable[[str], None]
) -> Written:
    """Write after `prompt`; `told` gets whole characters. What is already held of the prompt is not read again."""
    tally, text = Tally(prompt_tokens=len(prompt.tokens)), Text(writing.stop, told)
    try:
        began = time.perf_counter()
        read_prompt(engine, prompt.tokens)
        tally.prompt_seconds = time.perf_counter() - began
        finish = _decode(engine, writing, deadline, text, tally)
    except AbortedError:
        finish = deadline.passed() or Finish.CANCELLED
    text.finish(cut=finish is Finish.CANCELLED)
    return Written(text.whole, finish, tally.prompt_tokens, tally.tokens, tally.prompt_seconds, tally.decode_seconds)


def read_prompt(engine: Engine, tokens: Sequence[int]) -> None:
    """Read what is not held yet; the last token always, for what comes after it."""
    engine.keep(min(_common(engine.held, tokens), len(tokens) - 1))
    engine.read(tokens[len(engine.held) :])


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _decode(engine: Engine, writing: Writing, deadline: Deadline, text: "Text", tally: Tally) -> Finish:
    began = time.perf_counter()
    while tally.tokens < writing.max_tokens:
        if stop := deadline.passed():
            return stop
        token = int(engine.logits().argmax())
        if engine.ends(token):
            return Finish.END
        tally.tokens += 1
        tally.decode_seconds = time.perf_counter() - began
        if text.add(engine.piece(token)):
            return Finish.END
        engine.read([token])
        tally.decode_seconds = time.perf_counter() - began
    return Finish.LENGTH


class Text:
    """Bytes that become text: whole characters, up to a stop, of which no beginning is told either."""

    def __init__(self, stops: Sequence[str], told: Callable[[str], None]) -> None:
        self.whole = ""
        self._stops = [stop for stop in stops if stop]
        self._told = told
        self._said = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, data: bytes) -> bool:
        """Go on; whether a stop was reached."""
        self.whole += self._decoder.decode(data)
        ends = [at for stop in self._stops if (at := self.whole.find(stop)) >= 0]
        if ends:
            self.whole = self.whole[: min(ends)]
        self._tell(len(self.whole) - (0 if ends else self._held_back()))
        return bool(ends)

    def finish(self, *, cut: bool) -> None:
        """Tell the rest; half a character at the end is nothing, and after a cancel nobody listens."""
        if not cut:
            self._tell(len(self.whole))
        self.whole = self.whole[: self._said]

    def _held_back(self) -> int:
        """How much of the end may be the beginning of a stop."""
        longest = max(map(len, self._stops), default=1) - 1
        return next(
            (
                size
                for size in range(min(longest, len(self.whole)), 0, -1)
                if any(stop.startswith(self.whole[-size:]) for stop in self._stops)
            ),
            0,
        )

    def _tell(self, until: int) -> None:
        if until > self._said:
            self._told(self.whole[self._said : until])
            self._said = until
