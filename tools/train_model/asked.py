"""Questions of the base with the sentences that the program would show a model for them: what drafts rest on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.assist.drafting.draft import DraftRequest
from aparte.assist.drafting.evidence import Evidence
from aparte.assist.drafting.gathering import Gatherer
from aparte.assist.reply.replier import Replier
from aparte.core.article import Service
from aparte.kb.base import KnowledgeBase, build_base, open_base
from aparte.kb.seed import SeedFolder
from tools.train_model.corpus import Chapter

# Every article of the seed is read again after this day.
TODAY = date(2026, 11, 1)
# A question, and the case and text of each sentence shown for it.
Shown = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, the chapter that answers it, what a draft of it is asked with, and its evidence."""

    chapter: Chapter
    request: DraftRequest
    evidence: Evidence


class Asking:
    """The real base, asked the questions that its articles say they answer."""

    def __init__(self, base: KnowledgeBase, services: dict[str, Service]) -> None:
        self.base = base
        self.services = services
        self.gatherer = Gatherer(base, services)
        self._replier = Replier(base)

    def ask(self, chapters: tuple[Chapter, ...], every: int = 1) -> Iterator[Asked]:
        """Each question, or one in `every`, that the program would ask a model, from one of these chapters."""
        questions = [(chapter, question) for chapter in chapters for question in chapter.article.questions]
        for chapter, question in questions[::every]:
            reply = self._replier.reply(question, TODAY, chapter.article.id)
            request = DraftRequest(question, reply) if reply else None
            evidence = self.gatherer.evidence(request, TODAY) if request else None
            if request and evidence and evidence.shown:
                yield Asked(chapter, request, evidence)


def opened_base(seed: Path, kept: Path) -> Asking:
    """The base of a folder, its index kept in `kept`."""
    source = SeedFolder(seed)
    language = source.language()
    base = open_base(kept, language) or build_base(kept, source.articles(), language, "training", full_text=False)
    return Asking(base, source.services())


def kept_prompts(path: Path, base: Path, index: Path, chapters: tuple[Chapter, ...]) -> dict[str, list[Shown]]:
    """For each article, its questions with what the program shows for them; from `path` once it is written."""
    if not path.exists():
        found: dict[str, list[Shown]] = {}
        for one in opened_base(base, index).ask(chapters):
            shown = [(sentence.case, sentence.text) for sentence in one.evidence.shown]
            found.setdefault(one.chapter.article.id, []).append((one.request.question, shown))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    loaded: dict[str, list[tuple[str, list[list[str]]]]] = json.loads(path.read_text("utf-8"))
    return {
        article: [(question, [(case, text) for case, text in shown]) for question, shown in asked]
        for article, asked in loaded.items()
    }
