"""An article's front matter as it is written: what reading it would pass over or misunderstand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aparte.kb.check.problem import Report
from aparte.kb.check.wording import MISREAD, TWICE
from aparte.kb.check.yaml_lines import Keys, Leaf, compose, walk
from aparte.kb.front_matter import ArticleFileError

_DATES = frozenset({"verified_on", "review_by"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of file may hold: `keys` of any sort, `lists` of texts, `rows` of mappings by key.

    `online` is one such row, alone.
    """

    keys: frozenset[str]
    lists: frozenset[str]
    rows: Mapping[str, frozenset[str]]


ARTICLE = Shape(
    keys=frozenset({"id", "title", "theme", "service", "contact", "audience", "closure_code", "offline", *_DATES}),
    lists=frozenset({"keywords", "questions"}),
    rows={
        "sources": frozenset({"label", "url"}),
        "facts": frozenset({"kind", "value", "condition"}),
        "documents": frozenset({"label", "condition"}),
        "online": frozenset({"label", "url"}),
    },
)


def check_front(text: str, path: Path, report: Report, shape: Shape = ARTICLE) -> bool:
    """Add the faults of the front matter of `text`; whether they are all that keeps it from being read."""
    try:
        front = compose(_front(text), path, first_line=2)
    except ArticleFileError:
        return False  # reading the article says so, in its own words
    if not isinstance(front, Keys):
        return False
    _check_keys(front, frozenset({*shape.keys, *shape.lists, *shape.rows}), path, report)
    for name in (name for value in walk(front) if isinstance(value, Keys) for name in value.repeated):
        report.error(path, name.line, TWICE.format(name.text))
    for leaf in _texts(front):
        if leaf.misread:
            report.error(path, leaf.line, MISREAD.format(leaf.text))
    for key in sorted(shape.lists):
        for leaf in front.leaves(key):
            if leaf.empty:
                report.error(path, leaf.line, f"une ligne de « {key} » est vide.")
    return _check_rows(front, shape, path, report)


def _check_keys(keys: Keys, known: frozenset[str], path: Path, report: Report) -> None:
    for name in keys.names:
        if name.text not in known:
            report.error(path, name.line, f"« {name.text} » n'est pas une clé connue.")


def _check_rows(front: Keys, shape: Shape, path: Path, report: Report) -> bool:
    """Whether a row has not the form of a row."""
    misshapen = False
    for key, known in shape.rows.items():
        rows = front.items(key) if key != "online" else (front.parts.get(key, Leaf(1, "", "null")),)
        for row in rows:
            if isinstance(row, Keys):
                _check_keys(row, known, path, report)
            elif key != "online":
                report.error(path, row.line, f"une ligne de « {key} » n'est pas de la forme {{…}}.")
                misshapen = True
    return misshapen


def _texts(front: Keys) -> Iterator[Leaf]:
    """Every scalar that is meant as a text."""
    for key, value in front.parts.items():
        if key not in _DATES:
            yield from (leaf for leaf in walk(value) if isinstance(leaf, Leaf))


def _front(text: str) -> str:
    """What stands between the two fences, empty when they are not there."""
    first, *lines = text.split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip(" \t") == "---"]
    return "\n".join(lines[: fences[0]]) if first.rstrip(" \t") == "---" and fences else ""
