"""Hold two builds of one commit against each other: every file the same, its rights and its age too.

The full-text index that comes with the program is the exception: its segments have random names. It is
read in both, and must hold the same words of the same articles. Exit code 1 when anything else differs.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.index import open_dir

_INDEX = "usr/lib/aparte/_internal/kb_index/gen-delivered"
_FULL_TEXT = f"{_INDEX}/whoosh"
# Both hold checksums of the index.
_SUMS = frozenset({f"{_INDEX}/manifest.json", "DEBIAN/md5sums"})


def main() -> int:
    """Print what differs; returns the exit code."""
    parser = ArgumentParser(prog="python -m installers.linux.compare", description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    asked = parser.parse_args()
    found = compared(asked.first, asked.second)
    for line in found:
        print(line)
    if not found:
        print("The two packages are the same.")
    return 1 if found else 0


def compared(first: Path, second: Path) -> list[str]:
    """What differs between two packages, one line each."""
    with tempfile.TemporaryDirectory() as place:
        roots = [_unpacked(deb, Path(place) / str(at)) for at, deb in enumerate((first, second))]
        return list(differences(*roots))


def differences(first: Path, second: Path) -> Iterator[str]:
    """What differs between two unpacked packages, one line each."""
    ours, theirs = _listed(first), _listed(second)
    for name in sorted(ours.keys() ^ theirs.keys()):
        yield f"only in one: {name}"
    for name in sorted(ours.keys() & theirs.keys()):
        if ours[name] != theirs[name]:
            yield f"{ours[name]} and {theirs[name]}: {name}"
        elif name in _SUMS:
            if _sums(first / name) != _sums(second / name):
                yield f"other checksums: {name}"
        elif _content(first / name) != _content(second / name):
            yield f"other content: {name}"
    if (first / _FULL_TEXT).is_dir() and _words(first / _FULL_TEXT) != _words(second / _FULL_TEXT):
        yield f"other words: {_FULL_TEXT}"


def _unpacked(deb: Path, root: Path) -> Path:
    subprocess.run(["dpkg-deb", "-R", str(deb), str(root)], check=True)  # noqa: S603, S607 - our own packages
    return root


def _listed(root: Path) -> dict[str, str]:
    """Each file but those of the full-text index, with its rights and its age."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if not name.startswith(f"{_FULL_TEXT}/"):
            about = path.lstat()
            # Unpacking makes the folder of the control files, and links last, in folders whose age was set.
            touched = name == "DEBIAN" or (path.is_dir() and any(one.is_symlink() for one in path.iterdir()))
            age = 0 if touched else int(about.st_mtime)
            found[name] = f"{about.st_mode:o} {age}"
    return found


def _content(path: Path) -> bytes:
    if path.is_symlink():
        return str(path.readlink()).encode()
    return path.read_bytes() if path.is_file() else b""


def _sums(path: Path) -> Any:  # noqa: ANN401 - lines, or what JSON holds
    text = path.read_text("utf-8")
    if path.name == "md5sums":
        return sorted(line for line in text.splitlines() if "/kb_index/" not in line)
    read = json.loads(text)
    read["checksums"] = {name: value for name, value in read["checksums"].items() if not name.startswith("whoosh/")}
    return read


def _words(folder: Path) -> tuple[list[str], list[str]]:
    """What the index stores of each article, and each word with the articles it is in."""
    with open_dir(str(folder)).reader() as reader:
        stored = sorted(repr(sorted(fields.items())) for fields in reader.all_stored_fields())
        words = [f"{field} {word!r} {reader.frequency(field, word)}" for field, word in reader.all_terms()]
        return stored, sorted(words)


if __name__ == "__main__":
    sys.exit(main())
