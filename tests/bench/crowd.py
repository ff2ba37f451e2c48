"""How well the search answers in a crowd: the same questions, among 3,000 made-up national articles.

The articles of `tools/national_archive.py` are put together from the words of French administration:
nearly all of them name the passport or the mayor's office somewhere. No real base is as crowded; a
search that stands it does not lose its answers when the national base comes in.
"""

import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from aparte.assist.importing import ImportRequest, import_articles
from aparte.core.article import Article, Origin
from aparte.kb.jsonl import read_jsonl
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import HERE, REAL, ask, open_articles, report
from tests.bench.questions import read_questions
from tests.bench.report import machine, write_json
from tools.national_archive import ArchiveWriter

TODAY = date(2026, 11, 26)


def crowd(folder: Path) -> list[Article]:
    """The made-up national articles, as an import gives them, under ids that no real one has."""
    archive, index = folder / "crowd.zip", folder / "own" / "index"
    ArchiveWriter().write(archive)
    import_articles(ImportRequest("vosdroits", archive), SEED_FOLDER, index, TODAY)
    articles = Library.beside(SeedFolder(SEED_FOLDER), index).articles([])
    return [replace(one, id=f"crowd-{one.id}") for one in articles if one.origin is Origin.NATIONAL]


def main() -> int:
    """Print one table a base."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        others = crowd(Path(folder))
        bases = {"seed base": (list(SeedFolder(SEED_FOLDER).articles()), HERE / "questions_seed.jsonl")}
        if (REAL / "questions_dev.jsonl").exists():
            real = list(read_jsonl(REAL / "service_public_fiches.jsonl"))
            bases["service-public.fr"] = (real, REAL / "questions_dev.jsonl")
        found = {}
        for name, (articles, questions) in bases.items():
            with tempfile.TemporaryDirectory() as index:
                base = open_articles([*articles, *others], index)
                title = f"{name}, among {len(others)} made-up national articles"
                found[name] = report(title, ask(base, read_questions(questions)))
                base.close()
    write_json(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
