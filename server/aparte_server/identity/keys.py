"""The provider's public keys, kept for a while and fetched again when a signature names one not seen yet."""

import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from jwt import PyJWK
from jwt.exceptions import InvalidKeyError, PyJWKError, PyJWTError

# Signatures with a public key alone: a secret shared with the provider signs nothing here.
ALGORITHMS = ("RS256", "PS256", "ES256")
_KINDS = {"RSA": ("RS256", "PS256"), "EC": ("ES256",)}
FRESH_S = 600.0
# An unknown key asks again at most so often: a forged token must not make us call the provider.
AGAIN_S = 30.0


class UnknownKeyError(Exception):
    """No key of the provider's has this name and this use."""


class Keys:
    """`fetch` returns the provider's key set; `now` counts seconds."""

    def __init__(self, fetch: Callable[[], Mapping[str, Any]], now: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._now = now
        self._lock = Lock()
        self._keys: dict[tuple[str, str], PyJWK] = {}
        self._at = float("-inf")

    def key(self, name: str, algorithm: str) -> PyJWK:
        """The key that a signature names; `UnknownKeyError` when there is none."""
        if algorithm not in ALGORITHMS:
            raise UnknownKeyError(algorithm)
        with self._lock:
            age = self._now() - self._at
            if age > FRESH_S or ((name, algorithm) not in self._keys and age > AGAIN_S):
                self._keys = _usable(self._fetch())
                self._at = self._now()
            try:
                return self._keys[name, algorithm]
            except KeyError:
                raise UnknownKeyError(name) from None


def _usable(found: Mapping[str, Any]) -> dict[tuple[str, str], PyJWK]:
    usable = {}
    listed = found.get("keys")
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict) or one.get("use", "sig") != "sig" or not isinstance(one.get("kid"), str):
            continue
        for algorithm in _KINDS.get(str(one.get("kty")), ()):
            if one.get("alg", algorithm) == algorithm:
                try:
                    usable[one["kid"], algorithm] = PyJWK.from_dict(one, algorithm)
                except (PyJWKError, InvalidKeyError, PyJWTError, ValueError, TypeError):
                    continue  # a kind of key that we do not take
    return usable
