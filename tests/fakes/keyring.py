"""Keyrings that live in memory: one as the store sees it, one as the keyring library does."""

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from aparte.store.keys import KeyringLockedError, KeyringUnavailableError, MissingSecretError


class MemoryKeeper:
    """Keeps secrets while `present`, and gives them back unless `locked`."""

    def __init__(self, *, present: bool = True) -> None:
        self.present = present
        self.locked = False
        self.secrets: dict[str, bytes] = {}

    def usable(self) -> bool:
        return self.present

    def read(self, name: str) -> bytearray:
        self._answer()
        if name not in self.secrets:
            raise MissingSecretError("La clé n'est plus dans le trousseau.")
        return bytearray(self.secrets[name])

    def write(self, name: str, secret: bytes | bytearray) -> None:
        self._answer()
        self.secrets[name] = bytes(secret)

    def erase(self, name: str) -> None:
        self._answer()
        self.secrets.pop(name, None)

    def _answer(self) -> None:
        if not self.present:
            raise KeyringUnavailableError("Ce poste n'a pas de trousseau.")
        if self.locked:
            raise KeyringLockedError("Le trousseau est verrouillé.")


class MemoryBackend(KeyringBackend):
    """A backend of the keyring library; `failure` is raised instead of an answer."""

    priority = 0.1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.passwords: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if (service, username) not in self.passwords:
            raise PasswordDeleteError("not found")
        del self.passwords[service, username]

    def _answer(self) -> None:
        if self.failure is not None:
            raise self.failure


class ForgetfulBackend(MemoryBackend):
    """Says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = ""


LOCKED = KeyringLocked("locked")
