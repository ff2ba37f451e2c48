"""What every check of an installer hands in: one row an artefact, one mark a question."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

NOT_ASKED = "-"


class CheckError(Exception):
    """What an artefact did not do; one sentence for whoever builds it."""


class Verdict(StrEnum):
    """How a question about an artefact ended; SKIPPED when this machine can't ask it, or it makes no sense."""

    PASSED = "ok"
    FAILED = "FAILED"
    SKIPPED = NOT_ASKED


@dataclass(frozen=True, slots=True)
class Mark:
    """The answer to one question; `detail` says what was seen, or why it was not asked."""

    verdict: Verdict
    detail: str = ""

    @property
    def failed(self) -> bool:
        """Whether the artefact must not leave."""
        return self.verdict is Verdict.FAILED


def skipped(why: str) -> Mark:
    """A question that was not asked."""
    return Mark(Verdict.SKIPPED, why)


def attempt(question: Callable[[], str]) -> Mark:
    """Ask: what `question` returns is the detail, a `CheckError` is the failure; anything else ends the run."""
    try:
        return Mark(Verdict.PASSED, question())
    except CheckError as error:
        return Mark(Verdict.FAILED, str(error))


@dataclass(frozen=True, slots=True)
class Row:
    """One artefact and what is known of it. `size` is in bytes; 0 prints as nothing.

    `signature`: is it signed and verified; `installed`: unattended, and the program works; `upgraded`: from an
    older version, data kept, downgrade refused; `removed`: what must go went, what must stay stayed;
    `tampered`: a changed artefact is refused; `reproduced`: a second build of the commit is the same.
    """

    artefact: str
    size: int
    signature: Mark
    installed: Mark
    upgraded: Mark
    removed: Mark
    tampered: Mark
    reproduced: Mark = Mark(Verdict.SKIPPED)

    @property
    def marks(self) -> dict[str, Mark]:
        """Every question by the title of its column."""
        return {TITLES[field.name]: getattr(self, field.name) for field in fields(self) if field.name in TITLES}


TITLES = {
    "signature": "signature",
    "installed": "installed",
    "upgraded": "upgraded",
    "removed": "removed",
    "tampered": "tampered-refused",
    "reproduced": "reproduced",
}


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The table, then what was seen for each mark."""
    kept = list(rows)
    cells = [["artefact", "size", *TITLES.values()]]
    cells += [[row.artefact, _size(row.size), *(str(mark.verdict) for mark in row.marks.values())] for row in kept]
    widths = [max(len(line[at]) for line in cells) for at in range(len(cells[0]))]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
    for row in kept:
        for title, mark in row.marks.items():
            if mark.detail:
                yield f"{row.artefact}: {title} {mark.verdict}: {mark.detail}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size else NOT_ASKED
