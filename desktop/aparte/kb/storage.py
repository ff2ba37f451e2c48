"""Keeping a built index on disk: whole or not at all.

A generation is a folder of plain arrays and text blobs with a manifest of checksums. It is
written beside the current one under a temporary name, synced, renamed, and only then named by
`CURRENT`; readers map the arrays, so that memory holds what is used. The one before is kept: a
window may still read it. Whoever builds holds the folder's lock.
"""

import json
import os
import shutil
import uuid
import weakref
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from threading import Lock
from typing import Any, overload

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from aparte.core.article import Article
from aparte.core.errors import StorageError
from aparte.kb.article_json import Card, card_from_json, card_json, from_json, to_json
from aparte.kb.impact import Impact
from aparte.kb.index import BaseIndex, Rows
from aparte.kb.passages import Passage
from aparte.kb.phonetic import sound

FORMAT = 12
LOCK_TIMEOUT_S = 300
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_BUILDING = ".building-"
_LOCK = "build.lock"
_REFUSED = "L'index ne peut pas être écrit : disque plein ou protégé."
_REFUSED_IN_SERVICE = "L'index ne peut pas être écrit : disque plein ou protégé. L'ancien reste en service."


class DamagedIndexError(Exception):
    """A generation that can't be trusted; it is to be built again."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from; `left_out` counts the articles that could not be read."""

    format: int
    digest: str
    articles: int
    passages: int
    left_out: int
    checksums: dict[str, int]


class Blob:
    """Records of UTF-8 text in one file, read one by one, from any thread.

    The file is read, not mapped: what a mapping once showed stays in the process's memory.
    Attributes: `close`, to call when nothing will be read any more.
    """

    def __init__(self, path: Path, offsets: NDArray[np.int64]) -> None:
        self._file = path.open("rb", buffering=0)
        self._one_at_a_time = Lock()
        self._offsets = offsets
        self.close = weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, at: int) -> str:
        start, end = int(self._offsets[at]), int(self._offsets[at + 1])
        with self._one_at_a_time:
            self._file.seek(start)
            return self._file.read(end - start).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))


@dataclass(frozen=True, slots=True)
class Generation:
    """A whole index, opened."""

    folder: Path
    manifest: Manifest
    index: BaseIndex
    sounds: dict[str, str]
    passages: Blob
    articles: Blob
    cards: Blob

    def passage(self, at: int) -> Passage:
        """The text of one passage."""
        section, heading, text, local = json.loads(self.passages[at])
        return Passage(section, heading, text, local)

    def article(self, at: int) -> Article:
        """One whole article."""
        return from_json(self.articles[at])

    def kept(self) -> "KeptArticles":
        """Every article, each read when it is asked for."""
        return KeptArticles(self.articles)

    def close(self) -> None:
        """Release the files that are read record by record."""
        for blob in (self.passages, self.articles, self.cards):
            blob.close()

    def card(self, at: int) -> Card:
        """What a list shows of one article."""
        return card_from_json(self.cards[at])


