"""Where a setting's value comes from, and what one source of policy holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UNREADABLE = (
    "La politique de la collectivité est illisible ({place}) : les réglages qui lui reviennent restent à leur valeur "
    "prudente. Prévenez l'informatique."
)
_NOBODY = "la collectivité"


class SourceKind(StrEnum):
    """What kind of place a value comes from.

    FILE: a policy file. GROUP: Windows' group policy for the machine, GROUP_OF_USER for its user. PROFILE: a
    macOS configuration profile. AGENT: chosen on this workstation. DEFAULT: nobody chose.
    """

    FILE = "file"
    GROUP = "group_policy"
    GROUP_OF_USER = "user_group_policy"
    PROFILE = "configuration_profile"
    AGENT = "agent"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Source:
    """One place: a file's path or a registry key, and the French name that it gives to who imposes."""

    kind: SourceKind
    place: str = ""
    locked_by: str = ""

    @property
    def who(self) -> str:
        """Who imposes, in French; empty when nobody does."""
        if self.kind in (SourceKind.AGENT, SourceKind.DEFAULT):
            return ""
        return self.locked_by or _NOBODY


@dataclass(frozen=True, slots=True)
class Layer:
    """What one source imposes, as it is written there; `unread` when it is there and can't be read."""

    source: Source
    values: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    unread: bool = False


def unreadable(source: Source) -> Layer:
    """A source that is there and says nothing."""
    return Layer(source, problems=(UNREADABLE.format(place=source.place),), unread=True)
