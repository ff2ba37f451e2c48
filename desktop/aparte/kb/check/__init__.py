"""The validator of a base: every fault of a folder of knowledge, by file and line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from aparte.kb.check.articles import check_articles
from aparte.kb.check.codes import check_codes
from aparte.kb.check.overlays import check_overlays
from aparte.kb.check.problem import Problem, Report, Weight
from aparte.kb.check.references import References
from aparte.kb.check.tables import (
    check_conversation,
    check_directory,
    check_elsewhere,
    check_lexicon,
    check_situations,
    check_themes,
    check_town,
)
from aparte.kb.language import LANGUAGE_FILES
from aparte.kb.overlays.reading import FOLDER
from aparte.kb.seed import CODES_FILE, SeedFolder

_NEEDED = frozenset({"lexicon.yaml"})
_LANGUAGE: dict[str, Callable[[Path, Report], None]] = {
    "lexicon.yaml": check_lexicon,
    "situations.yaml": check_situations,
    "elsewhere.yaml": check_elsewhere,
}

__all__ = ["Problem", "Report", "Weight", "check_base"]


def check_base(folder: Path, today: date, strict: bool = False) -> Report:
    """Look at every file of the base; raises `BaseUnavailableError` when the folder is none.

    With `strict` an article past its review date is an error, not a warning.
    """
    seed = SeedFolder(folder)
    report = Report()
    codes = check_codes(folder / CODES_FILE, today, report)
    known = References(
        themes=check_themes(folder / "themes.yaml", report),
        services=check_directory(folder / "directory.yaml", report),
        codes=codes.all,
        retired=codes.retired,
    )
    # Whatever is named like an article is looked at, a folder too: the program passes over it.
    check_articles(sorted((seed.folder / "articles").rglob("*.md")), known, today, strict, report)
    check_overlays(sorted((folder / FOLDER).rglob("*.md")), known, today, strict, report)
    check_town(folder / "town.yaml", report)
    for name in LANGUAGE_FILES:
        if name in _NEEDED or (folder / name).exists():
            _LANGUAGE[name](folder / name, report)
    for path in sorted((folder / "conversations").glob("*.yaml")):
        check_conversation(path, report)
    report.problems.sort()
    return report
