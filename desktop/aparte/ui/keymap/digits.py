"""Which place of the digit row was pressed, whatever the layout prints on it.

On AZERTY the row types &é"'(-è_ without Shift, so the key's place counts, not its character.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_FIRST_SCAN_CODE = {"windows": 2, "xcb": 10, "wayland": 10}
_MAC_KEYS = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9}
_CHARACTERS = {
    Qt.Key.Key_1: 1,
    Qt.Key.Key_2: 2,
    Qt.Key.Key_3: 3,
    Qt.Key.Key_4: 4,
    Qt.Key.Key_5: 5,
    Qt.Key.Key_6: 6,
    Qt.Key.Key_7: 7,
    Qt.Key.Key_8: 8,
    Qt.Key.Key_Ampersand: 1,
    Qt.Key.Key_Eacute: 2,
    Qt.Key.Key_QuoteDbl: 3,
    Qt.Key.Key_Apostrophe: 4,
    Qt.Key.Key_ParenLeft: 5,
    Qt.Key.Key_Minus: 6,
    Qt.Key.Key_Egrave: 7,
    Qt.Key.Key_Underscore: 8,
    Qt.Key.Key_9: 9,
    Qt.Key.Key_Ccedilla: 9,
}


def alt_rank(event: QKeyEvent, platform: str | None = None) -> int:
    """1 to 8 for Alt and that key of the digit row, else 0.

    Ctrl+Alt is AltGr on many systems and types; the numeric pad with Alt is Windows' own.
    """
    if event.modifiers() != Qt.KeyboardModifier.AltModifier:
        return 0
    place = _place(event, platform or QGuiApplication.platformName())
    return place if place <= 8 else 0


def ctrl_rank(event: QKeyEvent, platform: str | None = None) -> int:
    """1 to 9 for Ctrl and that key of the digit row, else 0.

    Where keys have no place, Ctrl and minus stays what makes the text smaller.
    """
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return 0
    if not event.nativeScanCode() and event.key() == Qt.Key.Key_Minus:
        return 0
    return _place(event, platform or QGuiApplication.platformName())


def digit_rank(event: QKeyEvent, platform: str | None = None) -> int:
    """1 to 9 for that key of the digit row alone, with Shift, or on the numeric pad, else 0."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    if held != Qt.KeyboardModifier.NoModifier:
        return 0
    if event.text().isdecimal():
        return int(event.text())
    return _place(event, platform or QGuiApplication.platformName())


def _place(event: QKeyEvent, platform: str) -> int:
    scan_code = event.nativeScanCode()
    if platform == "cocoa" and event.nativeVirtualKey():
        return _MAC_KEYS.get(event.nativeVirtualKey(), 0)
    if scan_code and platform in _FIRST_SCAN_CODE:
        place = scan_code - _FIRST_SCAN_CODE[platform] + 1
        return place if 1 <= place <= 9 else 0
    key = event.key()
    # Qt names É and È by their capital, but some platforms send the small letter's code.
    capital = {0xE9: Qt.Key.Key_Eacute, 0xE8: Qt.Key.Key_Egrave, 0xE7: Qt.Key.Key_Ccedilla}.get(key, key)
    return _CHARACTERS.get(Qt.Key(capital), 0) if capital in _KNOWN else 0


_KNOWN = frozenset(int(key) for key in _CHARACTERS)
