"""The local model as its callers use it: requests to a worker process that comes and goes behind one object.

A caller never waits for the process to obey. A call that is overtaken or cancelled returns at once, and
a process that does not stop in time is killed.
"""

from collections.abc import Callable
from dataclasses import replace

from aparte.core.lanes import Lane
from aparte.core.model import Finish, ModelEntry, ModelError, ModelStanding, Writing, Written
from aparte.llm.asking import hand_over, wait_idle, wait_settled
from aparte.llm.keeper import Installed, Keeper, Surroundings
from aparte.llm.life import Answer, Life, Limits, Phase
from aparte.llm.protocol import PROMPT_CHARACTERS, Ask, Cancel, Counted, Done, NotDone
from aparte.llm.selftest import Verdict
from aparte.llm.troubles import Ending, OvertakenError, PromptTooLongError, from_ending, from_request


class LocalWriter:
    """Writes with one installed model (`Writer`); the newest question wins.

    `lane` is this writer's own and runs two jobs at a time: `FreeLane("model")`. It is closed after it.
    With `insist`, a machine that its self-test found too slow is used all the same.
    """

    def __init__(
        self,
        installed: Installed | None,
        lane: Lane,
        limits: Limits | None = None,
        around: Surroundings | None = None,
        *,
        insist: bool = False,
        checked: bool = True,
    ) -> None:
        self._keeper = Keeper(
            installed, lane, limits or Limits(), around or Surroundings(), insist=insist, checked=checked
        )
        self._changed = self._keeper.changed
        self._newest = self._cancelled = 0

    @property
    def model(self) -> ModelEntry | None:
        """The model that would write."""
        return self._keeper.installed.entry if self._keeper.installed else None

    @property
    def verdict(self) -> Verdict | None:
        """What the self-test found on this machine; None before the first start."""
        return self._keeper.verdict

    @property
    def process(self) -> int | None:
        """The worker process's number, while there is one."""
        with self._changed:
            life = self._keeper.life
            return life.child.pid if life is not None and life.child is not None else None

    def standing(self) -> ModelStanding:
        """Whether it may be asked to write, without starting anything."""
        return self._keeper.standing()

    def reset(self) -> None:
        """Forget failures and refusals: the next request starts anew."""
        self._keeper.reset()

    def write(self, writing: Writing, told: Callable[[str], None]) -> Written:
        """Write; `told` on this thread. `Written.text` is what comes after `begun`. Raises `ModelError`."""
        answer = self._ask(writing, count_only=False)
        if answer is None:
            return Written("", Finish.CANCELLED)
        try:
            return self._follow(answer, told)
        except BaseException:
            self._abandon(answer.number)
            raise

    def count(self, writing: Writing) -> int:
        """How many tokens its prompt has. Raises `ModelError`, `OvertakenError` when a newer call came.

        `PromptTooLongError` for one so long that it need not be counted.
        """
        answer = self._ask(writing, count_only=True)
        if answer is None or not self._wait_settled(answer):
            raise OvertakenError("La question a changé : le modèle s'occupe de la nouvelle.")
        if not isinstance(answer.result, Counted):
            raise _trouble(answer)
        return answer.result.tokens

    def cancel(self) -> None:
        """End what is being written, whatever it is doing; nothing happens when nothing is."""
        with self._changed:
            self._abandon(self._newest)

    def close(self) -> None:
        """End the worker process, and every call."""
        self.cancel()
        self._keeper.close()

    def _ask(self, writing: Writing, *, count_only: bool) -> Answer | None:
        """Take the process over from older calls once it is ready; None when overtaken meanwhile."""
        if sum(len(message.text) for message in writing.messages) + len(writing.begun) > PROMPT_CHARACTERS:
            raise PromptTooLongError
        with self._changed:
            until = self._keeper.now() + writing.seconds
            self._abandon(self._newest)
            self._newest = number = self._newest + 1
            life = wait_idle(self._keeper, until, lambda: number > self._cancelled, lambda: True)
            return self._send(life, Answer(number, until), writing, count_only=count_only) if life else None

    def _send(self, life: Life, answer: Answer, writing: Writing, *, count_only: bool) -> Answer:
        left = answer.until - self._keeper.now()
        request = Ask(answer.number, replace(writing, seconds=left), self._keeper.threads, count_only)
        return hand_over(self._keeper, life, answer, request)

    def _follow(self, answer: Answer, told: Callable[[str], None]) -> Written:
        text = ""
        while self._wait_settled(answer, pieces=True):
            with self._changed:
                piece, done = "".join(answer.pieces), answer.result
                answer.pieces.clear()
            if piece:
                text += piece
                told(piece)
            elif isinstance(done, Done):
                return done.written
            else:
                raise _trouble(answer)
        return Written(text, Finish.CANCELLED)

    def _wait_settled(self, answer: Answer, *, pieces: bool = False) -> bool:
        """Wait for the answer's end, or for its next piece; False when it is no longer wanted."""
        return wait_settled(self._keeper, answer, lambda: answer.number > self._cancelled, pieces=pieces)

    def _abandon(self, number: int) -> None:
        """No call up to this one is wanted any more; the process has little time to stop."""
        with self._changed:
            if number <= self._cancelled:
                return
            self._cancelled = number
            life = self._keeper.life
            if life is not None and life.phase is Phase.BUSY and life.child is not None:
                life.child.send(Cancel(number))
                life.enter(Phase.CANCELLING, self._keeper.now() + self._keeper.limits.cancel)
            self._changed.notify_all()


def _trouble(answer: Answer) -> ModelError:
    if isinstance(answer.result, NotDone):
        return from_request(answer.result.reason)
    return from_ending(answer.ended or Ending.LATE)