class KeptArticles(Sequence[Article]):
    """The articles of a blob, each read when it is asked for."""

    def __init__(self, blob: Blob) -> None:
        self._blob = blob

    def __len__(self) -> int:
        return len(self._blob)

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> list[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | list[Article]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return from_json(self._blob[at % len(self)])

    def close(self) -> None:
        """Release the file."""
        self._blob.close()


class GenerationWriter:
    """Writes one generation; `commit` makes it the current one."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / f"{_BUILDING}{uuid.uuid4().hex[:8]}"
        self._folder.mkdir(parents=True)
        self._passages = _BlobWriter(self._folder, "passage_texts")
        self._articles = _BlobWriter(self._folder, "article_texts")
        self._cards = _BlobWriter(self._folder, "cards")

    @property
    def folder(self) -> Path:
        """Where the files of this generation are being written."""
        return self._folder

    def keep(self, article: Article, cut: Iterable[Passage]) -> None:
        """Write an article and its passages, which need not stay in memory; raises `OSError`."""
        for passage in cut:
            self._passages.add(json.dumps(astuple(passage), ensure_ascii=False))
        self._articles.add(to_json(article))
        self._cards.add(card_json(article))

    def write(self, index: BaseIndex) -> None:
        """Write every part of the index beside what was kept; raises `OSError` when the disk refuses."""
        save_impact(self._folder, "articles", index.articles)
        save_impact(self._folder, "passages", index.passages)
        np.save(self._folder / "starts.npy", index.starts)
        np.save(self._folder / "local.npy", index.local)
        for name, rows in (("titles", index.titles), ("subjects", index.subjects)):
            np.save(self._folder / f"{name}.values.npy", rows.values)
            np.save(self._folder / f"{name}.offsets.npy", rows.offsets)
        lines = (f"{form}\t{count}\t{sound(form)}" for form, count in sorted(index.forms.items()))
        (self._folder / "forms.txt").write_text("\n".join(lines), "utf-8")
        for blob in (self._passages, self._articles, self._cards):
            blob.close()

    def copy(self, folder: Path) -> None:
        """Take the plain files of another generation instead; raises `OSError`."""
        for blob in (self._passages, self._articles, self._cards):
            blob.drop()
        for path in folder.iterdir():
            if path.is_file() and path.name != _MANIFEST:
                shutil.copy2(path, self._folder / path.name)

    def kept(self) -> "KeptArticles":
        """The articles that were written, read again one by one; to call after `write`."""
        return KeptArticles(_load_blob(self._folder, "article_texts"))

    def commit(self, digest: str, articles: int, passages: int, left_out: int = 0) -> Path:
        """Sync, rename and switch; returns the generation's folder, raises `OSError`."""
        manifest = Manifest(FORMAT, digest, articles, passages, left_out, dict(_checksums(self._folder)))
        (self._folder / _MANIFEST).write_text(json.dumps(asdict(manifest)), "utf-8")
        for path in _files(self._folder):
            _sync(path)
        before = current_folder(self._root)
        final = self._root / f"gen-{digest}-{uuid.uuid4().hex[:6]}"
        self._folder = self._folder.replace(final)
        pointer = self._root / f".{_CURRENT}-{uuid.uuid4().hex[:6]}"
        pointer.write_text(final.name, "utf-8")
        _sync(pointer)
        pointer.replace(self._root / _CURRENT)
        _sweep(self._root, kept=(final, before))
        return final

    def abandon(self) -> None:
        """Leave nothing behind."""
        for blob in (self._passages, self._articles, self._cards):
            blob.drop()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def building(root: Path) -> Iterator[GenerationWriter]:
    """Write a generation under `root`, one process at a time; what fails leaves nothing.

    Raises `StorageError` when the disk refuses or the lock is held for too long.
    """
    writer: GenerationWriter | None = None
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / _LOCK, timeout=LOCK_TIMEOUT_S):
            writer = GenerationWriter(root)
            yield writer
    except Timeout as error:
        raise StorageError("Un autre programme construit déjà l'index : réessayez dans un instant.") from error
    except OSError as error:
        if writer is not None:
            writer.abandon()
        raise StorageError(_REFUSED if current_folder(root) is None else _REFUSED_IN_SERVICE) from error
    except BaseException:
        if writer is not None:
            writer.abandon()
        raise


def current_folder(root: Path) -> Path | None:
    """The folder of the generation in service, None before the first one."""
    try:
        name = (root / _CURRENT).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = root / name
    return folder if name and "/" not in name and folder.is_dir() else None


