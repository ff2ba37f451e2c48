"""Work leaves the main thread and its result comes back on it."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from aparte.core.errors import BaseUnavailableError
from aparte.ui.tasks import LatestTask, Tasks


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


def test_work_runs_elsewhere_and_its_result_arrives_on_the_main_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[threading.Thread, threading.Thread]] = []
    tasks.run(threading.current_thread, lambda worker: seen.append((worker, threading.current_thread())))
    qtbot.waitUntil(lambda: len(seen) == 1)
    worker, receiver = seen[0]
    assert worker is not threading.main_thread()
    assert receiver is threading.main_thread()


def test_a_failure_arrives_where_it_was_asked_for(qtbot: QtBot, tasks: Tasks) -> None:
    error = BaseUnavailableError("non")
    seen: list[Exception] = []

    def fail() -> None:
        raise error

    tasks.run(fail, lambda _: None, seen.append)
    qtbot.waitUntil(lambda: seen == [error])


def test_a_failure_nobody_asked_for_reaches_the_exception_hook(qtbot: QtBot, tasks: Tasks) -> None:
    def fail() -> None:
        raise ValueError("bug")

    with qtbot.captureExceptions() as exceptions:
        tasks.run(fail, lambda _: None)
        qtbot.waitUntil(lambda: len(exceptions) == 1)
    assert exceptions[0][0] is ValueError


def test_jobs_overtaken_while_waiting_never_run(qtbot: QtBot, tasks: Tasks) -> None:
    latest = tasks.latest()
    ran: list[int] = []
    done: list[int] = []
    gate = threading.Event()
    latest.done.connect(done.append)

    def job(number: int) -> int:
        gate.wait(5)
        ran.append(number)
        return number

    latest.submit(lambda: job(1))
    qtbot.waitUntil(lambda: latest._pending is None)
    for number in (2, 3, 4):
        latest.submit(partial(job, number))
    gate.set()
    qtbot.waitUntil(lambda: done == [1, 4])
    assert ran == [1, 4]


def test_a_failed_job_does_not_stop_the_next(qtbot: QtBot, tasks: Tasks) -> None:
    latest = tasks.latest()
    failed: list[Exception] = []
    done: list[int] = []
    latest.failed.connect(failed.append)
    latest.done.connect(done.append)
    latest.submit(lambda: 1 // 0)
    qtbot.waitUntil(lambda: len(failed) == 1)
    latest.submit(lambda: 7)
    qtbot.waitUntil(lambda: done == [7])


def test_nothing_is_delivered_after_closing(qtbot: QtBot) -> None:
    latest = LatestTask()
    done: list[int] = []
    latest.done.connect(done.append)
    latest.submit(lambda: 1)
    latest.close()
    latest.submit(lambda: 2)
    qtbot.wait(20)
    assert done == []
