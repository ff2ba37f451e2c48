"""Making and signing the roles of a repository."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from securesystemslib.signer import Key, Signer
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from aparte.core.errors import UsageError
from aparte_server.bundles.keys import LOCAL
from aparte_server.bundles.repository import RepositoryFolder

# The client reads it: a clock that shows an earlier time is wrong.
MADE_AT = "x-aparte-made-at"
# A workstation may be reading the announcement before; those of last week are nobody's.
_KEPT_ANNOUNCED = 20
LOCAL_PATHS = f"{LOCAL}/*"


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long each role holds; long by default, for sites that see a network, or a key, once a year."""

    root: timedelta = timedelta(days=3650)
    content: timedelta = timedelta(days=400)
    announced: timedelta = timedelta(days=400)


def make_root(
    keys: Mapping[str, Iterable[Key]], thresholds: Mapping[str, int], version: int, expires: datetime
) -> Metadata[Root]:
    """An unsigned root: who signs for each role and how many must; raises `UsageError`."""
    root = Root(version=version, expires=expires.replace(microsecond=0), consistent_snapshot=True)
    for role, holders in keys.items():
        for key in holders:
            root.add_key(key, role)
        held, needed = len(root.roles[role].keyids), thresholds.get(role, 1)
        if not 1 <= needed <= held:
            raise UsageError(
                f"Le rôle « {role} » exige {needed} signature(s) et compte {held} clé(s) : corrigez le seuil."
            )
        root.roles[role].threshold = needed
    return Metadata(root)


def make_targets(
    files: Mapping[str, TargetFile], version: int, expires: datetime, local: Key | None
) -> Metadata[Targets]:
    """Unsigned content, with the town's local content handed over to an online key."""
    delegations = None
    if local is not None:
        role = DelegatedRole(LOCAL, [local.keyid], threshold=1, terminating=True, paths=[LOCAL_PATHS])
        delegations = Delegations({local.keyid: local}, {LOCAL: role})
    return Metadata(
        Targets(version, expires=expires.replace(microsecond=0), targets=dict(files), delegations=delegations)
    )


def announce(
    repository: RepositoryFolder, roles: Mapping[str, Metadata[Any]], signer: Signer, now: datetime, lasts: timedelta
) -> None:
    """Write the signed `roles`, then a snapshot and a timestamp that name them: the last step shows them all.

    Versions follow the time where they can, so that a copy made elsewhere later is a later one here.
    """
    root, listed, told = repository.root().signed, repository.snapshot(), repository.timestamp()
    _held(root, signer)
    meta = dict(listed.signed.meta) if listed else {}
    for name, made in roles.items():
        data = repository.put_metadata(name, made)
        meta[f"{name}.json"] = MetaFile.from_data(made.signed.version, data, ["sha256"])
    until = (now + lasts).replace(microsecond=0)
    snapshot = Metadata(Snapshot(_next(listed, now), expires=until, meta=meta))
    snapshot.sign(signer)
    written = repository.put_metadata(Snapshot.type, snapshot)
    shown = MetaFile.from_data(snapshot.signed.version, written, ["sha256"])
    made_at = {MADE_AT: now.replace(microsecond=0).isoformat()}
    timestamp = Metadata(Timestamp(_next(told, now), expires=until, snapshot_meta=shown, unrecognized_fields=made_at))
    timestamp.sign(signer)
    repository.put_metadata(Timestamp.type, timestamp)
    for name in (Snapshot.type, LOCAL):
        repository.tidy(name, _KEPT_ANNOUNCED)


def _next(before: Metadata[Any] | None, now: datetime) -> int:
    return max(int(now.timestamp()), before.signed.version + 1 if before else 1)


def _held(root: Root, signer: Signer) -> None:
    for role in (Snapshot.type, Timestamp.type):
        if signer.public_key.keyid not in root.roles[role].keyids:
            raise UsageError(
                "La clé en ligne n'est pas celle que la racine désigne : prenez l'autre, ou changez la racine."
            )
