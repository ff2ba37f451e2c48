"""Keeps one worker process: starts it, listens to it, watches its time, replaces it.

Everything is read and changed under `changed`, whose waiters are told of each change. Two jobs of a lane
serve one process: one listens, the other wakes up when something has lasted too long.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Condition

from aparte.core.lanes import Lane
from aparte.core.model import ModelEntry, ModelKind, ModelStanding
from aparte.llm.digests import Digests, StoppedError
from aparte.llm.life import Life, Limits, Phase
from aparte.llm.memory import available_mb
from aparte.llm.process import Child, Launcher
from aparte.llm.protocol import (
    CONTEXT_TOKENS,
    EMBEDDING_TOKENS,
    Counted,
    Done,
    Embedded,
    Event,
    Load,
    Measure,
    Measured,
    NotDone,
    Piece,
    Ready,
    Refusal,
    Refused,
    Result,
    Stage,
)
from aparte.llm.record import Record
from aparte.llm.selftest import Verdict, Verdicts, judge, threads_to_try, usable_cores
from aparte.llm.troubles import Ending, from_ending

log = logging.getLogger(__name__)

_SECONDS_TO_CLOSE = 2.0
# What libraries and threads reserve without using it; with twice the model, only a hostile file wants more.
_SPARE_MB = 2048


@dataclass(frozen=True, slots=True)
class Installed:
    """A model of the manifest, its file, and the folder where what is known about it is kept."""

    entry: ModelEntry
    path: Path
    cache: Path


def engine_installed() -> bool:
    """Whether llama.cpp is there; nothing is loaded."""
    return find_spec("llama_cpp") is not None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is met outside: how a worker is started, the memory that is free, the engine, the time."""

    launch: Launcher = Child
    available_mb: Callable[[], int | None] = available_mb
    engine_installed: Callable[[], bool] = engine_installed
    now: Callable[[], float] = time.monotonic


