"""A bundle taken in a process of its own, which kills itself at a given touch of the disk: `kill -9`."""

import sys
from datetime import datetime
from pathlib import Path

from aparte.assist.bundles.bundles import Bundles
from aparte.core.clock import FixedClock
from aparte.settings.places import bundles_folder
from aparte.sync.trust.source import FolderSource
from tests.reliability.importing_agent import EVENTS, die, writes


def main(argv: list[str]) -> int:
    """Take what `usb` holds into the workstation `own`; `point` is the number of a touch, 0 for none."""
    own, shipped, usb, at, point = Path(argv[0]), Path(argv[1]), Path(argv[2]), argv[3], int(argv[4])
    count = 0

    def touched(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in EVENTS or not any(str(own) in str(one) for one in arguments[:2]):
            return
        if event == "open" and not writes(arguments):
            return
        count += 1
        if count == point:
            die()

    bundles = Bundles(bundles_folder(own), FixedClock(datetime.fromisoformat(at)), lambda: "", shipped)
    sys.addaudithook(touched)
    bundles.take(FolderSource(usb))
    print(count)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
