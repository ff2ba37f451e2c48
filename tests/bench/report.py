"""What every bench shares: a table on the screen, the same figures in a file when asked."""

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A plain table, numbers with one to three decimals."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(heading), *(len(row[at]) for row in cells)) for at, heading in enumerate(headings)]
    lines = [headings, ["-" * width for width in widths], *cells]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def write_json(figures: object) -> None:
    """Write `figures` to the file that the environment variable JSON names, if any."""
    target = os.environ.get("JSON")
    if target:
        Path(target).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def machine() -> str:
    """One line about where the figures were taken."""
    model = ""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor()
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {model}, Python {platform.python_version()}"
    )


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    return str(value)