def open_generation(folder: Path) -> Generation:
    """Map a generation; raises `DamagedIndexError` when a part is missing, changed or foreign."""
    try:
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text("utf-8")))
        if manifest.format != FORMAT:
            raise DamagedIndexError("another format")
        found = dict(_checksums(folder))
        for name, checksum in manifest.checksums.items():
            if found.get(name) != checksum:
                raise DamagedIndexError(name)
        return _opened(folder, manifest)
    except (OSError, ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        raise DamagedIndexError(type(error).__name__) from error


def _opened(folder: Path, manifest: Manifest) -> Generation:
    rows = [line.split("\t") for line in (folder / "forms.txt").read_text("utf-8").split("\n") if line]
    index = BaseIndex(
        articles=load_impact(folder, "articles"),
        passages=load_impact(folder, "passages"),
        starts=_array(folder, "starts"),
        local=_array(folder, "local"),
        titles=_load_rows(folder, "titles"),
        subjects=_load_rows(folder, "subjects"),
        forms={form: int(count) for form, count, _ in rows},
    )
    sounds = {form: key for form, _, key in rows}
    return Generation(
        folder,
        manifest,
        index,
        sounds,
        _load_blob(folder, "passage_texts"),
        _load_blob(folder, "article_texts"),
        _load_blob(folder, "cards"),
    )


def save_impact(folder: Path, name: str, impact: Impact) -> None:
    """Write a matrix as plain files that begin with `name`."""
    (folder / f"{name}.terms").write_text("\n".join(impact.terms), "utf-8")
    for part in ("starts", "idf"):
        np.save(folder / f"{name}.{part}.npy", getattr(impact, part))
    np.save(folder / f"{name}.units.npy", impact.units.astype(np.min_scalar_type(max(impact.size - 1, 0))))
    # Half precision keeps three digits, more than a ranking needs, in half the memory.
    np.save(folder / f"{name}.weights.npy", impact.weights.astype(np.float16))
    (folder / f"{name}.size").write_text(str(impact.size), "utf-8")


def load_impact(folder: Path, name: str) -> Impact:
    """Map a matrix that `save_impact` wrote; raises `OSError` or `ValueError` when it is damaged."""
    text = (folder / f"{name}.terms").read_text("utf-8")
    terms = {term: at for at, term in enumerate(text.split("\n"))} if text else {}
    parts: dict[str, Any] = {part: _array(folder, f"{name}.{part}") for part in ("starts", "units", "weights", "idf")}
    return Impact(terms=terms, size=int((folder / f"{name}.size").read_text("utf-8")), **parts)


def _load_rows(folder: Path, name: str) -> Rows:
    return Rows(_array(folder, f"{name}.values"), _array(folder, f"{name}.offsets"))


def _array(folder: Path, name: str) -> NDArray[Any]:
    path = folder / f"{name}.npy"
    mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(mapped)


class _BlobWriter:
    """Writes the records of a blob one by one; its file is there once a record is."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._offsets = array("q", [0])
        self._out = (folder / f"{name}.bin").open("wb")

    def add(self, record: str) -> None:
        self._offsets.append(self._offsets[-1] + self._out.write(record.encode("utf-8")))

    def close(self) -> None:
        self._out.close()
        np.save(self._folder / f"{self._name}.npy", np.array(self._offsets, np.int64))

    def drop(self) -> None:
        with suppress(OSError):  # what waits to be written may not fit on the disk
            self._out.close()


def _load_blob(folder: Path, name: str) -> Blob:
    return Blob(folder / f"{name}.bin", _array(folder, name))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _checksums(folder: Path) -> Iterator[tuple[str, int]]:
    """The CRC-32 of every file but the manifest: it finds damage, it is no seal."""
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if name != _MANIFEST:
            total = 0
            with path.open("rb") as content:
                while block := content.read(1 << 20):
                    total = zlib.crc32(block, total)
            yield name, total


def _sync(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _sweep(root: Path, kept: Collection[Path | None]) -> None:
    """Drop old generations and what killed builds left; one still mapped on Windows stays."""
    for pattern in ("gen-*", f"{_BUILDING}*", f".{_CURRENT}-*"):
        for path in root.glob(pattern):
            if path in kept:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
