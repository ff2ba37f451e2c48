"""Copies that only the holder of a key can read: AES-256-GCM in pieces, as they are too large for memory.

Each piece's nonce holds its number and whether it is the last, so that pieces can be neither moved,
left out nor cut off: the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from aparte.core.errors import UsageError

_MAGIC = b"APARTES1"
_SALT, _TAG, _PIECE = 16, 16, 1 << 20
_KEY_BYTES = 32


def read_key(path: Path) -> bytes:
    """A key written as 64 hexadecimal digits; raises `UsageError`."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise _no_key(path) from error
    if len(key) != _KEY_BYTES:
        raise _no_key(path)
    return key


def is_sealed(path: Path) -> bool:
    """Whether a file was made by `seal`."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def seal(source: Path, target: Path, key: bytes) -> None:
    """Write `source` to `target` under `key`."""
    salt = os.urandom(_SALT)
    cipher = _cipher(key, salt)
    with source.open("rb") as read, target.open("wb") as write:
        write.write(_MAGIC + salt)
        for number, last, piece in _pieces(read, _PIECE):
            write.write(cipher.encrypt(_nonce(number, last=last), piece, None))


def unseal(source: Path, target: Path, key: bytes) -> None:
    """Write to `target` what was sealed; raises `UsageError` when a byte is not as it was, or the key another."""
    with source.open("rb") as read, target.open("wb") as write:
        read.seek(len(_MAGIC))
        cipher = _cipher(key, read.read(_SALT))
        try:
            for number, last, piece in _pieces(read, _PIECE + _TAG):
                write.write(cipher.decrypt(_nonce(number, last=last), piece, None))
        except InvalidTag as error:
            raise UsageError(
                f"La sauvegarde {source} est abîmée, incomplète, ou faite avec une autre clé : vérifiez --key-file, "
                "puis prenez la précédente."
            ) from error


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bool, bytes]]:
    """Number, whether it is the last, content; there is always one."""
    number, piece = 0, file.read(size)
    while following := file.read(size):
        yield number, False, piece
        number, piece = number + 1, following
    yield number, True, piece


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    """A key of each file's own, so that no nonce serves twice under one key."""
    return AESGCM(HKDF(SHA256(), _KEY_BYTES, salt, b"aparte-server backup 1").derive(key))


def _no_key(path: Path) -> UsageError:
    return UsageError(
        f"La clé {path} ne se lit pas : donnez un fichier de 64 chiffres hexadécimaux (openssl rand -hex 32)."
    )
