"""Whatever agents do, and whenever the program restarts: each one's own PIN opens, and every contact is there."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aparte.store.keys import WrongSecretError
from aparte.store.vault import VaultState
from tests.fakes.clock import HandClock
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import nothing, record, recorded, vault

PINS = st.sampled_from(["482913", "730264", "918273", "550123", "tulipe9"])
WHO = st.integers(0, 3)


class Workstation(RuleBasedStateMachine):
    """A vault beside a plain model of who has which PIN, and of what was recorded, copied and lost."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="aparte-vault-"))
        self.keeper, self.clock = MemoryKeeper(), HandClock()
        self.vault = vault(self.folder, self.keeper, self.clock)
        first = self.vault.begin("Alice")
        self.vault.change_secret("", "482913")
        self.pins = {first.ref: "482913"}
        self.at_work = first.ref
        self.contacts: set[str] = set()
        self.copied: set[str] | None = None
        self.number = 0

    def teardown(self) -> None:
        self.vault.lock(nothing)
        shutil.rmtree(self.folder)

    def someone(self, who: int) -> str:
        refs = sorted(self.pins)
        return refs[who % len(refs)]

    @property
    def open(self) -> bool:
        return self.vault.state is VaultState.UNLOCKED

    @precondition(lambda self: self.open and len(self.pins) < 4)
    @rule(pin=PINS)
    def add(self, pin: str) -> None:
        self.number += 1
        self.pins[self.vault.add(f"Agent {self.number}", pin).ref] = pin

    @precondition(lambda self: self.open)
    @rule(who=WHO)
    def remove(self, who: int) -> None:
        gone = self.someone(who)
        if gone != self.at_work:
            self.vault.remove(gone)
            del self.pins[gone]

    @precondition(lambda self: self.open)
    @rule(pin=PINS)
    def change_pin(self, pin: str) -> None:
        self.vault.change_secret(self.pins[self.at_work], pin)
        self.pins[self.at_work] = pin

    @precondition(lambda self: self.open)
    @rule()
    def save(self) -> None:
        self.number += 1
        self.contacts.add(record(self.vault, self.number))

    @precondition(lambda self: self.open)
    @rule()
    def copy(self) -> None:
        self.vault.back_up()
        self.copied = set(self.contacts)

    @precondition(lambda self: self.open and self.copied is not None)
    @rule()
    def restore(self) -> None:
        assert self.copied is not None
        self.vault.restore(None, nothing)
        self.contacts = set(self.copied)

    @precondition(lambda self: self.open)
    @rule()
    def rekey(self) -> None:
        assert self.vault.rekey(nothing).problem == ""
        self.copied = set(self.contacts)

    @rule()
    def lock(self) -> None:
        self.vault.lock(nothing)

    @rule(who=WHO)
    def unlock(self, who: int) -> None:
        self.at_work = self.vault.unlock(self.someone(who), self.pins[self.someone(who)]).ref

    @rule(who=WHO, pin=PINS)
    def try_a_pin(self, who: int, pin: str) -> None:
        agent, state = self.someone(who), self.vault.state
        if pin != self.pins[agent]:
            with pytest.raises(WrongSecretError):
                self.vault.unlock(agent, pin)
            assert self.vault.state is state

    @rule(who=WHO)
    def restart(self, who: int) -> None:
        self.vault.lock(nothing)
        self.vault = vault(self.folder, self.keeper, self.clock)
        self.unlock(who)

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        self.clock.pass_(hours=1)
        assert {agent.ref for agent in self.vault.doors.agents} == set(self.pins)
        if self.open:
            assert recorded(self.vault) == self.contacts
            assert self.vault.news == ""
            assert self.vault.agent is not None
            assert self.vault.agent.ref == self.at_work


Workstation.TestCase.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
TestWorkstation = Workstation.TestCase
