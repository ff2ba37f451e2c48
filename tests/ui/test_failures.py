"""An unforeseen failure is told in a sentence; its log holds no citizen's word."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from pytestqt.qtbot import QtBot

from aparte.core.lanes import FreeLane
from aparte.privacy.logs import MaskingFilter
from aparte.ui.desktop.failures import Failures, Journal
from aparte.ui.tasks import Tasks

pytestmark = pytest.mark.expects_log


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    journal = Journal(tmp_path / "base" / "aparte.log", MaskingFilter())
    assert journal.is_open
    yield tmp_path / "base" / "aparte.log"
    journal.close()
    logging.getLogger().setLevel(level)


@pytest.fixture
def failures(qtbot: QtBot) -> Iterator[Failures]:
    failures = Failures()
    failures.watch()
    yield failures
    failures.unwatch()


_SAID = "Mme Durand, 06 12 34 56 78"


def _fail_on_what_the_citizen_said() -> None:
    raise KeyError(_SAID)


def test_a_failure_of_a_slot_is_told_and_logged_without_its_words(
    qtbot: QtBot, failures: Failures, log_file: Path
) -> None:
    with qtbot.captureExceptions(), qtbot.waitSignal(failures.happened):
        failures.watch()
        QTimer.singleShot(0, _fail_on_what_the_citizen_said)
    written = log_file.read_text("utf-8")
    assert "KeyError" in written
    assert "_fail_on_what_the_citizen_said" in written
    assert "Durand" not in written


def test_a_failure_of_a_worker_is_told_too(qtbot: QtBot, failures: Failures, log_file: Path) -> None:
    tasks = Tasks(FreeLane())
    with qtbot.captureExceptions(), qtbot.waitSignal(failures.happened):
        failures.watch()
        tasks.run(_fail_on_what_the_citizen_said, lambda _: None)
    tasks.close()
    assert "Durand" not in log_file.read_text("utf-8")


def test_qt_warnings_go_to_the_log(failures: Failures, log_file: Path) -> None:
    qWarning("something of Qt's own")
    assert "something of Qt's own" in log_file.read_text("utf-8")


def test_a_telephone_in_a_message_is_masked(failures: Failures, log_file: Path) -> None:
    qWarning("refused: 06 39 98 12 34")
    logging.getLogger("anywhere.else").warning("refused for %s", "zephyrine@example.fr")
    written = log_file.read_text("utf-8")
    assert "refused: [téléphone]" in written
    assert "refused for [courriel]" in written


def test_a_folder_that_refuses_the_log_is_no_failure(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert Journal(in_the_way / "aparte.log").is_open is False
