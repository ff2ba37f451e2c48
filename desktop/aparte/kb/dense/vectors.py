"""The vectors of one base's passages: which are there, which are to be read, how near each is to a question."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import numpy as np

from aparte.core.model import Vectors
from aparte.kb.dense.likeness import Likeness
from aparte.kb.dense.texts import PassageTexts, slices
from aparte.kb.dense.vector_file import VectorFile
from aparte.kb.impact import Floats, Ints

SUFFIX = ".vectors"
_SLICE = 256
# Smaller files are not worth writing again.
_LEAST_ROWS = 4096


class ForeignVectorsError(Exception):
    """Vectors that are not what was asked for: another number of them, another size, or no numbers."""


class PassageVectors:
    """Joins the passages of a base to the vectors that an embedder gave them, now or for a base before.

    Reading and searching may go on at once, on two threads; one thread adds. Raises `OSError`.
    Attributes: `folder`; `of`, the generation's name; `ready`, whether what is on the disk was looked at;
    `total`, how many passages there are.
    """

    def __init__(self, texts: PassageTexts, folder: Path, fingerprint: str) -> None:
        self._texts = texts
        self.of = texts.of
        self.folder = folder
        self._path = self.place(folder, fingerprint)
        self._fingerprint = fingerprint
        self._changing = Lock()
        self._file: VectorFile | None = None
        self.ready = False
        self.total = len(texts)
        self._keys = np.zeros(0, np.uint64)
        self._by_key: Ints = np.zeros(0, np.int32)
        self._rows: Ints = np.full(self.total, -1, np.int32)
        self._order: Ints = np.zeros(0, np.int32)
        self._at = 0

    @staticmethod
    def place(folder: Path, fingerprint: str) -> Path:
        """The file of one embedder's vectors."""
        return folder / (blake2b(fingerprint.encode("utf-8"), digest_size=8).hexdigest() + SUFFIX)

    @property
    def read(self) -> int:
        """How many passages have their vector."""
        return int((self._rows >= 0).sum())

    def prepare(self, breathe: Callable[[], bool], *, tidy: bool = True) -> bool:
        """Find the vectors that are there; `breathe` is asked between slices, False ends it unfinished.

        `tidy` may write the file again without what no passage asks for: for the one who adds, never for another.
        """
        keys = np.zeros(self.total, np.uint64)
        for first, last in slices(self.total, _SLICE):
            if not breathe():
                return False
            keys[first:last] = self._texts.keys(first, last)
        self._keys, self._by_key = keys, np.argsort(keys, kind="stable").astype(np.int32)
        self._order = self._texts.town_first()
        file = VectorFile.opened(self._path, self._fingerprint)
        if tidy and file is not None and file.rows >= _LEAST_ROWS and 2 * np.unique(keys).size < file.rows:
            file.compact(keys)
        with self._changing:
            self._file = file
            self._rows = np.full(self.total, -1, np.int32) if file is None else _rows_of(keys, file)
            self._at = 0
            self.ready = True
        return True

    def missing(self, count: int) -> list[int]:
        """The next passages to read, the town's own first, each text once."""
        found: list[int] = []
        known: set[int] = set()
        at = self._at
        while at < self.total and len(found) < count:
            passage = int(self._order[at])
            key = int(self._keys[passage])
            if self._rows[passage] < 0 and key not in known:
                found.append(passage)
                known.add(key)
            elif not found:
                # Nothing before is missing: what is asked next begins here.
                self._at = at + 1
            at += 1
        return found

    def texts(self, passages: Sequence[int]) -> list[str]:
        """What the model is to read of them."""
        return [self._texts.text(passage) for passage in passages]

    def add(self, passages: Sequence[int], vectors: Vectors) -> None:
        """Keep what was read, on the disk when this returns; raises `ForeignVectorsError`."""
        values = _numbers(vectors, len(passages))
        file = self._file
        if file is None or file.size != vectors.size:
            file = VectorFile(self._path, self._fingerprint, vectors.size)
        keys = self._keys[list(passages)]
        first = file.append(keys, values)
        with self._changing:
            if file is not self._file:
                self._file = file
                self._rows = np.full(self.total, -1, np.int32)
                self._at = 0
            for row, key in enumerate(keys, start=first):
                low = np.searchsorted(self._keys, key, "left", self._by_key)
                high = np.searchsorted(self._keys, key, "right", self._by_key)
                self._rows[self._by_key[low:high]] = row

    def likeness(self, question: Vectors) -> Likeness | None:
        """How near every article is; None when nothing was read, raises `ForeignVectorsError`."""
        asked = _numbers(question, 1)[0]
        with self._changing:
            file, rows = self._file, self._rows.copy()
        if file is None or file.size != question.size or not rows.size:
            return None
        return replace(_by_article(file.likeness(asked), rows, self._texts.starts), of=self.of)

    def forget_others(self) -> None:
        """Remove the vectors of embedders that are no longer in service; one that is held open stays."""
        for path in self.folder.glob(f"*{SUFFIX}*"):
            if path != self._path:
                path.unlink(missing_ok=True)


def _rows_of(keys: np.typing.NDArray[np.uint64], file: VectorFile) -> Ints:
    order = np.argsort(file.keys, kind="stable")
    kept = file.keys[order]
    places = np.minimum(np.searchsorted(kept, keys), max(kept.size - 1, 0))
    if not kept.size:
        return np.full(keys.size, -1, np.int32)
    return np.where(kept[places] == keys, order[places], -1).astype(np.int32)


def _by_article(near: Floats, rows: Ints, starts: Ints) -> Likeness:
    passages = np.where(rows >= 0, near[np.maximum(rows, 0)], np.float32(-np.inf)) if near.size else None
    if passages is None:
        return Likeness(np.full(starts.size, np.nan, np.float32), np.full(starts.size, -1, np.int32))
    best = np.maximum.reduceat(passages, starts)
    owners = np.repeat(np.arange(starts.size), np.diff(starts, append=rows.size))
    first = np.full(starts.size, -1, np.int32)
    nearest = np.flatnonzero((passages == best[owners]) & (rows >= 0))[::-1]
    # Written from the last to the first: of two equal passages the first stays.
    first[owners[nearest]] = nearest
    return Likeness(np.where(np.isfinite(best), best, np.float32(np.nan)), first)


def _numbers(vectors: Vectors, wanted: int) -> Floats:
    values: Floats = np.frombuffer(vectors.values, "<f4").astype(np.float32)
    if vectors.size <= 0 or values.size != wanted * vectors.size or not np.isfinite(values).all():
        raise ForeignVectorsError(f"{vectors.count} vectors of {vectors.size} for {wanted}")
    return values.reshape(wanted, vectors.size)
