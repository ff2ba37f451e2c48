"""What one source has given, kept whole or not at all.

A collection is a folder of generations: the articles as one line of JSON each, and a manifest.
A new one is staged line by line, so that a killed import goes on where it stopped; it is named by
`CURRENT` only once it is whole. The one before is kept.
"""

import hashlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from aparte.core.errors import AparteError, BaseUnavailableError, StorageError
from aparte.kb.importers.comparing import Changes, Contents, Differences, Named
from aparte.kb.importers.documents import Document, Earlier, Trace, digest_of, document, read_documents
from aparte.kb.importers.records import Imported, record_from_json, record_json

FORMAT = 1
# The source whose articles are the State's.
NATIONAL = "vosdroits"
POINTER = "CURRENT"
_MANIFEST, _ARTICLES, _CONTENTS = "manifest.json", "articles.jsonl", "contents.json"
_CHANGES, _DOCUMENTS, _LOCK = "changes.json", "documents.jsonl", "lock"
_REFUSED = "Les fiches importées ne peuvent pas être écrites : disque plein ou protégé. Rien n'a changé."
_GENERATION = re.compile(r"gen-[0-9a-f]{16}-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Where a generation comes from.

    `edition` is the newest date of its articles, `counts` how many documents of each sort,
    `unknown` the elements nobody told us of, `left_out` a sentence for each document left out,
    `documents` the digest of what is remembered of each.
    """

    format: int
    source: str
    file_name: str
    url: str
    file_date: date
    edition: date
    imported_on: date
    digest: str
    counts: Mapping[str, int]
    redirections: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    documents: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole import."""

    folder: Path
    manifest: Manifest

    @property
    def national(self) -> bool:
        """Whether these are the State's articles, on which overlays lie."""
        return self.manifest.source == NATIONAL

    def records(self, holding: Iterable[str] | None = None) -> Iterator[Imported]:
        """Every article in order, or those whose record holds one of these texts.

        Raises `BaseUnavailableError` at the end when the file changed.
        """
        total = hashlib.sha256()
        wanted = (
            None if holding is None else re.compile(b"|".join(re.escape(one.encode()) for one in holding) or b"(?!)")
        )
        try:
            with (self.folder / _ARTICLES).open("rb") as lines:
                for line in lines:
                    total.update(line)
                    if wanted is None or wanted.search(line):
                        yield record_from_json(line.decode("utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged() from error
        if total.hexdigest()[:16] != self.manifest.digest:
            raise self._damaged()

    def changes(self) -> Changes | None:
        """What this import changed, None when it did not say; raises `BaseUnavailableError`."""
        try:
            data: dict[str, Any] = json.loads((self.folder / _CHANGES).read_text("utf-8"))
            lists = {name: tuple(Named(**row) for row in rows) for name, rows in data["differences"].items()}
            before = data["before"] and date.fromisoformat(data["before"])
            return Changes(Differences(**lists), before)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged() from error

    def contents(self) -> Contents:
        """The version and title of each article; raises `BaseUnavailableError`."""
        try:
            written = json.loads((self.folder / _CONTENTS).read_text("utf-8"))
            return {str(key): (str(version), str(title)) for key, (version, title) in written.items()}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise self._damaged() from error

    def earlier(self) -> Earlier:
        """What the next import may copy."""
        documents, articles = self.folder / _DOCUMENTS, self.folder / _ARTICLES
        if (digest_of(documents), digest_of(articles)) != (self.manifest.documents, self.manifest.digest):
            return Earlier(articles, ())
        return Earlier(articles, read_documents(documents))

    def _damaged(self) -> BaseUnavailableError:
        return BaseUnavailableError(
            f"Les fiches importées de {self.manifest.file_name} sont abîmées : importez-les de nouveau."
        )


class Staging:
    """A generation being written; `taken` are the documents that need not be read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.taken: dict[str, Document] = {}
        self.contents: Contents = {}
        self.editions: list[date] = []
        self.ranked = 0
        self._total = hashlib.sha256()
        self._resume()
        self._out = (folder / _ARTICLES).open("ab")
        self._names = (folder / _DOCUMENTS).open("a", encoding="utf-8", newline="\n")

    def add(self, name: str, imported: Imported, trace: Trace | None = None) -> None:
        """Keep the article of one document; `trace` says when it need not be read again."""
        line = record_json(imported).encode("utf-8", "replace") + b"\n"
        self.keep(document(name, imported, len(line), trace or Trace()), line)

    def keep(self, known: Document, line: bytes) -> None:
        """Keep an article as it is written."""
        self._out.write(line)
        self._out.flush()
        self._names.write(f"{known.line()}\n")
        self._names.flush()
        self._count(known, line)

    def close(self, manifest: Manifest, changes: Changes) -> Generation:
        """Write what goes with the articles, synced; the generation is not in service yet."""
        self._out.flush()
        os.fsync(self._out.fileno())
        self.shut()
        _write_synced(self.folder / _CONTENTS, json.dumps(self.contents, ensure_ascii=False))
        _write_synced(self.folder / _CHANGES, json.dumps(asdict(changes), ensure_ascii=False, default=str))
        _write_synced(self.folder / _MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, default=str))
        return Generation(self.folder, manifest)

    def digest(self) -> str:
        """The digest of the articles written so far."""
        return self._total.hexdigest()[:16]

    def documents(self) -> str:
        """The digest of what is remembered of each document."""
        self._names.flush()
        return digest_of(self.folder / _DOCUMENTS)

    def shut(self) -> None:
        """Close the files; what was written stays for the next run."""
        self._out.close()
        self._names.close()

    def _resume(self) -> None:
        """Take again what a killed import wrote, up to its last whole article."""
        path, names = self.folder / _ARTICLES, self.folder / _DOCUMENTS
        whole = 0
        with suppress(OSError), path.open("rb") as lines:
            for known in read_documents(names):
                line = lines.read(known.size)
                if len(line) < known.size:
                    break
                self._count(known, line)
                whole += known.size
        if path.exists():
            os.truncate(path, whole)
        names.write_text("".join(f"{known.line()}\n" for known in self.taken.values()), "utf-8", newline="\n")

    def _count(self, known: Document, line: bytes) -> None:
        self._total.update(line)
        self.taken[known.name] = known
        self.contents[known.article] = (known.version, known.title)
        self.ranked += known.ranked
        if known.verified_on:
            self.editions.append(known.verified_on)


class Collection:
    """The generations of one source under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def importing(self) -> Iterator[None]:
        """One import at a time; raises `StorageError` when another runs or the disk refuses."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / _LOCK, timeout=0):
                yield
        except Timeout as error:
            raise StorageError("Un autre import est en cours sur ce poste : attendez qu'il finisse.") from error
        except OSError as error:
            raise StorageError(_REFUSED) from error

    def current(self) -> Generation | None:
        """The generation in service, None before the first; raises `BaseUnavailableError`."""
        try:
            name = (self.root / POINTER).read_text("utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(self.root) from error
        if not _GENERATION.fullmatch(name):
            raise _unreadable(self.root)
        return Generation(self.root / name, _manifest(self.root / name))

    def earlier(self) -> Earlier | None:
        """What the import in service may give to the next one, if there is one that can be read."""
        try:
            current = self.current()
        except BaseUnavailableError:
            return None
        return None if current is None else current.earlier()

    @contextmanager
    def staging(self, digest: str) -> Iterator[Staging]:
        """Where the import of the archive with this digest is written, or goes on.

        What was written is left for the next run, unless the import is refused.
        """
        for path in self.root.glob("staged-*"):
            if path.name != f"staged-{digest}":
                shutil.rmtree(path, ignore_errors=True)
        staging = Staging(self.root / f"staged-{digest}")
        try:
            yield staging
        except AparteError:
            staging.shut()
            shutil.rmtree(staging.folder, ignore_errors=True)
            raise
        finally:
            staging.shut()

    def switch(self, staged: Generation) -> Generation:
        """Put a closed staging in service at once; the one before is kept, older ones go."""
        final = self.root / f"gen-{staged.manifest.digest}-{uuid.uuid4().hex[:6]}"
        generation = Generation(staged.folder.replace(final), staged.manifest)
        pointer = self.root / f".{POINTER}-{uuid.uuid4().hex[:6]}"
        before = None
        with suppress(OSError, UnicodeDecodeError):
            before = (self.root / POINTER).read_text("utf-8").strip()
        _write_synced(pointer, generation.folder.name)
        pointer.replace(self.root / POINTER)
        for path in [*self.root.glob("gen-*"), *self.root.glob("staged-*")]:
            if path.name not in (generation.folder.name, before):
                shutil.rmtree(path, ignore_errors=True)
        for path in self.root.glob(f".{POINTER}-*"):  # of a switch that was killed
            path.unlink(missing_ok=True)
        return generation

    def drop(self, generation: Generation) -> None:
        """Forget a generation that never came into service."""
        shutil.rmtree(generation.folder, ignore_errors=True)


def _manifest(folder: Path) -> Manifest:
    try:
        data: dict[str, Any] = json.loads((folder / _MANIFEST).read_text("utf-8"))
        days = {name: date.fromisoformat(data[name]) for name in ("file_date", "edition", "imported_on")}
        found = Manifest(**{**data, **days, "left_out": tuple(data["left_out"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(folder.parent) from error
    if found.format != FORMAT:
        raise _unreadable(folder.parent)
    return found


def _unreadable(root: Path) -> BaseUnavailableError:
    return BaseUnavailableError(f"Les fiches importées dans « {root} » sont illisibles : importez-les de nouveau.")


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
