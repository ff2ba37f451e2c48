"""From the validated changes of a town to its signed `local/urgent.json`."""

import logging
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from aparte.core.clock import Clock
from aparte.core.errors import AparteError, StorageError, UsageError
from aparte.wire.urgent import TARGET, UrgentFormatError, decode, encode
from aparte_server.bundles.keys import LOCAL, ONLINE, PRIVATE, OnlineKeys
from aparte_server.bundles.local import sign_local
from aparte_server.bundles.repository import RepositoryFolder, target_name
from aparte_server.store.store import ServerStore

log = logging.getLogger(__name__)
_LOCK_S = 30
_NO_KEY = (
    "Ce serveur n'a pas de clé en ligne : le changement est validé mais n'est pas publié. "
    "Indiquez-la avec APARTE_SERVER_ONLINE_KEYS, puis lancez « aparte-server notice publish »."
)


@dataclass(frozen=True, slots=True)
class KeysPlace:
    """Where the online keys are: `local.pem` and `online.pem` in `folder`, or in a folder there named by a SIRET.

    `passphrase` is the file of their passphrase, None when they have none.
    """

    folder: Path
    passphrase: Path | None = None

    def load(self, siret: str) -> OnlineKeys:
        """The keys of a town; raises `UsageError` when they are missing, or open to others than their keeper."""
        own = self.folder / siret
        folder = own if own.is_dir() else self.folder
        for path in (folder / f"{LOCAL}{PRIVATE}", folder / f"{ONLINE}{PRIVATE}", self.passphrase):
            if path is not None:
                _refuse_open(path)
        try:
            secret = self.passphrase.read_text("utf-8").rstrip("\r\n") if self.passphrase else ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"Le fichier {self.passphrase} ne se lit pas : vérifiez ses droits.") from error
        return OnlineKeys.load(folder, secret)


@dataclass(frozen=True, slots=True)
class Published:
    """The number of the set that devices can read, 0 when nothing was published; then `problem` says why."""

    version: int
    problem: str = ""


class Publisher:
    """Signs the urgent changes of the towns of one server."""

    def __init__(self, store: ServerStore, bundles: Path | None, keys: KeysPlace | None, clock: Clock) -> None:
        self._store = store
        self._bundles = bundles
        self._keys = keys
        self._clock = clock

    def publish(self, org_id: str) -> Published:
        """Sign what is validated, as the whole of it; what fails is told, and what was published stays."""
        try:
            return Published(self._publish(org_id))
        except AparteError as error:
            log.warning("urgent changes not published: %s", type(error).__name__)
            return Published(0, str(error))

    def _publish(self, org_id: str) -> int:
        if self._keys is None or self._bundles is None:
            raise UsageError(_NO_KEY)
        keys = self._keys.load(self._store.organisations.get(org_id).siret)
        repository = RepositoryFolder(self._bundles / org_id)
        repository.root()
        try:
            # Whoever signs last must have read last.
            with FileLock(repository.folder / ".urgent.lock", timeout=_LOCK_S):
                urgent = self._store.urgent.next_set(org_id, _signed_version(repository))
                sign_local(repository, {TARGET: encode(urgent)}, keys, self._clock.now())
        except (OSError, Timeout) as error:
            raise StorageError(
                "Le dépôt signé ne peut pas être écrit : vérifiez la place et les droits, "
                "puis lancez « aparte-server notice publish »."
            ) from error
        return urgent.version


def _signed_version(repository: RepositoryFolder) -> int:
    """The number of the set that is signed now, 0 when there is none that can be read."""
    role = repository.role(LOCAL)
    target = role.signed.targets.get(TARGET) if role is not None else None
    if target is None:
        return 0
    try:
        return decode((repository.targets_folder / target_name(target)).read_bytes()).version
    except (OSError, UrgentFormatError):
        return 0


def _refuse_open(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise UsageError(f"Le fichier {path} ne se lit pas : vérifiez son chemin et ses droits.") from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError(f"Le fichier {path} est lisible par d'autres comptes : réservez-le au serveur (chmod 600).")
