"""The closure codes' own faults: levels, dates, aliases."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.kb.check.problem import Report
from aparte.kb.check.rows import named, rows_of, table
from aparte.kb.check.yaml_lines import Items, Keys, Leaf
from aparte.kb.text import folded

_KEYS = frozenset({"code", "label", "children", "valid_from", "valid_to", "aliases", "description"})


@dataclass(frozen=True, slots=True)
class Codes:
    """The second-level codes: all of them, and those that can't be chosen any more."""

    all: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()


def check_codes(path: Path, today: date, report: Report) -> Codes:
    """Add the faults of `closure_codes.yaml`; returns the second-level codes."""
    parents = table(path, "codes", report)
    children = [child for parent in parents for child in rows_of(parent, "children", path, report)]
    rows = [*parents, *children]
    named(rows, "code", "label", path, report)
    for row in rows:
        _check_row(row, path, report)
    for parent in parents:
        _check_family(parent, path, today, report)
    # What took a retired code's place may take its words.
    over = [row for parent in parents for row in parent.rows("children") if _over(parent, today) or _over(row, today)]
    _check_words([child for child in children if child not in over], path, report)
    return Codes(frozenset(row.text("code") for row in children), frozenset(row.text("code") for row in over))


def _check_row(row: Keys, path: Path, report: Report) -> None:
    for name in row.names:
        if name.text not in _KEYS:
            report.error(path, name.line, f"« {name.text} » n'est pas une clé connue.")
    first, last = _day(row, "valid_from", path, report), _day(row, "valid_to", path, report)
    if first and last and last < first:
        report.error(path, row.line, f"« {row.text('code')} » prend fin avant de commencer.")
    aliases = row.parts.get("aliases")
    if aliases is not None and not (isinstance(aliases, Items) and aliases.parts):
        report.error(path, aliases.line, "« aliases » n'est pas une liste, ou elle est vide.")
    for alias in row.items("aliases"):
        if not isinstance(alias, Leaf) or alias.empty:
            report.error(path, alias.line, "un alias est vide.")


def _check_family(parent: Keys, path: Path, today: date, report: Report) -> None:
    code = parent.text("code")
    if not parent.items("children"):
        report.error(path, parent.line, f"le code « {code} » n'a aucun code de second niveau.")
    for child in parent.rows("children"):
        if not child.text("code").startswith(f"{code}-"):
            report.error(path, child.line, f"« {child.text('code')} » ne commence pas par « {code}- ».")
        if _over(parent, today) and not _over(child, today):
            report.error(path, child.line, f"« {child.text('code')} » est encore valable, « {code} » a pris fin.")


def _check_words(children: list[Keys], path: Path, report: Report) -> None:
    """A label or an alias leads to one code, once."""
    seen: dict[str, tuple[str, int]] = {}
    for child in children:
        label = child.parts.get("label")
        for leaf in (*([label] if isinstance(label, Leaf) else []), *child.leaves("aliases")):
            words = folded(leaf.text)
            if words in seen:
                code, line = seen[words]
                report.error(path, leaf.line, f"« {leaf.text} » mène déjà à « {code} », ligne {line}.")
            elif words:
                seen[words] = child.text("code"), leaf.line


def _over(row: Keys, today: date) -> bool:
    last = _read_day(row.text("valid_to"))
    return last is not None and last < today


def _day(row: Keys, key: str, path: Path, report: Report) -> date | None:
    part = row.parts.get(key)
    if part is None:
        return None
    day = _read_day(row.text(key))
    if day is None or not isinstance(part, Leaf) or part.kind != "timestamp":
        report.error(path, part.line, f"« {key} » n'est pas une date de la forme 2026-12-31.")
    return day


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
