"""How well closure codes are guessed: from words alone and with the articles opened, cold and warm.

Cold, nothing was ever confirmed; warm, the 100 confirmed contacts of the set were learned, their
articles too when they have some; the holdout is asked once more after the development contacts were
learned as well. Shares are checked against what came true. Run as `python -m tests.bench.codes`;
JSON=file keeps the figures.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from aparte.assist.coding.predictor import CodePredictor
from aparte.core.contact import CodeGuess
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.seed import SeedFolder
from tests.bench.contacts import CONFIRMED, DEVELOPMENT, HOLDOUT, WrittenContact, read_contacts
from tests.bench.passages import SEED_FOLDER
from tests.bench.report import machine, table, write_json

TODAY = date(2026, 11, 26)
BINS = 10
WORST = 12


@dataclass(frozen=True, slots=True)
class Try:
    """One contact, what was guessed for it, and the processor's time that it took."""

    contact: WrittenContact
    guesses: tuple[CodeGuess, ...]
    elapsed_ms: float

    def within(self, count: int) -> bool:
        """Whether the right code is among the first `count`."""
        return self.contact.code in [guess.code for guess in self.guesses[:count]]


def accuracy() -> dict[str, float]:
    """The four figures of the store's bench: words alone, every contact but the confirmed ones."""
    contacts = read_contacts()
    asked = [contact for contact in contacts if contact.part != CONFIRMED]
    with seed_base() as base:
        cold, warm = predictors(base, contacts)
        runs = {"cold": ask(base, cold, asked), "warm": ask(base, warm, asked)}
    return {f"code_top{k}_{name}": share(tries, k) for name, tries in runs.items() for k in (1, 3)}


@contextmanager
def seed_base() -> Iterator[KnowledgeBase]:
    """The seed base, indexed in a temporary folder."""
    seed = SeedFolder(SEED_FOLDER)
    with tempfile.TemporaryDirectory() as folder:
        base = build_base(Path(folder), seed.articles(), seed.language(), "bench", full_text=False)
        yield base
        base.close()


def predictors(base: KnowledgeBase, contacts: Sequence[WrittenContact]) -> tuple[CodePredictor, CodePredictor]:
    """One that was never told anything, and one that learned the confirmed contacts."""
    codes = SeedFolder(SEED_FOLDER).closure_codes()
    cold, warm = CodePredictor(base, codes), CodePredictor(base, codes)
    learn(warm, [contact for contact in contacts if contact.part == CONFIRMED])
    return cold, warm


def learn(predictor: CodePredictor, contacts: Sequence[WrittenContact]) -> None:
    """Confirm the right code of each contact, its articles opened."""
    for contact in contacts:
        predictor.learn(contact.text, contact.opened, contact.code)


def ask(
    base: KnowledgeBase, predictor: CodePredictor, contacts: Sequence[WrittenContact], *, with_opened: bool = False
) -> list[Try]:
    """Guess each contact at its end; what the list shows for its words was shown."""
    tries = []
    for contact in contacts:
        shown = tuple(item.article_id for item in base.answer(contact.text).items)
        began = time.thread_time()
        guesses = predictor.guess(contact.text, contact.opened if with_opened else (), shown, TODAY)
        tries.append(Try(contact, guesses, (time.thread_time() - began) * 1000))
    return tries


def share(tries: Sequence[Try], count: int) -> float:
    """The share of contacts whose right code is among the first `count` guesses."""
    return sum(one.within(count) for one in tries) / max(len(tries), 1)


def calibration_error(tries: Sequence[Try]) -> float:
    """Expected calibration error of the first guess, in ten bins (Naeini et al., 2015)."""
    shares = np.array([one.guesses[0].share if one.guesses else 0.0 for one in tries])
    right = np.array([one.within(1) for one in tries])
    bins = np.minimum((shares * BINS).astype(int), BINS - 1)
    gaps = [abs(shares[bins == at].mean() - right[bins == at].mean()) * (bins == at).sum() for at in set(bins.tolist())]
    return float(sum(gaps) / max(len(tries), 1))


def figures(tries: Sequence[Try]) -> list[object]:
    """A row of the tables."""
    return [len(tries), share(tries, 1), share(tries, 3), calibration_error(tries)]


