"""Key to painted list in the real window over a real encrypted store, start to usable window, and memory.

Keys come on a schedule of their own, one each 60 ms with bursts at 30 ms, whatever the window is
doing. A key's time runs from the instant it was due to the first paint of the list that answers
it or a later key, so that an overtaken key and a late one count in full. With DRAFTING=1 the keys are
typed again while a model of a billion parameters writes without end.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from aparte.app import SWITCH_INTERVAL_S, Session
from aparte.assist.gaps import GapFile
from aparte.assist.librarian import Librarian
from aparte.core.clock import SystemClock
from aparte.kb.base import build_base, open_base
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder
from aparte.settings import Settings, options
from aparte.settings.places import Places
from aparte.ui.desktop.xcb import x_server_answers
from aparte.ui.replay.player import send_character
from aparte.ui.window.view import MainWindow
from tests.bench.passages import SEED_FOLDER, PassageGarden
from tests.bench.questions import read_questions
from tests.bench.report import machine, table, write_json

if TYPE_CHECKING:
    from tests.bench.ui_drafting import EndlessDrafts

KEYS = int(os.environ.get("KEYS", "2400"))
PASSAGES = int(os.environ.get("PASSAGES", "60000"))
STARTS = int(os.environ.get("STARTS", "5"))
SCALE = int(os.environ.get("SCALE", "100"))
DRAFTING = os.environ.get("DRAFTING", "") not in ("", "0")
FOLDER = Path(os.environ.get("BENCH_FOLDER", ".bench"))
STEADY_S, BURST_S = 0.060, 0.030
STEADY_KEYS, BURST_KEYS = 40, 20
QUESTIONS_A_CONTACT = 3
QUESTIONS = Path(__file__).parent / "questions_seed.jsonl"


def contacts() -> Iterator[str]:
    """What citizens say, a few questions a contact, for ever."""
    questions = [question.text for question in read_questions(QUESTIONS)]
    while True:
        for at in range(0, len(questions) - QUESTIONS_A_CONTACT, QUESTIONS_A_CONTACT):
            yield "\n".join(questions[at : at + QUESTIONS_A_CONTACT])


class Typist(QObject):
    """Types on schedule and notes when each key was answered; quits the application at the end."""

    def __init__(self, window: MainWindow, keys: int) -> None:
        super().__init__()
        self._window = window
        self._left = keys
        self._contacts = contacts()
        self._text = iter("")
        self._typed = 0
        self._due = 0.0
        self._waiting: list[tuple[int, float]] = []
        self.latencies_ms: list[float] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._press)
        window.suggestions.list.painted.connect(self._note_paint)

    def start(self) -> None:
        """Begin with the first contact."""
        self._due = time.perf_counter() + STEADY_S
        self._wait()

    def _press(self) -> None:
        if time.perf_counter() < self._due:
            self._timer.start(0)
            return
        character = next(self._text, "")
        if not character:
            self._next_contact()
            return
        before = self._window.question.number
        send_character(self._window.conversation.field, character)
        asked = self._window.question.number
        if asked > before:
            self._waiting.append((asked, self._due))
            self._left -= 1
        if self._left <= 0:
            QTimer.singleShot(1000, QApplication.quit)
            return
        self._typed += 1
        in_burst = self._typed % (STEADY_KEYS + BURST_KEYS) >= STEADY_KEYS
        self._due += BURST_S if in_burst else STEADY_S
        self._wait()

    def _next_contact(self) -> None:
        """Between two citizens the schedule stands still, as an agent's hands do."""
        # Given up: a bench records nothing.
        self._window.contacting.abandon()
        self._text = iter(next(self._contacts))
        self._due = time.perf_counter() + 0.3
        self._wait()

    def _wait(self) -> None:
        """Wake just before the key is due: Qt's timers count in whole milliseconds."""
        self._timer.start(max(0, int((self._due - time.perf_counter()) * 1000)))

    def _note_paint(self, number: int) -> None:
        now = time.perf_counter()
        answered = [due for asked, due in self._waiting if asked <= number]
        self.latencies_ms += [(now - due) * 1000 for due in answered]
        self._waiting = [key for key in self._waiting if key[0] > number]


