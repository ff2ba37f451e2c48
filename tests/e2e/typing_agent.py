"""The whole window in a process of its own, typed into until it is killed; see test_killed_window.

Prints, a line each: `open TEXT` for each contact that came back, `ready`, then `typed N MOMENT TEXT`
once so much of contact N stands in the field, `saved N REFERENCE` once « Enregistré » was shown.
Every third contact is left open.
"""

import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from aparte.app import Session
from aparte.settings.places import Places
from tests.fakes.sessions import FileKeeper, ready, started, type_words

_SENTENCE = "contact {number} : j'ai perdu ma carte d'identité au marché et je pars en voyage {number}"


def main(seed: str, own: str, keyring: str, first: str) -> None:
    application = QApplication([])
    session = started(Places(Path(seed), Path(own), Path(own) / "no-policy.toml"), FileKeeper(Path(keyring)))
    _live_until(lambda: ready(session))
    told: list[str] = []
    session._notices.posted.connect(lambda notice: told.append(str(getattr(notice, "text", notice))))
    for tab in session.window.contacts.tabs:
        if tab.contact.id:
            _say(f"open {tab.contact.said}")
    _say("ready")
    for number in count(int(first)):
        _one(session, number, told)
        application.processEvents()


def _one(session: Session, number: int, told: list[str]) -> None:
    window = session.window
    if window.contacts.current.has_content():
        window.start_next()
    said = _SENTENCE.format(number=number)
    for at in range(0, len(said), 6):
        type_words(session, said[at : at + 6])
        _say(f"typed {number} {time.monotonic():.4f} {said[: at + 6]}")
    tab = window.contacts.current
    _live_until(lambda: bool(tab.offered))
    if number % 3 == 0:  # left open
        _live_until(lambda: False, 0.4)
        return
    del told[:]
    window.contacting.save()
    _live_until(lambda: any("Enregistré" in text for text in told))
    _say(f"saved {number} {tab.contact.reference}")


def _live_until(reached: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not reached() and time.monotonic() < deadline:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
