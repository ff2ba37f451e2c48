"""A folder of models that is ours to change: one is added whole or not at all, and taken away again.

`models.toml` is written by hand as often as by us: adding appends to it, removing cuts out one block,
and every other line stays as its author left it.
"""

import hashlib
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from aparte.core.errors import StorageError, UsageError
from aparte.core.model import ModelEntry, ModelError, ModelKind
from aparte.llm.inspecting import Inspected, inspect
from aparte.llm.manifest import FILE_NAME, EntryError, Listed, Models, Owner, file_name_of, read_entry, read_folder
from aparte.llm.prefixes import Prefixes, recognised

Told = Callable[[str, int, int], None]

_BLOCK = 1 << 20
# Left free beside a model: the program writes too.
_SPARE = 100 << 20
_UNFINISHED = ".adding-"
_LEFT_OUT = {"origin": ""}
_HEADER = "# The models of this folder; docs/models.md says what each key means.\nschema = 1\n"
_BEGINS = re.compile(r"(?m)^[ \t]*\[\[[ \t]*model[ \t]*\]\]")


@dataclass(frozen=True, slots=True)
class Described:
    """What whoever adds a model says of it; 0 or empty is taken from the file. `sha256`: what it must be."""

    name: str
    licence: str
    languages: tuple[str, ...]
    context: int = 0
    memory_mb: int = 0
    origin: str = ""
    sha256: str = ""


