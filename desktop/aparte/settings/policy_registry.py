r"""Windows' group policy: the values under `Software\Policies\Aparte`, by the options' own names.

An option says of what type its value is: REG_DWORD for a switch and a number, REG_SZ for a text and a
choice, REG_MULTI_SZ for a list. A number is also read from a REG_SZ, as templates write the negative ones.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from aparte.settings.kinds import Switch, Whole
from aparte.settings.options import CATALOGUE
from aparte.settings.policy_source import Layer, Source, SourceKind, unreadable

KEY = r"Software\Policies\Aparte"
LOCKED_BY = "locked_by"
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
_WRAP, _HALF = 2**32, 2**31


class Hive(StrEnum):
    """Which part of the registry."""

    MACHINE = "HKLM"
    USER = "HKCU"


class Registry(Protocol):
    """Reads the registry."""

    def values(self, hive: Hive, key: str) -> Mapping[str, object] | None:
        """Each value of a key by its name, None when there is no such key; raises `OSError`."""
        ...


def read_hive(registry: Registry, hive: Hive) -> Layer | None:
    """What the group policy imposes there; None when there is none."""
    kind = SourceKind.GROUP if hive is Hive.MACHINE else SourceKind.GROUP_OF_USER
    place = f"{hive.value}\\{KEY}"
    try:
        held = registry.values(hive, KEY)
    except OSError:
        return unreadable(Source(kind, place))
    if held is None:
        return None
    # The registry's names have no case.
    named = {name.lower(): value for name, value in held.items() if name}
    who = named.pop(LOCKED_BY, "")
    known = {option.key: option.kind for option in CATALOGUE}
    return Layer(
        Source(kind, place, who if isinstance(who, str) else ""),
        {name: _plain(known.get(name), value) for name, value in named.items()},
    )


def _plain(kind: object, value: object) -> object:
    """A registry value as a file would hold it; left alone when it is of another type, to be refused."""
    match kind, value:
        case Switch(), 0 | 1:
            return value == 1
        case Whole(lowest=lowest), int() if lowest < 0 and value >= _HALF:
            return value - _WRAP
        case Whole(), str() if _WHOLE_NUMBER.fullmatch(value.strip()):
            return int(value)
        case _:
            return value
