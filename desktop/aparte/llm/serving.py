"""A loaded model that serves requests, inside the worker process."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aparte.llm.canary import CanaryError, sing
from aparte.llm.engine import Engine
from aparte.llm.generating import Deadline, generate
from aparte.llm.loaded import VERSION, AbortedError, EngineError
from aparte.llm.measuring import measure
from aparte.llm.prefix import PrefixStore
from aparte.llm.prompting import Prompt, Prompter, TemplateError
from aparte.llm.protocol import (
    PROMPT_TOKENS,
    Ask,
    Counted,
    Done,
    Event,
    Load,
    Measure,
    Measured,
    Piece,
    Ready,
    Refusal,
    Request,
    Stage,
)

# A shorter beginning is read as fast as its state is.
_WORTH_KEEPING = 16


class NotServedError(Exception):
    """A model or a request is refused; the detail is for the log."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail


class Server:
    """One model, loaded and tried. Raises `NotServedError` when it can't be served."""

    def __init__(self, load: Load, cancelled: Callable[[int], bool], tell: Callable[[Event], None]) -> None:
        self._cancelled = cancelled
        self._tell = tell
        self._deadline: Deadline | None = None
        tell(Stage("loading"))
        try:
            self._engine = Engine(load.path, load.context, load.threads, self._must_stop)
            tell(Stage("checking"))
            self._prompter = Prompter(self._engine)
            sing(self._engine, self._prompter)
        except EngineError as error:
            raise NotServedError(Refusal.FILE, str(error)) from error
        except TemplateError as error:
            raise NotServedError(Refusal.TEMPLATE, str(error)) from error
        except CanaryError as error:
            raise NotServedError(Refusal.CANARY, str(error)) from error
        except MemoryError as error:
            raise NotServedError(Refusal.MEMORY) from error
        self._context = load.context
        self._prefixes = PrefixStore(
            Path(load.cache) if load.cache else None, f"{load.sha256}|{VERSION}|{load.context}"
        )
        tell(Ready(VERSION))

    def serve(self, command: Request) -> None:
        """Answer one request. Raises `NotServedError`."""
        try:
            if isinstance(command, Measure):
                self._measure(command)
            elif isinstance(command, Ask):
                self._answer(command)
        except (EngineError, MemoryError) as error:
            self._engine.keep(0)
            raise NotServedError(Refusal.ENGINE_FAILED, type(error).__name__) from error
        except TemplateError as error:
            raise NotServedError(Refusal.TEMPLATE, str(error)) from error
        finally:
            self._deadline = None

    def _must_stop(self) -> bool:
        return self._deadline is not None and self._deadline.passed() is not None

    def _answer(self, ask: Ask) -> None:
        self._deadline = Deadline(ask.writing.seconds, lambda: self._cancelled(ask.number))
        prompt = self._prompter.prompt(ask.writing)
        if ask.count_only:
            self._tell(Counted(ask.number, len(prompt.tokens)))
            return
        room = self._context - len(prompt.tokens)
        if len(prompt.tokens) > PROMPT_TOKENS or room < 1:
            raise NotServedError(Refusal.TOO_LONG, f"{len(prompt.tokens)} tokens")
        writing = replace(ask.writing, max_tokens=min(ask.writing.max_tokens, room))
        self._engine.use_threads(ask.threads)
        self._take_up_beginning(prompt)
        written = generate(
            self._engine, prompt, writing, self._deadline, lambda text: self._tell(Piece(ask.number, text))
        )
        self._tell(Done(ask.number, written))

    def _take_up_beginning(self, prompt: Prompt) -> None:
        """Have the fixed beginning's state in memory: held already, from the disk, else computed and kept."""
        fixed = list(prompt.tokens[: prompt.fixed])
        if len(fixed) < _WORTH_KEEPING or self._engine.held[: len(fixed)] == fixed:
            return
        state = self._prefixes.load(fixed)
        if state is not None and self._engine.restore(state, fixed):
            return
        try:
            self._engine.keep(0)
            self._engine.read(fixed)
        except AbortedError:
            return  # whoever writes next notices that there is no time left
        self._prefixes.save(fixed, self._engine.state())

    def _measure(self, asked: Measure) -> None:
        self._deadline = Deadline(asked.seconds, lambda: False)
        rates = measure(self._engine, asked.threads, self._deadline)
        self._tell(Measured(asked.number, rates))
