"""The few X11 requests Qt has no words for, over a connection of our own.

A separate connection keeps an X error away from Qt's, and costs nothing per event of the window.
"""

import ctypes
import ctypes.util
import os
import struct
from dataclasses import dataclass

_KEY_PRESS = 2
_MAPPING_NOTIFY = 34
_CLIENT_MESSAGE = 33
_TO_WINDOW_MANAGER = 0x180000  # SubstructureRedirect | SubstructureNotify
_ASYNC = 1

Handle = ctypes.c_void_p


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _ScreenIterator(ctypes.Structure):
    _fields_ = (("data", Handle), ("rem", ctypes.c_int), ("index", ctypes.c_int))


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A grabbed key came; `keycode` is the keyboard's own number."""

    keycode: int


@dataclass(frozen=True, slots=True)
class KeyboardChanged:
    """Keys moved: what was grabbed may be another key now."""


class XConnection:
    """A connection to the X server of `DISPLAY`; `OSError` when there is none."""

    def __init__(self) -> None:
        self._xcb = _library()
        self._connection = Handle(self._xcb.xcb_connect(None, None))
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise OSError("no X server")
        self._setup: int = self._xcb.xcb_get_setup(self._connection)
        screen = self._xcb.xcb_setup_roots_iterator(Handle(self._setup))
        self.root: int = ctypes.c_uint32.from_address(screen.data).value
        self.descriptor: int = self._xcb.xcb_get_file_descriptor(self._connection)

    def close(self) -> None:
        """Every grab goes with the connection."""
        self._xcb.xcb_disconnect(self._connection)

    def keycode(self, keysym: int) -> int | None:
        """The key that types `keysym`, unshifted if possible, on the keyboard in use."""
        first, last = (ctypes.c_uint8.from_address(self._setup + at).value for at in (34, 35))
        count = last - first + 1
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, first, count)
        reply = self._reply(self._xcb.xcb_get_keyboard_mapping_reply, cookie, 32)
        if reply is None:
            return None
        per_key = reply.header[1]
        rows = struct.unpack_from(f"={count * per_key}I", reply.body(count * per_key * 4))
        reply.free()
        for column in range(min(2, per_key)):
            for rank in range(count):
                if rows[rank * per_key + column] == keysym:
                    return first + rank
        return None

    def grab(self, keycode: int, modifiers: int) -> bool:
        """Take a key of the whole screen; false when another program has it."""
        cookie = self._xcb.xcb_grab_key_checked(self._connection, 1, self.root, modifiers, keycode, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, cookie)
        _libc_free(error)
        return not error

    def release_all(self) -> None:
        """Give every grabbed key back."""
        any_key, any_modifier = 0, 0x8000
        self._xcb.xcb_ungrab_key(self._connection, any_key, self.root, any_modifier)
        self._xcb.xcb_flush(self._connection)

    def events(self) -> list[KeyPress | KeyboardChanged]:
        """What came since the last call."""
        seen: list[KeyPress | KeyboardChanged] = []
        while event := self._xcb.xcb_poll_for_event(self._connection):
            kind, detail = ctypes.string_at(event, 2)
            if kind & 0x7F == _KEY_PRESS:
                seen.append(KeyPress(detail))
            elif kind & 0x7F == _MAPPING_NOTIFY:
                seen.append(KeyboardChanged())
            _libc_free(event)
        return seen

    def numbers(self, window: int, name: str) -> tuple[int, ...]:
        """A property made of 32-bit numbers; empty when the window has none."""
        any_type, most = 0, 4096
        cookie = self._xcb.xcb_get_property(self._connection, 0, window, self._atom(name), any_type, 0, most)
        reply = self._reply(self._xcb.xcb_get_property_reply, cookie, 32)
        if reply is None:
            return ()
        length = struct.unpack_from("=I", reply.header, 16)[0] if reply.header[1] == 32 else 0
        found = struct.unpack_from(f"={length}I", reply.body(length * 4))
        reply.free()
        return found

    def is_of_type(self, window: int, *names: str) -> bool:
        """Whether the window declares one of these `_NET_WM_WINDOW_TYPE_*`."""
        types = self.numbers(window, "_NET_WM_WINDOW_TYPE")
        return any(self._atom(f"_NET_WM_WINDOW_TYPE_{name}") in types for name in names)

    def is_hidden(self, window: int) -> bool:
        """Whether the window is minimised."""
        return self._atom("_NET_WM_STATE_HIDDEN") in self.numbers(window, "_NET_WM_STATE")

    def activate(self, window: int) -> None:
        """Ask the window manager to bring `window` forward, as a pager does."""
        pager = 2
        message = struct.pack(
            "=BBHII5I",
            _CLIENT_MESSAGE,
            32,
            0,
            window,
            self._atom("_NET_ACTIVE_WINDOW"),
            pager,
            0,
            0,
            0,
            0,
        )
        self._xcb.xcb_send_event(self._connection, 0, self.root, _TO_WINDOW_MANAGER, message)
        self._xcb.xcb_flush(self._connection)

    def _atom(self, name: str) -> int:
        raw = name.encode("ascii")
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(raw), raw)
        reply = self._reply(self._xcb.xcb_intern_atom_reply, cookie, 12)
        if reply is None:
            return 0
        atom: int = struct.unpack_from("=I", reply.header, 8)[0]
        reply.free()
        return atom

    def _reply(self, take: "ctypes._FuncPointer", cookie: _Cookie, size: int) -> "_Reply | None":
        address: int | None = take(self._connection, cookie, None)
        return _Reply(address, ctypes.string_at(address, size)) if address else None


