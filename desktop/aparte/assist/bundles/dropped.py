"""Closure codes that a new bundle no longer holds: retired, never deleted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from aparte.core.contact import ClosureCode
from aparte.core.errors import BaseUnavailableError
from aparte.kb.seed import SeedFolder


def retired(before: Path | None, after: Path, today: date) -> tuple[ClosureCode, ...]:
    """What the base `before` names and `after` does not, closed since yesterday at the latest."""
    if before is None:
        return ()
    kept = {one.code for one in _codes(after)}
    yesterday = today - timedelta(days=1)
    return tuple(
        replace(one, valid_to=min(one.valid_to or yesterday, yesterday))
        for one in _codes(before)
        if one.code not in kept
    )


def write(codes: Iterable[ClosureCode], path: Path) -> None:
    """Write them as a list of the base's own format; raises `OSError`."""
    rows: dict[str, dict[str, Any]] = {}
    for one in codes:
        if not one.parent:
            rows[one.code] = _row(one)
            continue
        # A family that is still in the base is only named: the base's own line is the one that counts.
        family = rows.setdefault(one.parent, {"code": one.parent, "label": one.parent})
        family.setdefault("children", []).append(_row(one))
    if rows:
        path.write_text(yaml.safe_dump({"codes": list(rows.values())}, allow_unicode=True, sort_keys=False), "utf-8")


def _row(one: ClosureCode) -> dict[str, Any]:
    said: dict[str, Any] = {
        "code": one.code,
        "label": one.label,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "aliases": list(one.aliases),
        "description": one.description,
    }
    return {name: value for name, value in said.items() if value}


def _codes(base: Path) -> tuple[ClosureCode, ...]:
    try:
        return SeedFolder(base).closure_codes()
    except BaseUnavailableError:
        return ()
