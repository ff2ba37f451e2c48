"""An import in a process of its own, which kills itself at a given point: `kill -9`, nothing is tidied."""

import os
import signal
import sys
from datetime import date
from pathlib import Path

from aparte.assist.importing import ImportRequest, import_articles

TODAY = date(2026, 11, 26)
# What touches the disk: a kill falls just before one of them.
EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree"})


def main(argv: list[str]) -> int:
    """Import `archive` over `seed` into `index`; `point` is "step:done", "disk:number" or "never"."""
    seed, index, archive, point = Path(argv[0]), Path(argv[1]), Path(argv[2]), argv[3]
    where, _, number = point.rpartition(":")
    count = 0

    def touched(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in EVENTS and any(str(index.parent) in str(one) for one in arguments[:2]):
            if event == "open" and not writes(arguments):
                return
            count += 1
            if where == "disk" and count == int(number):
                die()

    def progress(step: str, done: int, _total: int) -> None:
        if step == where and done >= int(number):
            die()

    sys.addaudithook(touched)
    import_articles(ImportRequest("vosdroits", archive), seed, index, TODAY, progress)
    print(count)
    return 0


def writes(arguments: tuple[object, ...]) -> bool:
    """Whether an `open` event may change the file: by its mode, or by its flags where there is none."""
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def die() -> None:
    """Nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
