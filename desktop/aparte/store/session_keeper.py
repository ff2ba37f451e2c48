"""A keyring that ends with the program: for a base folder that does not outlive it either."""

from aparte.store.keys import MissingSecretError


class SessionKeeper:
    """Implements `KeyKeeper` in this process's memory; nothing reaches the disk."""

    def __init__(self) -> None:
        self._secrets: dict[str, bytearray] = {}

    def usable(self) -> bool:
        return True

    def read(self, name: str) -> bytearray:
        if name not in self._secrets:
            raise MissingSecretError("La clé de cette session n'existe plus : relancez Aparté.")
        return bytearray(self._secrets[name])

    def write(self, name: str, secret: bytes | bytearray) -> None:
        self._secrets[name] = bytearray(secret)

    def erase(self, name: str) -> None:
        self._secrets.pop(name, None)
