"""Window tests: Qt's offscreen platform, and no unexpected Qt message or logged error."""

import logging
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "0")

# What the offscreen platform says of itself, whatever the program does.
_OFFSCREEN = ("This plugin does not support",)


@pytest.fixture(autouse=True)
def nothing_unexpected(
    request: pytest.FixtureRequest, qtlog: object, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail on a Qt warning or a logged error; mark `expects_log` where one is the point."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    said = [
        record.message
        for record in qtlog.records  # type: ignore[attr-defined]
        if record.type_name in ("QtWarningMsg", "QtCriticalMsg", "QtFatalMsg")
        and not record.message.startswith(_OFFSCREEN)
    ]
    errors = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert said == []
    assert errors == []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_log: this test provokes a Qt or log message")
