"""What is in force on this machine, setting by setting, and where each value comes from."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aparte.settings import CATALOGUE, Option, Policy, Settings, Source, SourceKind

Value = str | int | bool | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """One setting: its value, its default, where the value comes from, and which other places set it in vain.

    `held`: the policy's value can't be known, this is the careful one.
    """

    key: str
    label: str
    value: Value
    default: Value
    source: Source
    locked: bool
    held: bool
    beaten: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """Every source that was found, every setting that a policy can impose, and what is wrong, in French."""

    sources: tuple[Source, ...]
    settings: tuple[InForce, ...]
    problems: tuple[str, ...]


def _writable(path: Path) -> bool:
    """Whether an agent could change the file; an administrator always can, and so proves nothing."""
    return os.name != "nt" and os.geteuid() != 0 and os.access(path, os.W_OK)


def report(own: Path, policy: Policy, writable: Callable[[Path], bool] = _writable) -> PolicyReport:
    """The report; `own` is the file of the agent's settings. Raises nothing foreseen."""
    settings = Settings(own, policy)
    return PolicyReport(
        policy.sources,
        tuple(_in_force(option, settings) for option in CATALOGUE if option.is_imposable),
        (*settings.problems, *unprotected(policy, writable)),
    )


def unprotected(policy: Policy, writable: Callable[[Path], bool] = _writable) -> tuple[str, ...]:
    """A sentence for each policy file that this user could write, alone or by its folder."""
    files = [Path(source.place) for source in policy.sources if source.kind is SourceKind.FILE]
    return tuple(
        f"Ce compte peut modifier {path} : réservez ce fichier et son dossier aux administrateurs."
        for path in files
        if writable(path) or writable(path.parent)
    )


def _in_force(option: Option[Value], settings: Settings) -> InForce:
    source = settings.origin(option)
    return InForce(
        option.key,
        option.label or option.key,
        settings.get(option),
        option.default,
        source,
        bool(source.who),
        settings.is_held(option),
        settings.beaten(option),
    )
