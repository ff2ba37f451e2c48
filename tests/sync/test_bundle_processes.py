"""A large file from the real server, over a real network that is cut, from a process that is killed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from aparte.core.clock import SystemClock
from aparte.sync.http_server import HttpServer
from aparte.sync.network import Network as Settings
from aparte.sync.network import pool_for
from aparte.sync.server import SyncError
from aparte.sync.trust.http_source import HttpSource
from aparte.sync.trust.repository import TrustedRepository
from tests.fakes.base_folder import write_base
from tests.fakes.machine import Machine
from tests.fakes.signed import SignedTown
from tools.town_server import network, town_server

pytestmark = pytest.mark.slow
# More than the buffers of every socket on the way hold.
_SIZE = 48_000_000


class Interrupted:
    """A source that something happens to after so many bytes, once each."""

    def __init__(self, inner: HttpSource, happens: dict[int, Callable[[], None]]) -> None:
        self._inner = inner
        self._happens = happens
        self.came = 0

    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        for piece in self._inner.read(name, start):
            self.came += len(piece)
            yield piece
            for at in [at for at in self._happens if at <= self.came]:
                self._happens.pop(at)()

    def told_date(self) -> datetime | None:
        return self._inner.told_date()


def test_a_download_ends_whatever_is_cut_or_killed_and_no_byte_comes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APARTE_SERVER_BUNDLES", str(tmp_path / "served"))
    clock = SystemClock()
    with town_server(tmp_path) as server, network(server.port) as between:
        town = SignedTown(tmp_path / "served" / server.org_id)
        content = os.urandom(_SIZE)
        town.publish({"knowledge/pack": content}, clock.now())
        pool = pool_for(between.address, Settings(proxy="direct"))
        granted = HttpServer(between.address, pool).enrol(server.code())
        plain = HttpSource(f"{between.address}/api/v1/knowledge", pool, granted.token)
        source = Interrupted(plain, {5_000_000: between.cut, 12_000_000: server.kill})
        trusted = TrustedRepository(tmp_path / "trust", town.root, source, clock)
        trusted.refresh()
        source.came = 0
        for heal in (between.heal, server.start):
            with pytest.raises(SyncError):
                trusted.fetch("knowledge/pack", tmp_path / "coming", _SIZE)
            heal()
        assert trusted.fetch("knowledge/pack", tmp_path / "coming", _SIZE).read_bytes() == content
        pool.clear()
    assert source.came == _SIZE


class FreeMachine(Machine):
    """A workstation on which no base was chosen by hand."""

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "aparte", *arguments, "--basedir", str(self.own)]


def test_a_workstation_takes_the_towns_bundle_with_its_exchange_and_answers_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APARTE_SERVER_BUNDLES", str(tmp_path / "served"))
    monkeypatch.delenv("APARTE_SEED", raising=False)
    clock = SystemClock()
    with town_server(tmp_path) as server:
        town = SignedTown(tmp_path / "served" / server.org_id)
        town.build(write_base(tmp_path / "seed"), clock.now())
        machine = FreeMachine(tmp_path / "machine")
        done = machine.opened("sync", "enrol", server.code(), "--server", f"http://127.0.0.1:{server.port}")
        assert done.returncode == 0, done.stderr
        for wait_s in (0.6, 0.9, 1.2, 1.5):
            process = machine.begun("sync", "now")
            with suppress(subprocess.TimeoutExpired):
                process.wait(wait_s)
            process.kill()
            process.wait()
        done = machine.opened("sync", "now")
        assert done.returncode == 0, done.stderr
        assert "Lot de connaissances n° 1 du" in done.stdout
    assert "Essaiville" in machine.aparte("kb", "info").stdout
    assert "[chien-errant]" in machine.aparte("ask", "chien trouvé").stdout
    assert machine.aparte("kb", "bundle", "status").stdout.startswith("Lot de connaissances n° 1 du")
