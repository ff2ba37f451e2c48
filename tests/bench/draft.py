"""What a draft costs: question to first words and to the whole, tokens a second, memory, cancels.

Runs with the model that the package carries, when it carries one, and with a random one of a billion
parameters, made on the spot, whose words mean nothing but whose size is real. The reply without a model
is timed beside them.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import psutil

from aparte.core.lanes import FreeLane
from aparte.core.model import Message, ModelEntry, ModelKind, Role, Writing
from aparte.kb.seed import SeedFolder
from aparte.llm.client import LocalWriter
from aparte.llm.digests import sha256_of
from aparte.llm.keeper import Installed
from aparte.llm.life import Phase
from aparte.llm.manifest import SHIPPED, Owner, read_folder
from aparte.llm.protocol import PROMPT_TOKENS
from aparte.llm.selftest import DRAFT_TOKENS
from tests.bench.big_model import big_model
from tests.bench.passages import SEED_FOLDER
from tests.bench.quality import open_articles
from tests.bench.replies import HERE, wording
from tests.bench.replies import ask as ask_replies
from tests.bench.replies_seed import read_cases
from tests.bench.report import machine, table, write_json

# Drafts of one model: as many as the seconds allow, between these two numbers.
DRAFTS = (3, 20)
DRAFTS_S = 40.0
CANCELS = 12
SECONDS = 120.0
SYSTEM = (
    "Tu aides un agent d'accueil de mairie. Réponds à la question en deux ou trois phrases courtes, avec les seules "
    "informations données, sans rien ajouter."
)
# Of the length that a draft's prompt has: cut to the limit, by tokens, below.
SENTENCES = (
    "La carte d'identité se demande en mairie, sur rendez-vous. ",
    "Le passeport d'un majeur est remis sous trois semaines. ",
    "Pour un mineur, le représentant légal doit être présent. ",
    "L'acte de naissance est gratuit et envoyé par courrier. ",
    "Le service est ouvert du lundi au vendredi, sauf le mardi matin. ",
)


def asked(number: int, sentences: int) -> Writing:
    """A question with so many sentences of passages; different ones have different texts."""
    passages = "".join(SENTENCES[(number + at) % len(SENTENCES)] for at in range(sentences))
    user = f"Question {number} : où faut-il aller et combien cela coûte-t-il ?\n{passages}"
    return Writing((Message(Role.SYSTEM, SYSTEM), Message(Role.USER, user)), DRAFT_TOKENS, SECONDS)


def longest(writer: LocalWriter, number: int) -> Writing:
    """The longest question that the limit lets through."""
    fits = [count for count in range(1, 60) if writer.count(asked(number, count)) <= PROMPT_TOKENS]
    return asked(number, max(fits, default=1))


@contextmanager
def writing(installed: Installed) -> Iterator[LocalWriter]:
    """A writer that drafts however slow the machine is."""
    lane = FreeLane("model")
    writer = LocalWriter(installed, lane, insist=True)
    try:
        yield writer
    finally:
        writer.close()
        lane.close()


def nothing(_piece: str) -> None:
    """Told to nobody."""


def draft(writer: LocalWriter, question: Writing) -> dict[str, float]:
    """One draft: milliseconds to its first words and to its end, tokens a second."""
    began = time.perf_counter()
    first: list[float] = []
    written = writer.write(question, lambda _piece: first.append(time.perf_counter()))
    ended = time.perf_counter()
    return {
        "first_ms": (first[0] - began) * 1000 if first else float("nan"),
        "whole_ms": (ended - began) * 1000,
        "prompt_tokens": float(written.prompt_tokens),
        "tokens": float(written.tokens),
        "prompt_s": written.prompt_seconds,
        "decode_tokens_s": written.tokens / max(written.decode_seconds, 1e-6),
    }


def start(installed: Installed) -> dict[str, float]:
    """A process from nothing to its first token, the machine already measured: fresh, then with its state kept."""
    found = {}
    for name in ("first_start", "start"):
        with writing(installed) as writer:
            began = time.perf_counter()
            writer.count(asked(0, 2))
            found[f"{name}_ready_ms"] = (time.perf_counter() - began) * 1000
            found[f"{name}_first_words_ms"] = draft(writer, asked(0, 2))["first_ms"]
    return found


def _teller(spoke: Event) -> Callable[[str], None]:
    return lambda _piece: spoke.set()


def cancels(writer: LocalWriter, question: Callable[[int], Writing], *, after_words: bool) -> dict[str, float]:
    """Cancel so many drafts while they read or write: until the call is back, until the process is free again.

    `replaced` counts those that were killed for it.
    """
    back, free, replaced, keeper = [], [], 0, writer._keeper
    with ThreadPoolExecutor(1) as pool:
        for number in range(CANCELS):
            process, spoke = writer.process, Event()
            running = pool.submit(writer.write, question(number), _teller(spoke))
            if after_words:
                spoke.wait(SECONDS)
            else:
                with keeper.changed:
                    keeper.changed.wait_for(lambda: keeper.life is not None and keeper.life.phase is Phase.BUSY)
                time.sleep(0.01 * number)  # somewhere in the prompt, another place each time
            began = time.perf_counter()
            writer.cancel()
            running.result()
            back.append((time.perf_counter() - began) * 1000)
            with keeper.changed:
                keeper.changed.wait_for(lambda: keeper.life is None or keeper.life.phase is Phase.IDLE, SECONDS)
            free.append((time.perf_counter() - began) * 1000)
            replaced += writer.process != process
            writer.count(question(0))  # a killed process is back before the next one
    return {"back_p95": share(back, 0.95), "free_p95": share(free, 0.95), "free_max": max(free), "replaced": replaced}


def measure(entry: ModelEntry, path: Path, cache: Path) -> dict[str, float]:
    """Every figure of one model."""
    installed = Installed(entry, path, cache)
    with writing(installed) as writer:
        began = time.perf_counter()
        writer.count(asked(0, 2))
        found = {"file_mb": path.stat().st_size / 1e6, "self_test_s": time.perf_counter() - began}
        verdict = writer.verdict
        assert verdict is not None
        found |= {"threads": float(verdict.threads), "expected_draft_s": verdict.draft_seconds}
    for state in cache.glob("*.state"):
        state.unlink()
    found |= start(installed)
    with writing(installed) as writer:
        text = longest(writer, 0)
        draft(writer, text)
        drafts, began = list[dict[str, float]](), time.monotonic()
        while len(drafts) < DRAFTS[0] or (len(drafts) < DRAFTS[1] and time.monotonic() - began < DRAFTS_S):
            drafts.append(draft(writer, varied(text, len(drafts))))
        found |= {name: share([one[name] for one in drafts], 0.5) for name in drafts[0]}
        fixed = writer.count(replace(text, messages=(text.messages[0], Message(Role.USER, "?"))))
        found["prompt_tokens_s"] = (found["prompt_tokens"] - fixed) / max(found["prompt_s"], 1e-6)
        assert writer.process is not None
        found["memory_mb"] = psutil.Process(writer.process).memory_info().rss / 1e6
        for name, length in (("prompt", text), ("decode", asked(0, 0))):
            times = cancels(writer, partial(varied, length, tokens=250), after_words=name == "decode")
            found |= {f"cancel_{name}_{key}": value for key, value in times.items()}
    return found


def varied(base: Writing, number: int, tokens: int = DRAFT_TOKENS) -> Writing:
    """The same length, another text from its first word on: nothing of it is held."""
    text = base.messages[1].text
    return replace(
        base, messages=(base.messages[0], Message(Role.USER, f"{chr(97 + number % 26)}{text[1:]}")), max_tokens=tokens
    )


def share(values: Sequence[float], part: float) -> float:
    """The value that this part of them doesn't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def shipped(cache: Path) -> dict[str, float] | None:
    """The model that the package carries."""
    listed = read_folder(SHIPPED, Owner.SHIPPED).listed
    found = next((one for one in listed if one.entry.kind is ModelKind.CHAT and one.present), None)
    return measure(found.entry, found.path, cache) if found else None


def billion(cache: Path) -> dict[str, float]:
    """The random model of real size."""
    path = big_model()
    entry = ModelEntry("1 milliard, Q4_K_M, au hasard", path.name, sha256_of(path), "aucune", ("fr",), 2048, 1200)
    return measure(entry, path, cache)


def without_model() -> dict[str, float]:
    """The reply without a model, once the articles are ranked."""
    with tempfile.TemporaryDirectory() as folder:
        base = open_articles(SeedFolder(SEED_FOLDER).articles(), folder)
        return wording(base, ask_replies(base, read_cases(HERE / "replies_seed.jsonl")))


def main() -> int:
    """Print the figures, and write them where JSON says."""
    print(machine())
    results: dict[str, dict[str, float]] = {"without_model": without_model()}
    with tempfile.TemporaryDirectory() as folder:
        carried = shipped(Path(folder) / "shipped")
        if carried is None:
            print("The package carries no model yet: its figures are left out.")
        else:
            results["shipped"] = carried
        results["billion"] = billion(Path(folder) / "billion")
    for name, found in results.items():
        print(f"\n{name}\n{table(['figure', 'value'], [[key, value] for key, value in found.items()])}")
    write_json(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
