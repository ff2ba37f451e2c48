"""The files of an archive, zip or folder, read in memory and never extracted.

An archive comes from a network: what its headers say is not believed, limits are counted on what
is really read.
"""

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from aparte.kb.importers.refusals import ImportRefusedError

MOST_ENTRIES = 20_000
LARGEST_FILE = 20_000_000
LARGEST_TOTAL = 1_000_000_000
MOST_RATIO = 200
_BLOCK = 1 << 16
# Below this size a high ratio harms nobody: a short file of spaces has one.
_SMALL = 1_000_000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*\.xml")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_INCOMPLETE = "L'archive « {name} » est abîmée ou incomplète : téléchargez-la de nouveau."


class Archive(Protocol):
    """A set of XML documents.

    Attributes: `name` and `file_date` of the file, `digest` of its content, `names` of its
    documents in a stable order, `ignored` how many files are not documents.
    """

    @property
    def name(self) -> str: ...
    @property
    def file_date(self) -> date: ...
    @property
    def digest(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def ignored(self) -> int: ...

    def read(self, name: str) -> bytes:
        """The bytes of one document; raises `ImportRefusedError`."""
        ...


def open_archive(path: Path) -> Archive:
    """The archive in `path`; raises `ImportRefusedError` when it is none, damaged or made to harm."""
    if path.is_dir():
        return FolderArchive(path)
    if not path.is_file():
        raise ImportRefusedError(f"« {path} » n'existe pas : vérifiez le nom de l'archive.")
    return ZipArchive(path)


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be read from an archive, over all its files."""

    left: int = LARGEST_TOTAL

    def spend(self, count: int, name: str) -> None:
        self.left -= count
        if self.left < 0:
            raise ImportRefusedError(f"« {name} » contient plus de 1 Go : ce n'est pas l'archive nationale.")


class ZipArchive:
    """A zip file; implements `Archive`."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
            self.digest = _digest(path)
        except _DAMAGED as error:
            raise ImportRefusedError(_INCOMPLETE.format(name=path.name)) from error
        if len(entries) > MOST_ENTRIES:
            raise ImportRefusedError(f"« {path.name} » contient plus de {MOST_ENTRIES} fichiers : archive refusée.")
        self._entries = _by_name(entries, path.name)
        self.names = tuple(sorted(self._entries))
        self.ignored = len(entries) - len(self._entries)
        self.file_date = max((_entry_date(entry) for entry in entries), default=date.min)
        self._budget = _Budget()

    def read(self, name: str) -> bytes:
        """The bytes of one document, counted while they come."""
        entry = self._entries[name]
        content = bytearray()
        try:
            with self._zip.open(entry) as stream:
                while block := stream.read(_BLOCK):
                    content += block
                    self._budget.spend(len(block), self.name)
                    _check_size(len(content), entry.compress_size, name)
        except ImportRefusedError:
            raise
        except _DAMAGED as error:
            raise ImportRefusedError(_INCOMPLETE.format(name=self.name)) from error
        return bytes(content)


class FolderArchive:
    """An unpacked archive; implements `Archive`."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        try:
            found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
        except OSError as error:
            raise ImportRefusedError(f"Le dossier « {folder} » ne peut pas être lu.") from error
        if len(found) > MOST_ENTRIES:
            raise ImportRefusedError(f"« {folder} » contient plus de {MOST_ENTRIES} fichiers : dossier refusé.")
        self._paths: dict[str, Path] = {}
        for path in found:
            if _NAME.fullmatch(path.name):
                _once(path.name, self._paths, folder.name)
                self._paths[path.name] = path
        self.names = tuple(sorted(self._paths))
        self.ignored = len(found) - len(self._paths)
        states = [(name, self._paths[name].stat()) for name in self.names]
        self.file_date = max((file_day(state.st_mtime) for _, state in states), default=date.min)
        marks = "\n".join(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)
        self.digest = hashlib.sha256(marks.encode()).hexdigest()[:16]
        self._budget = _Budget()

    def read(self, name: str) -> bytes:
        """The bytes of one document."""
        try:
            with self._paths[name].open("rb") as stream:
                content = stream.read(LARGEST_FILE + 1)
        except OSError as error:
            raise ImportRefusedError(f"Le fichier « {name} » ne peut pas être lu : vérifiez le dossier.") from error
        _check_size(len(content), len(content), name)
        self._budget.spend(len(content), self.name)
        return content


def file_day(seconds: float) -> date:
    """The local day of a file's time."""
    return datetime.fromtimestamp(seconds, UTC).astimezone().date()


def _by_name(entries: Iterable[zipfile.ZipInfo], archive: str) -> dict[str, zipfile.ZipInfo]:
    """The documents by the last part of their name; raises `ImportRefusedError` for a trap."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        written = entry.orig_filename
        parts = written.split("/")
        if "\\" in written or ":" in written or "\0" in written or parts[0] == "" or ".." in parts:
            raise ImportRefusedError(
                f"« {archive} » contient un nom de fichier qui sort de l'archive : elle est refusée, rien n'a changé."
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ImportRefusedError(f"« {archive} » contient un lien au lieu d'un fichier : elle est refusée.")
        if entry.flag_bits & 1:
            raise ImportRefusedError(f"« {archive} » est chiffrée : téléchargez l'archive d'origine.")
        if _NAME.fullmatch(parts[-1]):
            _once(parts[-1], found, archive)
            found[parts[-1]] = entry
    return found


def _once(name: str, found: Iterable[str], archive: str) -> None:
    if name in found:
        raise ImportRefusedError(f"« {archive} » contient deux fois « {name} » : elle est refusée, rien n'a changé.")


def _check_size(size: int, packed: int, name: str) -> None:
    if size > LARGEST_FILE:
        raise ImportRefusedError(f"« {name} » dépasse 20 Mo : l'archive est refusée, rien n'a changé.")
    if size > _SMALL and size > MOST_RATIO * max(packed, 1):
        raise ImportRefusedError(f"« {name} » se gonfle sans mesure : l'archive est refusée, rien n'a changé.")


def _entry_date(entry: zipfile.ZipInfo) -> date:
    try:
        return date(*entry.date_time[:3])
    except ValueError:
        return date.min


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            total.update(block)
    return total.hexdigest()[:16]
