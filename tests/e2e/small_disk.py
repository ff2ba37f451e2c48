"""An agent at work on a small disk, run as a program: `small_disk FOLDER SEED` fills it and locks.

One contact is on the disk when it fills up, another never reached it.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from aparte.app import Session
from aparte.core.contact import Channel
from aparte.settings import Settings
from aparte.settings.places import Places
from aparte.ui.messages import Notices
from aparte.ui.records import Records


class Agent:
    """Types, waits, and hears what is said."""

    def __init__(self, folder: Path, seed: Path) -> None:
        self.session = Session(Places(seed, folder / "own", temporary=True), Settings())
        self.window = self.session.window
        self.told: list[str] = []
        notices = self.session.findChild(Notices)
        assert notices is not None
        notices.posted.connect(lambda notice: self.told.append(notice.text))
        self.session.start()
        self.until(lambda: self.window.contacting.tools is not None)

    @property
    def records(self) -> Records:
        found = self.window.frame.findChild(Records)
        assert found is not None
        return found

    def until(self, reached: Callable[[], bool], seconds: int = 20) -> None:
        loop, tick, end = QEventLoop(), QTimer(), QTimer()
        tick.timeout.connect(lambda: loop.quit() if reached() else None)
        end.setSingleShot(True)
        end.timeout.connect(loop.quit)
        tick.start(20)
        end.start(seconds * 1000)
        loop.exec()
        if not reached():
            raise SystemExit(f"never reached; told {self.told}")

    def type(self, text: str) -> None:
        self.window.conversation.field.insertPlainText(text)

    def try_to_lock(self) -> None:
        before = len(self.told)
        self.records.ask_lock()
        self.until(lambda: any("pas verrouillé" in one for one in self.told[before:]))

    def said(self) -> list[str]:
        return [tab.contact.said for tab in self.window.contacts.tabs]


def fill(folder: Path) -> Path:
    """Leave no byte of the disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return filler


def main(folder: Path, seed: Path) -> None:
    application = QApplication([])
    agent = Agent(folder, seed)
    agent.type("une carte perdue ")
    agent.until(lambda: agent.window.contacts.current.contact.id != "")
    filler = fill(folder)
    agent.type("hier " * 4000)
    agent.window.open_contact(Channel.PHONE)
    agent.type("un encombrant " * 2000)
    agent.try_to_lock()
    agent.try_to_lock()
    print("kept in the window:", [len(one) for one in agent.said()])
    filler.unlink()
    agent.window.to_conversation()
    records = agent.records
    closed: list[int] = []
    records.locked.connect(lambda: closed.append(1))
    records.ask_lock()
    agent.until(lambda: closed != [])
    print("hidden by the lock:", agent.said())
    records.show_lock()
    agent.window.frame.rail.switchRequested.emit()
    records.lock._unlock(records.lock.door.agents[0], "")
    agent.until(lambda: len(agent.said()) == 2)
    print("back after it:", [len(one) for one in agent.said()])
    agent.window.close()
    agent.session.close()
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
