"""A new set of knowledge in a repository: its blocks, its pack, its list, waiting for signatures."""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import yaml

from aparte.core.errors import BaseUnavailableError, UsageError
from aparte.kb.check import Weight, check_base
from aparte.kb.importers.collection import POINTER, Collection, Generation
from aparte.kb.library import SOURCES
from aparte.wire.bundle import (
    BASE,
    IMPORTED,
    LARGEST_BLOCK,
    LARGEST_BUNDLE,
    LARGEST_PACK,
    MANIFEST,
    MOST_FILES,
    PACK,
    Block,
    BundleFile,
    BundleFormatError,
    BundleList,
    block_name,
    check_name,
    cut,
    encode,
    pack_block,
)
from aparte_server.bundles.repository import RepositoryFolder, place
from aparte_server.bundles.signing import Lifetimes, make_targets
from aparte_server.bundles.staging import Staged, local_key

# What an import keeps for the next one alone stays where imports are made.
_OF_IMPORTS = ("manifest.json", "articles.jsonl", "contents.json", "changes.json")
_KINDS = frozenset({".md", ".yaml", ".json", ".jsonl", ".txt"})
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: its number, its files, and the bytes of a first installation and of the update before."""

    version: int
    files: int
    pack: int
    update: int


def build(  # noqa: PLR0917 - two folders, two notions of now
    repository: RepositoryFolder,
    seed: Path,
    imported: Path | None,
    now: datetime,
    today: date,
    lifetimes: Lifetimes | None = None,
) -> Built:
    """Stage the next content of `repository` from a folder of knowledge, and from collections beside it.

    Raises `UsageError` with the faults of a base that can't be published, `BaseUnavailableError`
    when an import is damaged, `StorageError`.
    """
    _refuse_faults(seed, today)
    lasts = lifetimes or Lifetimes()
    with repository.changing():
        before = repository.role("targets")
        version = before.signed.version + 1 if before else 1
        maker = _Maker(repository)
        files = tuple(maker.file(path, data) for path, data in _contents(seed, imported))
        listed = BundleList(version, now.replace(microsecond=0), _town(seed), files)
        pack = maker.pack()
        if len(pack) > LARGEST_PACK or sum(block.size for block in listed.blocks()) > LARGEST_BUNDLE:
            raise UsageError("Ce lot est trop gros pour un poste : retirez une collection importée.")
        targets = {MANIFEST: repository.put_target(MANIFEST, encode(listed)), PACK: repository.put_target(PACK, pack)}
        made = make_targets(targets, version, now + lasts.content, local_key(repository.root().signed))
        Staged(repository).put("targets", made)
    return Built(version, len(files), len(pack), maker.fresh)


class _Maker:
    """Writes blocks that are not there yet, and keeps what goes in the pack."""

    def __init__(self, repository: RepositoryFolder) -> None:
        self._folder = repository.targets_folder
        self._known: dict[str, Block] = {}
        self._machine = lzma.LZMACompressor(preset=6)
        self._pack: list[bytes] = []
        self.fresh = 0

    def file(self, path: str, data: bytes) -> BundleFile:
        """Cut and write one file; raises `UsageError` for one that no workstation would take."""
        try:
            check_name(path)
        except BundleFormatError as error:
            raise UsageError(f"Le nom « {path} » ne convient pas à tous les systèmes : renommez ce fichier.") from error
        return BundleFile(path, tuple(self._block(piece) for piece in cut(path, data)))

    def pack(self) -> bytes:
        """Every block, once."""
        return b"".join([*self._pack, self._machine.flush()])

    def _block(self, data: bytes) -> Block:
        digest = sha256(data).hexdigest()
        if digest not in self._known:
            packed = pack_block(data)
            self._known[digest] = Block(digest, len(data), len(packed))
            self._pack.append(self._machine.compress(data))
            final = self._folder / block_name(digest)
            if not final.exists():
                place(final, packed)
                self.fresh += len(packed)
        return self._known[digest]


def _contents(seed: Path, imported: Path | None) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file, in an order that does not change."""
    count = 0
    for path, file in [*_own(seed), *(_imported(imported) if imported else ())]:
        count += 1
        if count > MOST_FILES:
            raise UsageError(f"Ce dossier compte plus de {MOST_FILES} fichiers : ce n'est pas une base.")
        if isinstance(file, bytes):
            yield path, file
            continue
        try:
            if not path.endswith(".jsonl") and file.stat().st_size > LARGEST_BLOCK:
                raise UsageError(f"Le fichier {file} est trop gros pour un lot.")
            yield path, file.read_bytes()
        except OSError as error:
            raise UsageError(f"Le fichier {file} ne se lit pas : vérifiez ses droits.") from error


def _own(seed: Path) -> Iterator[tuple[str, Path]]:
    """The town's own files; what editors and systems leave beside them stays out."""
    for file in sorted(seed.rglob("*")):
        inner = file.relative_to(seed)
        hidden = any(part.startswith((".", "~")) for part in inner.parts)
        if file.is_file() and not file.is_symlink() and not hidden and file.suffix in _KINDS:
            yield f"{BASE}/{inner.as_posix()}", file


def _imported(imported: Path) -> Iterator[tuple[str, Path | bytes]]:
    """The collections in service, under a name that does not change with each import of the same."""
    for source in SOURCES:
        generation = Collection(imported / source).current()
        if generation is None:
            continue
        _readable(generation)
        name = f"gen-{generation.manifest.digest}-000000"
        folder = f"{IMPORTED}/{source}/{name}"
        yield f"{IMPORTED}/{source}/{POINTER}", name.encode()
        for part in _OF_IMPORTS:
            if (generation.folder / part).exists():
                yield f"{folder}/{part}", generation.folder / part


def _readable(generation: Generation) -> None:
    """Raises `BaseUnavailableError` when an article of it can't be read."""
    for _ in generation.records():
        pass


def _refuse_faults(seed: Path, today: date) -> None:
    try:
        report = check_base(seed, today)
    except BaseUnavailableError as error:
        raise UsageError(str(error)) from error
    faults = [str(one) for one in report.problems if one.weight is Weight.ERROR]
    if faults:
        raise UsageError("Cette base a des fautes, rien n'est fait :\n" + "\n".join(faults[:_MOST_TOLD]))


def _town(seed: Path) -> str:
    try:
        return str(yaml.safe_load((seed / "town.yaml").read_text("utf-8"))["name"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
        return seed.name
