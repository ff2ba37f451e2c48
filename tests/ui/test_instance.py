"""Two starts on one base give one window, and a crash never blocks the next start."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from aparte.core.contact import Channel
from aparte.ui.desktop.instance import SingleInstance, instance_name

_FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from aparte.ui.desktop.instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print("first" if instance.acquire() else "second", flush=True)
instance.called.connect(lambda token: print("called", flush=True))
instance.contactAsked.connect(lambda channel: print("contact", channel, flush=True))
application.exec()
"""


@pytest.fixture
def first(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    process = _start(tmp_path)
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def _start(base: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _FIRST, str(base)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_raises_the_first_and_is_told_so(
    qtbot: QtBot, tmp_path: Path, first: "subprocess.Popen[str]"
) -> None:
    assert _line(first) == "first"
    second = SingleInstance(tmp_path)
    assert second.acquire() is False
    assert second.call_first() is True
    assert _line(first) == "called"


def test_a_softphone_has_the_first_open_a_contact(tmp_path: Path, first: "subprocess.Popen[str]") -> None:
    assert _line(first) == "first"
    assert SingleInstance(tmp_path).call_first(Channel.PHONE) is True
    assert _line(first) == "contact phone"
    assert _line(first) == "called"


@pytest.mark.parametrize(
    "said", [b"contact fax x\n", b"contact phone", b"contact \xff x\n", b"quit\n", b"contact PHONE x\n", b"\n"]
)
def test_nothing_else_is_understood(qtbot: QtBot, tmp_path: Path, said: bytes) -> None:
    instance = SingleInstance(tmp_path)
    assert instance.acquire() is True
    heard: list[object] = []
    instance.called.connect(heard.append)
    instance.contactAsked.connect(heard.append)
    line = QLocalSocket()
    line.connectToServer(instance_name(tmp_path))
    assert line.waitForConnected(1000)
    line.write(said)
    line.flush()
    qtbot.wait(60)
    assert heard == []
    assert line.readAll().data() == b""
    line.abort()
    qtbot.wait(60)
    instance.release()


def test_a_crash_of_the_first_does_not_block_the_next(
    qtbot: QtBot, tmp_path: Path, first: "subprocess.Popen[str]"
) -> None:
    assert _line(first) == "first"
    first.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    first.wait()
    second = SingleInstance(tmp_path)
    assert second.acquire() is True
    second.release()


def test_many_starts_at_once_give_exactly_one_first(tmp_path: Path) -> None:
    processes = [_start(tmp_path) for _ in range(4)]
    said = [_line(process) for process in processes]
    for process in processes:
        process.kill()
        process.communicate()
    assert sorted(said) == ["first", "second", "second", "second"]


def test_the_next_start_is_first_after_a_release(qtbot: QtBot, tmp_path: Path) -> None:
    one = SingleInstance(tmp_path)
    assert one.acquire() is True
    one.release()
    two = SingleInstance(tmp_path)
    assert two.acquire() is True
    two.release()


def test_a_socket_left_behind_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    name = instance_name(tmp_path)
    left_behind = Path(QLocalServer().fullServerName() or "/tmp") / name
    if sys.platform != "win32":
        left_behind = Path(os.environ.get("TMPDIR", "/tmp")) / name
        left_behind.touch()
    instance = SingleInstance(tmp_path)
    assert instance.acquire() is True
    assert SingleInstance(tmp_path)._reaches() is True
    instance.release()


def test_bases_sessions_and_folders_have_their_own_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    names = {instance_name(tmp_path), instance_name(tmp_path / "other")}
    monkeypatch.setenv("DISPLAY", ":2")
    names.add(instance_name(tmp_path))
    assert len(names) == (2 if sys.platform == "win32" else 3)
