"""A publisher with keys of its own, small packages, and a workstation of which nothing is the machine's own."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from securesystemslib.signer import CryptoSigner

from aparte.assist.updating.applying import Applier
from aparte.assist.updating.choosing import Here
from aparte.assist.updating.dpkg import Dpkg
from aparte.assist.updating.opening import open_updates
from aparte.assist.updating.updates import Updates
from aparte.core.clock import FixedClock
from aparte.settings import Policy, Settings
from aparte.settings.places import Places
from aparte_server.bundles.publishing import sign
from aparte_server.bundles.repository import RepositoryFolder
from aparte_server.bundles.signing import Lifetimes, make_root
from installers.update.artefacts import read_artefact
from installers.update.releasing import staged_with

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
LIFETIMES = Lifetimes(root=timedelta(days=3650), content=timedelta(days=400), announced=timedelta(days=30))
_PREINST = Path(__file__).resolve().parents[1] / "linux" / "debian" / "preinst"


def small_deb(folder: Path, version: str, *, package: str = "aparte", fails: bool = False) -> Path:
    """A package of one file, with the real one's guard against going back; `fails` at the end of its installation."""
    root = folder / f"root-{version}"
    shutil.rmtree(root, ignore_errors=True)
    (root / "DEBIAN").mkdir(parents=True)
    (root / "usr/lib/aparte").mkdir(parents=True)
    (root / "usr/lib/aparte/VERSION").write_text(f"{version}\n", "utf-8")
    control = f"Package: {package}\nVersion: {version}\nArchitecture: amd64\nMaintainer: Essai <essai@ville.example>\n"
    (root / "DEBIAN/control").write_text(f"{control}Description: sample\n", "utf-8")
    guard = root / "DEBIAN/preinst"
    guard.write_text(_PREINST.read_text("utf-8").replace("@VERSION@", version), "utf-8")
    guard.chmod(0o755)
    if fails:
        (root / "DEBIAN/postinst").write_text("#!/bin/sh\nexit 1\n", "utf-8")
        (root / "DEBIAN/postinst").chmod(0o755)
    made = folder / f"aparte_{version}_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(root), str(made)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own files
    shutil.rmtree(root)
    return made


def _keys(count: int) -> list[CryptoSigner]:
    return [CryptoSigner.generate_ed25519() for _ in range(count)]


@dataclass
class Publisher:
    """Who releases: three keys of the root and two of the content, of which two must sign, and the online key."""

    folder: Path
    roots: list[CryptoSigner] = field(default_factory=lambda: _keys(3))
    content: list[CryptoSigner] = field(default_factory=lambda: _keys(2))
    online: CryptoSigner = field(default_factory=CryptoSigner.generate_ed25519)

    @property
    def repository(self) -> RepositoryFolder:
        return RepositoryFolder(self.folder)

    @property
    def root(self) -> bytes:
        """The first root, as the workstations are given it."""
        return (self.folder / "metadata" / "1.root.json").read_bytes()

    def release(self, *artefacts: Path, rollout: int = 100, channel: str = "stable", now: datetime = NOW) -> None:
        """Sign artefacts beside what is announced, and announce them."""
        if not self.repository.roots():
            self._sign_root(now)
        staged_with(self.repository, [read_artefact(one, channel, rollout, now.date()) for one in artefacts], now)
        self.sign(now)

    def sign(self, now: datetime = NOW) -> None:
        """Every key signs what waits."""
        for signer in (*self.content, self.online):
            sign(self.repository, signer, now, LIFETIMES)

    def _sign_root(self, now: datetime) -> None:
        keys = {
            "root": [one.public_key for one in self.roots],
            "targets": [one.public_key for one in self.content],
            "snapshot": [self.online.public_key],
            "timestamp": [self.online.public_key],
        }
        made = make_root(keys, {"root": 2, "targets": 2}, 1, now + LIFETIMES.root)
        for signer in self.roots[:2]:
            made.sign(signer, append=True)
        with self.repository.changing():
            self.repository.put_metadata("root", made)


class Station:
    """A workstation below one folder: its policy, its data, and a root of packages that is nobody's system."""

    def __init__(self, folder: Path, publisher: Publisher, version: str = "1.0.0") -> None:
        self.folder, self.version = folder, version
        self.system = folder / "system"
        for name in ("info", "updates", "triggers"):
            (self.system / "var/lib/dpkg" / name).mkdir(parents=True)
        (self.system / "var/lib/dpkg/status").touch()
        self.packages = Dpkg(self.system)
        self.places = Places(
            folder / "seed", folder / "data", folder / "etc/policy.toml", machine_models=folder / "var/models"
        )
        self.places.policy.parent.mkdir(parents=True)
        self.places.update_root.write_bytes(publisher.root)
        self.follow(publisher.folder)

    def follow(self, source: Path | str, channel: str = "stable", **values: object) -> None:
        """What the town's policy says."""
        told = {"update_source": str(source), "update_channel": channel, **values}
        lines = (f"{name} = {json.dumps(value)}" for name, value in told.items())
        self.places.policy.write_text("[values]\n" + "\n".join(lines) + "\n", "utf-8")

    def updates(self, now: datetime = NOW, *, machine: bool = True) -> Updates:
        """As one command opens them."""
        settings = Settings(self.places.settings, Policy.read(self.places.policy))
        here = Here("linux", "deb", "x86_64", self.version)
        return open_updates(self.places, settings, FixedClock(now), here, machine=machine)

    def applier(self, now: datetime = NOW) -> Applier:
        """As an administrator's command opens it."""
        return Applier(self.updates(now), self.packages, self.places.update_root, lambda _: True)

    def runs(self) -> str:
        """What the program in service says it is."""
        path = self.system / "usr/lib/aparte/VERSION"
        return path.read_text("utf-8").strip() if path.exists() else ""

    def restarted(self) -> None:
        """The program that runs is the one that is installed."""
        self.version = self.packages.installed()


def can_install() -> bool:
    """Whether this machine has dpkg and lets us own files."""
    return os.name != "nt" and os.geteuid() == 0 and shutil.which("dpkg") is not None
