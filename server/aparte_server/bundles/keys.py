"""Signing keys: Ed25519 in PEM files, the private half under a passphrase."""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.signer import CryptoSigner, Key, Signer, SSlibKey

from aparte.core.errors import StorageError, UsageError

PRIVATE, PUBLIC = ".pem", ".pub"
SHORTEST = 12
ONLINE, LOCAL = "online", "local"


@dataclass(frozen=True, slots=True)
class OnlineKeys:
    """What a server signs with by itself: local content, and that nothing newer exists."""

    local: Signer
    online: Signer

    @classmethod
    def load(cls, folder: Path, passphrase: str) -> "OnlineKeys":
        """`local.pem` and `online.pem` of a folder; raises `UsageError`."""
        return cls(
            load_signer(folder / f"{LOCAL}{PRIVATE}", passphrase),
            load_signer(folder / f"{ONLINE}{PRIVATE}", passphrase),
        )


def make_key(folder: Path, name: str, passphrase: str) -> SSlibKey:
    """A new key: `name.pem`, for its keeper alone, and `name.pub`, for the others.

    Raises `UsageError` when the passphrase is too short or the key exists, `StorageError`.
    """
    if len(passphrase) < SHORTEST:
        raise UsageError(f"La phrase secrète doit compter au moins {SHORTEST} signes : choisissez-en une plus longue.")
    private = Ed25519PrivateKey.generate()
    sealed = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode()))
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _new(folder / f"{name}{PRIVATE}", sealed, 0o600)
        _new(folder / f"{name}{PUBLIC}", public, 0o644)
    except FileExistsError as error:
        raise UsageError(f"La clé « {name} » existe déjà dans {folder} : elle n'est jamais remplacée.") from error
    except OSError as error:
        raise StorageError(
            f"La clé ne peut pas être écrite dans {folder} : vérifiez la place et les droits."
        ) from error
    return SSlibKey.from_crypto(private.public_key())


def load_signer(path: Path, passphrase: str) -> CryptoSigner:
    """A private key that can sign; raises `UsageError`."""
    try:
        private = load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
    except OSError as error:
        raise UsageError(f"La clé {path} ne se lit pas : vérifiez son chemin et ses droits.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(f"La clé {path} ne s'ouvre pas : phrase secrète fausse, ou fichier abîmé.") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise UsageError(f"La clé {path} n'est pas une clé Ed25519 : faites-la avec « aparte-server bundle keys ».")
    return CryptoSigner(private)


def load_public(path: Path) -> Key:
    """The public half; raises `UsageError`."""
    try:
        public = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"La clé publique {path} ne se lit pas : vérifiez son chemin.") from error
    if not isinstance(public, Ed25519PublicKey):
        raise UsageError(f"La clé publique {path} n'est pas une clé Ed25519.")
    return SSlibKey.from_crypto(public)


def _new(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
