"""What both clients of a worker process do: wait for it, hand a request over, wait for what comes of it.

All but `wait_settled` is called under the keeper's lock.
"""

from collections.abc import Callable

from aparte.llm.keeper import Keeper
from aparte.llm.life import Answer, Life, Phase
from aparte.llm.protocol import Ask, Embed
from aparte.llm.troubles import starting


def wait_idle(keeper: Keeper, until: float, wanted: Callable[[], bool], turn: Callable[[], bool]) -> Life | None:
    """A process that can take a request, started if need be, once it is one's turn; None when no longer wanted.

    Raises `ModelError` when there is none in time.
    """
    while wanted():
        keeper.raise_if_unusable()
        pause = keeper.start()
        life = keeper.life
        if life is not None and life.phase is Phase.IDLE and turn():
            return life
        left = until - keeper.now()
        if left <= 0:
            raise starting(keeper.kind)
        keeper.changed.wait(min(left, pause) if pause > 0 else left)
    return None


def hand_over(keeper: Keeper, life: Life, answer: Answer, request: Ask | Embed) -> Answer:
    """The process's next request; its time counts from now."""
    life.answer = answer
    life.enter(Phase.BUSY, answer.until + keeper.limits.grace)
    assert life.child is not None
    life.child.send(request)
    keeper.changed.notify_all()  # the watch has a new deadline
    return answer


def wait_settled(keeper: Keeper, answer: Answer, wanted: Callable[[], bool], *, pieces: bool = False) -> bool:
    """Wait for the answer's end, or for its next piece; False when it is no longer wanted."""
    # A process that not even a kill ends must not keep its caller.
    patience = max(answer.until - keeper.now(), 0) + keeper.limits.grace + 1
    with keeper.changed:
        keeper.changed.wait_for(
            lambda: (
                not wanted()
                or answer.result is not None
                or answer.ended is not None
                or (pieces and bool(answer.pieces))
            ),
            patience,
        )
        return wanted()
