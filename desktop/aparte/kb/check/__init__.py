"""The validator of a base: every fault of a folder of knowledge, by file and line."""

from datetime import date
from pathlib import Path

from aparte.kb.check.articles import References, check_articles
from aparte.kb.check.problem import Problem, Report, Weight
from aparte.kb.check.tables import (
    check_codes,
    check_conversation,
    check_directory,
    check_lexicon,
    check_situations,
    check_themes,
    check_town,
)
from aparte.kb.seed import SeedFolder

__all__ = ["Problem", "Report", "Weight", "check_base"]


def check_base(folder: Path, today: date, strict: bool = False) -> Report:
    """Look at every file of the base; raises `BaseUnavailableError` when the folder is none.

    With `strict` an article past its review date is an error, not a warning.
    """
    seed = SeedFolder(folder)
    report = Report()
    known = References(
        themes=check_themes(folder / "themes.yaml", report),
        services=check_directory(folder / "directory.yaml", report),
        codes=check_codes(folder / "closure_codes.yaml", report),
    )
    check_articles(seed.paths(), known, today, strict, report)
    check_town(folder / "town.yaml", report)
    check_lexicon(folder / "lexicon.yaml", report)
    for path in sorted(folder.glob("situations*.yaml")):
        check_situations(path, report)
    for path in sorted((folder / "conversations").glob("*.yaml")):
        check_conversation(path, report)
    report.problems.sort()
    return report
