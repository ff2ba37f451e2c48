"""The words of a town: its name, and the labels of its codes, services and themes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aparte.assist.contacts.wording import CHANNELS, OUTCOMES
from aparte.core.contact import Channel, ClosureCode, Outcome

# True as well when a larger group had to join the small ones.
OTHERS = "Autres (dont moins de 5)"
_UNNAMED_CODE, _UNNAMED_SERVICE, _UNNAMED_THEME = "Sans code", "Service non précisé", "Thème non précisé"


@dataclass(frozen=True, slots=True)
class Wording:
    """What to call things; a key without a label is shown as it is."""

    town: str
    codes: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)

    def code(self, key: str) -> str:
        """A closure code's label."""
        return clean(self.codes.get(key, key)) or _UNNAMED_CODE

    def service(self, key: str) -> str:
        """A service's name."""
        return clean(self.services.get(key, key)) or _UNNAMED_SERVICE

    def theme(self, key: str) -> str:
        """A theme's label."""
        return clean(self.themes.get(key, key)) or _UNNAMED_THEME

    def full_code(self, key: str) -> str:
        """« Identité : Passeport », or the label alone on the first level."""
        parent = self.parents.get(key, "")
        return f"{self.code(parent)} : {self.code(key)}" if parent else self.code(key)


def wording(town: str, codes: Iterable[ClosureCode], services: Mapping[str, str], themes: Mapping[str, str]) -> Wording:
    """The words of a town, retired codes included: they stay readable."""
    known = tuple(codes)
    return Wording(
        town=clean(town),
        codes={code.code: code.label for code in known},
        parents={code.code: code.parent for code in known if code.parent},
        services=services,
        themes=themes,
    )


def channel(key: str) -> str:
    """A channel's name."""
    return CHANNELS[Channel(key)]


def outcome(key: str) -> str:
    """An outcome's name."""
    return OUTCOMES[Outcome(key)]


def clean(label: str) -> str:
    """One line without control signs or lone surrogates, which no file format takes."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in label).split())
