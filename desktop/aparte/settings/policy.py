"""What a town imposes on its machines: every place it may be written in, and which of them wins.

The strongest first: the group policy of the machine, a macOS configuration profile, the files of
`policy.d` from the last name to the first, `policy.toml`, the group policy of the user.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aparte.settings.policy_files import read_files
from aparte.settings.policy_profiles import PROFILES, read_profile
from aparte.settings.policy_registry import Hive, Registry, read_hive
from aparte.settings.policy_source import Layer, Source, SourceKind
from aparte.settings.windows_registry import this_registry


@dataclass(frozen=True, slots=True)
class System:
    """What this machine has besides the policy's files."""

    registry: Registry | None = field(default_factory=this_registry)
    profiles: tuple[Path, ...] = PROFILES


@dataclass(frozen=True, slots=True)
class Policy:
    """Values imposed on this machine, and the French name of who imposed them.

    `problems` says in French what could not be used; `unread` are the sources that are there and can't be
    read: nobody knows what they impose. `origins` says where each value comes from, `beaten` which weaker
    sources impose the same setting.
    """

    locked_by: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    origins: Mapping[str, Source] = field(default_factory=dict)
    beaten: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    unread: tuple[Source, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def read(cls, path: Path, system: System | None = None) -> "Policy":
        """Everything that is imposed here, `path` being the policy file; what is absent imposes nothing."""
        return cls.merged(_layers(path, system or System()))

    @classmethod
    def merged(cls, layers: Iterable[Layer]) -> "Policy":
        """One policy of several, the strongest first."""
        values: dict[str, object] = {}
        origins: dict[str, Source] = {}
        beaten: dict[str, tuple[Source, ...]] = {}
        found = tuple(layers)
        for layer in found:
            for key, raw in layer.values.items():
                if key in values:
                    beaten[key] = (*beaten.get(key, ()), layer.source)
                else:
                    values[key], origins[key] = raw, layer.source
        return cls(
            next((layer.source.locked_by for layer in found if layer.source.locked_by), ""),
            values,
            tuple(problem for layer in found for problem in layer.problems),
            origins,
            beaten,
            tuple(layer.source for layer in found if layer.unread),
            tuple(layer.source for layer in found),
        )

    def origin(self, key: str) -> Source:
        """Which source imposes this value."""
        return self.origins.get(key) or Source(SourceKind.FILE, "", self.locked_by)


def _layers(path: Path, system: System) -> Iterable[Layer]:
    registry = system.registry
    found = [
        read_hive(registry, Hive.MACHINE) if registry is not None else None,
        *(read_profile(profile) for profile in system.profiles),
        *read_files(path),
        read_hive(registry, Hive.USER) if registry is not None else None,
    ]
    return [layer for layer in found if layer is not None]
