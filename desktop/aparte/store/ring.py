"""The keys that the team's call-backs are sealed under, and what is made of them.

A key of the team is 32 random bytes. From it come the code that proves a newcomer to the others, and the key of
each box. Older keys stay in the ring, a few of them, so that what was sealed before can still be read.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from aparte.store.keys import KEY_BYTES, WrongSecretError, new_key
from aparte.store.sealing import hashed, lock, unlock
from aparte.wire.codes import LENGTH, LETTERS, grouped, letters_of

# Call-backs live a year at most: rotations beyond this many leave nothing to read.
_MOST_KEYS = 16
_NAME_BYTES = 8
# A box says nothing of how long a name is.
_STEP_BYTES = 128


@dataclass(frozen=True, slots=True)
class Ring:
    """Keys, the newest last; empty before this workstation was given any."""

    keys: tuple[bytes, ...] = ()

    @classmethod
    def read(cls, data: bytes | bytearray) -> "Ring":
        """From what `packed` made; `WrongSecretError` for anything else."""
        if not data or len(data) % KEY_BYTES:
            raise WrongSecretError("Ce ne sont pas les clés de l'équipe.")
        return cls(tuple(bytes(data[at : at + KEY_BYTES]) for at in range(0, len(data), KEY_BYTES)))

    def packed(self) -> bytes:
        """All of it, to be sealed or kept."""
        return b"".join(self.keys)

    def turned(self) -> "Ring":
        """With a new key for what comes after."""
        return Ring((*self.keys, bytes(new_key()))[-_MOST_KEYS:])

    @property
    def newest(self) -> bytes:
        """The key that is sealed under."""
        return self.keys[-1]

    @property
    def code(self) -> str:
        """The team's code, as it is shown and typed."""
        return code_of(self.newest)

    def seal(self, contact_id: str, kind: str, told: Mapping[str, object]) -> str:
        """A box for the team about a contact, as text."""
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        data += b" " * (-len(data) % _STEP_BYTES)
        box = lock(_box_key(self.newest), data, f"{kind}:{contact_id}")
        return base64.b64encode(_name(self.newest) + box).decode("ascii")

    def open(self, contact_id: str, kind: str, text: str) -> dict[str, object]:
        """What a box holds; `WrongSecretError` when no key of the ring opens it."""
        try:
            data = base64.b64decode(text, validate=True)
            key = next(key for key in self.keys if _name(key) == data[:_NAME_BYTES])
            told = json.loads(unlock(_box_key(key), data[_NAME_BYTES:], f"{kind}:{contact_id}"))
        except (binascii.Error, ValueError, StopIteration) as error:
            raise WrongSecretError("Ce rappel a été scellé avec une clé que ce poste n'a pas.") from error
        if not isinstance(told, dict):
            raise WrongSecretError("Ce rappel est illisible.")
        return told


def code_of(key: bytes) -> str:
    """The code that a key gives: nobody finds the key, or another code's, from it."""
    number = int.from_bytes(hashed(key, b"aparte team code"), "big")
    letters = []
    for _ in range(LENGTH):
        number, left = divmod(number, len(LETTERS))
        letters.append(LETTERS[left])
    return grouped("".join(letters))


def proof_of(code: str, device_id: str, public: bytes) -> str:
    """That whoever shows a public key knows the team's code; empty without a code."""
    letters = letters_of(code)
    if not letters:
        return ""
    said = b"\0".join((b"aparte team proof", device_id.encode(), public))
    return base64.b64encode(hmac.new(letters.encode(), said, hashlib.sha256).digest()).decode("ascii")


def _name(key: bytes) -> bytes:
    return hashed(key, b"aparte team key name")[:_NAME_BYTES]


def _box_key(key: bytes) -> bytes:
    return hashed(key, b"aparte team box")
