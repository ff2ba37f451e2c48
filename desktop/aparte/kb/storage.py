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
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import overload

from filelock import FileLock, Timeout

from aparte.core.article import Article
from aparte.core.errors import StorageError
from aparte.kb.article_json import Card, card_from_json, card_json, from_json, to_json
from aparte.kb.blobs import Blob, BlobWriter, load_blob
from aparte.kb.index import BaseIndex, Parts
from aparte.kb.index_files import KEPT, load_index, load_parts, save_index, save_parts
from aparte.kb.passages import Passage

# To be raised when the files change, the weights of the fields, or what is made of the same text.
FORMAT = 15
LOCK_TIMEOUT_S = 300
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_IDS = "ids.json"
_BUILDING = ".building-"
_LOCK = "build.lock"
_REFUSED = "L'index ne peut pas être écrit : disque plein ou protégé."
_REFUSED_IN_SERVICE = "L'index ne peut pas être écrit : disque plein ou protégé. L'ancien reste en service."


class DamagedIndexError(Exception):
    """A generation that can't be trusted; it is to be built again."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from.

    `reader` is what the texts were read with: another would count other terms in the same article.
    `left_out` counts the articles that could not be read.
    """

    format: int
    digest: str
    reader: str
    articles: int
    passages: int
    left_out: int
    checksums: dict[str, int]


@dataclass(frozen=True, slots=True)
class Generation:
    """A whole index, opened."""

    folder: Path
    manifest: Manifest
    index: BaseIndex
    ids: Sequence[str]
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
        return KeptArticles(self.ids, self.articles)

    def parts(self) -> Parts:
        """What was counted in each article; raises `DamagedIndexError`."""
        try:
            _check(self.folder, self.manifest, kept=True)
            return load_parts(self.folder)
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndexError(type(error).__name__) from error

    def close(self) -> None:
        """Release the files that are read record by record."""
        for blob in (self.passages, self.articles, self.cards):
            blob.close()

    def card(self, at: int) -> Card:
        """What a list shows of one article."""
        return card_from_json(self.cards[at])


class KeptArticles(Sequence[Article]):
    """The articles of a generation, each read when it is asked for."""

    def __init__(self, ids: Sequence[str], blob: Blob) -> None:
        self._ids = ids
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

    def written(self) -> Iterator[tuple[str, bytes]]:
        """Each id with the article as it is written, which is compared faster than it is read."""
        return ((article_id, self._blob.read(at, at + 1)) for at, article_id in enumerate(self._ids))

    def repeated(self) -> bool:
        """Whether an id serves twice."""
        return len(set(self._ids)) < len(self._ids)

    def close(self) -> None:
        """Release the file."""
        self._blob.close()


class GenerationWriter:
    """Writes one generation; `commit` makes it the current one."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / f"{_BUILDING}{uuid.uuid4().hex[:8]}"
        self._folder.mkdir(parents=True)
        self._passages = BlobWriter(self._folder, "passage_texts")
        self._articles = BlobWriter(self._folder, "article_texts")
        self._cards = BlobWriter(self._folder, "cards")
        self._ids: list[str] = []

    @property
    def folder(self) -> Path:
        """Where the files of this generation are being written."""
        return self._folder

    @property
    def articles(self) -> int:
        """How many articles were written."""
        return len(self._ids)

    def keep(self, article: Article, cut: Iterable[Passage]) -> None:
        """Write an article and its passages, which need not stay in memory; raises `OSError`."""
        for passage in cut:
            self._passages.add(json.dumps(astuple(passage), ensure_ascii=False))
        self._articles.add(to_json(article))
        self._cards.add(card_json(article))
        self._ids.append(article.id)

    def take(self, before: Generation, at: int) -> None:
        """Copy an article of another generation with its passages; raises `OSError`."""
        starts = before.index.starts
        last = int(starts[at + 1]) if at + 1 < len(starts) else len(before.passages)
        self._passages.take(before.passages, int(starts[at]), last)
        self._articles.take(before.articles, at, at + 1)
        self._cards.take(before.cards, at, at + 1)
        self._ids.append(before.ids[at])

    def write_parts(self, parts: Parts) -> None:
        """Write what was counted, for the build after this one; raises `OSError`."""
        save_parts(self._folder, parts)

    def write(self, index: BaseIndex) -> None:
        """Write every part of the index beside what was kept; raises `OSError` when the disk refuses."""
        save_index(self._folder, index)
        (self._folder / _IDS).write_text(json.dumps(self._ids), "utf-8")
        for blob in (self._passages, self._articles, self._cards):
            blob.close()

    def copy(self, before: Generation, *, share: bool = True) -> None:
        """Take the plain files of another generation instead, the very same ones if `share`; raises `OSError`."""
        give = link if share else shutil.copyfile
        for blob in (self._passages, self._articles, self._cards):
            blob.drop()
            blob.path.unlink()
        self._ids = list(before.ids)
        for path in before.folder.iterdir():
            if path.is_file() and path.name != _MANIFEST:
                give(path, self._folder / path.name)

    def kept(self) -> "KeptArticles":
        """The articles that were written, read again one by one; to call after `write` or `copy`."""
        return KeptArticles(self._ids, load_blob(self._folder, "article_texts"))

    def commit(self, digest: str, reader: str, articles: int, passages: int, left_out: int = 0) -> Path:
        """Sync, rename and switch; returns the generation's folder, raises `OSError`."""
        manifest = Manifest(FORMAT, digest, reader, articles, passages, left_out, dict(_checksums(self._folder)))
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


def digest_of(folder: Path) -> str | None:
    """What a generation was built from, None when that can't be read: it may be damaged beside."""
    try:
        return str(json.loads((folder / _MANIFEST).read_text("utf-8"))["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def open_generation(folder: Path) -> Generation:
    """Map a generation; raises `DamagedIndexError` when a part is missing, changed or foreign."""
    try:
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text("utf-8")))
        if manifest.format != FORMAT:
            raise DamagedIndexError("another format")
        _check(folder, manifest, kept=False)
        return _opened(folder, manifest)
    except (OSError, ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        raise DamagedIndexError(type(error).__name__) from error


def _opened(folder: Path, manifest: Manifest) -> Generation:
    ids = json.loads((folder / _IDS).read_text("utf-8"))
    blobs = [load_blob(folder, name) for name in ("passage_texts", "article_texts", "cards")]
    return Generation(folder, manifest, load_index(folder), ids, *blobs)


def _check(folder: Path, manifest: Manifest, *, kept: bool) -> None:
    """Compare the files with their checksums: those `kept` for the next build, or those that answer."""
    for name, checksum in manifest.checksums.items():
        if name.startswith(KEPT) is kept and _checksum(folder / name) != checksum:
            raise DamagedIndexError(name)


def link(source: Path | str, target: Path | str) -> None:
    """Give a file that nobody will ever change a second name, or copy it where that can't be; raises `OSError`."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _checksums(folder: Path) -> Iterator[tuple[str, int]]:
    """The checksum of every file but the manifest."""
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if name != _MANIFEST:
            yield name, _checksum(path)


def _checksum(path: Path) -> int:
    """The CRC-32 of a file: it finds damage, it is no seal."""
    total = 0
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            total = zlib.crc32(block, total)
    return total


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
