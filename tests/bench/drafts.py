"""Drafts written by hand, good ones and attacks, as `docs/drafts.md` defines them.

`python -m tests.bench.drafts` says where a file can't mean what its author wanted: a value in braces
that is no slot, a value of a good draft that was left outside its braces.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.assist.drafting.evidence import Evidence, SourceSentence
from aparte.assist.drafting.prompt import MOST_SENTENCES
from aparte.assist.drafting.slots import SIGN, Slot, SlottedSources, UnslottableError, put
from aparte.assist.drafting.values import values
from aparte.assist.reply.reply import Citation
from aparte.assist.reply.splitting import statements

HERE = Path(__file__).parent
GOOD, ATTACKS = "drafts_good", "drafts_attacks"
HELD_OUT = "_heldout"
_RAW = ("raw_value", "number_words")
_BRACES = re.compile(r"\{([^{}|]*)(?:\|(\d+))?\}")


@dataclass(frozen=True, slots=True)
class DraftCase:
    """One draft and what it rests on; `draft` is what its author wrote, values in braces."""

    id: str
    kind: str
    evidence: Evidence
    draft: str

    def sources(self) -> SlottedSources:
        """The shown sentences in slots; raises `UnslottableError`."""
        return put((one.case, one.text) for one in self.evidence.shown)


@dataclass(frozen=True, slots=True)
class Region:
    """A value in braces: where it stands in the plain text, and the shown sentence it names, from 1."""

    start: int
    end: int
    sentence: int | None


@dataclass(frozen=True, slots=True)
class Modelled:
    """A draft as a model would have written it; `problems` are what its author should look at."""

    text: str
    problems: tuple[str, ...]


def read_drafts(path: Path) -> list[DraftCase]:
    """Every case of a file, in its order; none when there is no such file."""
    if not path.exists():
        return []
    return [_case(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def modelled(case: DraftCase, sources: SlottedSources) -> Modelled:
    """The draft with a slot for each value in braces, and for each name of the sources that it writes.

    A model that sees "§2" doesn't know the word behind it: where the author left a name, or a value
    without figures ("gratuit", "samedi"), without its braces, the slot is meant. Values with figures are
    raw text by the model, and so is all outside braces where raw text is what the case is about.
    """
    plain, regions = _plain(case.draft)
    taken: list[tuple[int, int, int]] = []
    for slot in sorted(sources.slots, key=lambda slot: (-len(slot.text), slot.number)):
        for found in _written(slot.text).finditer(plain):
            start, end = found.span()
            over = [region for region in regions if region.start < end and start < region.end]
            meant = over or (case.kind not in _RAW and not any(sign.isdigit() for sign in slot.text))
            if not meant or any(start < last and first < end for first, last, _ in taken):
                continue
            wanted = next((region.sentence for region in over if region.sentence is not None), None)
            taken.append((start, end, _numbered(slot, wanted, sources)))
    problems: list[str] = []
    foreign = len(sources.slots)
    for region in regions:
        if any(start < region.end and region.start < end for start, end, _ in taken):
            continue
        value = plain[region.start : region.end]
        if not value.strip() or _written(value).search("\n".join(one.line() for one in sources.sentences)):
            continue
        foreign += 1
        taken.append((region.start, region.end, foreign))
        problems.append(_why_foreign(value, sources.slots))
    text = _marked(plain, taken)
    problems += [f"valeur sans accolades : {text[one.start : one.end]!r}" for one in values(_without_marks(text))]
    return Modelled(text, tuple(problems))


def _case(entry: dict[str, object]) -> DraftCase:
    shown: list[SourceSentence] = []
    others: list[SourceSentence] = []
    passages = entry["passages"]
    assert isinstance(passages, list)
    for at, passage in enumerate(passages):
        for sentence in _sentences(passage, at):
            fits = passage.get("shown", True) and len(shown) < MOST_SENTENCES
            (shown if fits else others).append(sentence)
    evidence = Evidence(str(entry["question"]), tuple(shown), tuple(others), date.fromisoformat(str(entry["today"])))
    return DraftCase(str(entry["id"]), str(entry["kind"]), evidence, str(entry["draft"]))


def _sentences(passage: dict[str, str], at: int) -> Iterator[SourceSentence]:
    due = passage.get("review_by")
    for text in statements(passage["text"]):
        yield SourceSentence(
            " ".join(text.split()),
            Citation(passage["title"], at, "1"),
            passage["title"],
            passage.get("case") or "",
            date.fromisoformat(due) if due else None,
        )


def _plain(draft: str) -> tuple[str, list[Region]]:
    parts: list[str] = []
    regions: list[Region] = []
    done = length = 0
    for found in _BRACES.finditer(draft):
        before, value = draft[done : found.start()], found.group(1)
        start = length + len(before)
        regions.append(Region(start, start + len(value), int(found.group(2)) if found.group(2) else None))
        parts += [before, value]
        done, length = found.end(), start + len(value)
    return "".join([*parts, draft[done:]]), regions


def _numbered(slot: Slot, wanted: int | None, sources: SlottedSources) -> int:
    alike = [one for one in sources.slots if one.text.lower() == slot.text.lower()]
    named = [one for one in alike if wanted is not None and one.sentence == wanted - 1]
    return (named or alike)[0].number


def _why_foreign(value: str, slots: Sequence[Slot]) -> str:
    holding = next((slot.text for slot in slots if _written(value).search(slot.text)), "")
    return f"{{{value}}} n'est qu'une part de {holding!r}" if holding else f"{{{value}}} n'est dans aucun extrait"


def _marked(plain: str, taken: Sequence[tuple[int, int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, number in sorted(taken):
        parts += [plain[done:start], f"{SIGN}{number}"]
        done = end
    return "".join([*parts, plain[done:]])


def _without_marks(text: str) -> str:
    return re.sub(rf"{SIGN}\d+", lambda found: SIGN * len(found.group()), text)


def _written(value: str) -> re.Pattern[str]:
    if value.lower().startswith("gratuit"):
        return re.compile(r"\bgratuit(?:e|s|es|ement)?\b", re.IGNORECASE)
    return re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)


def main() -> int:
    """Say what an author should look at; with no argument, in all files."""
    paths = [Path(name) for name in sys.argv[1:]]
    paths = paths or [HERE / f"{name}{end}.jsonl" for name in (GOOD, ATTACKS) for end in ("", HELD_OUT)]
    for path in filter(Path.exists, paths):
        cases = read_drafts(path)
        print(f"{path.name}: {len(cases)}")
        for case in cases:
            try:
                written = modelled(case, case.sources())
            except UnslottableError:
                print(f"  {case.id}: un extrait contient un signe réservé ; il n'est jamais reformulé")
                continue
            if path.name.startswith(GOOD):
                for problem in written.problems:
                    print(f"  {case.id}: {problem}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
