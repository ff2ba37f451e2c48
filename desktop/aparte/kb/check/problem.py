"""One fault of the base, at a line of a file, and the report that gathers them."""

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path


class Weight(IntEnum):
    """A warning is told; an error keeps the base from being published."""

    ERROR = 0
    WARNING = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, in French; `line` counts from 1."""

    path: Path
    line: int
    weight: Weight
    message: str

    def __str__(self) -> str:
        prefix = "attention : " if self.weight is Weight.WARNING else ""
        return f"{_shown(self.path)}:{self.line}: {prefix}{self.message}"


@dataclass(slots=True)
class Report:
    """Everything that was found, sorted by file and line."""

    articles: int = 0
    overlays: int = 0
    problems: list[Problem] = field(default_factory=list)

    def error(self, path: Path, line: int, message: str) -> None:
        """Add a fault that keeps the base from being published."""
        self.problems.append(Problem(path, line, Weight.ERROR, message))

    def warn(self, path: Path, line: int, message: str) -> None:
        """Add something to be looked at."""
        self.problems.append(Problem(path, line, Weight.WARNING, message))

    @property
    def errors(self) -> int:
        """How many faults are errors."""
        return sum(problem.weight is Weight.ERROR for problem in self.problems)

    def summary(self) -> str:
        """One line for the end of the list."""
        warnings = len(self.problems) - self.errors
        overlays = f" Compléments : {self.overlays}." if self.overlays else ""
        return f"Fiches : {self.articles}.{overlays} Erreurs : {self.errors}. Avertissements : {warnings}."


def _shown(path: Path) -> Path:
    """Relative to where the command was called when it lies below, so that editors can open it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
