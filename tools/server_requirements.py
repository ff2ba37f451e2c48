"""The part of requirements.lock that the central server needs, hashes included: no Qt, no developers' tool.

Starts from what the server imports and follows the « via » comments of the lock.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
# What the server loads itself; test_server_requirements.py holds this list to what it really loads.
ROOTS = frozenset(
    """starlette uvicorn httptools uvloop psycopg psycopg-binary psycopg-pool prometheus-client sqlcipher3
    platformdirs odfdo pyyaml cryptography tuf securesystemslib filelock numpy whoosh3 pyjwt
    urllib3 truststore""".split()
)


@dataclass(frozen=True)
class Pinned:
    """One package of the lock: its lines as they stand, and who asked for it."""

    name: str
    lines: tuple[str, ...]
    via: frozenset[str]


def needed(lock: str) -> list[Pinned]:
    """The packages of the server and what they need in turn, in the lock's order."""
    packages = read(lock)
    names = set(ROOTS)
    while more := {one.name for one in packages if one.via & names} - names:
        names |= more
    return [one for one in packages if one.name in names]


def read(lock: str) -> list[Pinned]:
    """Every package of a lock that uv wrote."""
    groups: list[list[str]] = []
    for line in lock.splitlines():
        if line and not line.startswith((" ", "#")):
            groups.append([])
        if groups:
            groups[-1].append(line)
    return [_pinned(lines) for lines in groups]


def _pinned(lines: list[str]) -> Pinned:
    said = [line.strip().removeprefix("#").strip() for line in lines if line.strip().startswith("#")]
    via = frozenset(one.removeprefix("via").split("(")[0].strip().split("[")[0] for one in said)
    kept = tuple(line for line in lines if not line.strip().startswith("#"))
    return Pinned(lines[0].split("==")[0].split("[")[0].strip(), kept, via)


def main() -> int:
    """Print them."""
    for one in needed(LOCK.read_text("utf-8")):
        print("\n".join(one.lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
