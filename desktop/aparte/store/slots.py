"""Slots: the several ways that open one database key.

A slot is a pair of X25519 keys. The database's key is sealed to the public one; the private one
is kept by the system's keyring, or wrapped by a PIN or a passphrase. So whoever holds the
database's key can seal a new one for every slot without knowing anyone's PIN: changing the key
locks nobody out.

`upcoming` is the key that a change under way is about to put in force: until it ends, either may
be the one that opens the database. `mark` proves that the slot was added by someone who held the
key: a slot that a thief wrote in the file gets no new key.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from aparte.store.keys import (
    KEY_BYTES,
    KeyKeeper,
    ScryptCost,
    WrappedKey,
    WrongSecretError,
    bytes_of,
    new_key,
    text_of,
    wipe,
)
from aparte.store.sealing import hashed, open_box, public_of, seal_to


class SlotKind(StrEnum):
    """What opens a slot."""

    KEYRING = "keyring"
    PIN = "pin"
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, not a secret
    ESCROW = "escrow"
    RECOVERY = "recovery"


# Their private half is not in the file, under whatever passphrase.
_ELSEWHERE = (SlotKind.KEYRING, SlotKind.RECOVERY)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in.

    `agent_ref` is empty for the escrow's and the town's recovery key; `wrapped` is None where the private half
    is elsewhere: in the keyring, or with whoever keeps the recovery key.
    """

    id: str
    kind: SlotKind
    agent_ref: str
    public: bytes
    sealed: bytes
    wrapped: WrappedKey | None = None
    upcoming: bytes = b""
    mark: bytes = b""

    def document(self) -> dict[str, Any]:
        """What the file holds."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "agent_ref": self.agent_ref,
            "public": text_of(self.public),
            "sealed": text_of(self.sealed),
            "upcoming": text_of(self.upcoming),
            "mark": text_of(self.mark),
            "wrapped": None if self.wrapped is None else self.wrapped.document(),
        }

    @classmethod
    def read(cls, document: dict[str, Any]) -> "Slot":
        """From what the file holds; `ValueError`, `KeyError` or `TypeError` when it is something else."""
        public, sealed, upcoming, mark = (bytes_of(document[name]) for name in ("public", "sealed", "upcoming", "mark"))
        kind, wrapped = SlotKind(document["kind"]), document["wrapped"]
        if len(public) != KEY_BYTES or (wrapped is None) is not (kind in _ELSEWHERE):
            raise ValueError("a slot that nothing opens")
        return cls(
            str(document["id"]),
            kind,
            str(document["agent_ref"]),
            public,
            sealed,
            None if wrapped is None else WrappedKey.read(wrapped),
            upcoming,
            mark,
        )


@dataclass(frozen=True, slots=True)
class Keys:
    """What a slot opened: the key in force and, during a change, the one about to be."""

    current: bytearray
    upcoming: bytearray | None = None

    def wipe(self) -> None:
        """Overwrite both."""
        wipe(self.current)
        if self.upcoming is not None:
            wipe(self.upcoming)


def keyring_slot(key: bytearray, agent_ref: str, keeper: KeyKeeper) -> Slot:
    """A slot that the system's keyring opens alone; the keyring holds its secret when this returns."""
    slot, private = _pair(key, SlotKind.KEYRING, agent_ref)
    keeper.write(slot.id, private)
    wipe(private)
    return slot


def wrapped_slot(
    key: bytearray,
    kind: SlotKind,
    agent_ref: str,
    *,
    passphrase: str,
    device: bytes | bytearray,
    cost: ScryptCost,
) -> Slot:
    """A slot that a PIN or a passphrase opens."""
    slot, private = _pair(key, kind, agent_ref)
    wrapped = WrappedKey.wrap(private, passphrase, _purpose(slot), device, cost)
    wipe(private)
    return replace(slot, wrapped=wrapped)


def recovery_slot(key: bytearray, public: bytes) -> Slot:
    """A slot that the town's recovery key opens, and nothing of this workstation."""
    return settled(Slot(secrets.token_hex(8), SlotKind.RECOVERY, "", public, b""), key)


def open_slot(slot: Slot, passphrase: str, device: bytes | bytearray, keeper: KeyKeeper) -> Keys:
    """The keys; `WrongSecretError`, or what the keyring raises."""
    wrapped = slot.wrapped
    private = keeper.read(slot.id) if wrapped is None else wrapped.unwrap(passphrase, _purpose(slot), device)
    return open_with(slot, private)


def open_with(slot: Slot, private: bytearray) -> Keys:
    """The keys, by the slot's private half, which is wiped; `WrongSecretError` when it is another's."""
    try:
        current = _unsealed(slot, private, slot.sealed)
        return Keys(current, _unsealed(slot, private, slot.upcoming) if slot.upcoming else None)
    finally:
        wipe(private)


def slot_text(slot: Slot) -> str:
    """A slot on one line, to be kept elsewhere."""
    return json.dumps(slot.document(), separators=(",", ":"))


def slot_of_text(text: str) -> Slot:
    """What `slot_text` wrote; `WrongSecretError` for anything else."""
    try:
        return Slot.read(json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise WrongSecretError("Ce n'est pas la clé d'un poste, telle que le serveur l'exporte.") from error


def announced(slot: Slot, key: bytearray) -> Slot:
    """The slot, `key` being about to replace the current one."""
    return replace(slot, upcoming=_sealed(slot.id, slot.public, key))


def settled(slot: Slot, key: bytearray) -> Slot:
    """The slot, `key` being in force and no other."""
    return replace(slot, sealed=_sealed(slot.id, slot.public, key), upcoming=b"", mark=_mark(slot, key))


def genuine(slot: Slot, key: bytearray) -> bool:
    """Whether the slot was added by someone who held the key."""
    return hmac.compare_digest(slot.mark, _mark(slot, key))


def _pair(key: bytearray, kind: SlotKind, agent_ref: str) -> tuple[Slot, bytearray]:
    private = new_key()
    empty = Slot(secrets.token_hex(8), kind, agent_ref, public_of(private), b"")
    return settled(empty, key), private


def _purpose(slot: Slot) -> str:
    return f"{slot.kind.value}:{slot.id}:{slot.agent_ref}"


def _mark(slot: Slot, key: bytearray) -> bytes:
    said = b"\0".join((_purpose(slot).encode(), slot.public))
    return hmac.new(hashed(bytes(key), b"aparte slot mark"), said, hashlib.sha256).digest()


def _sealed(slot_id: str, public: bytes, key: bytearray) -> bytes:
    return seal_to(public, key, slot_id)


def _unsealed(slot: Slot, private: bytearray, sealed: bytes) -> bytearray:
    try:
        return open_box(private, slot.public, sealed, slot.id)
    except WrongSecretError as error:
        raise WrongSecretError(
            "La clé des échanges est illisible sur ce poste : « aparte store recover » la reprend "
            "avec la phrase de passe de l'informatique."
        ) from error
