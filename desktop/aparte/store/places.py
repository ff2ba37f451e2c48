"""Where the store's files are, and the places where a database can't live.

SQLite's locks and its shared memory don't work across a network: two machines on one file
damage it without a word. So a database on a share is refused before it is opened; so is one in a
folder that Windows copies to other machines, or removes when the session ends.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aparte.core.errors import StorageError
from aparte.store.windows_places import Fault, fault, this_desktop

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "fuse.glusterfs",
        "gfs2",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
        "smbfs",
    }
)
_ELSEWHERE = "Choisissez avec --basedir un dossier du disque de ce poste."
_KINDS = {Fault.SHARE: "partage Windows", Fault.NETWORK_DRIVE: "lecteur réseau"}
_REASONS = {
    Fault.ROAMING_FOLDER: "Les échanges ne peuvent pas être gardés dans la partie itinérante du profil : Windows la "
    f"copie d'un poste à l'autre, et la base s'y abîmerait. {_ELSEWHERE}",
    Fault.SYNCED_FOLDER: "Les échanges ne peuvent pas être gardés dans un dossier que OneDrive copie : la base s'y "
    f"abîmerait. {_ELSEWHERE}",
    Fault.TEMPORARY_PROFILE: "Windows a ouvert un profil temporaire : ce qui serait enregistré disparaîtrait à la "
    "fermeture de la session. Fermez-la, rouvrez-la, et si cela recommence, prévenez l'informatique.",
    Fault.MANDATORY_PROFILE: "Ce compte a un profil obligatoire, que Windows efface à la fermeture de la session : "
    "les échanges disparaîtraient avec lui. L'informatique doit choisir avec --basedir un dossier hors du profil.",
    Fault.DELETED_PROFILE: "Ce poste efface les profils itinérants à la fermeture de la session : les échanges "
    "disparaîtraient avec celui-ci. L'informatique doit choisir avec --basedir un dossier hors du profil.",
}


class NetworkPlaceError(StorageError):
    """The store's folder is on a network share."""


class UnsafePlaceError(StorageError):
    """The store's folder is copied to other machines, or goes when the session ends."""


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """Every file of one store, all under `folder`."""

    folder: Path

    @property
    def database(self) -> Path:
        """The contacts, encrypted."""
        return self.folder / "contacts.db"

    @property
    def agents(self) -> Path:
        """Names, pseudonyms and wrapped keys; never a citizen's data."""
        return self.folder / "agents.json"

    @property
    def attempts(self) -> Path:
        """How many wrong PINs were given, and when."""
        return self.folder / "attempts.json"

    @property
    def erasures(self) -> Path:
        """What was erased, to be erased again after a restore; outside the backups."""
        return self.folder / "erasures.jsonl"

    @property
    def backups(self) -> Path:
        """The folder of daily copies."""
        return self.folder / "backups"

    @property
    def damaged(self) -> Path:
        """Where damaged databases are put aside."""
        return self.folder / "damaged"

    @property
    def presence(self) -> Path:
        """An empty database, locked by whoever has the real one open."""
        return self.folder / "presence.lock"

    @property
    def switch(self) -> Path:
        """The note of a replacement of the database that is under way."""
        return self.folder / "switch.json"

    @property
    def prepared(self) -> Path:
        """The database that is to replace the current one."""
        return self.folder / "contacts.next"

    @property
    def replaced(self) -> Path:
        """Where the database of an old key waits to be removed."""
        return self.folder / "replaced"


def refuse_unsafe(folder: Path) -> None:
    """Raise `NetworkPlaceError` when `folder` is on a share, `UnsafePlaceError` when it would be copied or removed."""
    if os.name == "nt":
        refuse_fault(fault(os.path.realpath(folder), this_desktop(os.environ)))
    elif kind := linux_kind(folder, _mounts()):
        raise _on_network(kind)


def refuse_fault(found: Fault | None) -> None:
    """Raise what is to be said of a fault of the place."""
    if found in _KINDS:
        raise _on_network(_KINDS[found])
    if found is not None:
        raise UnsafePlaceError(_REASONS[found])


def linux_kind(folder: Path, mounts: Iterable[str]) -> str:
    """The network file system that holds `folder`, or an empty string; `mounts` are lines of /proc/mounts."""
    best, kind = -1, ""
    where = Path(os.path.realpath(folder))
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        root = Path(_unescaped(parts[1]))
        # The last of equal roots hides the others.
        if where.is_relative_to(root) and len(root.parts) >= best:
            best, kind = len(root.parts), parts[2]
    return kind if kind in _NETWORK else ""


def _mounts() -> list[str]:
    try:
        return _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:  # not Linux, or a sandbox without /proc
        return []


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _on_network(kind: str) -> NetworkPlaceError:
    return NetworkPlaceError(
        f"Les échanges ne peuvent pas être gardés sur un dossier du réseau ({kind}) : la base s'y abîmerait. "
        f"{_ELSEWHERE}"
    )
