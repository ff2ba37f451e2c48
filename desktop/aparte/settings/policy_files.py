"""The policy's files: one, and the folder of others beside it that an installer or a tool drops."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from aparte.settings.policy_source import Layer, Source, SourceKind, unreadable

_LARGEST_FILE = 1_000_000
_KNOWN = {"locked_by": str, "values": dict}


def read_files(path: Path) -> Iterator[Layer]:
    """The strongest first: `policy.d`'s from the last name to the first, then `policy.toml`."""
    beside = path.with_suffix(".d")
    try:
        names = sorted((one for one in beside.iterdir() if one.suffix == ".toml"), reverse=True)
    except (FileNotFoundError, NotADirectoryError):
        names = []
    except OSError:
        names = []
        yield unreadable(Source(SourceKind.FILE, str(beside)))
    for one in (*names, path):
        layer = _read(one)
        if layer is not None:
            yield layer


def _read(path: Path) -> Layer | None:
    """None when there is no such file."""
    source = Source(SourceKind.FILE, str(path))
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return unreadable(source)
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError):
        return unreadable(source)
    return _understood(document, source)


def _understood(document: dict[str, object], source: Source) -> Layer:
    place = source.place
    problems = [f"La politique contient une clé inconnue : {key} ({place})." for key in document if key not in _KNOWN]
    broken = [key for key, kind in _KNOWN.items() if key in document and not isinstance(document[key], kind)]
    problems += [f"La politique ne peut pas être suivie : « {key} » est mal écrit ({place})." for key in broken]
    values = document.get("values", {})
    who = document.get("locked_by", "")
    return Layer(
        Source(source.kind, place, who if isinstance(who, str) else ""),
        values if isinstance(values, dict) else {},
        tuple(problems),
        # Nobody knows what a table that is none was to impose.
        unread="values" in broken,
    )
