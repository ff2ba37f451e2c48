"""Boxes: one for the holder of a private key (X25519), and one for whoever shares a key (AES-256-GCM)."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from aparte.store.keys import KEY_BYTES, WrongSecretError

_NONCE_BYTES = 12


def public_of(private: bytes | bytearray) -> bytes:
    """The public half of a private key."""
    return X25519PrivateKey.from_private_bytes(bytes(private)).public_key().public_bytes_raw()


def seal_to(public: bytes, secret: bytes | bytearray, purpose: str) -> bytes:
    """A secret for the holder of `public`'s other half: a one-time public key, then AES-GCM.

    `purpose` ties the box to its place; `ValueError` for a public key that nobody holds.
    """
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    passing = once.public_key().public_bytes_raw()
    # The key is used once, so its nonce needs no randomness.
    return passing + AESGCM(hashed(shared, passing + public)).encrypt(bytes(12), bytes(secret), purpose.encode())


def open_box(private: bytes | bytearray, public: bytes, sealed: bytes, purpose: str) -> bytearray:
    """What `seal_to` sealed; `WrongSecretError` for another key, purpose or box."""
    passing, text = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
    try:
        ours = X25519PrivateKey.from_private_bytes(bytes(private))
        shared = ours.exchange(X25519PublicKey.from_public_bytes(passing))
        return bytearray(AESGCM(hashed(shared, passing + public)).decrypt(bytes(12), text, purpose.encode()))
    except (InvalidTag, ValueError) as error:
        raise WrongSecretError("Cette clé n'ouvre pas ce qui a été scellé.") from error


def lock(key: bytes, data: bytes, purpose: str) -> bytes:
    """Data under a shared key, with a nonce of its own."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, purpose.encode())


def unlock(key: bytes, locked: bytes, purpose: str) -> bytes:
    """What `lock` locked; `WrongSecretError` for anything else."""
    try:
        return AESGCM(key).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise WrongSecretError("Cette clé n'ouvre pas ce qui a été scellé.") from error


def hashed(secret: bytes, info: bytes) -> bytes:
    """A key for one use, from another."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def private_of_pem(pem: bytes, passphrase: str) -> bytearray:
    """The private half of a recovery key; `WrongSecretError` for another file or another passphrase."""
    try:
        key = load_pem_private_key(pem, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError) as error:
        raise WrongSecretError(
            "Ce fichier n'est pas une clé de récupération, ou sa phrase de passe n'est pas la bonne."
        ) from error
    if not isinstance(key, X25519PrivateKey):
        raise WrongSecretError("Ce fichier n'est pas une clé de récupération d'Aparté.")
    return bytearray(key.private_bytes_raw())
