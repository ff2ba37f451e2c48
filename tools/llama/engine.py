"""The engine of drafts in the virtual environment: compiled once on a machine, then taken from the cache.

`--background` compiles behind, so that the window can open at once, and never fails: without the engine
everything but drafts works. Otherwise this waits, and exits with 1 when the engine can't be had.
"""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from tools.llama.compiling import CannotCompileError, compile_wheel, find_compiler
from tools.llama.installing import install, installed, site_packages
from tools.llama.recipe import Kept

ROOT = Path(__file__).resolve().parents[2]
_EVERY = 10


def main() -> int:
    """Returns the exit code."""
    parser = ArgumentParser(prog="python -m tools.llama.engine", description=__doc__)
    parser.add_argument("--background", action="store_true", help="compile behind and return at once")
    parser.add_argument("--low-priority", action="store_true", help="leave the processors to whoever wants them")
    options = parser.parse_args()
    if installed(site_packages()):
        return 0
    try:
        kept = Kept.here()
        kept.folder.mkdir(parents=True, exist_ok=True)
        if options.background:
            begin_behind(kept)
        else:
            if options.low_priority and hasattr(os, "nice"):
                os.nice(19)
            have(kept, site_packages())
    except (CannotCompileError, OSError) as error:
        print(error, "(everything but drafts works)" if options.background else "", file=sys.stderr)
        return 0 if options.background else 1
    return 0


def have(kept: Kept, site: Path) -> None:
    """The engine in `site`, from the cache or compiled now; waits for whoever compiles already."""
    progress = Progress()
    with _turn(kept, progress):
        if installed(site):
            return
        wheel = kept.wheel()
        if wheel is None:
            find_compiler()
            print(f"+ compiling the engine of drafts, once for this machine (about 7 minutes); log: {kept.log}")
            sys.stdout.flush()
            wheel = compile_wheel(kept, progress.show)
            progress.close()
        install(wheel, site)


def begin_behind(kept: Kept) -> None:
    """Have it by a process of its own, which outlives this one."""
    if kept.wheel() is None:
        find_compiler(fetch=False)
    try:
        FileLock(kept.lock).acquire(timeout=0).lock.release()
    except Timeout:
        done, total = kept.step()
        print(f"+ the engine of drafts is being compiled ({done}/{total or '?'}); everything else works meanwhile")
        return
    output = kept.folder / "background.log"
    if failure := _last_line(output):
        print(f"  (last time: {failure})")
    command = [sys.executable, "-m", "tools.llama.engine", "--low-priority"]
    with output.open("wb") as log:
        subprocess.Popen(  # noqa: S603 - ourselves
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
        )
    if kept.wheel() is None:
        print(f"+ compiling the engine of drafts behind, about 7 minutes, once for this machine; log: {kept.log}")


def _last_line(path: Path) -> str:
    try:
        lines = path.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return next((line for line in reversed(lines) if line.strip()), "")[:300]


class Progress:
    """One line drawn again on a terminal; elsewhere a line every ten percent."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._told = -1
        self._terminal = sys.stdout.isatty()

    def show(self, done: int, total: int) -> None:
        """Tell how far the compilation is."""
        elapsed = time.strftime("%M:%S", time.gmtime(time.monotonic() - self._begun))
        line = f"  engine of drafts: {done}/{total or '?'}, {elapsed}"
        percent = done * 100 // total if total else 0
        if self._terminal:
            print(f"\r{line}", end="", flush=True)
        elif percent // _EVERY != self._told:
            print(line, flush=True)
        self._told = percent // _EVERY

    def close(self) -> None:
        """Leave the line."""
        if self._terminal and self._told >= 0:
            print(flush=True)


@contextmanager
def _turn(kept: Kept, progress: Progress) -> Iterator[None]:
    """Our turn, once whoever compiles has ended; shows meanwhile how far that is."""
    lock = FileLock(kept.lock)
    while not lock.is_locked:
        with suppress(Timeout):
            lock.acquire(timeout=1)
            break
        progress.show(*kept.step())
    progress.close()
    try:
        yield
    finally:
        lock.release()


if __name__ == "__main__":
    sys.exit(main())
