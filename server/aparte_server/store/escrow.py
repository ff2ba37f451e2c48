"""Each workstation's key, sealed by it to the town's recovery key: what the server keeps opens nothing.

The pair is made here once, on the machine of whoever keeps the private half off-line.
"""

import base64
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from aparte.core.clock import Clock
from aparte.core.errors import UsageError
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.devices import locked
from aparte_server.store.instants import milliseconds
from aparte_server.store.records import Device

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """A workstation, and when its key last came; None when it never did."""

    device_id: str
    label: str
    sent_at: int | None


class Escrow:
    """Keeps what the workstations send."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def keep(self, device: Device, document: str) -> None:
        """The newest replaces the one before."""

        def work(session: Session) -> None:
            locked(session, device)
            session.run(
                "INSERT INTO escrow (org_id, device_id, document, sent_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (org_id, device_id) DO UPDATE SET document = excluded.document,"
                " sent_at = excluded.sent_at",
                (device.org_id, device.device_id, document, milliseconds(self._clock.now())),
            )

        self._database.write(work)

    def of(self, org_id: str) -> tuple[Kept, ...]:
        """Every workstation of a town, the oldest first."""
        rows = self._database.read(
            lambda session: session.rows(
                "SELECT d.device_id, d.label, e.sent_at FROM device AS d LEFT JOIN escrow AS e"
                " ON e.org_id = d.org_id AND e.device_id = d.device_id WHERE d.org_id = ?"
                " ORDER BY d.enrolled_at, d.device_id",
                (org_id,),
            )
        )
        return tuple(Kept(one, label, None if sent is None else int(sent)) for one, label, sent in rows)

    def document(self, org_id: str, device_id: str) -> str:
        """What a workstation sent; `UnknownError` when it sent nothing."""
        row = self._database.read(
            lambda session: first(
                session, "SELECT document FROM escrow WHERE org_id = ? AND device_id = ?", (org_id, device_id)
            )
        )
        if row is None:
            raise UnknownError("Ce poste n'a pas confié sa clé : voyez « aparte-server escrow list ».")
        return str(row[0])


def new_recovery_key(passphrase: str) -> tuple[bytes, str]:
    """A pair: the private half as PEM, under `passphrase` unless it is empty, and the public one as text."""
    private = X25519PrivateKey.generate()
    sealing = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii")
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing), public


def checked_public(text: str) -> str:
    """The public half as it was given; `UsageError` when it is something else."""
    bare = "".join(text.split())
    try:
        if len(base64.b64decode(bare, validate=True)) == _KEY_BYTES:
            return bare
    except ValueError:
        pass
    raise UsageError("Ce n'est pas une clé publique de récupération : donnez celle qu'« escrow keys » a écrite.")
