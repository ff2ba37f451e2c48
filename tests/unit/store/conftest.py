"""A store in a folder of its own; a logged error that no test expects fails."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from aparte.core.identifiers import Identifiers
from aparte.store.store import Store
from tests.fakes.recorded import MovingClock
from tests.fakes.stores import StoreFolder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[StoreFolder]:
    made = StoreFolder(tmp_path)
    yield made
    made.close()


@pytest.fixture
def store(folder: StoreFolder) -> Store:
    return folder.store


@pytest.fixture
def ids(folder: StoreFolder) -> Identifiers:
    return folder.ids


@pytest.fixture
def clock(folder: StoreFolder) -> MovingClock:
    return folder.clock


@pytest.fixture(autouse=True)
def no_error_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []
