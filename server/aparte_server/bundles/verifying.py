"""A repository looked at as a workstation would, and further: every block, every signature."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from aparte.core.errors import AparteError, UsageError
from aparte.wire.bundle import MANIFEST, BundleFormatError, BundleList, block_name, decode, unpack_block
from aparte_server.bundles.keys import LOCAL
from aparte_server.bundles.repository import RepositoryFolder, target_name


class NotValidError(AparteError):
    """A repository that a workstation would refuse."""


def verify(repository: RepositoryFolder, now: datetime) -> BundleList:
    """The bundle that is announced, once everything is checked; raises `UsageError` or `NotValidError`."""
    try:
        content = verified(repository, now)
        if MANIFEST not in content.signed.targets:
            raise UsageError(
                "Ce dépôt ne contient pas de lot de connaissances : celui des programmes se vérifie et se copie avec "
                "« python -m installers.update.repository »."
            )
        bundle = decode((repository.targets_folder / target_name(content.signed.targets[MANIFEST])).read_bytes())
        for block in bundle.blocks():
            data = unpack_block((repository.targets_folder / block_name(block.digest)).read_bytes(), block.size)
            if sha256(data).hexdigest() != block.digest:
                raise NotValidError(f"Le bloc {block.digest} a changé depuis sa signature : refaites le lot.")
    except (RepositoryError, BundleFormatError, OSError, KeyError, ValueError) as error:
        raise NotValidError(f"Ce dépôt serait refusé par les postes : {error}. Refaites l'étape d'avant.") from error
    if bundle.version != content.signed.version:
        raise NotValidError("La liste du lot n'a pas le numéro qui a été signé : refaites le lot.")
    return bundle


def verified(repository: RepositoryFolder, now: datetime) -> Metadata[Targets]:
    """What is announced, of whatever kind, once every signature and every signed file is checked.

    Raises `UsageError`, `NotValidError`; `RepositoryError` or `OSError` for what is damaged.
    """
    content = _announced(repository, _root(repository), now)
    _targets(repository, content)
    return content


def _root(repository: RepositoryFolder) -> Root:
    """The newest root, each one signed by the one before and by itself."""
    before: Root | None = None
    for version in repository.roots():
        made: Metadata[Root] = Metadata.from_bytes((repository.metadata / f"{version}.root.json").read_bytes())
        if not made.signed.get_root_verification_result(before, made.signed_bytes, made.signatures):
            raise NotValidError(f"La racine n° {version} n'a pas toutes ses signatures : signez-la.")
        before = made.signed
    if before is None:
        raise UsageError("Ce dossier n'a pas de racine signée : ce n'est pas un dépôt.")
    return before


def _announced(repository: RepositoryFolder, root: Root, now: datetime) -> Metadata[Targets]:
    timestamp, snapshot, content = repository.timestamp(), repository.snapshot(), repository.role(Targets.type)
    if timestamp is None or snapshot is None or content is None:
        raise UsageError("Ce dépôt n'annonce aucun lot : signez-le avec la clé en ligne d'abord.")
    local = repository.role(LOCAL)
    _signed(root, Timestamp.type, timestamp)
    _signed(root, Snapshot.type, snapshot)
    _signed(root, Targets.type, content)
    if local is not None:
        _signed(content.signed, LOCAL, local)
    named = repository.metadata / f"{snapshot.signed.version}.snapshot.json"
    timestamp.signed.snapshot_meta.verify_length_and_hashes(named.read_bytes())
    for name, meta in snapshot.signed.meta.items():
        meta.verify_length_and_hashes((repository.metadata / f"{meta.version}.{name}").read_bytes())
    for name, made in (("root", root), ("timestamp", timestamp.signed), ("targets", content.signed)):
        if made.is_expired(now):
            raise NotValidError(f"Le rôle « {name} » a expiré le {made.expires:%d/%m/%Y} : signez-le de nouveau.")
    return content


def _signed(delegator: Root | Targets, role: str, made: Metadata[Any]) -> None:
    delegator.verify_delegate(role, made.signed_bytes, made.signatures)


def _targets(repository: RepositoryFolder, content: Metadata[Targets]) -> None:
    for target in content.signed.targets.values():
        with (repository.targets_folder / target_name(target)).open("rb") as file:
            target.verify_length_and_hashes(file)
