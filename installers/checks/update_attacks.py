"""Everything that must be refused between those who publish and a workstation, each made for real.

The workstation has seen version 1.1.0 before each of them.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Targets

from aparte.sync.trust.errors import (
    ExpiredError,
    FrozenError,
    RolledBackError,
    TamperedError,
    ThresholdError,
    TruncatedError,
    TrustError,
    UnknownRootError,
    WrongSignerError,
)
from aparte_server.bundles.signing import announce, make_targets
from installers.checks.update_scene import LIFETIMES, NOW, Publisher, small_deb

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A repository as the workstation finds it, at this time, and why it must refuse it."""

    folder: Path
    now: datetime
    refused: type[TrustError]


@dataclass(frozen=True, slots=True)
class Stage:
    """The publisher after 1.1.0, the repository as it was before it, and a folder to work in."""

    publisher: Publisher
    before: Path
    work: Path

    def copy(self) -> Path:
        """Another repository with the same content, to spoil."""
        return shutil.copytree(self.publisher.folder, self.work / "hostile")

    def release(self, now: datetime) -> None:
        """A version 1.2.0, rightly signed."""
        self.publisher.release(small_deb(self.work, "1.2.0"), now=now)


def tampered_target(stage: Stage) -> Hostile:
    """One byte of the artefact is another."""
    stage.release(NOW + HOUR)
    folder = stage.copy()
    path = next((folder / "targets/program/stable").glob("*aparte_1.2.0_amd64.deb"))
    with path.open("rb+") as file:
        file.seek(-100, os.SEEK_END)
        byte = file.read(1)
        file.seek(-100, os.SEEK_END)
        file.write(bytes([byte[0] ^ 1]))
    return Hostile(folder, NOW + HOUR, TamperedError)


def cut_target(stage: Stage) -> Hostile:
    """The end of the artefact is missing."""
    stage.release(NOW + HOUR)
    folder = stage.copy()
    path = next((folder / "targets/program/stable").glob("*aparte_1.2.0_amd64.deb"))
    path.write_bytes(path.read_bytes()[:-50])
    return Hostile(folder, NOW + HOUR, TruncatedError)


def tampered_metadata(stage: Stage) -> Hostile:
    """The share that is signed for a version was raised."""
    stage.release(NOW + HOUR)
    folder = stage.copy()
    path = _newest(folder, "targets")
    told = json.loads(path.read_bytes())
    for target in told["signed"]["targets"].values():
        target["custom"]["rollout"] = 99
    path.write_text(json.dumps(told), "utf-8")
    return Hostile(folder, NOW + HOUR, TamperedError)


def rolled_back(stage: Stage) -> Hostile:
    """An older copy of the same publisher's repository."""
    return Hostile(stage.before, NOW + HOUR, RolledBackError)


def rolled_back_online(stage: Stage) -> Hostile:
    """The content of before, announced anew by who holds the online key alone."""
    old: Metadata[Targets] = Metadata.from_bytes(_newest(stage.before, "targets").read_bytes())
    announce(stage.publisher.repository, {"targets": old}, stage.publisher.online, NOW + HOUR, LIFETIMES.announced)
    return Hostile(stage.publisher.folder, NOW + HOUR, RolledBackError)


def frozen(stage: Stage) -> Hostile:
    """Nothing new for longer than the last announcement holds."""
    return Hostile(stage.publisher.folder, NOW + timedelta(days=40), FrozenError)


def expired(stage: Stage) -> Hostile:
    """Content past its date, announced anew."""
    later = NOW + timedelta(days=450)
    announce(stage.publisher.repository, {}, stage.publisher.online, later, LIFETIMES.announced)
    return Hostile(stage.publisher.folder, later, ExpiredError)


def forged(stage: Stage) -> Hostile:
    """A whole repository of somebody else."""
    other = Publisher(stage.work / "other")
    other.release(small_deb(stage.work, "9.0.0"), now=NOW + HOUR)
    return Hostile(other.folder, NOW + HOUR, WrongSignerError)


def forged_content(stage: Stage) -> Hostile:
    """Content signed by other keys, announced by who holds the online key."""
    _announced(stage, Publisher(stage.work / "other").content)
    return Hostile(stage.publisher.folder, NOW + HOUR, WrongSignerError)


def forged_root(stage: Stage) -> Hostile:
    """A new root that those of the old one did not hand over."""
    other = Publisher(stage.work / "other")
    other.release(small_deb(stage.work, "9.0.0"), now=NOW + HOUR)
    folder = stage.copy()
    told = json.loads((other.folder / "metadata/1.root.json").read_bytes())
    told["signed"]["version"] = 2
    (folder / "metadata/2.root.json").write_text(json.dumps(told), "utf-8")
    return Hostile(folder, NOW + HOUR, UnknownRootError)


def below_threshold(stage: Stage) -> Hostile:
    """One signature of the content where two are asked for."""
    _announced(stage, stage.publisher.content[:1])
    return Hostile(stage.publisher.folder, NOW + HOUR, ThresholdError)


def mix_and_match(stage: Stage) -> Hostile:
    """The newest announcement with the content of before under the new one's name."""
    stage.release(NOW + HOUR)
    folder = stage.copy()
    shutil.copyfile(_newest(stage.before, "targets"), _newest(folder, "targets"))
    return Hostile(folder, NOW + HOUR, TamperedError)


Attack = Callable[[Stage], Hostile]
ATTACKS: tuple[Attack, ...] = (
    tampered_target,
    cut_target,
    tampered_metadata,
    rolled_back,
    rolled_back_online,
    frozen,
    expired,
    forged,
    forged_content,
    forged_root,
    below_threshold,
    mix_and_match,
)


def _announced(stage: Stage, signers: list[CryptoSigner]) -> None:
    """Announce a content that only `signers` signed."""
    repository, now = stage.publisher.repository, NOW + HOUR
    before = repository.role("targets")
    assert before is not None
    made = make_targets(before.signed.targets, before.signed.version + 1, now + LIFETIMES.content, None)
    for signer in signers:
        made.sign(signer, append=True)
    with repository.changing():
        announce(repository, {"targets": made}, stage.publisher.online, now, LIFETIMES.announced)


def _newest(folder: Path, role: str) -> Path:
    return max((folder / "metadata").glob(f"*.{role}.json"), key=lambda path: int(path.name.partition(".")[0]))
