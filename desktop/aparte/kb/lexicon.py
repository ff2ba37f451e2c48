"""The lexicon: what citizens say and what administrations write, as concepts.

Expressions that can be exchanged form one concept, which the index and the queries both carry
beside the plain stems; "CNI" and "carte nationale d'identité" then meet with the rarity of the
concept itself. One-way entries lead from what people say to the concepts or stems of what
articles say.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aparte.core.errors import BaseUnavailableError
from aparte.kb.analysis import ConceptHit, PhraseMatcher, phrase_key
from aparte.kb.reading import UNREADABLE, read_yaml
from aparte.kb.text import fold


@dataclass(frozen=True, slots=True)
class Target:
    """A term to search instead of what was said, and the French that names it."""

    term: str
    name: str


Phrase = tuple[str, ...]
Targets = tuple[Target, ...]
Link = tuple[Sequence[str], Sequence[str]]


class Lexicon:
    """Concepts, one-way links and chat abbreviations, ready to match stem sequences.

    `phrases` has the concepts of each expression as stems, `says` and `intents` what each
    expression leads to, `names` the French of each concept.
    """

    def __init__(
        self,
        names: Sequence[str] = (),
        phrases: Mapping[Phrase, tuple[int, ...]] | None = None,
        says: Mapping[Phrase, Targets] | None = None,
        intents: Mapping[Phrase, Targets] | None = None,
        abbreviations: Mapping[str, str] | None = None,
    ) -> None:
        self.names = tuple(names)
        self.phrases = phrases or {}
        self.says = says or {}
        self.intents = intents or {}
        self.abbreviations = abbreviations or {}
        self._concepts = PhraseMatcher(self.phrases)
        self._says = _LinkMatcher(self.says)
        self._intents = _LinkMatcher(self.intents)

    @classmethod
    def of(
        cls,
        groups: Sequence[Sequence[str]] = (),
        links: Sequence[Link] = (),
        intents: Sequence[Link] = (),
        abbreviations: Mapping[str, str] | None = None,
    ) -> "Lexicon":
        """The lexicon of written entries."""
        concepts = _Concepts(groups)
        says, asked = concepts.linked(links), concepts.linked(intents)
        folded = {fold(key): value for key, value in (abbreviations or {}).items()}
        return cls(concepts.names, concepts.phrases(), says, asked, folded)

    @cached_property
    def digest(self) -> str:
        """Changes when an expression that the index of an article carries does."""
        return hashlib.sha256(repr(sorted(self.phrases.items())).encode()).hexdigest()[:16]

    def concepts(self, stems: Sequence[str]) -> list[ConceptHit]:
        """The concepts present in a sequence of stems."""
        return self._concepts.find(stems)

    def said(self, stems: Sequence[str]) -> list[tuple[ConceptHit, Targets]]:
        """What the articles call what is said in `stems`."""
        return self._says.find(stems)

    def asked(self, stems: Sequence[str]) -> list[tuple[ConceptHit, Targets]]:
        """The aspects that the form of a question asks for: price, delay, place."""
        return self._intents.find(stems)

    def name(self, concept: int) -> str:
        """The expression by which a concept is shown."""
        return self.names[concept]


class _Concepts:
    """Numbers the concepts while entries are read."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.names: list[str] = []
        self._ids: dict[Phrase, list[int]] = {}
        for group in groups:
            self._add(group)

    def phrases(self) -> dict[Phrase, tuple[int, ...]]:
        return {phrase: tuple(ids) for phrase, ids in self._ids.items()}

    def linked(self, links: Sequence[Link]) -> dict[Phrase, Targets]:
        found: dict[Phrase, Targets] = {}
        for said, meant in links:
            targets = [target for expression in meant for target in self._targets(expression)]
            for phrase in filter(None, map(phrase_key, said)):
                known = found.get(phrase, ())
                found[phrase] = known + tuple(target for target in targets if target not in known)
        return {phrase: targets for phrase, targets in found.items() if targets}

    def _add(self, group: Sequence[str]) -> int:
        number = len(self.names)
        self.names.append(group[0])
        for phrase in filter(None, map(phrase_key, group)):
            ids = self._ids.setdefault(phrase, [])
            if number not in ids:
                ids.append(number)
        return number

    def _targets(self, expression: str) -> list[Target]:
        """An expression of several words that no group has becomes a concept of its own."""
        phrase = phrase_key(expression)
        found = [Target(concept_term(concept), expression) for concept in self._ids.get(phrase, ())]
        if len(phrase) == 1:
            return [*found, Target(phrase[0], expression)]
        return found or ([Target(concept_term(self._add([expression])), expression)] if phrase else [])


class _LinkMatcher:
    def __init__(self, links: Mapping[Phrase, Targets]) -> None:
        self._targets = list(links.values())
        self._matcher = PhraseMatcher({phrase: (at,) for at, phrase in enumerate(links)})

    def find(self, stems: Sequence[str]) -> list[tuple[ConceptHit, Targets]]:
        return [(hit, self._targets[hit.concept]) for hit in self._matcher.find(stems)]


def concept_term(concept: int) -> str:
    """The index term of a concept; "#" can't occur in a word."""
    return f"#{concept}"


def load_lexicon(path: Path) -> Lexicon:
    """Read `lexicon.yaml`; raises `BaseUnavailableError` when it can't be read."""
    try:
        data: dict[str, Any] = read_yaml(path) or {}
        entries = data.get("groups") or []
        return Lexicon.of(
            groups=[entry["same"] for entry in entries if "same" in entry],
            links=[(entry["say"], entry["means"]) for entry in entries if "say" in entry],
            intents=[(entry["say"], entry["means"]) for entry in data.get("intents") or []],
            abbreviations={str(key): str(value) for key, value in (data.get("abbreviations") or {}).items()},
        )
    except UNREADABLE as error:
        raise BaseUnavailableError(f"Le lexique {path.name} est illisible : corrigez-le ou retirez-le.") from error
