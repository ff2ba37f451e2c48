"""The database's key, and the two things that may keep a secret: the system's keyring and a passphrase.

The key is 256 random bits. It is never on the disk as it stands: each slot (see `slots`) holds
it sealed, and what opens a slot is in the system's keyring or wrapped here by a PIN or a
passphrase, with scrypt and AES-GCM.

A PIN of six digits is a million tries: alone, on a stolen disk, a few days' work. So a PIN is
always mixed with a random device secret that only the system's keyring holds, and where there is
no keyring a passphrase of twelve characters is asked for instead. What Python and the C libraries
copy (the `str` that was typed, the text of a PRAGMA) can't be wiped; our own buffers are.
"""

import base64
import binascii
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import keyring
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from aparte.core.errors import LockedStoreError

KEY_BYTES = 32
SHORTEST_PIN = 6
SHORTEST_PASSPHRASE = 12
_SERVICE = "aparte"
# The systems' own keyrings. Whatever else answers (a plain file, nothing at all) keeps no secret.
_SECURE = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
)


class KeyringUnavailableError(LockedStoreError):
    """No keyring that keeps a secret."""


class KeyringLockedError(LockedStoreError):
    """The system's keyring is there and refuses to open."""


class MissingSecretError(LockedStoreError):
    """The keyring no longer holds what it was given."""


class WrongSecretError(LockedStoreError):
    """That PIN or passphrase opens nothing."""


class WeakSecretError(LockedStoreError):
    """Too short, or the first that a thief would try."""

    exit_code = 2


class KeyKeeper(Protocol):
    """Keeps named secrets where only this user's session reaches them.

    Each call raises `KeyringUnavailableError` or `KeyringLockedError`.
    """

    def usable(self) -> bool:
        """Whether a secret may be entrusted to it; never raises."""
        ...

    def read(self, name: str) -> bytearray:
        """The secret; `MissingSecretError` when there is none of that name."""
        ...

    def write(self, name: str, secret: bytes | bytearray) -> None:
        """Keep a secret; it was read back when this returns."""
        ...

    def erase(self, name: str) -> None:
        """Forget a secret; an absent one is no error."""
        ...


class SystemKeyring:
    """The keyring of the session: Windows Credential Manager, macOS Keychain, Secret Service, KWallet.

    `backend` is for tests, which also name the modules that they trust.
    """

    def __init__(self, backend: KeyringBackend | None = None, trusted: frozenset[str] = _SECURE) -> None:
        self._given = backend
        self._trusted = trusted

    def usable(self) -> bool:
        try:
            self._backend()
        except LockedStoreError:
            return False
        return True

    def read(self, name: str) -> bytearray:
        text = self._call("get_password", name)
        if text is None:
            raise MissingSecretError(
                "La clé des échanges n'est plus dans le trousseau du système : "
                "« aparte store recover » l'y remet avec la phrase de passe de l'informatique."
            )
        try:
            return bytearray(base64.b64decode(text, validate=True))
        except (binascii.Error, ValueError) as error:
            raise MissingSecretError(
                "La clé des échanges est illisible dans le trousseau du système : "
                "« aparte store recover » l'y remet avec la phrase de passe de l'informatique."
            ) from error

    def write(self, name: str, secret: bytes | bytearray) -> None:
        self._call("set_password", name, base64.b64encode(secret).decode("ascii"))
        kept = self.read(name)
        same = secrets.compare_digest(bytes(kept), bytes(secret))
        wipe(kept)
        if not same:
            raise KeyringUnavailableError(
                "Le trousseau du système n'a pas gardé la clé : prévenez l'informatique, ou prenez une phrase de passe."
            )

    def erase(self, name: str) -> None:
        self._call("delete_password", name)

    def _call(self, method: str, *arguments: str) -> str | None:
        backend = self._backend()
        try:
            answer: str | None = getattr(backend, method)(_SERVICE, *arguments)
        except PasswordDeleteError:
            return None
        except KeyringLocked as error:
            raise KeyringLockedError(_KEYRING_LOCKED) from error
        except Exception as error:
            # Each backend has failures of its own: D-Bus gone, a prompt dismissed, a broken wallet.
            raise KeyringLockedError(_KEYRING_LOCKED) from error
        return answer

    def _backend(self) -> KeyringBackend:
        backend = self._given or keyring.get_keyring()
        for one in _chained(backend):
            if type(one).__module__ in self._trusted:
                return one
        raise KeyringUnavailableError(
            "Ce poste n'a pas de trousseau de clés sûr : protégez les échanges par une phrase de passe "
            f"de {SHORTEST_PASSPHRASE} caractères au moins."
        )


_KEYRING_LOCKED = (
    "Le trousseau de clés du système est verrouillé ou ne répond pas : rouvrez votre session, puis recommencez. "
    "Les suggestions restent disponibles."
)


