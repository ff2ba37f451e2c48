"""One window per base folder, user and session: a second start raises the first, or has it open a contact.

A lock file decides who is first, so that two starts at the same instant can't both win; a local
socket carries the second's call. The lock of a crashed process is recognised by its process
number and taken over.
"""

import getpass
import hashlib
import logging
import os
import socket
import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from aparte.core.contact import Channel
from aparte.ui.desktop import windows

log = logging.getLogger(__name__)

_PATIENCE_S = 3.0
_CALL = b"raise "
_CONTACT = b"contact "
_ANSWER = b"ok\n"


def instance_name(base: Path) -> str:
    """A name that differs between base folders, users, machines and desktop sessions."""
    parts = (str(base.resolve()), getpass.getuser(), socket.gethostname(), _session())
    return "aparte-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


class SingleInstance(QObject):
    """The right to be the one window of this base.

    Signals: `called(token)` when another start asks for the window; `token` is the desktop's
    permission to take the focus, empty where the desktop has none. `contactAsked(Channel)` when
    it asks for a contact too, before the window is called.
    """

    called = Signal(str)
    contactAsked = Signal(object)

    def __init__(self, base: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = instance_name(base)
        self._lock = QLockFile(str(base / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def acquire(self) -> bool:
        """Whether this process is the first; never blocked by one that crashed."""
        if not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        # A folder that refuses the lock still gets its window: the socket alone decides then.
        if self._reaches():
            return False
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("no single-instance socket: %s", self._server.errorString())
        return True

    def call_first(self, channel: Channel | None = None) -> bool:
        """Ask the first instance to come forward, and to open a contact on a channel; false when it does not answer."""
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            if self._call_once(channel):
                return True
            time.sleep(0.05)
        return False

    def release(self) -> None:
        """Let the next start be the first."""
        self._server.close()
        self._lock.unlock()

    def _reaches(self) -> bool:
        line = QLocalSocket()
        line.connectToServer(self._name)
        reached = line.waitForConnected(200)
        line.abort()
        return reached

    def _call_once(self, channel: Channel | None) -> bool:
        line = QLocalSocket()
        line.connectToServer(self._name)
        if not line.waitForConnected(500):
            return False
        windows.let_others_come_forward()
        token = os.environ.get("XDG_ACTIVATION_TOKEN", "").encode()
        line.write((_CALL if channel is None else _CONTACT + channel.encode() + b" ") + token + b"\n")
        line.flush()
        return line.waitForReadyRead(1000) and bytes(line.readAll().data()) == _ANSWER

    def _answer(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            line.disconnected.connect(line.deleteLater)
            line.readyRead.connect(lambda line=line: self._hear(line))
            self._hear(line)

    def _hear(self, line: QLocalSocket) -> None:
        if not line.canReadLine():
            return
        call = _understood(bytes(line.readLine(4096).data()))
        if call is None:
            return
        channel, token = call
        line.write(_ANSWER)
        line.flush()
        if channel is not None:
            self.contactAsked.emit(channel)
        self.called.emit(token)


def _understood(said: bytes) -> tuple[Channel | None, str] | None:
    """The channel asked for, if any, and the token; None for anything that is not one of our two calls."""
    if said.startswith(_CALL):
        return None, said.removeprefix(_CALL).strip().decode("ascii", "replace")
    if not said.startswith(_CONTACT):
        return None
    named, _, token = said.removeprefix(_CONTACT).partition(b" ")
    try:
        channel = Channel(named.decode("ascii"))
    except ValueError:
        return None
    return channel, token.strip().decode("ascii", "replace")


def _session() -> str:
    """The desktop session: its display, or Windows' session number."""
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")
    return windows.session_number() or display
