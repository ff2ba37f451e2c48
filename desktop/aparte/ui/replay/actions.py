"""`aparte --replay`: types the sample conversations, tells what was shown, takes pictures."""

from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt

from aparte.core.errors import StorageError
from aparte.settings import Option, Settings, options
from aparte.ui.keymap.actions import Action
from aparte.ui.replay.conversation import Conversation, conversations
from aparte.ui.replay.player import Player, Word
from aparte.ui.window.view import MainWindow

_WIDE, _NARROW = QSize(1280, 800), QSize(420, 760)
_LARGEST = 200
_OPENING_S, _SETTLING_S = 10.0, 0.5
_POSED: tuple[Option[Any], ...] = (options.APPEARANCE, options.FONT_SCALE, options.COMPACT, options.COLUMN_WIDTHS)


def replay(
    window: MainWindow,
    settings: Settings,
    folder: Path,
    shots: Path,
    say: Callable[[str], object] = print,
    *,
    contacts: bool = False,
) -> int:
    """Replay every conversation of `folder`, with pictures of the window in `shots`; returns 0.

    With `contacts` each is recorded as the agent would, and the screens of records are pictured too.
    """
    window.resize(_WIDE)
    player = Player(window)
    if contacts:
        player.wait_until(lambda: window.contacting.tools is not None, _OPENING_S)
    for conversation in conversations(folder):
        _tell_conversation(player, conversation, say)
        if window.contacting.tools is None or not _record(window, player, say):
            window.start_next()
        QCoreApplication.processEvents()
    _tell_speed(player.latencies_ms, say)
    _take_pictures(window, player, settings, conversations(folder)[0], shots)
    if window.contacting.tools is not None:
        _picture_records(window, player, shots)
    say(f"Captures : {shots}")
    return 0


def _tell_conversation(player: Player, conversation: Conversation, say: Callable[[str], object]) -> None:
    say(f"\n{conversation.title} ({conversation.channel})")
    for turn in conversation.turns:
        say(f"\n  « {turn} »")
        player.type_turn(turn, lambda word: say(_line(word)))


def _record(window: MainWindow, player: Player, say: Callable[[str], object]) -> bool:
    """Ctrl+Enter, once a code is offered; tells the reference and the code. Returns whether it was recorded."""
    tab = window.contacts.current
    player.wait_until(lambda: bool(tab.offered))
    player.call(Action.SAVE)
    if not player.wait_until(lambda: tab.gone):
        say(f"\n  Pas enregistré : {window.strip.text}")
        return False
    # Untouched, it is recorded under the first code that was offered.
    say(f"\n  Enregistré : {tab.contact.reference}, code {tab.demand.code or tab.offered[0].code}")
    return True


def _picture_records(window: MainWindow, player: Player, folder: Path) -> None:
    """The journal, the figures, then the lock."""
    window.resize(_WIDE)
    window.strip.hide()
    for action, name in ((Action.TO_JOURNAL, "journal"), (Action.TO_FIGURES, "chiffres"), (Action.LOCK, "verrou")):
        player.call(action)
        player.wait(_SETTLING_S)
        _picture(window, player, folder / f"{name}.png")


def _line(word: Word) -> str:
    titles = " | ".join(word.titles) or "-"
    return f"  {word.text:<16} {word.latency_ms:6.1f} ms  {word.verdict.value:<10} {titles}"


def _tell_speed(latencies_ms: list[float], say: Callable[[str], object]) -> None:
    if len(latencies_ms) < 2:
        return
    marks = quantiles(latencies_ms, n=20, method="inclusive")
    say(
        f"\nTouche → liste peinte : {len(latencies_ms)} touches, médiane {marks[9]:.1f} ms, "
        f"p95 {marks[18]:.1f} ms, maximum {max(latencies_ms):.1f} ms"
    )


def _take_pictures(
    window: MainWindow, player: Player, settings: Settings, conversation: Conversation, folder: Path
) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"Les captures ne peuvent pas être écrites dans {folder}.") from error
    window.strip.hide()
    window.to_conversation()
    player.type_turn(conversation.turns[0], lambda _: None)
    player.press(Qt.Key.Key_Down, window.conversation.field)
    player.press(Qt.Key.Key_Return)
    player.wait(0.3)
    before = [(option, settings.get(option)) for option in _POSED]
    try:
        _pose(window, player, settings, folder)
    finally:
        for option, value in before:
            settings.set(option, value)


def _pose(window: MainWindow, player: Player, settings: Settings, folder: Path) -> None:
    """Wide in both looks, then with the largest text, then narrow."""
    settings.set(options.COMPACT, False)
    window.resize(_WIDE)
    for appearance in (options.Appearance.DARK, options.Appearance.LIGHT):
        settings.set(options.APPEARANCE, appearance.value)
        _picture(window, player, folder / f"{appearance.value}.png")
    size = settings.get(options.FONT_SCALE)
    settings.set(options.FONT_SCALE, _LARGEST)
    _picture(window, player, folder / "grand.png")
    settings.set(options.FONT_SCALE, size)
    settings.set(options.COMPACT, True)
    window.resize(_NARROW)
    _picture(window, player, folder / "compact-fiche.png")
    window.to_conversation()
    _picture(window, player, folder / "compact.png")


def _picture(window: MainWindow, player: Player, path: Path) -> None:
    player.wait(0.2)
    if not window.grab().save(str(path)):
        raise StorageError(f"La capture {path.name} n'a pas pu être écrite : disque plein ou protégé.")
