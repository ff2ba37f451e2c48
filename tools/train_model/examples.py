"""Examples of the spoken rewrite: a prompt in slots, as the program makes it, and what is said.

A word that stands in both may be exchanged for another, known or invented, and so may a slot: what
is left to learn is to copy, and where the rules of `wording` change something.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aparte.assist.drafting.prompt import messages
from aparte.assist.drafting.said import said
from aparte.assist.drafting.slots import MARK, Slotted, SlottedSources, put
from aparte.assist.reply.reply import Citation, ReplyFact
from aparte.core.errors import AparteError
from tools.train_model import wording
from tools.train_model.asked import Shown
from tools.train_model.corpus import PAPERS, Chapter, Corpus
from tools.train_model.words import dressed, exchangeable, invented

MOST_SLOTS = 40
_NOWHERE = Citation("", 0, "")
_QUESTIONS = (
    "C'est combien ?",
    "Qu'est-ce que je dois apporter ?",
    "Il faut un rendez-vous ?",
    "C'est où ?",
    "Combien de temps ?",
    "Comment je fais ?",
    "J'ai droit à quoi ?",
    "C'est ouvert quand ?",
    "Je dois venir moi-même ?",
    "Ça marche comment ?",
    "C'est gratuit ?",
    "Et pour mon fils ?",
    "C'est valable longtemps ?",
    "On peut le faire en ligne ?",
)
_WHOSE = (
    "Pour un mineur",
    "Pour un adulte",
    "En cas de perte",
    "En cas de vol",
    "Si les parents sont séparés",
    "Sans internet",
    "Pour un locataire",
    "Pour un propriétaire",
    "Hors de la commune",
    "Pour une association",
    "Après un refus",
    "Sans justificatif",
    "Si la demande est refusée",
    "Avec un enfant handicapé",
    "Pour un premier dossier",
)


@dataclass(frozen=True, slots=True)
class Example:
    """One prompt, as its user turn, and the answer to learn; `begun` counts its signs that are already written."""

    prompt: str
    answer: str
    begun: int = 0


class Examples:
    """Endless examples from some chapters; the same seed gives the same ones."""

    def __init__(
        self,
        corpus: Corpus,
        chapters: tuple[Chapter, ...],
        seed: int,
        *,
        asked: Mapping[str, list[Shown]] | None = None,
        exchanged: bool = True,
    ) -> None:
        """`asked` holds what the program shows for real questions, by article; without `exchanged`, words stay."""
        self._chance = random.Random(seed)  # noqa: S311
        self._chapters = chapters
        self._exchanged = exchanged
        self._asked = asked or {}
        self._talk = corpus.talk
        texts = [text for one in corpus.learned for _, said in one.sections for text in said]
        self._vocabulary = sorted({word.lower() for text in texts for word in exchangeable(text)})
        self._cached: dict[tuple[str, str, str], SlottedSources] = {}

    def __iter__(self) -> Iterator[Example]:
        while True:
            try:
                found = self._one()
            except AparteError:
                continue
            if found is not None:
                yield found

    def _one(self) -> Example | None:
        chapter = self._chance.choice(self._chapters)
        question, chosen = self._shown(chapter)
        sentences = self._renumbered([self._slotted(chapter, case, text) for case, text in chosen])
        answer = wording.answer([(one.case, one.text) for one in sentences])
        prompt = "\n".join(one.line() for one in sentences)
        if self._exchanged:
            sentences, answer = self._mixed(sentences, prompt, answer)
        slots = max((int(mark) for one in sentences for mark in MARK.findall(one.line())), default=0)
        if slots > MOST_SLOTS:
            return None
        user = messages(question, SlottedSources(tuple(sentences), ()))[-1].text
        return Example(user, answer)

    def _shown(self, chapter: Chapter) -> Shown:
        asked = self._asked.get(chapter.article.id)
        if asked and self._chance.random() < 0.45:
            question, shown = self._chance.choice(asked)
            # What was left out of the prompt for want of room is another prompt to learn from.
            first = self._chance.randrange(len(shown)) if self._chance.random() < 0.4 else 0
            return self._typed(question), shown[first:]
        return self._question(chapter), self._chosen(chapter)

    def _chosen(self, chapter: Chapter) -> list[tuple[str, str]]:
        """One to four statements: facts first, as in a reply, then sentences that stand together."""
        facts, sentences = self._chance.choices(((0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2), (2, 1), (2, 0)),
                                                (5, 5, 3, 4, 5, 4, 2, 2))[0]  # fmt: skip
        found = [("", text) for _ in range(facts) if (text := self._fact(chapter))]
        heading, texts = self._chance.choice(chapter.sections)
        start = self._chance.randrange(max(1, len(texts) - sentences + 1))
        kept = texts[start : start + sentences]
        if self._chance.random() < 0.2:
            heading, texts = self._chance.choice(chapter.sections)
            kept = (*kept[:-1], self._chance.choice(texts)) if kept else ()
        return found + [(self._case(heading), text) for text in kept]

    def _fact(self, chapter: Chapter) -> str:
        label, values = self._chance.choice(chapter.facts) if chapter.facts else ("", ())
        if not values:
            return ""
        few = (
            self._chance.choices((1, 2, 3, 4, 6), (6, 5, 2, 1, 1))[0] if label != PAPERS else self._chance.randint(1, 6)
        )
        start = self._chance.randrange(max(1, len(values) - few + 1))
        return said(ReplyFact(label, values[start : start + few], _NOWHERE, listed=label == PAPERS)) or ""

    def _case(self, heading: str) -> str:
        draw = self._chance.random()
        if draw < 0.72:
            return ""
        return heading if draw < 0.86 else self._chance.choice(_WHOSE)

    def _slotted(self, chapter: Chapter, case: str, text: str) -> Slotted:
        key = (chapter.article.id, case, text)
        if key not in self._cached:
            self._cached[key] = put([(case, text)], chapter.book)
        return self._cached[key].sentences[0]

    def _renumbered(self, sentences: list[Slotted]) -> list[Slotted]:
        found, used = [], 0
        for one in sentences:
            shift = used

            def moved(mark: "re.Match[str]", shift: int = shift) -> str:
                return f"§{int(mark.group(1)) + shift}"

            case, text = MARK.sub(moved, one.case), MARK.sub(moved, one.text)
            used = max([used, *(int(mark) for mark in MARK.findall(f"{case} {text}"))])
            found.append(Slotted(text, case))
        return found

    def _mixed(self, sentences: list[Slotted], prompt: str, answer: str) -> tuple[list[Slotted], str]:
        """Some words that stand in both exchanged, and some of them for slots or the other way round."""
        rate = self._chance.choices((0.0, 0.15, 0.4, 0.8), (35, 25, 25, 15))[0]
        if not rate:
            return sentences, answer
        shared = set(exchangeable(answer))
        changes = {word: self._other(word) for word in exchangeable(prompt)
                   if word in shared and self._chance.random() < rate}  # fmt: skip
        # A word that opens a sentence on one side stands in small letters on the other.
        for word in list(changes):
            for twin in (word.lower(), word.capitalize()):
                changes.setdefault(twin, dressed(changes[word], twin))
        if self._chance.random() < 0.3:
            for mark in dict.fromkeys(re.findall(r"§\d+", prompt)):
                if self._chance.random() < 0.15:
                    changes[mark] = self._other("mot")
        parts = [part for one in sentences for part in (one.case, one.text)]
        *parts, answer = _numbered([_exchanged(part, changes) for part in [*parts, answer]])
        return [Slotted(parts[at + 1], parts[at]) for at in range(0, len(parts), 2)], answer

    def _other(self, word: str) -> str:
        draw = self._chance.random()
        if draw < 0.08:
            return f"§{self._chance.randint(100, 999)}"
        if draw < 0.5:
            return dressed(invented(self._chance), word)
        return dressed(self._chance.choice(self._vocabulary), word)

    def _question(self, chapter: Chapter) -> str:
        draw = self._chance.random()
        if draw < 0.45 and chapter.article.questions:
            text = self._chance.choice(chapter.article.questions)
        else:
            text = self._chance.choice(self._talk if draw < 0.8 else _QUESTIONS)
        return self._typed(text)

    def _typed(self, text: str) -> str:
        return text.lower().rstrip(" ?.") if self._chance.random() < 0.25 else text


_PIECE = re.compile(r"§\d+|[a-zà-öø-ÿœ]{2,}", re.IGNORECASE)


def _exchanged(text: str, changes: dict[str, str]) -> str:
    return _PIECE.sub(lambda found: changes.get(found.group(), found.group()), text)


def _numbered(parts: list[str]) -> list[str]:
    """Slots numbered again in the order of the prompt."""
    order = dict.fromkeys(mark for part in parts[:-1] for mark in re.findall(r"§\d+", part))
    numbers = {mark: f"§{at}" for at, mark in enumerate(order, start=1)}
    return [re.sub(r"§\d+", lambda mark: numbers.get(mark.group(), mark.group()), part) for part in parts]
