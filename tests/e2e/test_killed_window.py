"""The real window killed at any moment: what it called saved is there once, what was typed comes back."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aparte.assist.librarian import Librarian
from aparte.core.clock import SystemClock
from tests.fakes.base_folder import write_base
from tests.fakes.sessions import FileKeeper
from tests.fakes.vaults import nothing, vault

ROOT = Path(__file__).parents[2]
# Words are written 300 ms after a key, and on the disk well before this.
KEPT_AFTER_S = 0.6


@dataclass
class Agent:
    """What was done in one workstation's window, from one kill to the next."""

    folder: Path
    saved: set[str] = field(default_factory=set)
    kept: dict[int, str] = field(default_factory=dict)
    unanswered: int = 0

    def __post_init__(self) -> None:
        self.seed, self.own = write_base(self.folder / "seed"), self.folder / "own"
        self.keyring = self.folder / "keyring.json"
        Librarian.open(self.seed, self.own / "index", SystemClock())

    def work(self, first: int, for_s: float) -> list[str]:
        """Type until killed, `for_s` seconds after the window was ready; returns the contacts that had come back."""
        command = [sys.executable, "-m", "tests.e2e.typing_agent", str(self.seed), str(self.own), str(self.keyring)]
        with subprocess.Popen(
            [*command, str(first)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join((str(ROOT / "desktop"), str(ROOT))),
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONIOENCODING": "utf-8",
            },
        ) as process:
            assert process.stdout is not None
            lines: list[str] = []
            while not lines or lines[-1] != "ready":
                lines.append(process.stdout.readline().rstrip("\n"))
                assert lines[-1], "the window ended before it was ready"
            time.sleep(for_s)  # the moment of the kill is the point
            process.kill()
            killed_at = time.monotonic()
            self._note(process.stdout.read(), killed_at)
        return [line.removeprefix("open ") for line in lines[:-1]]

    def _note(self, told: str, killed_at: float) -> None:
        """What must have lasted, of what was told; a last line that the kill cut short was not."""
        recording = 0
        for line in told.split("\n")[:-1]:
            kind, number, rest = line.split(" ", 2)
            if kind == "saved":
                self.saved.add(rest)
                self.kept.pop(int(number), None)
                recording = 0
                continue
            moment, text = rest.split(" ", 1)
            if float(moment) < killed_at - KEPT_AFTER_S:
                self.kept[int(number)] = text
            if int(number) % 3 and text.endswith(f"voyage {number}"):
                recording = int(number)
        # Perhaps in the journal, and not told yet.
        if recording:
            self.kept.pop(recording, None)
            self.unanswered += 1

    def journal(self) -> Counter[str]:
        """How often each reference stands in the journal."""
        opened = vault(self.own / "store", FileKeeper(self.keyring))
        opened.unlock(opened.doors.agents[0].ref)
        try:
            return Counter(str(row["reference"]) for row in opened.store.database.rows("SELECT reference FROM contact"))
        finally:
            opened.lock(nothing)


def kill_again_and_again(agent: Agent, times: int, chance: random.Random) -> None:
    """Each restart brings back what was typed before the kill, and the journal has what was called saved."""
    for run in range(times + 1):
        expected = tuple(agent.kept.values())
        back = agent.work(1000 * run + 1, chance.uniform(0.1, 2.0) if run < times else 0.0)
        missing = [text for text in expected if not any(one.startswith(text) for one in back)]
        assert missing == []
        journal = agent.journal()
        assert agent.saved - set(journal) == set()
        assert set(journal.values()) <= {1}
        assert len(journal) <= len(agent.saved) + agent.unanswered
    assert agent.saved, "nothing was saved: the test has shown nothing"
    assert agent.kept, "nothing was left open: the test has shown nothing"


@pytest.fixture
def agent(tmp_path: Path) -> Agent:
    return Agent(tmp_path)


def test_a_window_killed_ten_times_loses_nothing(agent: Agent) -> None:
    kill_again_and_again(agent, 10, random.Random(10))


@pytest.mark.slow
def test_a_window_killed_thirty_times_loses_nothing(agent: Agent) -> None:
    kill_again_and_again(agent, 30, random.Random(30))
