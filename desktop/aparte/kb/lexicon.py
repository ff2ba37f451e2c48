"""The lexicon: what citizens say and what administrations write, as concepts.

Expressions that can be exchanged form one concept, which the index and the queries both carry
beside the plain stems; "CNI" and "carte nationale d'identité" then meet with the rarity of the
concept itself. One-way entries lead from what people say to the concepts or stems of what
articles say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from aparte.core.errors import BaseUnavailableError
from aparte.kb.analysis import ConceptHit, PhraseMatcher, phrase_key
from aparte.kb.text import fold

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Target:
    """A term to search instead of what was said, and the French that names it."""

    term: str
    name: str


class Lexicon:
    """Concepts, one-way links and chat abbreviations, ready to match stem sequences."""

    def __init__(
        self,
        groups: Sequence[Sequence[str]] = (),
        links: Sequence[tuple[Sequence[str], Sequence[str]]] = (),
        intents: Sequence[tuple[Sequence[str], Sequence[str]]] = (),
        abbreviations: dict[str, str] | None = None,
    ) -> None:
        self._names: list[str] = []
        self._keys: dict[tuple[str, ...], list[int]] = {}
        for group in groups:
            self._concept(group)
        self._says = self._linked(links)
        self._intents = self._linked(intents)
        self.abbreviations = {fold(key): value for key, value in (abbreviations or {}).items()}
        self._matcher: PhraseMatcher | None = None

    def concepts(self, stems: Sequence[str]) -> list[ConceptHit]:
        """The concepts present in a sequence of stems."""
        if self._matcher is None:
            self._matcher = PhraseMatcher({key: tuple(ids) for key, ids in self._keys.items()})
        return self._matcher.find(stems)

    def said(self, stems: Sequence[str]) -> list[tuple[ConceptHit, tuple[Target, ...]]]:
        """What the articles call what is said in `stems`."""
        return self._says.find(stems)

    def asked(self, stems: Sequence[str]) -> list[tuple[ConceptHit, tuple[Target, ...]]]:
        """The aspects that the form of a question asks for: price, delay, place."""
        return self._intents.find(stems)

    def name(self, concept: int) -> str:
        """The expression by which a concept is shown."""
        return self._names[concept]

    def targets(self, expressions: Iterable[str]) -> tuple[Target, ...]:
        """The index terms by which expressions are searched.

        An expression of several words that no group has becomes a concept of its own, so this
        must be called before the base is indexed.
        """
        return tuple(target for expression in expressions for target in self._targets(expression))

    def words(self) -> Iterable[str]:
        """Every stem that an expression of the lexicon contains."""
        return {stem for key in self._keys for stem in key} | self._says.words() | self._intents.words()

    def _concept(self, group: Sequence[str]) -> int:
        number = len(self._names)
        self._names.append(group[0])
        self._matcher = None
        for expression in group:
            key = phrase_key(expression)
            if key and number not in self._keys.setdefault(key, []):
                self._keys[key].append(number)
        return number

    def _linked(self, links: Sequence[tuple[Sequence[str], Sequence[str]]]) -> "_Links":
        resolved = _Links()
        for said, meant in links:
            targets = tuple(target for expression in meant for target in self._targets(expression))
            for expression in said:
                resolved.add(phrase_key(expression), targets)
        return resolved

    def _targets(self, expression: str) -> list[Target]:
        key = phrase_key(expression)
        if not key:
            return []
        found = [Target(concept_term(concept), expression) for concept in self._keys.get(key, ())]
        if len(key) == 1:
            return [*found, Target(key[0], expression)]
        return found or [Target(concept_term(self._concept([expression])), expression)]


class _Links:
    def __init__(self) -> None:
        self._targets: dict[tuple[str, ...], tuple[Target, ...]] = {}
        self._order: list[tuple[Target, ...]] = []
        self._matcher: PhraseMatcher | None = None

    def add(self, key: tuple[str, ...], targets: tuple[Target, ...]) -> None:
        if key and targets:
            known = self._targets.get(key, ())
            self._targets[key] = known + tuple(target for target in targets if target not in known)
            self._matcher = None

    def find(self, stems: Sequence[str]) -> list[tuple[ConceptHit, tuple[Target, ...]]]:
        if self._matcher is None:
            keys = list(self._targets)
            self._order = [self._targets[key] for key in keys]
            self._matcher = PhraseMatcher({key: (at,) for at, key in enumerate(keys)})
        return [(hit, self._order[hit.concept]) for hit in self._matcher.find(stems)]

    def words(self) -> set[str]:
        return {stem for key in self._targets for stem in key}


def concept_term(concept: int) -> str:
    """The index term of a concept; "#" can't occur in a word."""
    return f"#{concept}"


def load_lexicon(path: Path) -> Lexicon:
    """Read `lexicon.yaml`; raises `BaseUnavailableError` when it can't be read."""
    try:
        data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=_Loader) or {}  # noqa: S506 - safe loader
        entries = data.get("groups") or []
        return Lexicon(
            groups=[entry["same"] for entry in entries if "same" in entry],
            links=[(entry["say"], entry["means"]) for entry in entries if "say" in entry],
            intents=[(entry["say"], entry["means"]) for entry in data.get("intents") or []],
            abbreviations={str(key): str(value) for key, value in (data.get("abbreviations") or {}).items()},
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise BaseUnavailableError(f"Le lexique {path.name} est illisible : corrigez-le ou retirez-le.") from error
