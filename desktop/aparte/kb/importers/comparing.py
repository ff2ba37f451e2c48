"""What an import changes: added, changed, redirected, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# The version and the title of each article, by id.
Contents = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Named:
    """An article in a list; `towards` is the id that replaces it."""

    id: str
    title: str
    towards: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """Two states of a collection compared, each list in the order of ids."""

    added: tuple[Named, ...] = ()
    changed: tuple[Named, ...] = ()
    redirected: tuple[Named, ...] = ()
    withdrawn: tuple[Named, ...] = ()

    @property
    def none(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.redirected or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import changed; `before` is the edition it took the place of, None for the first."""

    differences: Differences
    before: date | None = None


def compare(before: Contents, now: Contents, redirections: Mapping[str, str]) -> Differences:
    """What is new in `now`; an article that another replaces is redirected, not withdrawn."""
    gone = [Named(one, before[one][1], redirections.get(one, "")) for one in sorted(before.keys() - now.keys())]
    return Differences(
        added=tuple(Named(one, now[one][1]) for one in sorted(now.keys() - before.keys())),
        changed=tuple(
            Named(one, now[one][1]) for one in sorted(now.keys() & before.keys()) if now[one][0] != before[one][0]
        ),
        redirected=tuple(one for one in gone if one.towards in now),
        withdrawn=tuple(one for one in gone if one.towards not in now),
    )
