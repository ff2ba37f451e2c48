"""Refuse a locked dependency whose licence is GPL or AGPL and nothing else.

Reads what the installed packages say of themselves. The LGPL, a choice between licences, and a
GPL with an exception listed here are accepted. Exit code 1 when one is refused or unknown.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = (ROOT / "requirements.lock", ROOT / "tools" / "llama" / "requirements.txt")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)(?:\s*;\s*(.*?))?\s*\\?$")
_STRONG = re.compile(r"(?<!l)(?:\ba?gpl|gnu (?:affero )?general public)")
# Packages that may stay, and why.
EXPLAINED = {
    "pyinstaller": "GPL-2.0 with an exception for the programs it builds; a build tool, never delivered",
    "sqlcipher3": "zlib for the binding, BSD-3-Clause for SQLCipher; its metadata name neither, its licence file does",
    "pyinstaller-hooks-contrib": "Apache-2.0 for what is delivered, GPL-2.0 for its own build-time hooks",
}


def pinned() -> Iterator[tuple[str, str]]:
    """The name and the marker of each pinned package, the engine of drafts among them."""
    for line in (line for lock in LOCKS for line in lock.read_text("utf-8").splitlines()):
        found = _PINNED.match(line)
        if found:
            yield found.group(1), found.group(3) or ""


def licence(name: str) -> str:
    """What an installed package says of its licence, in one line; raises when it is not installed."""
    about = metadata.metadata(name).json
    classifiers = about.get("classifier", [])
    classified = " OR ".join(line.rsplit(" :: ", 1)[-1] for line in classifiers if line.startswith("License ::"))
    said = about.get("license_expression") or classified or about.get("license") or ""
    return " ".join(str(said).split())[:120]


def refused(said: str) -> bool:
    """Whether every licence offered is GPL or AGPL; "A OR B" offers a choice."""
    offers = re.split(r"\s+or\s+(?!later)|/", said.lower().strip("()"))
    return all(_STRONG.search(offer) is not None for offer in offers)


def verdict(name: str, said: str) -> str:
    """One of "ok", "explained", "refused", "unknown"."""
    if name.lower() in EXPLAINED:
        return "explained"
    if not said or said.upper() == "UNKNOWN":
        return "unknown"
    return "refused" if refused(said) else "ok"


def main() -> int:
    """Print a line a package; returns the exit code."""
    worst = 0
    for name, marker in pinned():
        try:
            said = licence(name)
        except metadata.PackageNotFoundError:
            if marker:
                continue
            print(f"missing    {name}: not installed; run make engine")
            worst = 1
            continue
        found = verdict(name, said)
        print(f"{found:<10} {name}: {EXPLAINED.get(name.lower(), said)}")
        worst |= found in ("refused", "unknown")
    return worst


if __name__ == "__main__":
    sys.exit(main())
