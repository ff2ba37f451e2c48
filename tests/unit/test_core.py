"""Lanes, clocks, errors and the check of system libraries."""

import sys
from concurrent.futures import CancelledError
from datetime import UTC, date, datetime
from threading import Event, get_ident

import pytest

from aparte.core.clock import FixedClock, SystemClock
from aparte.core.errors import AparteError, BaseUnavailableError, StorageError, UsageError
from aparte.core.lanes import DetachedLane, FreeLane, InlineLane, Lane, SerialLane
from aparte.core.native import WANTED, NativeLibrary, apt_line, missing_libraries


def test_a_serial_lane_keeps_the_order() -> None:
    lane, done = SerialLane(), list[int]()
    for number in range(50):
        lane.submit(lambda number=number: done.append(number))  # type: ignore[misc]
    lane.submit(lambda: None).result(timeout=5)
    lane.close()
    assert done == list(range(50))


def test_a_free_lane_runs_two_jobs_together() -> None:
    lane, met = FreeLane(workers=2), Event()
    first = lane.submit(lambda: met.wait(timeout=5))
    lane.submit(met.set).result(timeout=5)
    assert first.result(timeout=5)
    lane.close()


def test_an_inline_lane_runs_on_the_callers_thread() -> None:
    assert InlineLane().submit(get_ident).result() == get_ident()


@pytest.mark.parametrize(
    "lane", [SerialLane(), FreeLane(), DetachedLane(), InlineLane()], ids=["serial", "free", "detached", "inline"]
)
def test_a_failure_belongs_to_whoever_reads_the_result(lane: Lane) -> None:
    def fail() -> None:
        raise StorageError("plein")

    future = lane.submit(fail)
    with pytest.raises(StorageError, match="plein"):
        future.result(timeout=5)
    lane.close()


def test_closing_drops_the_jobs_not_begun() -> None:
    lane, begun, go_on = SerialLane(), Event(), Event()

    def hold() -> None:
        begun.set()
        go_on.wait(timeout=5)

    lane.submit(hold)
    waiting = lane.submit(lambda: "never")
    begun.wait(timeout=5)
    waiting.add_done_callback(lambda _: go_on.set())
    lane.close()
    with pytest.raises(CancelledError):
        waiting.result(timeout=5)


def test_closing_a_detached_lane_leaves_its_job_behind() -> None:
    lane, go_on = DetachedLane(), Event()
    left = lane.submit(lambda: go_on.wait(timeout=5))
    waiting = lane.submit(lambda: "never")
    lane.close()
    assert lane.busy
    assert waiting.cancelled()
    go_on.set()
    assert left.result(timeout=5)
    assert not lane.busy


def test_a_fixed_clock_stands_still() -> None:
    clock = FixedClock(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
    assert (clock.now(), clock.today()) == (datetime(2026, 11, 23, 9, 30, tzinfo=UTC), date(2026, 11, 23))


def test_the_system_clock_is_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_each_kind_of_failure_has_its_exit_code() -> None:
    kinds = (AparteError, UsageError, BaseUnavailableError, StorageError)
    assert [kind.exit_code for kind in kinds] == [1, 2, 3, 4]


def test_a_library_that_no_machine_has_is_missing() -> None:
    absent = NativeLibrary("libaparte-absent.so.9", "libaparte9")
    expected = (absent,) if sys.platform.startswith("linux") else ()
    assert missing_libraries((absent,)) == expected


def test_the_apt_line_names_each_package_once() -> None:
    libraries = (NativeLibrary("a.so", "liba"), NativeLibrary("b.so", "libb"), NativeLibrary("a2.so", "liba"))
    assert apt_line(libraries) == "apt-get install -y liba libb"


def test_the_libraries_that_people_miss_most_are_looked_for() -> None:
    names = {library.name for library in WANTED}
    assert {"libEGL.so.1", "libGL.so.1", "libxkbcommon.so.0", "libxcb-cursor.so.0", "libdbus-1.so.3"} <= names
