"""The last steps: a role that has its signatures enters its repository, a repository is served."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner, Signer
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from aparte.core.errors import UsageError
from aparte.wire.bundle import MANIFEST, BundleList, block_name, decode
from aparte_server.bundles.repository import RepositoryFolder, place, target_name
from aparte_server.bundles.signing import Lifetimes, announce
from aparte_server.bundles.staging import Staged
from aparte_server.bundles.verifying import verify

_OLDER = (
    "Le dépôt servi est plus récent que celui-ci : rien n'est publié. "
    "Refaites le lot à partir d'une copie du dépôt servi."
)


@dataclass(frozen=True, slots=True)
class Signed:
    """What one key did: the roles it signed, those that still lack signatures, and whether all is announced."""

    roles: tuple[str, ...]
    lacking: tuple[tuple[str, int], ...]
    announced: bool


def sign(
    repository: RepositoryFolder, signer: CryptoSigner, now: datetime, lifetimes: Lifetimes | None = None
) -> Signed:
    """Sign with one key whatever waits for it; the online key announces what has all its signatures.

    Raises `UsageError` when this key has nothing to sign, `StorageError`.
    """
    lasts = lifetimes or Lifetimes()
    with repository.changing():
        waiting = Staged(repository)
        roles = waiting.sign(signer)
        if waiting.get(Root.type) is not None and not waiting.lacking(Root.type):
            _enter(repository, waiting)
        lacking = tuple((name, count) for name in (Root.type, Targets.type) if (count := waiting.lacking(name)))
        announces = _is_online(repository, signer)
        content = waiting.get(Targets.type)
        if announces and not lacking and (content is not None or repository.role(Targets.type) is not None):
            ready: dict[str, Metadata[Any]] = {} if content is None else {Targets.type: content}
            announce(repository, ready, signer, now, lasts.announced)
            waiting.drop(Targets.type)
            return Signed((*roles, Snapshot.type, Timestamp.type), (), announced=True)
    if not roles and not announces:
        raise UsageError("Rien n'attend cette clé : vérifiez que c'est la bonne, et que l'étape d'avant est faite.")
    return Signed(tuple(roles), lacking, announced=False)


def publish(
    made: RepositoryFolder, served: RepositoryFolder, now: datetime, online: Signer | None, lasts: timedelta
) -> BundleList:
    """Put a verified repository where it is served; what is served answers until the very last step.

    With `online` the announcement is made again here, and local content stays. Raises `UsageError`.
    """
    bundle = verify(made, now)
    content, listed, told = made.role(Targets.type), made.snapshot(), made.timestamp()
    if content is None or listed is None or told is None:
        raise UsageError("Ce dépôt n'annonce aucun lot : signez-le avec la clé en ligne d'abord.")
    with served.changing():
        _follows(made, served, content, listed, told, online)
        for target in content.signed.targets.values():
            _copy(made.targets_folder / target_name(target), served.targets_folder / "knowledge")
        for block in bundle.blocks():
            _copy(made.targets_folder / block_name(block.digest), served.targets_folder / "blocks")
        # After what takes time: a workstation that asks in between would know the keys and not what they signed.
        for version in made.roots():
            _copy(made.metadata / f"{version}.root.json", served.metadata)
        if online is not None:
            announce(served, {Targets.type: content}, online, now, lasts)
        else:
            for name, meta in listed.signed.meta.items():
                _copy(made.metadata / f"{meta.version}.{name}", served.metadata)
            _copy_local(made, served)
            _copy(made.metadata / f"{listed.signed.version}.snapshot.json", served.metadata)
            place(served.metadata / "timestamp.json", (made.metadata / "timestamp.json").read_bytes())
        _sweep(served, content.signed.version)
    return bundle


def read_list(repository: RepositoryFolder, content: Metadata[Targets]) -> BundleList:
    """What a content that was signed holds; raises `BundleFormatError` or `OSError`."""
    target = content.signed.targets[MANIFEST]
    return decode((repository.targets_folder / target_name(target)).read_bytes())


def _follows(  # noqa: PLR0917 - all that is compared
    made: RepositoryFolder,
    served: RepositoryFolder,
    content: Metadata[Targets],
    listed: Metadata[Snapshot],
    told: Metadata[Timestamp],
    online: Signer | None,
) -> None:
    """Raises `UsageError` when a workstation that knows `served` would refuse `made`."""
    for version in served.roots():
        name = f"{version}.root.json"
        theirs, ours = made.metadata / name, served.metadata / name
        if not theirs.exists() or theirs.read_bytes() != ours.read_bytes():
            raise UsageError("Ce dépôt n'a pas la même racine que celui qui est servi : les postes le refuseraient.")
    before, announced = served.role(Targets.type), served.timestamp()
    if before is not None and content.signed.version < before.signed.version:
        raise UsageError(_OLDER)
    if online is None and announced is not None:
        known = served.snapshot()
        missing = known is not None and not known.signed.meta.keys() <= listed.signed.meta.keys()
        if missing or told.signed.version < announced.signed.version:
            raise UsageError(
                "Le dépôt servi a du contenu local ou une annonce plus récente : donnez la clé en ligne (--online-key)."
            )


def _enter(repository: RepositoryFolder, waiting: Staged) -> None:
    root = waiting.get(Root.type)
    if root is not None:
        repository.put_metadata(Root.type, root)
        waiting.drop(Root.type)


def _is_online(repository: RepositoryFolder, signer: Signer) -> bool:
    if not repository.roots():
        return False
    return signer.public_key.keyid in repository.root().signed.roles[Timestamp.type].keyids


def _copy(source: Path, into: Path) -> None:
    """A file that never changes: what is there already is the same."""
    if not (into / source.name).exists():
        place(into / source.name, source.read_bytes())


def _copy_local(made: RepositoryFolder, served: RepositoryFolder) -> None:
    local = made.role("local")
    for target in local.signed.targets.values() if local else ():
        _copy(made.targets_folder / target_name(target), served.targets_folder / "local")


def _sweep(served: RepositoryFolder, version: int) -> None:
    """Keep this content and the one before, which a workstation may still be reading."""
    kept: set[str] = set()
    for number in (version, version - 1):
        path = served.metadata / f"{number}.targets.json"
        if not path.exists():
            continue
        content: Metadata[Targets] = Metadata.from_bytes(path.read_bytes())
        kept |= {target_name(one).rpartition("/")[2] for one in content.signed.targets.values()}
        kept |= {block.digest for block in read_list(served, content).blocks()}
    for folder in ("knowledge", "blocks"):
        for path in (served.targets_folder / folder).glob("*"):
            if path.name not in kept:
                path.unlink(missing_ok=True)


def copy_repository(source: RepositoryFolder, into: Path) -> None:
    """A copy for a USB key or a file share: what is served, without what waits."""
    for folder in (source.metadata, source.targets_folder):
        shutil.copytree(folder, into / folder.name, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
