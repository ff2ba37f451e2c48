"""A workstation of a test that takes bundles, and the town that signs them."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from aparte.assist.bundles.bundles import Bundles, Taken
from aparte.assist.librarian import Librarian
from aparte.settings.places import Places, installed_base
from aparte.sync.trust.source import FolderSource
from tests.fakes.base_folder import write_base
from tests.fakes.clock import HandClock
from tests.fakes.signed import NOW, SignedTown


class Workplace:
    """One town, one USB key, one workstation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = HandClock(NOW)
        self.began = NOW
        self.seed = write_base(folder / "seed")
        self.town = SignedTown(folder / "repository")
        self.shipped = write_base(folder / "shipped")
        self.base = folder / "own"
        self.imposed = ""
        self.bundles = self.opened()

    def opened(self) -> Bundles:
        return Bundles(Places(self.shipped, self.base).bundles, self.clock, lambda: self.imposed, self.shipped)

    def publish(self, hours: int = 0) -> None:
        self.town.build(self.seed, self.began + timedelta(hours=hours))

    def write(self, name: str, old: str, new: str) -> None:
        """Change a file of the town's own folder."""
        path = self.seed / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    def dog_weeks(self, said: str) -> None:
        """What tells two bundles apart: how long a dog is kept."""
        path = self.seed / "articles/animaux/chien-errant.md"
        path.write_text(path.read_text("utf-8").replace("huit jours", said).replace("neuf jours", said), "utf-8")

    def usb(self, name: str = "usb") -> Path:
        """A copy of what is published."""
        return Path(shutil.copytree(self.town.folder, self.folder / name))

    def trust(self) -> None:
        self.bundles.trust(self.town.root)

    def take(self, folder: Path | None = None, *, asked: bool = True) -> Taken:
        return self.bundles.take(FolderSource(folder or self.town.folder), asked=asked)

    def served(self) -> Path:
        return installed_base(self.base) or self.shipped

    def answer(self) -> str:
        """What the workstation says of dogs."""
        desk = Librarian.open(self.served(), self.base / "index", self.clock)
        try:
            return "".join(section.body for section in desk.article("chien-errant").sections)
        finally:
            desk.close()

    def version(self) -> int:
        current = self.bundles.shelf.current()
        return current.version if current else 0

    def at(self, moment: datetime) -> None:
        self.clock.moment = moment
