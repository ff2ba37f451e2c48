"""The Windows calls Qt has no words for; each does nothing on another system."""

import ctypes
import os
import sys
from ctypes import wintypes

_WM_HOTKEY = 0x0312
_NO_REPEAT = 0x4000
_EXTENDED_STYLE = -20
_TOOL_WINDOW = 0x80
_CLOAKED = 14
_ANY_PROCESS = -1


def session_number() -> str:
    """The number of the desktop session this process belongs to."""
    if sys.platform != "win32":
        return ""
    number = wintypes.DWORD()
    ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
    return str(number.value)


def let_others_come_forward() -> None:
    """Only the program just started may give the foreground away."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)


def come_forward(window: int) -> bool:
    """Give `window` the keyboard."""
    if sys.platform != "win32":
        return False
    return bool(ctypes.windll.user32.SetForegroundWindow(window))


def take_hotkey(number: int, modifiers: int, virtual_key: int) -> bool:
    """Register a hot key of the calling thread; false when another program has it."""
    if sys.platform != "win32":
        return False
    user32 = ctypes.windll.user32
    return bool(user32.RegisterHotKey(None, number, modifiers | _NO_REPEAT, virtual_key))


def release_hotkey(number: int) -> None:
    """Give the hot key back."""
    if sys.platform == "win32":
        ctypes.windll.user32.UnregisterHotKey(None, number)


def is_hotkey(message: int, number: int) -> bool:
    """Whether the MSG at this address is our hot key."""
    event = wintypes.MSG.from_address(message)
    return bool(event.message == _WM_HOTKEY and event.wParam == number)


def window_behind() -> int:
    """The first usable window of another program, front to back; 0 when there is none."""
    if sys.platform != "win32":
        return 0
    found: list[int] = []
    prototype = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)

    def look(handle: int, _: int) -> bool:
        if _usable(handle):
            found.append(handle)
        return not found

    ctypes.windll.user32.EnumWindows(prototype(look), 0)
    return found[0] if found else 0


def _usable(handle: int) -> bool:
    if sys.platform != "win32":
        return False
    user32 = ctypes.windll.user32
    if not user32.IsWindowVisible(handle) or user32.IsIconic(handle):
        return False
    owner = wintypes.DWORD()
    user32.GetWindowThreadProcessId(handle, ctypes.byref(owner))
    if owner.value == os.getpid() or user32.GetWindowTextLengthW(handle) == 0:
        return False
    # A suspended program's window is there but cloaked, and can't be seen.
    cloaked = ctypes.c_int()
    ctypes.windll.dwmapi.DwmGetWindowAttribute(handle, _CLOAKED, ctypes.byref(cloaked), 4)
    tool_window = user32.GetWindowLongW(handle, _EXTENDED_STYLE) & _TOOL_WINDOW
    return not cloaked.value and not tool_window
