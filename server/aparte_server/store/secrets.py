"""Codes and tokens: made of enough chance that a plain hash of them is safe to keep."""

import hashlib
import secrets

# No 0/O, 1/I/L: a code is read on paper and typed.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# 18 letters of 31 are 89 bits.
_GROUPS, _GROUP = 3, 6
_PREFIX = "aparte1"
_STAFF_PREFIX = "apartestats1"
_SESSION_PREFIX = "apartesession1"
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
    org_id = _claimed(token, _PREFIX)
    return None if org_id is None else (org_id, token_hash(token))


def new_staff_token(org_id: str) -> tuple[str, str]:
    """A token that reads figures, and its hash; nothing takes it for a device's."""
    token = f"{_STAFF_PREFIX}.{org_id}.{secrets.token_urlsafe(_TOKEN_BYTES)}"
    return token, _hash("staff", token)


def staff_token_parts(token: str) -> tuple[str, str] | None:
    """The organisation that such a token claims, and its hash; None when it can't be one."""
    org_id = _claimed(token, _STAFF_PREFIX)
    return None if org_id is None else (org_id, _hash("staff", token))


def new_secret() -> str:
    """Chance, for what goes out and must come back."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def state_hash(state: str) -> str:
    """What is kept of a sign-in's state."""
    return _hash("state", state)


def browser_hash(secret: str) -> str:
    """What is kept of what ties a sign-in to its browser."""
    return _hash("browser", secret)


def new_session_token(org_id: str) -> tuple[str, str]:
    """A session of someone of the staff, and its hash; nothing takes it for a token."""
    token = f"{_SESSION_PREFIX}.{org_id}.{secrets.token_urlsafe(_TOKEN_BYTES)}"
    return token, _hash("session", token)


def session_parts(token: str) -> tuple[str, str] | None:
    """The organisation that a session claims, and its hash; None when it can't be one."""
    org_id = _claimed(token, _SESSION_PREFIX)
    return None if org_id is None else (org_id, _hash("session", token))


def request_proof(session: str) -> str:
    """What a page of ours sends back with each change, and another site's can't read."""
    return _hash("proof", session)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return _hash("token", token)


def _claimed(token: str, prefix: str) -> str | None:
    parts = token.split(".")
    fits = token.isascii() and token.isprintable() and len(token) <= 200
    return parts[1] if fits and len(parts) == 3 and parts[0] == prefix else None


def _hash(kind: str, text: str) -> str:
    return hashlib.sha256(f"aparte {kind}: {text}".encode()).hexdigest()
