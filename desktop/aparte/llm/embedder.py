"""The embedding model as its callers use it: texts to a worker process that comes and goes behind one object.

Passages go to the process one at a time, so that a question never waits for more than one of them.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from aparte.core.lanes import Lane
from aparte.core.model import ModelEntry, ModelError, ModelKind, ModelStanding, Vectors
from aparte.llm.asking import hand_over, wait_idle, wait_settled
from aparte.llm.keeper import Installed, Keeper, Surroundings
from aparte.llm.life import Answer, Life, Limits, Phase
from aparte.llm.prefixes import Prefixes, prefixes_of
from aparte.llm.protocol import EMBEDDING_TOKENS, Cancel, Embed, Embedded, NotDone
from aparte.llm.troubles import Ending, from_ending, from_request

MOST_PASSAGES = 32
# One passage on a slow machine with a large model; a process that takes longer is replaced, for the questions' sake.
_PASSAGE_S = 30.0
# More is beyond what is read, and a pipe takes this whole however it is written.
_CHARACTERS = 10_000
# Raised when texts are read in another way: vectors of before are then not compared with new ones.
_WAY = "1"


class LocalEmbedder:
    """Embeds with one installed model (`Embedder`); the newest question wins, and passages wait for it.

    `lane` is this embedder's own and runs two jobs at a time: `FreeLane("embedding")`. It is closed after it.
    """

    def __init__(
        self,
        installed: Installed | None,
        lane: Lane,
        limits: Limits | None = None,
        around: Surroundings | None = None,
        *,
        checked: bool = True,
    ) -> None:
        self._keeper = Keeper(
            installed,
            lane,
            limits or Limits(),
            around or Surroundings(),
            insist=True,
            checked=checked,
            kind=ModelKind.EMBEDDING,
        )
        self._changed = self._keeper.changed
        self._prefixes = prefixes_of(installed.entry) if installed else Prefixes()
        self._newest = self._question = self._cancelled = 0
        self._waiting = 0  # the question that no process has taken yet
        self._closed = False

    @property
    def model(self) -> ModelEntry | None:
        """The model that would embed."""
        return self._keeper.installed.entry if self._keeper.installed else None

    @property
    def fingerprint(self) -> str:
        """What vectors of two fingerprints can't be compared by; empty without model."""
        return fingerprint(self.model) if self.model else ""

    @property
    def process(self) -> int | None:
        """The worker process's number, while there is one."""
        with self._changed:
            life = self._keeper.life
            return life.child.pid if life is not None and life.child is not None else None

    def standing(self) -> ModelStanding:
        """Whether it may be asked, without starting anything."""
        return self._keeper.standing()

    def reset(self) -> None:
        """Forget failures and refusals: the next request starts anew."""
        self._keeper.reset()

    def embed_question(self, text: str, seconds: float = 2.0) -> Vectors | None:
        """One vector, before any passages that wait; None when a newer question came or `cancel` was called."""
        with self._changed:
            until = self._keeper.now() + seconds
            self._abandon(self._question)
            self._newest += 1
            number = self._question = self._waiting = self._newest

            def wanted() -> bool:
                return number > self._cancelled

            try:
                life = wait_idle(self._keeper, until, wanted, lambda: True)
                answer = self._send(life, Answer(number, until), self._prefixes.question + text) if life else None
            finally:
                if self._waiting == number:
                    self._waiting = 0
                self._changed.notify_all()  # passages may go on
        return self._vector(answer, wanted) if answer else None

    def embed_passages(self, texts: Sequence[str], seconds: float = 60.0) -> Vectors | None:
        """One vector a passage, 32 at most, too long ones cut at the model's context; None when it was closed."""
        if len(texts) > MOST_PASSAGES:
            raise ValueError(f"{len(texts)} passages at once")
        until = self._keeper.now() + seconds
        size, rows = 0, bytearray()
        for text in texts:
            try:
                one = self._passage(text, until)
            except ModelError:
                if self._closed:
                    return None
                raise
            if one is None:
                return None
            size = one.size
            rows += one.values
        return Vectors(size, bytes(rows))

    def cancel(self) -> None:
        """End the question that is being read; nothing happens when none is."""
        with self._changed:
            self._abandon(self._question)

    def close(self) -> None:
        """End the worker process, and every call."""
        with self._changed:
            self._closed = True
        self.cancel()
        self._keeper.close()

    def _passage(self, text: str, until: float) -> Vectors | None:
        def wanted() -> bool:
            return not self._closed

        with self._changed:
            life = wait_idle(self._keeper, until, wanted, lambda: not self._waiting)
            if life is None:
                return None
            self._newest += 1
            soon = min(until, self._keeper.now() + _PASSAGE_S)
            answer = self._send(life, Answer(self._newest, soon), self._prefixes.passage + text)
        return self._vector(answer, wanted)

    def _send(self, life: Life, answer: Answer, text: str) -> Answer:
        left = answer.until - self._keeper.now()
        request = Embed(answer.number, text[:_CHARACTERS], self._keeper.threads, left)
        return hand_over(self._keeper, life, answer, request)

    def _vector(self, answer: Answer, wanted: Callable[[], bool]) -> Vectors | None:
        if not wait_settled(self._keeper, answer, wanted):
            return None
        result = answer.result
        if isinstance(result, Embedded) and result.size:
            return Vectors(result.size, result.row())
        if isinstance(result, NotDone):
            raise from_request(result.reason, ModelKind.EMBEDDING)
        raise from_ending(answer.ended or Ending.LATE, ModelKind.EMBEDDING)

    def _abandon(self, number: int) -> None:
        """No question up to this one is wanted any more; the process is told, and stays."""
        if number <= self._cancelled:
            return
        self._cancelled = number
        life = self._keeper.life
        read = life.answer if life is not None and life.phase is Phase.BUSY else None
        if read is not None and read.number == number and life is not None and life.child is not None:
            life.child.send(Cancel(number))
        self._changed.notify_all()


def fingerprint(entry: ModelEntry) -> str:
    """What a model's vectors depend on: its file, the engine, what is written before a text, how much of it is read."""
    prefixes = prefixes_of(entry)
    read = min(entry.context, EMBEDDING_TOKENS)
    told = f"{_WAY}|{entry.sha256}|{_engine()}|{read}|{prefixes.question}|{prefixes.passage}"
    return sha256(told.encode()).hexdigest()


def _engine() -> str:
    """The engine's version, without loading it."""
    try:
        return version("llama-cpp-python")
    except PackageNotFoundError:
        return ""
