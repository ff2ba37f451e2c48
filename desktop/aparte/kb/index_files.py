"""An index as plain files: arrays that are mapped, and words one a line.

The files of what was counted begin with `KEPT`: only the next build reads them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aparte.kb.forms import Forms
from aparte.kb.impact import Impact
from aparte.kb.index import ARTICLE_FIELDS, PASSAGE_FIELDS, BaseIndex, Parts
from aparte.kb.rows import Rows
from aparte.kb.tally import Numbers, Tally

KEPT = "kept."


def save_index(folder: Path, index: BaseIndex) -> None:
    """Write everything that ranking reads; raises `OSError`."""
    _save_words(folder / "terms.txt", index.articles.terms)
    _save_matrix(folder, "articles", index.articles)
    _save_matrix(folder, "passages", index.passages)
    np.save(folder / "starts.npy", index.starts)
    np.save(folder / "local.npy", index.local)
    for name, rows in (("titles", index.titles), ("subjects", index.subjects), ("heard", index.forms.heard)):
        np.save(folder / f"{name}.values.npy", _narrow(rows.values))
        np.save(folder / f"{name}.offsets.npy", rows.offsets)
    forms = index.forms
    _save_words(folder / "forms.txt", forms.counts)
    _save_words(folder / "sounds.txt", forms.sounds)
    np.save(folder / "forms.counts.npy", _narrow(np.fromiter(forms.counts.values(), np.int64, len(forms.counts))))
    np.save(folder / "forms.lengths.npy", forms.lengths)
    np.save(folder / "forms.signatures.npy", forms.signatures)


def load_index(folder: Path) -> BaseIndex:
    """Map what `save_index` wrote; raises `OSError` or `ValueError` when it is damaged."""
    terms = {term: at for at, term in enumerate(_load_words(folder / "terms.txt"))}
    return BaseIndex(
        articles=_load_matrix(folder, "articles", terms),
        passages=_load_matrix(folder, "passages", terms),
        starts=_array(folder, "starts"),
        local=_array(folder, "local"),
        titles=_load_rows(folder, "titles"),
        subjects=_load_rows(folder, "subjects"),
        forms=_load_forms(folder),
    )


def save_parts(folder: Path, parts: Parts) -> None:
    """Write what was counted, for the next build; raises `OSError`."""
    _save_words(folder / f"{KEPT}words.txt", parts.words)
    for name, tally in (("articles", parts.articles), ("passages", parts.passages), ("forms", parts.forms)):
        for part in ("terms", "counts", "offsets", "lengths"):
            np.save(folder / f"{KEPT}{name}.{part}.npy", _narrow(getattr(tally, part)))


def load_parts(folder: Path) -> Parts:
    """Map what `save_parts` wrote; raises `OSError` or `ValueError` when it is damaged."""
    passages = _load_tally(folder, "passages", len(PASSAGE_FIELDS))
    return Parts(
        terms=_load_words(folder / "terms.txt"),
        words=_load_words(folder / f"{KEPT}words.txt"),
        articles=_load_tally(folder, "articles", len(ARTICLE_FIELDS)),
        passages=passages,
        forms=_load_tally(folder, "forms", 1),
        starts=np.append(_array(folder, "starts"), np.int32(passages.units)),
        local=_array(folder, "local"),
    )


def save_impact(folder: Path, name: str, impact: Impact) -> None:
    """Write a matrix that has its terms for itself, as plain files that begin with `name`."""
    _save_words(folder / f"{name}.txt", impact.terms)
    _save_matrix(folder, name, impact)


def load_impact(folder: Path, name: str) -> Impact:
    """Map a matrix that `save_impact` wrote; raises `OSError` or `ValueError` when it is damaged."""
    return _load_matrix(folder, name, {term: at for at, term in enumerate(_load_words(folder / f"{name}.txt"))})


def _save_matrix(folder: Path, name: str, impact: Impact) -> None:
    np.save(folder / f"{name}.starts.npy", impact.starts)
    np.save(folder / f"{name}.idf.npy", impact.idf)
    np.save(folder / f"{name}.units.npy", impact.units)
    # Half precision keeps three digits, more than a ranking needs, in half the memory.
    np.save(folder / f"{name}.weights.npy", impact.weights.astype(np.float16))
    (folder / f"{name}.size").write_text(str(impact.size), "utf-8")


def _load_matrix(folder: Path, name: str, terms: dict[str, int]) -> Impact:
    parts: dict[str, Any] = {part: _array(folder, f"{name}.{part}") for part in ("starts", "units", "weights", "idf")}
    return Impact(terms=terms, size=int((folder / f"{name}.size").read_text("utf-8")), **parts)


def _load_tally(folder: Path, name: str, fields: int) -> Tally:
    parts: dict[str, Any] = {
        part: _array(folder, f"{KEPT}{name}.{part}") for part in ("terms", "counts", "offsets", "lengths")
    }
    return Tally(fields, **parts)


def _load_forms(folder: Path) -> Forms:
    lengths = _array(folder, "forms.lengths")
    every = _load_words(folder / "forms.txt")
    return Forms(
        words=every[: len(lengths)],
        counts=dict(zip(every, _array(folder, "forms.counts").tolist(), strict=True)),
        lengths=lengths,
        signatures=_array(folder, "forms.signatures"),
        sounds=_load_words(folder / "sounds.txt"),
        heard=_load_rows(folder, "heard"),
    )


def _load_rows(folder: Path, name: str) -> Rows:
    return Rows(_array(folder, f"{name}.values"), _array(folder, f"{name}.offsets"))


def _save_words(path: Path, words: Iterable[str]) -> None:
    # Each ends its line: a file of no word is not one of an empty word.
    path.write_text("".join(f"{word}\n" for word in words), "utf-8", newline="\n")


def _load_words(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8").split("\n")[:-1]


def _narrow(values: Numbers) -> Numbers:
    """The same in as few bytes as the largest needs; none is negative."""
    return values.astype(np.min_scalar_type(int(values.max()) if values.size else 0), copy=False)


def _array(folder: Path, name: str) -> NDArray[Any]:
    mapped: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return np.asarray(mapped)
