"""The report and the workbooks of an invented town: `python -m tests.bench.monthly_report FOLDER`."""

import sys
from pathlib import Path

from aparte.commands.stats import FORMS
from tests.fakes.figures import town_figures


def main(folder: Path) -> None:
    """Write one file of each form."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = town_figures()
    for form, make in FORMS.items():
        (folder / f"accueil-{figures.month}.{form}").write_bytes(make(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