class ModelFolder:
    """The models of one folder."""

    def __init__(self, folder: Path, owner: Owner) -> None:
        self.folder = folder
        self._owner = owner

    def models(self) -> Models:
        """What it holds now."""
        return read_folder(self.folder, self._owner)

    def add(self, source: Path, described: Described, told: Told) -> Listed:
        """Copy a model here and list it. What `told` raises stops it, and nothing is left.

        Raises `UsageError` for a name that is taken, `ModelError` for a file that can't serve,
        `StorageError` when the disk refuses.
        """
        seen = _inspected(source)
        entry = _entry(source, described, seen)
        with self._turn():
            self._refuse_taken(entry)
            return self._put(source, entry, described.sha256, told)

    def add_all(self, folder: Path, told: Told) -> tuple[Listed, ...]:
        """Every model that another folder's list names, each against the digest given there. Raises as `add`."""
        prepared = self.prepared(folder)
        for model in prepared:
            _inspected(model.path)
        with self._turn():
            for model in prepared:
                self._refuse_taken(model.entry)
            return tuple(self._put(model.path, model.entry, model.entry.sha256, told) for model in prepared)

    def prepared(self, folder: Path) -> tuple[Listed, ...]:
        """What another folder's list names. Raises `UsageError` when that list has a fault or is empty."""
        found = read_folder(folder, self._owner)
        if found.problems or not found.listed:
            raise UsageError(" ".join(found.problems) or f"« {folder} » n'a pas de liste {FILE_NAME}.")
        return found.listed

    def remove(self, name: str) -> Listed:
        """Take it from the list, then its file. Raises `UsageError` when it is not here, `StorageError`."""
        with self._turn():
            model = self.models().named(name)
            if model is None:
                raise UsageError(f"Le modèle « {name} » n'est pas dans {self.folder}.")
            self._write(_without(self._text(), model.entry.name))
            if not any(other.path == model.path for other in self.models().listed):
                with _disk(self.folder):
                    model.path.unlink(missing_ok=True)
            return model

    def _refuse_taken(self, entry: ModelEntry) -> None:
        try:
            tomllib.loads(self._text() + written(entry))
        except ValueError as error:
            raise StorageError(f"{self.folder / FILE_NAME} ne peut pas être complété : corrigez-le d'abord.") from error
        models = self.models()
        if models.named(entry.name) is not None:
            raise UsageError(f"Un modèle s'appelle déjà « {entry.name} » : retirez-le ou donnez un autre nom.")
        if any(model.entry.file.casefold() == entry.file.casefold() for model in models.listed):
            raise UsageError(f"Un modèle est déjà dans un fichier « {entry.file} » : renommez celui-ci d'abord.")

    def _put(self, source: Path, entry: ModelEntry, expected: str, told: Told) -> Listed:
        beside = self.folder / f"{_UNFINISHED}{entry.file}"
        try:
            with _disk(self.folder):
                self._refuse_full(source)
                digest = _copy(source, beside, lambda done, total: told(f"Copie de {entry.name}", done, total))
            if expected and digest != expected:
                raise ModelError(f"« {source} » n'a pas l'empreinte annoncée : téléchargez-le de nouveau.")
            _inspected(beside)
            entry = replace(entry, sha256=digest)
            block = written(entry)
            with _disk(self.folder):
                beside.replace(self.folder / entry.file)
            self._write(f"{self._text() or _HEADER}\n{block}")
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        return Listed(entry, self.folder / entry.file, self._owner)

    def _refuse_full(self, source: Path) -> None:
        needed, free = source.stat().st_size + _SPARE, shutil.disk_usage(self.folder).free
        if free < needed:
            raise StorageError(
                f"Il manque {(needed - free) // 1_000_000 + 1} Mo dans {self.folder} : libérez de la place."
            )

    def _text(self) -> str:
        with _disk(self.folder), suppress(FileNotFoundError):
            return (self.folder / FILE_NAME).read_text("utf-8-sig")
        return ""

    def _write(self, text: str) -> None:
        path = self.folder / FILE_NAME
        beside = path.with_name(f".{FILE_NAME}.new")
        with _disk(self.folder):
            with beside.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Nobody else changes the folder; what a kill left half copied goes."""
        with _disk(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock")
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise UsageError("Un autre ajout ou retrait de modèle est en cours : attendez sa fin.") from error
        try:
            with _disk(self.folder):
                for left in self.folder.glob(f"{_UNFINISHED}*"):
                    left.unlink()
            yield
        finally:
            lock.release()


def written(entry: ModelEntry) -> str:
    """The entry as a block of `models.toml`."""
    values = {
        key: value for key, value in asdict(entry).items() if value not in (False, None) and value != _LEFT_OUT.get(key)
    }
    return "[[model]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: Any) -> str:  # noqa: ANN401 - a field of any kind
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    # Every text of an entry is printable, but for a prefix's lines: nothing but these three needs a backslash.
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _without(text: str, name: str) -> str:
    """The list without one model's block. Raises `StorageError` when that can't be cut out alone."""
    starts = [found.start() for found in _BEGINS.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        with suppress(ValueError):
            (described,) = tomllib.loads(text[start:end])["model"]
            if described.get("name") == name:
                rest = text[:start].rstrip("\n") + "\n" + ("\n" + text[end:] if text[end:] else "")
                tomllib.loads(rest)
                return rest
    raise StorageError(f"« {FILE_NAME} » est écrit d'une façon inhabituelle : retirez-en « {name} » à la main.")


def _entry(source: Path, described: Described, seen: Inspected) -> ModelEntry:
    """What will be listed, its digest yet to come."""
    prefixes = _prefixes(described, seen, source)
    entry = ModelEntry(
        name=described.name,
        file=file_name_of(source.name),
        sha256="0" * 64,
        licence=described.licence,
        languages=described.languages,
        context=described.context or min(seen.context, 4096),
        memory_mb=described.memory_mb or needed_mb(seen),
        kind=seen.kind,
        origin=described.origin,
        query_prefix=prefixes.question if prefixes else None,
        passage_prefix=prefixes.passage if prefixes else None,
    )
    try:
        return read_entry({**asdict(entry), "languages": list(entry.languages)})
    except EntryError as error:
        raise UsageError(f"Le modèle est mal décrit : {error}") from error


def _prefixes(described: Described, seen: Inspected, source: Path) -> Prefixes | None:
    """Those that the model's family publishes, written down where whoever keeps the list can see and change them."""
    found = recognised(described.name, seen.name, source.name)
    return found if seen.kind is ModelKind.EMBEDDING and found != Prefixes() else None


def needed_mb(seen: Inspected) -> int:
    """What a model should take once it is loaded: its weights, its state of a short prompt, room to compute."""
    return seen.weights * 11 // 10_000_000 + 200


def _inspected(path: Path) -> Inspected:
    try:
        return inspect(path)
    except OSError as error:
        raise ModelError(f"« {path} » ne peut pas être lu : vérifiez le chemin et les droits.") from error


def _copy(source: Path, target: Path, told: Callable[[int, int], None]) -> str:
    """Copy and return the digest of what was written."""
    digest, done = hashlib.sha256(), 0
    with source.open("rb") as before, target.open("wb") as after:
        total = os.fstat(before.fileno()).st_size
        while block := before.read(_BLOCK):
            after.write(block)
            digest.update(block)
            done += len(block)
            told(done, total)
        after.flush()
        os.fsync(after.fileno())
    return digest.hexdigest()


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(f"{folder} ne peut pas être écrit : disque plein ou droits insuffisants.") from error
