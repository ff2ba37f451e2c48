"""What this machine is good for with a model: drafts, or suggestions only. Measured once, then remembered."""

import contextlib
import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from aparte.core.model import ModelEntry
from aparte.llm.protocol import PROMPT_TOKENS, Rate

# The longest wait that still serves: the reply without a model is there at once, and is read aloud in about
# so many seconds. Three quarters of a request's time limit, so that a machine busier than on the day of its
# test still ends its drafts in time.
LONGEST_WAIT_S = 15.0
DRAFT_TOKENS = 60
# So soon, no more threads are tried: whatever they gained would be taken from the window.
ENOUGH_S = 2.0
# More threads must earn their place: they are taken from the window and from whatever else is open.
_WORTH_MORE_THREADS = 0.85
_FILE = "selftest.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the self-test found: rates in tokens a second with the number of threads that was chosen.

    `draft_seconds` is what a draft of 60 tokens on a prompt of 400 would take.
    """

    model: str
    machine: str
    threads: int
    prompt_rate: float
    decode_rate: float
    draft_seconds: float

    @property
    def drafts(self) -> bool:
        """Whether drafts come soon enough to be worth asking for."""
        return self.draft_seconds <= LONGEST_WAIT_S


def judge(entry: ModelEntry, rates: Sequence[Rate]) -> Verdict:
    """The verdict from what was measured; with nothing measured in time the machine is too slow."""
    best = Rate(1, 0.0, 0.0)
    for rate in sorted(rates, key=lambda one: one.threads):
        if best.prompt == 0.0 or seconds(rate) < _WORTH_MORE_THREADS * seconds(best):
            best = rate
    return Verdict(entry.sha256, machine_key(), best.threads, best.prompt, best.decode, seconds(best))


def seconds(rate: Rate) -> float:
    """How long the longest draft takes at this rate; a day when it would never end."""
    if rate.prompt <= 0 or rate.decode <= 0:
        return 86_400.0
    return PROMPT_TOKENS / rate.prompt + DRAFT_TOKENS / rate.decode


def threads_to_try(cores: int | None = None) -> tuple[int, ...]:
    """Numbers of threads worth measuring, in the order to do it, should time run out."""
    most = cores or usable_cores()
    half = max(1, most // 2)
    return tuple(dict.fromkeys(count for count in (1, half, most, max(1, most - 1), 4, 6, 8) if count <= most))


def usable_cores() -> int:
    """Processors that this process may use; those of one core that are two count as two."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def machine_key() -> str:
    """Tells one machine from another: a profile that follows its user must be measured again."""
    return f"{platform.machine()} {_processor()} x{usable_cores()}"


def _processor() -> str:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
                if line.startswith(("model name", "Model", "Hardware")):
                    return line.partition(":")[2].strip()
    return platform.processor()


class Verdicts:
    """The verdicts remembered in `folder`, by model and machine; a damaged file is measured again."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE

    def of(self, entry: ModelEntry) -> Verdict | None:
        """The verdict for this model on this machine, if it was measured."""
        here = machine_key()
        return next((one for one in self._all() if (one.model, one.machine) == (entry.sha256, here)), None)

    def keep(self, verdict: Verdict) -> None:
        """Remember it in place of an older one; a disk that refuses costs a measure next time."""
        others = [one for one in self._all() if (one.model, one.machine) != (verdict.model, verdict.machine)]
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps([asdict(one) for one in (*others, verdict)], indent=1), "utf-8")
            fresh.replace(self._file)

    def forget(self, entry: ModelEntry) -> None:
        """Measure again at the next start."""
        others = [one for one in self._all() if one.model != entry.sha256]
        with contextlib.suppress(OSError):
            self._file.write_text(json.dumps([asdict(one) for one in others], indent=1), "utf-8")

    def _all(self) -> list[Verdict]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
            return [_read(one) for one in found]
        except (OSError, ValueError, TypeError, KeyError):
            return []


def _read(one: dict[str, object]) -> Verdict:
    threads, model, machine = one["threads"], one["model"], one["machine"]
    numbers = [one[name] for name in ("prompt_rate", "decode_rate", "draft_seconds")]
    if not isinstance(threads, int) or not isinstance(model, str) or not isinstance(machine, str) or threads < 1:
        raise TypeError
    prompt_rate, decode_rate, draft_seconds = (float(str(number)) for number in numbers)
    return Verdict(model, machine, threads, prompt_rate, decode_rate, draft_seconds)
