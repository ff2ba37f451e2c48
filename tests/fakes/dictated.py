"""A writer that writes what it is told, and notes what it was asked."""

from collections.abc import Callable

from aparte.core.model import Finish, ModelEntry, ModelError, ModelStanding, Writing, Written


class DictatedWriter:
    """Implements `Writer`; with no text it fails as a worker that died."""

    def __init__(
        self, text: str | None, *, finish: Finish = Finish.END, standing: ModelStanding = ModelStanding.READY
    ) -> None:
        self.asked: list[Writing] = []
        self._text, self._finish, self._standing = text, finish, standing

    def standing(self) -> ModelStanding:
        """As it was made."""
        return self._standing

    @property
    def model(self) -> ModelEntry | None:
        """None is needed."""
        return None

    def write(self, writing: Writing, told: Callable[[str], None]) -> Written:
        """The text, at once."""
        self.asked.append(writing)
        if self._text is None:
            raise ModelError("Le modèle ne répond pas : la réponse sans modèle reste affichée.")
        told(self._text)
        return Written(self._text, self._finish)

    def count(self, writing: Writing) -> int:
        """One token a word."""
        return sum(len(message.text.split()) for message in writing.messages)

    def cancel(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Nothing to end."""
