"""An embedder without a model: words that mean the same share a dimension."""

import re
import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from aparte.core.model import ModelEntry, ModelError, ModelKind, ModelStanding, Vectors

ENTRY = ModelEntry("sens", "sens.gguf", "0" * 64, "Apache-2.0", ("fr",), 512, 60, ModelKind.EMBEDDING)
_SIZE = 64
_WORD = re.compile(r"[^\W\d_]{3,}")


class WordEmbedder:
    """Counts words, each by the meaning that `senses` gives it, else by itself.

    Attributes: `passages`, every text read; `questions`, every question; `stands`, what it says of itself;
    `fails`, the error to raise; `overtaken`, when questions come to nothing; `pace`, the seconds that a passage takes;
    `closed`.
    """

    def __init__(self, senses: Mapping[str, str] | None = None) -> None:
        self._senses = dict(senses or {})
        self.passages: list[str] = []
        self.questions: list[str] = []
        self.stands = ModelStanding.READY
        self.fails: ModelError | None = None
        self.overtaken = False
        self.pace = 0.0
        self.closed = False

    @property
    def model(self) -> ModelEntry | None:
        return ENTRY

    @property
    def fingerprint(self) -> str:
        return "sens"

    def standing(self) -> ModelStanding:
        return self.stands

    def embed_question(self, text: str, seconds: float = 2.0) -> Vectors | None:
        self.questions.append(text)
        if self.fails:
            raise self.fails
        return None if self.overtaken else self._vectors([text])

    def embed_passages(self, texts: Sequence[str], seconds: float = 60.0) -> Vectors | None:
        if self.fails:
            raise self.fails
        if self.closed:
            return None
        if self.pace * len(texts) > seconds:
            raise ModelError("Le modèle n'a pas répondu à temps.")
        self.passages += texts
        return self._vectors(texts)

    def cancel(self) -> None:
        """Nothing is ever under way."""

    def close(self) -> None:
        self.closed = True

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), _SIZE), 0.01, "<f4")
        for row, text in zip(rows, texts, strict=True):
            for word in _WORD.findall(text.lower()):
                row[zlib.crc32(self._senses.get(word, word).encode()) % _SIZE] += 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return Vectors(_SIZE, rows.tobytes())
