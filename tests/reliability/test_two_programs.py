"""The window and the command line, or two windows, on one file at the same time."""

import os
from collections import Counter
from contextlib import ExitStack
from dataclasses import fields
from datetime import UTC
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from aparte.store.database import examine
from aparte.store.store import open_store
from tests.fakes.recorded import KEY, MovingClock
from tests.reliability import busy_agent
from tests.reliability.ledger import Ledger, started
from tests.unit.store.model import Model, compare_counts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are not forked on Windows")
ACTS = 60


def hear(ours: Connection) -> Ledger:
    ledger = Ledger()
    while True:
        try:
            ledger.hear(*ours.recv())
        except EOFError:
            return ledger


def both(one: Model, other: Model) -> Model:
    """What both counted."""
    whole = Model()
    for field in fields(Model):
        if isinstance(getattr(whole, field.name), Counter):
            setattr(whole, field.name, getattr(one, field.name) + getattr(other, field.name))
    return whole


def test_two_programs_on_one_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    with ExitStack() as running:
        pipes = [running.enter_context(started(busy_agent.work, path, seed, [], ACTS))[1] for seed in (1, 2)]
        models = [hear(ours).model for ours in pipes]
    store = open_store(path, KEY, MovingClock(), zone=UTC)
    assert examine(store.database) == ()
    for model in models:
        for name, expected in model.contacts.items():
            found, _ = store.contacts.contact(name)
            assert (found.demands, found.versions) == (expected.demands, expected.versions)
    rows = store.database.rows("SELECT seq, type, contact_id FROM event ORDER BY seq")
    told = sorted((kind.value, name) for model in models for kind, name in model.told)
    assert [row["seq"] for row in rows] == list(range(1, len(told) + 1))
    assert sorted((row["type"], row["contact_id"]) for row in rows) == told
    compare_counts(store, both(*models))
    store.close()