def type_keys(librarian: Librarian, keys: int, *, drafting: bool) -> list[float]:
    """One latency in milliseconds for each key typed into the real window."""
    application = QApplication.instance() or QApplication([])
    settings = Settings()
    settings.set(options.FONT_SCALE, SCALE)
    base = FOLDER / "keys"
    shutil.rmtree(base / "store", ignore_errors=True)
    session = Session(Places(SEED_FOLDER, base, temporary=True), settings)
    session.open_office()
    session.window.resize(1280, 800)
    session.show()
    session.window.activateWindow()
    session.attach(librarian)
    typist = Typist(session.window, keys)
    # Contacts open, a real encrypted store behind them: each pause writes, and guesses.
    opened = QTimer()
    drafts = _endless(FOLDER / "model-state") if drafting else None
    if drafts is not None:
        drafts.start()
    opened.timeout.connect(lambda: _begin_once_open(opened, session.window, typist, drafts))
    opened.start(100)
    application.exec()
    if drafts is not None:
        print(f"{drafts.pieces} pieces written meanwhile", file=sys.stderr)
        drafts.close()
    session.window.close()
    session.close()
    return typist.latencies_ms


def _endless(state: Path) -> "EndlessDrafts":
    # The engine is loaded for this alone: the window's own start and memory know nothing of it.
    from tests.bench.ui_drafting import EndlessDrafts  # noqa: PLC0415

    return EndlessDrafts(state)


def _begin_once_open(timer: QTimer, window: MainWindow, typist: Typist, drafts: "EndlessDrafts | None" = None) -> None:
    if window.contacting.tools is not None and (drafts is None or drafts.pieces):
        timer.stop()
        QTimer.singleShot(1500, typist.start)


def index_of(passages: int) -> Path:
    """Where the index of a grown base is."""
    return FOLDER / f"ui-{passages}" / "index"


def grow_base(passages: int) -> None:
    """Build the index of a base of that size, unless a whole one is there."""
    language = SeedFolder(SEED_FOLDER).language()
    if open_base(index_of(passages), language) is None:
        build_base(index_of(passages), PassageGarden().articles(passages), language, "bench", full_text=False)


def open_desk(index: Path) -> Librarian:
    """The real desk over that index."""
    seed, clock = SeedFolder(SEED_FOLDER), SystemClock()
    base = open_base(index, seed.language())
    if base is None:
        raise SystemExit(f"no base in {index}")
    return Librarian(base, Library.beside(seed, index), GapFile(index.parent / "gaps.jsonl", clock), clock)


def time_start(base: Path, began: float) -> None:
    """In a process of its own: print the seconds to a usable window and to its first answer."""
    application = QApplication([])
    shutil.rmtree(base / "store", ignore_errors=True)
    session = Session(Places(SEED_FOLDER, base, temporary=True), Settings())
    window = session.window
    seconds: list[float] = []

    def usable() -> None:
        seconds.append(time.monotonic() - began)
        window.show_text("carte d'identité perdue ")

    def answered(_: int) -> None:
        if window.suggestions.has_cards():
            seconds.append(time.monotonic() - began)
            print(*seconds, flush=True)
            application.quit()

    window.suggestions.list.painted.connect(answered)
    session.start()
    # Runs once the window was shown, laid out and painted: a key typed now is in the field.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, usable))
    application.exec()
    window.close()
    session.close()


def starts(count: int, *, cold: bool) -> tuple[float, float]:
    """Median seconds to a usable window and to its first answer."""
    base = FOLDER / "start"
    base.mkdir(parents=True, exist_ok=True)
    seen = []
    for _ in range(count):
        if cold:
            forget_files()
        command = [sys.executable, "-m", "tests.bench.ui_paint", "--start", str(base)]
        done = subprocess.run(
            [*command, "--began", repr(time.monotonic())], capture_output=True, text=True, check=True, timeout=120
        )
        seen.append([float(figure) for figure in done.stdout.split()])
    usable, answer = np.median(np.array(seen), axis=0)
    return float(usable), float(answer)