class Keeper:
    """The process of one installed model, and why there is none.

    `life` is the process that lives now; `verdict` is what the self-test found. With `insist`, a machine
    that was found too slow is used all the same. `checked` may be off for tests alone: then the file's
    digest is not compared with the manifest's. What embeds is not measured: it has no verdict.
    """

    def __init__(
        self,
        installed: Installed | None,
        lane: Lane,
        limits: Limits,
        around: Surroundings,
        *,
        insist: bool,
        checked: bool,
        kind: ModelKind = ModelKind.CHAT,
    ) -> None:
        self.installed = installed
        self.kind = kind
        self.limits = limits
        self.changed = Condition()
        self.life: Life | None = None
        self.verdict: Verdict | None = None
        if installed and kind is ModelKind.CHAT:
            self.verdict = Verdicts(installed.cache).of(installed.entry)
        self._lane = lane
        self._around = around
        self._insist = insist
        self._checked = checked
        self._record = Record(limits.back_off, kind)
        self._closed = False

    def now(self) -> float:
        """Seconds, on a clock that only goes on."""
        return self._around.now()

    # Why there is none

    def standing(self) -> ModelStanding:
        """Whether it may be asked, without starting anything."""
        with self.changed:
            known, lives = self._known(), self.life is not None
        if known is not ModelStanding.READY or lives:
            return known
        if not self._around.engine_installed():
            return ModelStanding.NO_ENGINE
        return ModelStanding.NO_MEMORY if self._short_of_memory() else ModelStanding.READY

    def raise_if_unusable(self) -> None:
        """Raises `ModelError` when waiting for a process would be in vain."""
        if self._closed:
            raise from_ending(Ending.CLOSED, self.kind)
        known = self._known()
        if known is not ModelStanding.READY:
            raise self._record.trouble(known)

    def reset(self) -> None:
        """Forget failures and refusals: the next request starts anew."""
        with self.changed:
            self._record.forget()

    def _known(self) -> ModelStanding:
        """What is known without looking around."""
        if self.installed is None:
            return ModelStanding.NO_MODEL
        known = self._record.standing(self.now())
        slow = self.verdict is not None and not self.verdict.drafts and not self._insist
        if slow and known in (ModelStanding.READY, ModelStanding.NO_MEMORY):
            return ModelStanding.TOO_SLOW
        return known

    def _short_of_memory(self) -> bool:
        free = self._around.available_mb()
        needed = self.installed.entry.memory_mb if self.installed else 0
        return free is not None and free < needed + self.limits.reserve_mb

    # Start and end

    def start(self) -> float:
        """Start a process if none lives and none failed just now; returns in how many seconds to try again."""
        if self.life is not None:
            return 0.0
        pause = self._record.retry_at - self.now()
        if pause > 0:
            return pause
        life = self.life = Life()
        try:
            self._lane.submit(lambda: self._live(life))
            self._lane.submit(lambda: self._watch(life))
        except RuntimeError as error:  # the lane was closed
            self.life = None
            raise from_ending(Ending.CLOSED, self.kind) from error
        return 0.0

    def close(self) -> None:
        """End the process, for good."""
        with self.changed:
            self._closed = True
            if self.life is not None:
                self.life.end(Ending.CLOSED)
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.life is None, _SECONDS_TO_CLOSE)

    @property
    def threads(self) -> int:
        """How many threads a request is served with."""
        return self.verdict.threads if self.verdict else max(1, usable_cores() // 2)

    # The job that listens

    def _live(self, life: Life) -> None:
        try:
            assert self.installed is not None
            if self._may_start(life, self.installed):
                self._talk(life, self.installed)
        except Exception:
            log.exception("worker")  # a lane would keep it for itself
        finally:
            self._bury(life)

    def _may_start(self, life: Life, installed: Installed) -> bool:
        """Look at engine, memory and file first; what is wrong is the life's end."""
        wrong: Ending | None = None
        if not self._around.engine_installed():
            wrong = Ending.NO_ENGINE
        elif self._short_of_memory():
            wrong = Ending.MEMORY
        elif self._checked and not self._is_the_manifests(life, installed):
            wrong = Ending.REFUSED
        with self.changed:
            if wrong is not None:
                life.end(wrong)
            return life.why is None

    def _is_the_manifests(self, life: Life, installed: Installed) -> bool:
        try:
            digest = Digests(installed.cache).of(installed.path, stopped=lambda: life.why is not None)
        except StoppedError:
            return True  # the life has its end already
        except OSError as error:
            log.info("model not read: %s", error)
            digest = ""
        if digest != installed.entry.sha256.lower():
            self._refuse(Refusal.FILE, "not the manifest's")
            return False
        return True

    def _refuse(self, reason: Refusal, detail: str) -> None:
        log.info("model refused: %s, %.300r", reason, detail)
        with self.changed:
            self._record.refuse(reason)

    def _talk(self, life: Life, installed: Installed) -> None:
        child = self._around.launch()
        with self.changed:
            life.child = child
            life.enter(Phase.STARTING, self.now() + self.limits.start)
            if life.why is not None:
                life.end(life.why)
            self.changed.notify_all()
        entry = installed.entry
        child.send(
            Load(
                str(installed.path),
                entry.sha256,
                self.threads,
                min(entry.context, CONTEXT_TOKENS if self.kind is ModelKind.CHAT else EMBEDDING_TOKENS),
                2 * entry.memory_mb + _SPARE_MB,
                str(installed.cache),
                self.kind,
            )
        )
        for event in child.events():
            self._hear(life, event, installed)

    def _hear(self, life: Life, event: Event, installed: Installed) -> None:
        if isinstance(event, Measured):
            self._learn(judge(installed.entry, event.rates), installed)
        with self.changed:
            match event:
                case Stage():
                    self._enter_stage(life, event.name, installed)
                case Ready() if self.verdict is None and self.kind is ModelKind.CHAT:
                    seconds = self.limits.measure
                    life.enter(Phase.MEASURING, self.now() + 2 * seconds)
                    if life.child is not None:
                        life.child.send(Measure(0, threads_to_try(), seconds))
                case Ready() | Measured():
                    life.rest(self.now())
                    if self._known() is ModelStanding.TOO_SLOW:
                        life.end(Ending.IDLE)
                case Refused():
                    self._hear_refusal(life, event)
                case Piece() if life.answer is not None and event.number == life.answer.number:
                    life.answer.pieces.append(event.text)
                case Done() | Counted() | Embedded() | NotDone() if life.answer is not None:
                    self._hear_result(life, event)
            self.changed.notify_all()

    def _enter_stage(self, life: Life, name: str, installed: Installed) -> None:
        megabytes = installed.path.stat().st_size >> 20 if installed.path.exists() else 0
        until = self.now() + megabytes / self.limits.slowest_mb_s
        if name == "checking":
            life.enter(Phase.CHECKING, until + self.limits.check)
        else:
            life.enter(Phase.LOADING, until + self.limits.load)

    def _hear_refusal(self, life: Life, event: Refused) -> None:
        if event.reason is Refusal.MEMORY:
            life.end(Ending.MEMORY)
            return
        self._refuse(event.reason, event.detail)
        life.end(Ending.REFUSED)

    def _hear_result(self, life: Life, event: Result) -> None:
        if life.answer is None or event.number != life.answer.number:
            return
        life.answer.result = event
        if isinstance(event, (Done, Embedded)):
            self._record.served()
        life.rest(self.now())

    def _learn(self, verdict: Verdict, installed: Installed) -> None:
        Verdicts(installed.cache).keep(verdict)
        with self.changed:
            self.verdict = verdict

    def _bury(self, life: Life) -> None:
        """Let go of a process that has ended, and remember why."""
        code = life.child.reap() if life.child is not None else None
        with self.changed:
            why = life.ended_by(code)
            life.enter(Phase.OVER)
            log.info("worker ended: %s (%s)", why, code)
            self._record.ended(why, self.now())
            if life.answer is not None:
                life.answer.ended = why
            self.life = None
            self.changed.notify_all()

    # The job that watches

    def _watch(self, life: Life) -> None:
        """Wake up when something has lasted too long, and now and then for the memory."""
        while True:
            with self.changed:
                if life.phase is Phase.OVER or self.life is not life:
                    return
                now = self.now()
                if life.deadline is not None and now >= life.deadline:
                    life.end(Ending.STUBBORN if life.phase is Phase.CANCELLING else Ending.LATE)
                elif life.phase is Phase.IDLE and now - life.idle_since >= self.limits.idle:
                    life.end(Ending.IDLE)
                self.changed.wait(self._sleep(life, now))
            if life.phase is Phase.IDLE and self._is_memory_short_now():
                with self.changed:
                    if life.phase is Phase.IDLE:
                        life.end(Ending.MEMORY)

    def _sleep(self, life: Life, now: float) -> float | None:
        if life.phase is Phase.IDLE:
            return max(min(self.limits.memory_check, life.idle_since + self.limits.idle - now), 0.01)
        return None if life.deadline is None else max(life.deadline - now, 0.0)

    def _is_memory_short_now(self) -> bool:
        free = self._around.available_mb()
        return free is not None and free < self.limits.reserve_mb
