"""When a workstation that nobody touches is locked."""

from aparte.store.inactivity import InactivityLock
from tests.fakes.clock import HandClock


def test_it_is_due_after_the_delay_and_not_after_a_touch() -> None:
    clock = HandClock()
    lock = InactivityLock(clock, 60)
    clock.pass_(seconds=59)
    assert (lock.due(), lock.remaining_s()) == (False, 1)
    lock.touched()
    clock.pass_(seconds=59)
    assert not lock.due()
    clock.pass_(seconds=1)
    assert lock.due()


def test_a_clock_that_goes_back_neither_locks_nor_keeps_open_for_years() -> None:
    clock = HandClock()
    lock = InactivityLock(clock, 60)
    clock.pass_(days=-3650)
    assert lock.remaining_s() == 60
    clock.pass_(seconds=60)
    assert lock.due()


def test_zero_is_never() -> None:
    clock = HandClock()
    lock = InactivityLock(clock, 0)
    clock.pass_(days=1)
    assert (lock.due(), lock.remaining_s()) == (False, -1)
