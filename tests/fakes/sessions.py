"""The whole window on a base of its own, with a keyring that a test keeps."""

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop

from aparte.app import Session
from aparte.settings import Policy, Settings
from aparte.settings.places import Places
from aparte.store.keys import KeyKeeper
from aparte.ui.replay.player import send_character
from tests.fakes.keyring import MemoryKeeper


class FileKeeper(MemoryKeeper):
    """A keyring that outlives a killed program: its secrets are in a file, in clear."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        if path.exists():
            self.secrets = {name: bytes.fromhex(text) for name, text in json.loads(path.read_text("utf-8")).items()}

    def write(self, name: str, secret: bytes | bytearray) -> None:
        super().write(name, secret)
        self._path.write_text(json.dumps({name: kept.hex() for name, kept in self.secrets.items()}), "utf-8")


def started(found: Places, keeper: KeyKeeper) -> Session:
    """A session as `aparte` starts it, its keys in `keeper`."""
    session = Session(found, Settings(found.settings, Policy.read(found.policy)))
    session._keys = keeper
    session.start()
    return session


def ready(session: Session) -> bool:
    """Whether the base and the contacts are both open."""
    return session.window.contacting.tools is not None and session._librarian is not None


def type_words(session: Session, words: str) -> None:
    """Press the keys of `words` where the citizen's words go."""
    for character in words:
        send_character(session.window.conversation.field, character)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
