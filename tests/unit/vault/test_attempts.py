"""Wrong PINs wait longer and longer."""

from datetime import timedelta
from pathlib import Path

import pytest

from aparte.store.attempts import FREE_TRIES, LONGEST_DELAY_S, Attempts, TooManyAttemptsError, delay_s
from tests.fakes.clock import HandClock


def fail(path: Path, clock: HandClock, times: int) -> None:
    for _ in range(times):
        Attempts(path, clock).begin("slot")


def test_the_delay_grows_and_stays_bounded() -> None:
    delays = [delay_s(failures) for failures in range(30)]
    assert delays == sorted(delays)
    assert delays[:FREE_TRIES] == [0] * FREE_TRIES
    assert delays[-1] == LONGEST_DELAY_S


def test_a_restart_forgets_no_failure(tmp_path: Path) -> None:
    clock = HandClock()
    fail(tmp_path / "a.json", clock, FREE_TRIES)
    with pytest.raises(TooManyAttemptsError, match="5 secondes"):
        Attempts(tmp_path / "a.json", clock).begin("slot")
    clock.pass_(seconds=5)
    Attempts(tmp_path / "a.json", clock).begin("slot")


def test_a_clock_set_back_spares_no_delay(tmp_path: Path) -> None:
    clock = HandClock()
    fail(tmp_path / "a.json", clock, FREE_TRIES)
    clock.pass_(days=-400)
    for _ in range(2):
        with pytest.raises(TooManyAttemptsError):
            Attempts(tmp_path / "a.json", clock).begin("slot")
    clock.pass_(seconds=5)
    Attempts(tmp_path / "a.json", clock).begin("slot")


def test_a_clock_that_was_ten_years_ahead_locks_nobody_out(tmp_path: Path) -> None:
    clock = HandClock()
    clock.pass_(days=3650)
    fail(tmp_path / "a.json", clock, FREE_TRIES)
    clock.pass_(days=-3650)
    with pytest.raises(TooManyAttemptsError) as refused:
        Attempts(tmp_path / "a.json", clock).begin("slot")
    assert refused.value.wait_s == 5


def test_a_right_pin_cleans_the_slate(tmp_path: Path) -> None:
    clock = HandClock()
    attempts = Attempts(tmp_path / "a.json", clock)
    for _ in range(FREE_TRIES):
        attempts.begin("slot")
    attempts.succeeded("slot")
    Attempts(tmp_path / "a.json", clock).begin("slot")


def test_two_windows_count_together(tmp_path: Path) -> None:
    clock = HandClock()
    first, second = Attempts(tmp_path / "a.json", clock), Attempts(tmp_path / "a.json", clock)
    for attempts in (first, second, first):
        attempts.begin("slot")
    with pytest.raises(TooManyAttemptsError):
        second.begin("slot")


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"slot": 3}', b'{"slot": [3, "hier"]}', b"\xff"])
def test_a_broken_file_is_a_clean_slate(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "a.json").write_bytes(broken)
    Attempts(tmp_path / "a.json", HandClock()).begin("slot")


def test_a_disk_that_refuses_still_counts(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    clock = HandClock()
    attempts = Attempts(tmp_path / "file" / "a.json", clock)
    for _ in range(FREE_TRIES):
        attempts.begin("slot")
    clock.pass_(seconds=4)
    with pytest.raises(TooManyAttemptsError, match="1 seconde\\."):
        attempts.begin("slot")
    clock.moment += timedelta(seconds=1)
    attempts.begin("slot")
