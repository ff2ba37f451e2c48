"""Fit the coefficients of `aparte.kb.confidence.MODEL`, cross-validated by article.

Reads the questions of the benches (the seed's own, and the real ones beside the checkout when
they are there), asks them, fits a ridge logistic model of "has an answer here", and prints the
literal to paste, with what each held-out tenth of the articles would have given. Both classes
and both bases count alike.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aparte.core.article import Article
from aparte.kb.base import build_base
from aparte.kb.confidence import FEATURES
from aparte.kb.jsonl import read_jsonl
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import HERE, REAL
from tests.bench.questions import Question, read_questions
from tests.bench.report import table

FOLDS = 10
RIDGE = 1.0
REFUSED_IN_SCOPE = 0.05
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One asked question: its base, the article it is grouped by, its features, its class."""

    base: str
    group: str
    values: tuple[float, ...]
    answered: bool


def collect(name: str, articles: Sequence[Article], questions: Sequence[Question]) -> list[Sample]:
    """Ask every question of a base."""
    with tempfile.TemporaryDirectory() as folder:
        base = build_base(Path(folder), articles, SeedFolder(SEED_FOLDER).language(), "fit", full_text=False)
        return [
            Sample(
                base=name,
                group=min(question.expected, default=question.text),
                values=base.evidence(question.text),
                answered=bool(question.expected),
            )
            for question in questions
        ]


def fit(inputs: Floats, classes: Floats, weights: Floats) -> Floats:
    """Ridge logistic regression by Newton's method: the bias, then the coefficients."""
    design = np.c_[np.ones(len(inputs)), inputs]
    ridge = RIDGE * np.diag(np.r_[1e-6, np.ones(inputs.shape[1])])
    found = np.zeros(design.shape[1])
    for _ in range(50):
        expected = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weights * (expected - classes)) + ridge @ found
        curve = (design * (weights * expected * (1 - expected))[:, None]).T @ design + ridge
        found -= np.linalg.solve(curve, slope)
    return found


def balance(samples: Sequence[Sample]) -> Floats:
    """Weights that make classes and bases count alike, with mean 1."""
    keys = [(sample.base, sample.answered) for sample in samples]
    weights = np.array([len(keys) / keys.count(key) for key in keys])
    return np.asarray(weights / weights.mean())


def held_out(samples: Sequence[Sample]) -> Floats:
    """The probability of each sample by a model that has not seen its article."""
    groups = sorted({sample.group for sample in samples})
    np.random.default_rng(1).shuffle(groups)
    fold = {group: at % FOLDS for at, group in enumerate(groups)}
    folds = np.array([fold[sample.group] for sample in samples])
    inputs = np.array([sample.values for sample in samples])
    classes = np.array([float(sample.answered) for sample in samples])
    weights = balance(samples)
    found = np.zeros(len(samples))
    for at in range(FOLDS):
        learn, test = folds != at, folds == at
        coefficients = fit(inputs[learn], classes[learn], weights[learn])
        found[test] = 1 / (1 + np.exp(-np.c_[np.ones(test.sum()), inputs[test]] @ coefficients))
    return found


def main() -> int:
    """Print the held-out figures and the literal."""
    seed = list(SeedFolder(SEED_FOLDER).articles())
    samples = collect("seed", seed, read_questions(HERE / "questions_seed.jsonl"))
    if (REAL / "questions_dev.jsonl").exists():
        real = list(read_jsonl(REAL / "service_public_fiches.jsonl"))
        samples += collect("real", real, read_questions(REAL / "questions_dev.jsonl"))
    classes = np.array([float(sample.answered) for sample in samples])
    found = held_out(samples)
    threshold = float(np.quantile(found[classes == 1], REFUSED_IN_SCOPE))
    rows = []
    for name in sorted({sample.base for sample in samples}):
        here = np.array([sample.base == name for sample in samples])
        inside, outside = found[here & (classes == 1)], found[here & (classes == 0)]
        area = float(np.mean([np.mean(inside > value) for value in outside]))
        rows.append(
            [
                name,
                len(inside),
                len(outside),
                area,
                float(np.mean(inside < threshold)),
                float(np.mean(outside < threshold)),
            ]
        )
    print(table(["base", "in scope", "out of scope", "AUC", "refused in scope", "refused out of scope"], rows))
    coefficients = fit(np.array([sample.values for sample in samples]), classes, balance(samples))
    for name, value in zip(FEATURES, coefficients[1:], strict=True):
        print(f"  {name:10} {value:+.2f}")
    literal = ", ".join(f"{value:.2f}" for value in coefficients[1:])
    print(f"MODEL = Model(bias={coefficients[0]:.2f}, coefficients=({literal}), threshold={threshold:.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