def main() -> int:
    """Print every table, and write the figures when JSON names a file."""
    print(machine())
    contacts = read_contacts()
    parts = {part: [one for one in contacts if one.part == part] for part in (DEVELOPMENT, HOLDOUT)}
    asked = [one for part in parts.values() for one in part]
    with seed_base() as base:
        cold, warm = predictors(base, contacts)
        runs = {
            ("words", "cold"): ask(base, cold, asked),
            ("words", "warm"): ask(base, warm, asked),
            ("words + opened", "cold"): _opened(base, cold, asked),
            ("words + opened", "warm"): _opened(base, warm, asked),
        }
        size = len(warm.to_bytes())
        learn(warm, parts[DEVELOPMENT])
        longer = ask(base, warm, parts[HOLDOUT])
    _print_runs(runs)
    _print_styles(runs["words", "cold"], runs["words", "warm"])
    _print_confusions(runs["words", "warm"])
    times = np.array([one.elapsed_ms for tries in runs.values() for one in tries])
    print(f"\none guess, processor time: p50 {np.percentile(times, 50):.2f} ms, p95 {np.percentile(times, 95):.2f} ms")
    confirmed = sum(one.part == CONFIRMED for one in contacts)
    print(f"learned: {size:,} bytes after {confirmed} contacts")
    print(
        f"holdout, words alone, after {confirmed + len(parts[DEVELOPMENT])} contacts learned: "
        f"top 1 {share(longer, 1):.3f}, top 3 {share(longer, 3):.3f}"
    )
    write_json(_json(runs, times))
    return 0


def _opened(base: KnowledgeBase, predictor: CodePredictor, contacts: Sequence[WrittenContact]) -> list[Try]:
    return ask(base, predictor, [one for one in contacts if one.opened], with_opened=True)


def _print_runs(runs: dict[tuple[str, str], list[Try]]) -> None:
    rows = [
        [given, state, part, *figures([one for one in tries if part in (one.contact.part, "all")])]
        for (given, state), tries in runs.items()
        for part in (DEVELOPMENT, HOLDOUT, "all")
    ]
    print("\n" + table(["given", "state", "part", "contacts", "top 1", "top 3", "calibration error"], rows))


def _print_styles(cold: Sequence[Try], warm: Sequence[Try]) -> None:
    rows = []
    for style in sorted({one.contact.style for one in cold}):
        before = [one for one in cold if one.contact.style == style]
        after = [one for one in warm if one.contact.style == style]
        rows.append([style, len(before), share(before, 1), share(before, 3), share(after, 1), share(after, 3)])
    print("\nwords alone, by style\n")
    print(table(["style", "contacts", "top 1 cold", "top 3 cold", "top 1 warm", "top 3 warm"], rows))


def _print_confusions(tries: Sequence[Try]) -> None:
    missed = [one for one in tries if not one.within(1)]
    per_code = Counter(one.contact.code for one in missed)
    rows = []
    for code, count in per_code.most_common(WORST):
        taken = Counter(one.guesses[0].code if one.guesses else "none" for one in missed if one.contact.code == code)
        total = sum(one.contact.code == code for one in tries)
        rows.append([code, total, count, ", ".join(f"{name} {times}" for name, times in taken.most_common())])
    print("\nthe codes missed most, words alone, warm\n")
    print(table(["code", "contacts", "missed", "guessed instead"], rows))


def _json(runs: dict[tuple[str, str], list[Try]], times: np.ndarray) -> dict[str, object]:
    found: dict[str, object] = {
        f"code_top{k}_{state}": share(runs["words", state], k) for state in ("cold", "warm") for k in (1, 3)
    }
    for (given, state), tries in runs.items():
        kept = [one for one in tries if one.contact.part == HOLDOUT]
        name = f"{'opened_' if 'opened' in given else ''}{state}"
        found |= {f"holdout_top{k}_{name}": share(kept, k) for k in (1, 3)}
        found |= {f"top{k}_{name}": share(tries, k) for k in (1, 3)} | {f"calibration_{name}": calibration_error(tries)}
    return found | {"contacts": len(runs["words", "cold"]), "guess_ms_p95": float(np.percentile(times, 95))}


if __name__ == "__main__":
    sys.exit(main())