@dataclass(frozen=True, slots=True)
class _Reply:
    address: int
    header: bytes

    def body(self, size: int) -> bytes:
        return ctypes.string_at(self.address + 32, size)

    def free(self) -> None:
        _libc_free(self.address)


def _libc_free(address: int | None) -> None:
    if address:
        _LIBC.free(Handle(address))


_LIBC = ctypes.CDLL(None if os.name == "posix" else "msvcrt")
_LIBC.free.argtypes = (Handle,)
_LIBC.free.restype = None

_U8, _U16, _U32 = ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32


def _library() -> ctypes.CDLL:
    xcb = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
    declare = (
        ("xcb_connect", Handle, (ctypes.c_char_p, Handle)),
        ("xcb_disconnect", None, (Handle,)),
        ("xcb_connection_has_error", ctypes.c_int, (Handle,)),
        ("xcb_get_file_descriptor", ctypes.c_int, (Handle,)),
        ("xcb_get_setup", Handle, (Handle,)),
        ("xcb_setup_roots_iterator", _ScreenIterator, (Handle,)),
        ("xcb_flush", ctypes.c_int, (Handle,)),
        ("xcb_poll_for_event", Handle, (Handle,)),
        ("xcb_request_check", Handle, (Handle, _Cookie)),
        ("xcb_grab_key_checked", _Cookie, (Handle, _U8, _U32, _U16, _U8, _U8, _U8)),
        ("xcb_ungrab_key", _Cookie, (Handle, _U8, _U32, _U16)),
        ("xcb_get_keyboard_mapping", _Cookie, (Handle, _U8, _U8)),
        ("xcb_get_keyboard_mapping_reply", Handle, (Handle, _Cookie, Handle)),
        ("xcb_intern_atom", _Cookie, (Handle, _U8, _U16, ctypes.c_char_p)),
        ("xcb_intern_atom_reply", Handle, (Handle, _Cookie, Handle)),
        ("xcb_get_property", _Cookie, (Handle, _U8, _U32, _U32, _U32, _U32, _U32)),
        ("xcb_get_property_reply", Handle, (Handle, _Cookie, Handle)),
        ("xcb_send_event", _Cookie, (Handle, _U8, _U32, _U32, ctypes.c_char_p)),
    )
    for name, result, arguments in declare:
        function = getattr(xcb, name)
        function.restype = result
        function.argtypes = arguments
    return xcb


def x_server_answers() -> bool:
    """Whether an X server can be reached from here."""
    try:
        XConnection().close()
    except OSError:
        return False
    return True
