"""`make test-installers`: every check of what `make installers` built that this machine can run, as one table.

A system's checks, and those of updates, are a module of `installers.checks` with `rows(dist)`, which
yields a `Row` for each artefact of that system found in the folder. Exit code 1 when a mark failed, 2 when
nothing was found.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from installers.checks.table import Row, lines

ROOT = Path(__file__).resolve().parents[1]
SYSTEMS = ("linux", "windows", "updates")


def main() -> int:
    """Run the checks and print the table; returns the exit code."""
    parser = ArgumentParser(prog="python -m installers.check", description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="the folder that make installers filled")
    parser.add_argument("--system", choices=SYSTEMS, action="append", help="only this system's; repeat for more")
    asked = parser.parse_args()
    found = list(_rows(asked.dist, asked.system or SYSTEMS))
    for line in lines(found):
        print(line)
    if not found:
        print(f"No installer in {asked.dist}: run make installers.", file=sys.stderr)
        return 2
    return 1 if any(mark.failed for row in found for mark in row.marks.values()) else 0


def _rows(dist: Path, systems: tuple[str, ...] | list[str]) -> Iterator[Row]:
    for system in systems:
        name = f"installers.checks.{system}"
        if find_spec(name) is not None:
            yield from import_module(name).rows(dist)


if __name__ == "__main__":
    sys.exit(main())
