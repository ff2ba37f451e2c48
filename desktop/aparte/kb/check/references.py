"""The ids that the files of a base may name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class References:
    """Those of the tables; `retired` are codes that can't be chosen any more."""

    themes: frozenset[str]
    services: frozenset[str]
    codes: frozenset[str]
    retired: frozenset[str] = frozenset()
