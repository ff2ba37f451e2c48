"""A signed repository on disk, made with real keys as a town makes its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Root

from aparte_server.bundles.building import Built, build
from aparte_server.bundles.keys import OnlineKeys
from aparte_server.bundles.local import sign_local
from aparte_server.bundles.publishing import sign
from aparte_server.bundles.repository import RepositoryFolder
from aparte_server.bundles.signing import Lifetimes, announce, make_root, make_targets
from aparte_server.bundles.staging import name_local_key

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
LIFETIMES = Lifetimes(root=timedelta(days=1000), content=timedelta(days=400), announced=timedelta(days=30))


def keys(count: int) -> list[CryptoSigner]:
    """Fresh signers."""
    return [CryptoSigner.generate_ed25519() for _ in range(count)]


@dataclass
class SignedTown:
    """One town: three root keys of which two sign, one key for the content, two online."""

    folder: Path
    roots: list[CryptoSigner] = field(default_factory=lambda: keys(3))
    content: list[CryptoSigner] = field(default_factory=lambda: keys(1))
    online: CryptoSigner = field(default_factory=CryptoSigner.generate_ed25519)
    local: CryptoSigner = field(default_factory=CryptoSigner.generate_ed25519)
    needed: int = 1

    @property
    def repository(self) -> RepositoryFolder:
        return RepositoryFolder(self.folder)

    @property
    def online_keys(self) -> OnlineKeys:
        return OnlineKeys(self.local, self.online)

    @property
    def root(self) -> bytes:
        """The first root, as a workstation is given it."""
        return (self.folder / "metadata" / "1.root.json").read_bytes()

    def sign_root(self, version: int = 1, now: datetime = NOW, signers: list[CryptoSigner] | None = None) -> None:
        made: Metadata[Root] = make_root(
            {
                "root": [one.public_key for one in self.roots],
                "targets": [one.public_key for one in self.content],
                "snapshot": [self.online.public_key],
                "timestamp": [self.online.public_key],
            },
            {"root": 2, "targets": self.needed},
            version,
            now + LIFETIMES.root,
        )
        name_local_key(made.signed, self.local.public_key)
        for signer in signers or self.roots[:2]:
            made.sign(signer, append=True)
        with self.repository.changing():
            self.repository.put_metadata("root", made)

    def publish(
        self,
        files: Mapping[str, bytes],
        now: datetime = NOW,
        *,
        signers: list[CryptoSigner] | None = None,
        lifetimes: Lifetimes = LIFETIMES,
    ) -> None:
        """Sign `files` as the whole content, and announce it."""
        repository = self.repository
        if not repository.roots():
            self.sign_root()
        with repository.changing():
            before = repository.role("targets")
            targets = {path: repository.put_target(path, data) for path, data in files.items()}
            version = before.signed.version + 1 if before else 1
            made = make_targets(targets, version, now + lifetimes.content, self.local.public_key)
            for signer in self.content if signers is None else signers:
                made.sign(signer, append=True)
            announce(repository, {"targets": made}, self.online, now, lifetimes.announced)

    def build(self, seed: Path, now: datetime = NOW, imported: Path | None = None) -> Built:
        """Make the next bundle of a folder of knowledge, sign and announce it."""
        if not self.repository.roots():
            self.sign_root()
        built = build(self.repository, seed, imported, now, now.date(), LIFETIMES)
        for signer in (*self.content, self.online):
            sign(self.repository, signer, now, LIFETIMES)
        return built

    def say(self, files: Mapping[str, bytes], now: datetime = NOW) -> None:
        """Sign `files` as all the local content."""
        sign_local(self.repository, files, self.online_keys, now, LIFETIMES)
