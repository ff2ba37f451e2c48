"""Whatever happens on the way, between real stores: nothing lost, nothing twice, nothing back."""

from functools import partial
from typing import cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from aparte_server.store.database import Database
from tests.sync.machine import RealSyncMachine

_ANY_SPEED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def _run(database: Database, runs: int, steps: int, *, same: bool) -> None:
    """`same`: the same runs each time, so that the quick suite says the same thing twice."""
    run_state_machine_as_test(
        cast("type[RealSyncMachine]", partial(RealSyncMachine, database)),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=_ANY_SPEED,
            database=None,
            derandomize=same,
        ),
    )


def test_the_invariants_hold(database: Database) -> None:
    _run(database, runs=100, steps=12, same=True)


@pytest.mark.slow
def test_the_invariants_hold_for_long(database: Database) -> None:
    _run(database, runs=2000, steps=25, same=False)
