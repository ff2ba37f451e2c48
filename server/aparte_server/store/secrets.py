"""Codes and tokens: made of enough chance that a plain hash of them is safe to keep."""

import hashlib
import secrets

# No 0/O, 1/I/L: a code is read on paper and typed.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# 18 letters of 31 are 89 bits.
_GROUPS, _GROUP = 3, 6
_PREFIX = "aparte1"
_TOKEN_BYTES = 32


def new_code() -> str:
    """An enrolment code such as « 7K4PQ2-M8RTVW-3XYZ9A »."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def code_hash(code: str) -> str:
    """What is kept of a code, however it was typed."""
    return _hash("code", "".join(letter for letter in code.upper() if letter in _LETTERS))


def new_token(org_id: str) -> str:
    """A device's token; it names its organisation, so that the look-up has the table's leading key."""
    return f"{_PREFIX}.{org_id}.{secrets.token_urlsafe(_TOKEN_BYTES)}"


def token_parts(token: str) -> tuple[str, str] | None:
    """The organisation that a token claims, and its hash; None when it can't be one."""
    parts = token.split(".")
    if len(parts) != 3 or parts[0] != _PREFIX or not token.isascii() or len(token) > 200 or not token.isprintable():
        return None
    return parts[1], token_hash(token)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return _hash("token", token)


def _hash(kind: str, text: str) -> str:
    return hashlib.sha256(f"aparte {kind}: {text}".encode()).hexdigest()
