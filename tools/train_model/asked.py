"""Questions of the base with the sentences that the program would show a model for them: what drafts rest on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.assist.drafting.evidence import Evidence, SourceSentence
from aparte.assist.drafting.said import said
from aparte.assist.reply.replier import Replier
from aparte.assist.reply.reply import Reply
from aparte.kb.base import KnowledgeBase, build_base, open_base
from aparte.kb.seed import SeedFolder
from tools.train_model.corpus import Chapter

# Every article of the seed is read again after this day.
TODAY = date(2026, 11, 1)
# A question, and the case and text of each sentence shown for it.
Shown = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, the chapter that answers it, and its evidence."""

    chapter: Chapter
    evidence: Evidence


class Asking:
    """The real base, asked the questions that its articles say they answer."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._replier = Replier(base)

    def ask(self, chapters: tuple[Chapter, ...], every: int = 1) -> Iterator[Asked]:
        """Each question, or one in `every`, that the program has a reply to, from one of these chapters."""
        questions = [(chapter, question) for chapter in chapters for question in chapter.article.questions]
        for chapter, question in questions[::every]:
            reply = self._replier.reply(question, TODAY, chapter.article.id)
            shown = shown_of(reply) if reply else ()
            if reply and shown:
                yield Asked(chapter, Evidence(question, shown, (), TODAY))


def opened_base(seed: Path, kept: Path) -> Asking:
    """The base of a folder, its index kept in `kept`."""
    source = SeedFolder(seed)
    language = source.language()
    base = open_base(kept, language)
    return Asking(base or build_base(kept, source.articles(), language, "training", full_text=False))


def shown_of(reply: Reply) -> tuple[SourceSentence, ...]:
    """The sentences of a reply as a prompt has them: facts that can be said, then sentences."""
    facts = [SourceSentence(text, fact.citation, reply.title) for fact in reply.facts if (text := said(fact))]
    sentences = [SourceSentence(one.text, one.citation, reply.title, one.case) for one in reply.sentences]
    return (*facts, *sentences)[:4]


def kept_prompts(path: Path, base: Path, index: Path, chapters: tuple[Chapter, ...]) -> dict[str, list[Shown]]:
    """For each article, its questions with what the program shows for them; from `path` once it is written."""
    if not path.exists():
        found: dict[str, list[Shown]] = {}
        for one in opened_base(base, index).ask(chapters):
            shown = [(sentence.case, sentence.text) for sentence in one.evidence.shown]
            found.setdefault(one.chapter.article.id, []).append((one.evidence.question, shown))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    loaded: dict[str, list[tuple[str, list[list[str]]]]] = json.loads(path.read_text("utf-8"))
    return {
        article: [(question, [(case, text) for case, text in shown]) for question, shown in asked]
        for article, asked in loaded.items()
    }