def forget_files() -> None:
    """Ask the system to drop our files from its cache, as after switching the machine on."""
    for folder in (Path(sys.prefix), Path("desktop"), FOLDER, SEED_FOLDER):
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                descriptor = os.open(path, os.O_RDONLY)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(descriptor)


def memory_mb() -> tuple[float, float]:
    """Resident memory of this process, and its part that is files the system may drop."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    figures = {
        line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("VmRSS", "RssFile"))
    }
    return figures["VmRSS"], figures["RssFile"]


def measure_keys(passages: int, keys: int, *, drafting: bool = False) -> None:
    """In a process of its own: print the figures of the keys as one line."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    desk = open_desk(index_of(passages))
    count = desk.state().passages
    latencies = type_keys(desk, keys, drafting=drafting)
    p50, p95 = np.percentile(latencies, [50, 95])
    platform = QApplication.platformName()
    print(p50, p95, max(latencies), len(latencies), count, *memory_mb(), platform, flush=True)


def main() -> int:
    """Measure everything, each part in its own process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--start", type=Path)
    parser.add_argument("--began", type=float)
    parser.add_argument("--grow", action="store_true")
    parser.add_argument("--keys", action="store_true")
    parser.add_argument("--drafting", action="store_true")
    asked = parser.parse_args()
    if not os.environ.get("WAYLAND_DISPLAY") and not x_server_answers():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if asked.start:
        time_start(asked.start, asked.began)
        return 0
    if asked.grow:
        grow_base(PASSAGES)
        return 0
    if asked.keys:
        measure_keys(PASSAGES, KEYS, drafting=asked.drafting)
        return 0
    return report()


def _in_child(*parts: str) -> str:
    """Run one part in a process of its own, so that its memory is its own; returns what it printed."""
    command = [sys.executable, "-m", "tests.bench.ui_paint", *parts]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def _keys() -> tuple[dict[str, list[float]], str]:
    """The figures of the keys typed alone, then while a model writes where that is asked; the platform."""
    rows, platform = {}, ""
    for name, parts in {"alone": ("--keys",), "while drafting": ("--keys", "--drafting")}.items():
        if name == "alone" or DRAFTING:
            *numbers, platform = _in_child(*parts).splitlines()[-1].split()
            rows[name] = [float(number) for number in numbers]
    return rows, platform


def _drafting_figures(rows: dict[str, list[float]]) -> dict[str, float]:
    found = rows.get("while drafting")
    names = ("drafting_p50_ms", "drafting_p95_ms", "drafting_max_ms")
    return {} if found is None else dict(zip(names, found, strict=False))


def report() -> int:
    """The tables, and the file when asked."""
    print(machine(), flush=True)
    _in_child("--grow")
    rows, platform = _keys()
    p50, p95, longest, keys, passages, memory, files = rows["alone"]
    print(f"key to painted list, platform {platform}")
    headings = ["", "p50 ms", "p95 ms", "max ms", "keys", "passages", "memory MB", "of it files MB"]
    print(table(headings, [[name, *figures] for name, figures in rows.items()]), flush=True)
    starts(1, cold=False)
    warm, cold = starts(STARTS, cold=False), starts(max(1, STARTS // 2), cold=True)
    print("\nstart on the seed base")
    print(table(["", "usable s", "first answer s"], [["warm", *warm], ["cold", *cold]]))
    write_json(
        {
            "p50_ms": p50,
            "p95_ms": p95,
            "max_ms": longest,
            "keys": int(keys),
            "passages": int(passages),
            "memory_mb": memory,
            "memory_files_mb": files,
            "start_warm_s": warm[0],
            "start_cold_s": cold[0],
            "answer_warm_s": warm[1],
            "answer_cold_s": cold[1],
            "platform": platform,
            **_drafting_figures(rows),
        }
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
