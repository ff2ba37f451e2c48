"""What every file of tables has: a document without repeated keys, rows, ids and labels."""

from collections.abc import Iterable
from pathlib import Path

from aparte.kb.check.problem import Report
from aparte.kb.check.wording import MISREAD, TWICE
from aparte.kb.check.yaml_lines import Items, Keys, Leaf, Value, read_yaml, walk
from aparte.kb.front_matter import ArticleFileError

# Values that are no texts, and are checked where they belong.
_NO_TEXTS = frozenset({"level", "inhabitants", "valid_from", "valid_to"})


def document_of(path: Path, report: Report) -> Value | None:
    """The file's content, its repeated keys and misread texts told; None when it can't be read."""
    try:
        document = read_yaml(path)
    except ArticleFileError as error:
        report.error(path, error.line, error.problem)
        return None
    for keys in (value for value in walk(document) if isinstance(value, Keys)):
        for name in keys.repeated:
            report.error(path, name.line, TWICE.format(name.text))
        written = (part for key, part in keys.parts.items() if key not in _NO_TEXTS)
        _check_texts((*keys.names, *written), path, report)
    for items in (value for value in walk(document) if isinstance(value, Items)):
        _check_texts(items.parts, path, report)
    return document


def _check_texts(values: Iterable[Value], path: Path, report: Report) -> None:
    for value in values:
        if isinstance(value, Leaf) and value.misread:
            report.error(path, value.line, MISREAD.format(value.text))


def table(path: Path, key: str, report: Report) -> list[Keys]:
    """The rows under the file's one key."""
    document = document_of(path, report)
    if document is None:
        return []
    if not isinstance(document, Keys) or not document.items(key):
        report.error(path, 1, f"« {key} » manque ou est vide.")
        return []
    return rows_of(document, key, path, report)


def rows_of(keys: Keys, key: str, path: Path, report: Report) -> list[Keys]:
    """The mappings of a list, which holds nothing else."""
    for part in keys.items(key):
        if not isinstance(part, Keys):
            report.error(path, part.line, f"une ligne de « {key} » n'est pas de la forme {{…}}.")
    return keys.rows(key)


def named(rows: Iterable[Keys], identifier: str, label: str, path: Path, report: Report) -> None:
    """Each row has an identifier of its own and a label."""
    seen: dict[str, int] = {}
    for row in rows:
        name = row.text(identifier)
        for key in dict.fromkeys((identifier, label)):
            if not row.text(key):
                report.error(path, row.line, f"« {key} » manque.")
        if name and name in seen:
            report.error(path, row.line, f"« {name} » sert déjà ligne {seen[name]}.")
        seen.setdefault(name, row.line)