@dataclass(frozen=True, slots=True)
class ScryptCost:
    """How dear one try is. By default 64 MiB and about a third of a second, OWASP's second choice of parameters."""

    n: int = 1 << 16
    r: int = 8
    p: int = 2

    def __post_init__(self) -> None:
        power_of_two = self.n > 1 and not self.n & (self.n - 1)
        if not power_of_two or self.n * self.r > 1 << 23 or not 1 <= self.r <= 32 or not 1 <= self.p <= 16:
            raise ValueError("scrypt parameters out of bounds")


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A secret of `KEY_BYTES` under a PIN or a passphrase, fit to be written in a file.

    `bound` is true when the device secret of the keyring is needed too; `purpose` ties the
    wrapping to its slot, so that one slot's can't be put in another's place.
    """

    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: ScryptCost
    bound: bool

    @classmethod
    def wrap(
        cls, secret: bytes | bytearray, passphrase: str, purpose: str, device: bytes | bytearray, cost: ScryptCost
    ) -> "WrappedKey":
        """Wrap `secret`; an empty `device` binds it to no machine."""
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        key = _derived(passphrase, salt, device, cost)
        try:
            sealed = AESGCM(bytes(key)).encrypt(nonce, bytes(secret), purpose.encode())
        finally:
            wipe(key)
        return cls(salt, nonce, sealed, cost, bound=bool(device))

    def unwrap(self, passphrase: str, purpose: str, device: bytes | bytearray) -> bytearray:
        """The secret; `WrongSecretError` on any other passphrase, machine or purpose."""
        key = _derived(passphrase, self.salt, device if self.bound else b"", self.cost)
        try:
            return bytearray(AESGCM(bytes(key)).decrypt(self.nonce, self.sealed, purpose.encode()))
        except InvalidTag as error:
            raise WrongSecretError("Ce code n'est pas le bon : recommencez.") from error
        finally:
            wipe(key)

    def document(self) -> dict[str, Any]:
        """What the file holds."""
        return {
            "salt": text_of(self.salt),
            "nonce": text_of(self.nonce),
            "sealed": text_of(self.sealed),
            "scrypt": [self.cost.n, self.cost.r, self.cost.p],
            "bound": self.bound,
        }

    @classmethod
    def read(cls, document: dict[str, Any]) -> "WrappedKey":
        """From what the file holds; `ValueError`, `KeyError` or `TypeError` when it is something else."""
        cost = ScryptCost(*(int(part) for part in document["scrypt"]))
        salt, nonce, sealed = (bytes_of(document[name]) for name in ("salt", "nonce", "sealed"))
        return cls(salt, nonce, sealed, cost, bound=document["bound"] is True)


def new_key() -> bytearray:
    """A key of 256 random bits."""
    return bytearray(secrets.token_bytes(KEY_BYTES))


def wipe(buffer: bytearray) -> None:
    """Overwrite a buffer of ours with zeros."""
    buffer[:] = bytes(len(buffer))


def check_pin(pin: str, shortest: int = SHORTEST_PIN) -> None:
    """`WeakSecretError` unless the PIN is long enough and not the first that would be tried."""
    if len(pin) < shortest or not pin.isprintable():
        raise WeakSecretError(f"Le code doit compter {shortest} chiffres au moins : choisissez-en un plus long.")
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    if len(set(pin)) <= 2 or steps in ({1}, {-1}):
        raise WeakSecretError("Ce code serait le premier essayé (suite ou répétition) : choisissez-en un autre.")


def check_passphrase(passphrase: str) -> None:
    """`WeakSecretError` unless it is long enough to stand alone on a stolen disk."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE or len(set(passphrase)) < 6:
        raise WeakSecretError(
            f"La phrase de passe doit compter {SHORTEST_PASSPHRASE} caractères variés au moins : "
            "prenez par exemple quatre mots sans rapport."
        )


def text_of(data: bytes | bytearray) -> str:
    """Bytes as a JSON file holds them."""
    return base64.b64encode(data).decode("ascii")


def bytes_of(text: object) -> bytes:
    """The bytes of such a text, or `ValueError`."""
    if not isinstance(text, str):
        raise ValueError("not a text")  # noqa: TRY004 - one error for every refusal
    return base64.b64decode(text, validate=True)


def _derived(passphrase: str, salt: bytes, device: bytes | bytearray, cost: ScryptCost) -> bytearray:
    # Keyboards and systems spell « é » in two ways.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    slow = Scrypt(salt=salt, length=KEY_BYTES, n=cost.n, r=cost.r, p=cost.p).derive(typed)
    return bytearray(hashlib.blake2b(slow, key=bytes(device), person=b"aparte.slot", digest_size=KEY_BYTES).digest())


def _chained(backend: KeyringBackend) -> list[KeyringBackend]:
    return list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
