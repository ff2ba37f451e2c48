"""An article's front matter as it is written: what reading it would pass over or misunderstand."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from aparte.kb.article_file import ArticleFileError
from aparte.kb.check.problem import Report
from aparte.kb.check.wording import MISREAD, TWICE
from aparte.kb.check.yaml_lines import Keys, Leaf, compose, walk

_ROWS = {
    "sources": frozenset({"label", "url"}),
    "facts": frozenset({"kind", "value", "condition"}),
    "documents": frozenset({"label", "condition"}),
}
_PARTS: Mapping[str, frozenset[str]] = {**_ROWS, "online": frozenset({"label", "url"})}
_DATES = frozenset({"verified_on", "review_by"})
_LISTS = frozenset({"keywords", "questions"})
_KEYS = frozenset(
    {"id", "title", "theme", "service", "contact", "audience", "closure_code", "offline", *_PARTS, *_DATES, *_LISTS}
)


def check_front(text: str, path: Path, report: Report) -> bool:
    """Add the faults of the front matter of `text`; whether they are all that keeps it from being read."""
    try:
        front = compose(_front(text), path, first_line=2)
    except ArticleFileError:
        return False  # reading the article says so, in its own words
    if not isinstance(front, Keys):
        return False
    _check_keys(front, _KEYS, path, report)
    for name in (name for value in walk(front) if isinstance(value, Keys) for name in value.repeated):
        report.error(path, name.line, TWICE.format(name.text))
    for leaf in _texts(front):
        if leaf.misread:
            report.error(path, leaf.line, MISREAD.format(leaf.text))
    for key in sorted(_LISTS):
        for leaf in front.leaves(key):
            if leaf.empty:
                report.error(path, leaf.line, f"une ligne de « {key} » est vide.")
    return _check_rows(front, path, report)


def _check_keys(keys: Keys, known: frozenset[str], path: Path, report: Report) -> None:
    for name in keys.names:
        if name.text not in known:
            report.error(path, name.line, f"« {name.text} » n'est pas une clé connue.")


def _check_rows(front: Keys, path: Path, report: Report) -> bool:
    """Whether a row has not the form of a row."""
    misshapen = False
    for key, known in _PARTS.items():
        rows = front.items(key) if key in _ROWS else (front.parts.get(key, Leaf(1, "", "null")),)
        for row in rows:
            if isinstance(row, Keys):
                _check_keys(row, known, path, report)
            elif key in _ROWS:
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
