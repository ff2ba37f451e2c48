from pathlib import Path

import pytest

from aparte.store.database import StoreDatabase, connect
from aparte.store.errors import NewerStoreError
from aparte.store.migrations import STEPS, migrate, version
from tests.fakes.recorded import AGENT, KEY, contact
from tests.fakes.stores import StoreFolder


def _widen(database: StoreDatabase) -> None:
    database.run("ALTER TABLE contact ADD COLUMN room TEXT NOT NULL DEFAULT ''")
    database.run("UPDATE contact SET room = 'hall'")


def _fail(database: StoreDatabase) -> None:
    _widen(database)
    raise RuntimeError("killed here")


def bare(path: Path) -> StoreDatabase:
    path.touch()
    return connect(path, KEY)


def test_a_new_file_is_brought_to_the_newest_version(tmp_path: Path) -> None:
    database = bare(tmp_path / "contacts.db")
    assert version(database) == 0
    migrate(database)
    assert version(database) == len(STEPS)
    database.close()


def test_a_step_keeps_what_was_recorded(folder: StoreFolder) -> None:
    one = contact(folder.ids)
    folder.store.contacts.record(AGENT, one)
    database = folder.store.database
    migrate(database, (*STEPS, _widen))
    assert version(database) == len(STEPS) + 1
    assert database.value("SELECT room FROM contact") == "hall"
    assert folder.store.contacts.contact(one.id)[0].id == one.id


def test_a_step_that_stops_in_its_middle_leaves_the_old_version(folder: StoreFolder) -> None:
    folder.store.contacts.record(AGENT, contact(folder.ids))
    with pytest.raises(RuntimeError, match="killed here"):
        migrate(folder.store.database, (*STEPS, _fail))
    assert version(folder.store.database) == len(STEPS)
    assert "room" not in folder.store.database.rows("SELECT * FROM contact")[0]
    assert folder.reopen().outbox.waiting() == 2


def test_two_programs_make_a_step_once(folder: StoreFolder) -> None:
    other = folder.another()
    steps = (*STEPS, _widen)
    migrate(folder.store.database, steps)
    migrate(other.database, steps)
    assert version(other.database) == len(steps)


def test_an_older_program_refuses_the_file(folder: StoreFolder) -> None:
    with pytest.raises(NewerStoreError, match="Mettez ce poste à jour"):
        migrate(folder.store.database, ())
