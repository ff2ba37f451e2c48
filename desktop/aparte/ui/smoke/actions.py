"""`aparte --smoke`: asks one question in the real window and records the contact."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase

from aparte.core.errors import AparteError, StorageError
from aparte.core.suggestion import Verdict
from aparte.ui.keymap.actions import Action
from aparte.ui.replay.conversation import conversations
from aparte.ui.replay.player import Player
from aparte.ui.window.view import MainWindow

_SIZE = QSize(1280, 800)
_FONT = "Source Sans 3"
_PATIENCE_S = 30.0
_SETTLING_S = 0.3


class SmokeError(AparteError):
    """The installed program does not work."""


def smoke(window: MainWindow, folder: Path, shots: Path | None = None) -> str:
    """Type the first sample question of `folder`, then record; returns one line on what was seen.

    A picture goes to `shots`. Raises `SmokeError`.
    """
    window.resize(_SIZE)
    player = Player(window)
    if not player.wait_until(lambda: window.contacting.tools is not None, _PATIENCE_S):
        raise SmokeError("Les échanges ne s'ouvrent pas : réinstallez Aparté.")
    if not any(family.startswith(_FONT) for family in QFontDatabase.families()):
        raise SmokeError(f"La police {_FONT} manque : réinstallez Aparté.")
    title = _ask(window, player, folder)
    if shots is not None:
        _picture(window, player, shots)
    return f"« {title} », échange {_record(window, player)}"


def _ask(window: MainWindow, player: Player, folder: Path) -> str:
    """The title of the first article that answers."""
    player.type_turn(conversations(folder)[0].turns[0], lambda _: None)
    answer = window.suggestions.answer
    if answer is None or answer.verdict is not Verdict.ANSWERED or not answer.items:
        raise SmokeError("La base de connaissances ne répond pas : réinstallez Aparté.")
    return answer.items[0].title


def _record(window: MainWindow, player: Player) -> str:
    """The reference of what was recorded."""
    tab = window.contacts.current
    player.wait_until(lambda: bool(tab.offered))
    player.call(Action.SAVE)
    if not player.wait_until(lambda: tab.gone) or not tab.contact.reference:
        raise SmokeError(f"L'échange ne s'enregistre pas : {window.strip.text or 'aucune raison donnée'}")
    return tab.contact.reference


def _picture(window: MainWindow, player: Player, folder: Path) -> None:
    player.wait(_SETTLING_S)
    path = folder / "smoke.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"Les captures ne peuvent pas être écrites dans {folder}.") from error
    if not window.grab().save(str(path)):
        raise StorageError(f"La capture {path.name} n'a pas pu être écrite : disque plein ou protégé.")
