"""A writer without a model: it says what the test wants, piece by piece, and can be cancelled."""

from collections.abc import Callable

from aparte.core.model import Finish, ModelEntry, ModelError, ModelStanding, Writing, Written

ENTRY = ModelEntry("essai", "essai.gguf", "0" * 64, "Apache-2.0", ("fr",), 1024, 60, demonstration=True, rewrites=True)
_PIECE = 7


class ScriptedWriter:
    """Answers each prompt with `answer(user message)`; a token is a word.

    Attributes: `asked`, every request; `stands`, what it says of itself; `fails`, the error to raise.
    """

    def __init__(self, answer: Callable[[str], str] | str, *, finish: Finish = Finish.END) -> None:
        self._answer = answer if callable(answer) else lambda _: answer
        self._finish = finish
        self._cancelled = False
        self.asked: list[Writing] = []
        self.stands = ModelStanding.READY
        self.fails: ModelError | None = None

    def standing(self) -> ModelStanding:
        return self.stands

    @property
    def model(self) -> ModelEntry | None:
        return ENTRY

    def write(self, writing: Writing, told: Callable[[str], None]) -> Written:
        self.asked.append(writing)
        self._cancelled = False
        if self.fails:
            raise self.fails
        text = self._answer(writing.messages[-1].text)
        for at in range(0, len(text), _PIECE):
            told(text[at : at + _PIECE])
            if self._cancelled:
                return Written(text[: at + _PIECE], Finish.CANCELLED)
        return Written(text, self._finish)

    def count(self, writing: Writing) -> int:
        return sum(len(message.text.split()) for message in writing.messages)

    def cancel(self) -> None:
        self._cancelled = True

    def close(self) -> None:
        self._cancelled = True
