"""A registry in memory, and the machine that has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aparte.settings.policy import System
from aparte.settings.policy_registry import KEY, Hive


@dataclass
class FakeRegistry:
    """Values as winreg gives them; a hive in `closed` refuses to be read."""

    held: dict[Hive, dict[str, object]] = field(default_factory=dict)
    closed: frozenset[Hive] = frozenset()

    def values(self, hive: Hive, key: str) -> Mapping[str, object] | None:
        """Only the policies' key exists."""
        if hive in self.closed:
            raise PermissionError(5, "Access is denied")
        return self.held.get(hive) if key == KEY else None


def windows_with(
    machine: dict[str, object] | None = None, user: dict[str, object] | None = None, *, closed: Hive | None = None
) -> System:
    """A machine whose group policy holds these."""
    held = {Hive.MACHINE: machine, Hive.USER: user}
    registry = FakeRegistry(
        {hive: values for hive, values in held.items() if values is not None},
        frozenset() if closed is None else frozenset({closed}),
    )
    return System(registry, ())


def mac_with(*profiles: Path) -> System:
    """A machine with these configuration profiles."""
    return System(None, profiles)


NO_SYSTEM = System(None, ())
