"""The labels of closure codes, from the list that the workstations have."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from aparte.core.errors import UsageError
from aparte.kb.reading import UNREADABLE, read_yaml


def code_labels(path: Path) -> dict[str, str]:
    """Code → label, both levels, of a `closure_codes.yaml`; raises `UsageError`."""
    try:
        return dict(_labels(read_yaml(path)["codes"]))
    except UNREADABLE as error:
        raise UsageError(
            f"Le fichier {path} n'est pas une liste de codes lisible : donnez le closure_codes.yaml de la base."
        ) from error


def _labels(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield str(row["code"]), str(row["label"])
        yield from _labels(row.get("children", ()))
