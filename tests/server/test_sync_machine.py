"""Whatever happens on the way, in whatever order: nothing lost, nothing twice, nothing back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from aparte.wire.event import EventType
from aparte_server.store import ingest
from aparte_server.store.batches import Item
from aparte_server.store.database import Database, Session
from aparte_server.store.ingest import last_receipt
from aparte_server.store.records import Ack, Changes, Device
from tests.server.machine import Client, Line, SyncMachine

_ANY_SPEED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def _run(
    database: Database,
    folder: Path,
    *,
    runs: int,
    steps: int,
    machine: type[SyncMachine] = SyncMachine,
    phases: tuple[Phase, ...] = tuple(Phase),
) -> None:
    run_state_machine_as_test(
        cast("type[SyncMachine]", partial(machine, database, folder)),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=_ANY_SPEED,
            phases=phases,
            database=None,
        ),
    )


def test_the_invariants_hold(database: Database, tmp_path: Path) -> None:
    _run(database, tmp_path, runs=15, steps=25)


@pytest.mark.slow
def test_the_invariants_hold_for_long(database: Database, tmp_path: Path) -> None:
    _run(database, tmp_path, runs=200, steps=40)


class AckBeforeCommit(SyncMachine):
    def _unanswered(self, client: Client, sent: list[Line]) -> None:
        self._learn(client, Ack(sent[-1].event.seq, sent[-1].event.event_id))


class AckByNumberAlone(SyncMachine):
    def _ours(self, client: Client, ack: Ack) -> bool:
        return ack.seq <= len(client.lines)


class CursorFirst(SyncMachine):
    def _apply(self, client: Client, page: Changes) -> None:
        """The cursor was kept and the power went before the changes were."""


class RestoreWithoutJournal(SyncMachine):
    def _replay(self) -> None:
        """Forgotten."""


def _no_fork_check(session: Session, device: Device, items: Sequence[Item]) -> Sequence[Item]:
    ack = last_receipt(session, device)
    if items[0].seq > ack.seq + 1:
        raise ingest.GapError(ack)
    return [item for item in items if item.seq > ack.seq]


def _no_gap_check(session: Session, device: Device, items: Sequence[Item]) -> Sequence[Item]:
    ack = last_receipt(session, device)
    return [item for item in items if item.seq > ack.seq]


def _nothing_was_erased(*_: object) -> dict[str, int]:
    return {}


Bug = tuple[type[SyncMachine], dict[str, object]]
BUGS: dict[str, Bug] = {
    "ack before commit": (AckBeforeCommit, {}),
    "cursor first": (CursorFirst, {}),
    "restore without journal": (RestoreWithoutJournal, {}),
    "no gap check": (SyncMachine, {"_following": _no_gap_check}),
    "late resurrection": (SyncMachine, {"erased_at": _nothing_was_erased}),
}
# Search rarely clones a disk and goes on with both: these have their own scenario, with the size
# of batch that loses events.
CLONE_BUGS: dict[str, tuple[type[SyncMachine], int]] = {
    "no fork check": (SyncMachine, 6),
    "ack by number alone": (AckByNumberAlone, 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("bug", sorted(BUGS))
def test_a_bug_put_in_on_purpose_is_seen(
    sqlite: Database, tmp_path: Path, bug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, changed = BUGS[bug]
    for name, broken in changed.items():
        monkeypatch.setattr(ingest, name, broken)
    with pytest.raises(AssertionError):
        _run(sqlite, tmp_path, runs=200, steps=40, machine=machine, phases=(Phase.generate,))


@pytest.mark.parametrize("size", [2, 6])
def test_a_cloned_disk_keeps_the_invariants(database: Database, tmp_path: Path, size: int) -> None:
    _cloned(SyncMachine(database, tmp_path), size)


@pytest.mark.parametrize("bug", sorted(CLONE_BUGS))
def test_a_bug_with_cloned_disks_is_seen(
    sqlite: Database, tmp_path: Path, bug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, size = CLONE_BUGS[bug]
    monkeypatch.setattr(ingest, "_following", _no_fork_check)
    with pytest.raises(AssertionError):
        _cloned(machine(sqlite, tmp_path), size)


def _cloned(machine: SyncMachine, size: int) -> None:
    """At the ack, both disks have an event of that number; the copy's batch ends before it or after."""
    original = machine.first_client()
    machine.record(original, 0, EventType.CONTACT_RECORDED, spoilt=False, times=4)
    machine.push(original, 4, None)
    copy = machine.clone_the_disk(original)
    for client in (original, copy):
        machine.record(client, 1, EventType.CONTACT_RECORDED, spoilt=False, times=6)
    machine.push(original, 3, None)
    for _ in range(2):
        machine.push(copy, size, None)
        machine.what_was_acknowledged_has_a_receipt_and_is_kept()
    machine.receipts_of_a_device_have_no_hole()
    machine.teardown()
