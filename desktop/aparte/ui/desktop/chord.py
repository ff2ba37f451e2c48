"""A global shortcut as the systems below want it: one key and its modifiers."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

translate = QCoreApplication.translate

_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_META = Qt.KeyboardModifier.MetaModifier

# Qt key → (X11 keysym, Windows virtual key), beside letters, digits and function keys.
_NAMED = {
    Qt.Key.Key_Space: (0x20, 0x20),
    Qt.Key.Key_Insert: (0xFF63, 0x2D),
    Qt.Key.Key_Home: (0xFF50, 0x24),
    Qt.Key.Key_End: (0xFF57, 0x23),
    Qt.Key.Key_Pause: (0xFF13, 0x13),
}


@dataclass(frozen=True, slots=True)
class Chord:
    """`keysym` is X11's name of the key, `virtual_key` Windows'."""

    keysym: int
    virtual_key: int
    ctrl: bool
    alt: bool
    shift: bool
    meta: bool


def parse(text: str) -> Chord | None:
    """The chord written as Qt does (“Ctrl+Shift+Space”), or None if it is no single known key."""
    sequence = QKeySequence(text)
    if sequence.count() != 1:
        return None
    combination: QKeyCombination = sequence[0]  # type: ignore[index]
    names = _key_names(combination.key())
    if names is None:
        return None
    held = combination.keyboardModifiers()
    return Chord(
        *names,
        ctrl=bool(held & _CTRL),
        alt=bool(held & _ALT),
        shift=bool(held & _SHIFT),
        meta=bool(held & _META),
    )


def objection(text: str) -> str:
    """Why `text` can't be a global shortcut, in the interface's language; empty when it can.

    Ctrl+Alt is AltGr on a French keyboard: taking it would take @, # and € from every program.
    """
    chord = parse(text)
    if chord is None:
        return translate("shortcut", "Choisissez une seule touche : une lettre, un chiffre, Espace ou F1 à F12.")
    if chord.ctrl and chord.alt:
        return translate("shortcut", "Ctrl+Alt sert à taper @, # ou € (AltGr) : prenez d'autres touches.")
    held = sum((chord.ctrl, chord.alt, chord.shift, chord.meta))
    function_key = chord.keysym >= _F1[0] and chord.keysym <= _F1[0] + 11
    if held >= 2 or (held == 1 and function_key):
        return ""
    return translate("shortcut", "Ajoutez deux touches parmi Ctrl, Maj, Alt ou Windows.")


_F1 = (0xFFBE, 0x70)


def _key_names(key: Qt.Key) -> tuple[int, int] | None:
    if key in _NAMED:
        return _NAMED[key]
    code = int(key)
    if Qt.Key.Key_A <= code <= Qt.Key.Key_Z:
        return code + 0x20, code
    if Qt.Key.Key_0 <= code <= Qt.Key.Key_9:
        return code, code
    rank = code - int(Qt.Key.Key_F1)
    if 0 <= rank < 12:
        return _F1[0] + rank, _F1[1] + rank
    return None
