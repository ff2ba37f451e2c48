"""The workstation: what its daily upkeep tells, and what is known after a restore or a new key."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from aparte.assist.contacts.office import Office
from aparte.core.contact import Channel, CodeChoice, Demand, OpenContact
from aparte.store.recovery import NoBackupError
from tests.fakes.clock import HandClock

ODD = "le truc bleu du portail ne marche pas"
DOUBTED = "L'horloge de ce poste semble fausse : rien n'est effacé tant qu'elle n'est pas confirmée."


def teach(office: Office) -> None:
    for _ in range(6):
        contact = replace(office.recorder.open(Channel.PHONE), said=ODD)
        office.recorder.save(replace(contact, demands=(Demand("d", "VOI-SIGNAL", CodeChoice.CHANGED),)))


def asked(office: Office) -> OpenContact:
    return replace(office.recorder.open(Channel.PHONE), said=ODD)


def damage(office: Office) -> None:
    """A row that hangs on no contact: no page is damaged, only the whole examination sees it."""
    connection = office.workstation.at_work().store.database.connection.conn
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO lesson VALUES (999999, '{}')")


def test_upkeep_has_nothing_to_tell_while_the_clock_is_believed(office: Office, clock: HandClock) -> None:
    assert office.workstation.upkeep() == ""
    clock.pass_(days=1)
    assert office.workstation.upkeep() == ""


def test_a_clock_that_jumped_is_told_until_it_has_held(
    office: Office, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    office.workstation.upkeep()
    clock.pass_(days=3650)
    with caplog.at_level(logging.CRITICAL):
        assert office.workstation.upkeep() == DOUBTED
        clock.pass_(days=1)
        assert office.workstation.upkeep() == DOUBTED
    clock.pass_(days=2)
    assert office.workstation.upkeep() == ""


def test_a_sound_base_is_examined_and_nothing_is_told(office: Office) -> None:
    assert office.workstation.examine() == ""


def test_a_fault_is_told_once_a_day(office: Office, clock: HandClock, caplog: pytest.LogCaptureFixture) -> None:
    damage(office)
    with caplog.at_level(logging.CRITICAL):
        assert "aparte store check" in office.workstation.examine()
        assert office.workstation.examine() == ""
        clock.pass_(days=1)
        assert "aparte store restore" in office.workstation.examine()


def test_a_locked_base_is_not_examined(office: Office) -> None:
    office.workstation.lock()
    assert office.workstation.examine() == ""


def test_what_was_taught_since_the_copy_is_forgotten_by_a_restore(office: Office, clock: HandClock) -> None:
    before = office.recorder.guess(asked(office))
    office.workstation.vault.back_up()
    clock.pass_(hours=1)
    teach(office)
    assert office.recorder.guess(asked(office)) != before
    office.workstation.restore()
    assert office.recorder.guess(asked(office)) == before


def test_what_was_taught_before_the_copy_is_known_after_a_restore(office: Office, clock: HandClock) -> None:
    teach(office)
    office.workstation.vault.back_up()
    known = office.recorder.guess(asked(office))
    teach(office)
    office.workstation.restore()
    assert office.recorder.guess(asked(office)) == known


def test_a_restore_that_is_refused_changes_nothing(office: Office) -> None:
    teach(office)
    known = office.recorder.guess(asked(office))
    with pytest.raises(NoBackupError):
        office.workstation.restore()
    assert office.recorder.guess(asked(office)) == known


def test_what_is_being_typed_is_in_the_base_that_a_restore_leaves(office: Office, clock: HandClock) -> None:
    office.workstation.vault.back_up()
    clock.pass_(hours=1)
    typed = asked(office)
    office.workstation.restore(finish=lambda: office.recorder.keep(typed))
    assert office.recorder.opened() == (typed,)


def test_a_new_key_forgets_nothing(office: Office) -> None:
    teach(office)
    known = office.recorder.guess(asked(office))
    assert office.workstation.rekey().problem == ""
    assert office.recorder.guess(asked(office)) == known
    teach(office)
    assert office.workstation.at_work().store.memory.taught() == 12


def test_the_copies_made_each_day_are_those_a_restore_takes(office: Office, tmp_path: Path) -> None:
    office.workstation.back_up()
    assert office.workstation.restore().backup.path.parent.is_relative_to(tmp_path)
