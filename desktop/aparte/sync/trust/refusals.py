"""From python-tuf's exceptions to ours: which attack, or which accident, it was."""

import json
from pathlib import Path

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, Root, Targets

from aparte.sync.trust.errors import (
    ExpiredError,
    FrozenError,
    OversizeError,
    RolledBackError,
    TamperedError,
    ThresholdError,
    TruncatedError,
    TrustError,
    UnknownRootError,
    WrongSignerError,
)

_TOP = frozenset({"timestamp", "snapshot", "targets"})


def refusal(error: Exception, folder: Path, last: tuple[str, bytes]) -> type[TrustError]:
    """What `error` means; `last` is the file that was being read, `folder` our own metadata."""
    name, data = last
    role = _role(name)
    if isinstance(error, UnsignedMetadataError):
        return _unsigned(role, data, folder)
    if isinstance(error, ExpiredMetadataError):
        return FrozenError if str(error).startswith("timestamp") else ExpiredError
    if isinstance(error, BadVersionNumberError) or "missing info" in str(error):
        return UnknownRootError if role == "root" else RolledBackError
    if isinstance(error, DownloadLengthMismatchError):
        # The length of the others is signed.
        return OversizeError if role in ("root", "timestamp") else TamperedError
    if isinstance(error, DownloadHTTPError):
        return TruncatedError
    return TamperedError if _whole_json(data) else TruncatedError


def _unsigned(role: str, data: bytes, folder: Path) -> type[TrustError]:
    """Whether no right key signed, too few did, or what they signed was changed since."""
    try:
        found: Metadata[Root] = Metadata.from_bytes(data)
        payload, signatures = found.signed_bytes, found.signatures
        delegator = _delegator(role, folder)
        result = delegator.get_verification_result(role, payload, signatures)
        named = set(delegator.get_delegated_role(role).keyids)
    except (RepositoryError, ValueError, KeyError, TypeError, OSError):
        return TamperedError
    if result.signed:
        return ThresholdError
    if named & signatures.keys():
        return TamperedError
    return UnknownRootError if role == "root" else WrongSignerError


def _delegator(role: str, folder: Path) -> Root | Targets:
    """Who says which keys sign for `role`, as this workstation knows it."""
    if role == "root" or role in _TOP:
        root: Metadata[Root] = Metadata.from_bytes((folder / "root.json").read_bytes())
        return root.signed
    targets: Metadata[Targets] = Metadata.from_bytes((folder / "targets.json").read_bytes())
    return targets.signed


def _role(name: str) -> str:
    """`metadata/12.snapshot.json` is the snapshot's."""
    bare = name.rpartition("/")[2].removesuffix(".json")
    version, dot, role = bare.partition(".")
    return role if dot and version.isdecimal() else bare


def _whole_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
