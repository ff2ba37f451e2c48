"""Opening the database's key: which slot, what it asks for, how often it may be tried."""

from dataclasses import replace
from enum import StrEnum

from aparte.core.clock import Clock
from aparte.core.errors import StorageError
from aparte.store.agents import Agent, AgentError, AgentsFile, Directory
from aparte.store.attempts import Attempts
from aparte.store.keys import (
    KEY_BYTES,
    SHORTEST_PIN,
    KeyKeeper,
    MissingSecretError,
    ScryptCost,
    bytes_of,
    check_passphrase,
    check_pin,
    new_key,
)
from aparte.store.places import StoreFiles
from aparte.store.slots import (
    Keys,
    Slot,
    SlotKind,
    announced,
    genuine,
    keyring_slot,
    open_slot,
    open_with,
    recovery_slot,
    settled,
    slot_of_text,
    slot_text,
    wrapped_slot,
)


class Need(StrEnum):
    """What must be typed: nothing, a short code, or a long passphrase."""

    NOTHING = "nothing"
    PIN = "pin"
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, not a secret


class Doors:
    """The slots of one workstation, on the disk and in the keyring.

    `require_pin` forbids the keyring to open without a code. Every method that writes raises
    `StorageError`, every one that reads the keyring what `KeyKeeper` says.
    """

    def __init__(
        self,
        files: StoreFiles,
        keeper: KeyKeeper,
        clock: Clock,
        cost: ScryptCost | None = None,
        *,
        require_pin: bool = False,
        shortest_pin: int = SHORTEST_PIN,
    ) -> None:
        self._file = AgentsFile(files)
        self._attempts = Attempts(files.attempts, clock)
        self._keeper = keeper
        self._cost = cost or ScryptCost()
        self._require_pin = require_pin
        self._shortest_pin = shortest_pin
        self._directory = self._file.read()

    @property
    def begun(self) -> bool:
        """Whether someone has started on this workstation."""
        return self._directory is not None

    @property
    def agents(self) -> tuple[Agent, ...]:
        """In the order in which they were added."""
        return () if self._directory is None else self._directory.agents

    @property
    def directory(self) -> Directory:
        """The list in force; `AgentError` before anyone started."""
        if self._directory is None:
            raise AgentError("Personne n'a encore commencé sur ce poste : ouvrez Aparté une première fois.")
        return self._directory

    def sole_or_named(self, name: str) -> Agent:
        """The agent of that name, or the only one when it is empty; `AgentError` when several could be meant."""
        if name:
            return self.directory.named(name)
        if len(self.directory.agents) > 1:
            names = ", ".join(agent.name for agent in self.agents)
            raise AgentError(f"Ce poste a plusieurs agents : dites lequel avec --agent ({names}).")
        return self.directory.agents[0]

    def reload(self) -> None:
        """Read the file again: another process may have changed the key."""
        self._directory = self._file.read()

    def need_to_add(self) -> Need:
        """What a new agent has to choose."""
        if not self._keeper.usable():
            return Need.PASSPHRASE
        return Need.PIN if self._require_pin or self.begun else Need.NOTHING

    def need(self, agent_ref: str) -> Need:
        """What an agent has to type."""
        kind = self.directory.slot_of(agent_ref).kind
        if kind is SlotKind.KEYRING:
            return Need.NOTHING
        return Need.PIN if kind is SlotKind.PIN else Need.PASSPHRASE

    def must_choose_pin(self, agent_ref: str) -> bool:
        """Whether the town now wants a code where the keyring alone opened."""
        return self._require_pin and self.need(agent_ref) is Need.NOTHING

    def begin(self, name: str, secret: str = "") -> tuple[Agent, Keys]:
        """The first agent and a new key; `secret` is what `need_to_add` says."""
        if self.begun:
            raise AgentError("Ce poste a déjà un agent : ouvrez sa session, puis ajoutez le vôtre.")
        key = new_key()
        directory, agent = Directory.new().with_agent(name)
        self._write(directory.with_slot(self._slot(directory, key, agent.ref, secret)))
        return agent, Keys(key)

    def open(self, agent_ref: str, secret: str = "") -> Keys:
        """The key; `WrongSecretError`, `TooManyAttemptsError`, or what the keyring raises."""
        directory = self.directory
        slot = directory.slot_of(agent_ref)
        if slot.wrapped is None:
            return open_slot(slot, "", b"", self._keeper)
        device = self._keeper.read(_device(directory)) if slot.wrapped.bound else b""
        self._attempts.begin(slot.id)
        keys = open_slot(slot, secret, device, self._keeper)
        self._attempts.succeeded(slot.id)
        return keys

    def add(self, key: bytearray, name: str, secret: str) -> Agent:
        """One more agent, who has a code of their own."""
        for agent in self.agents:
            if self.need(agent.ref) is Need.NOTHING:
                raise AgentError(f"Choisissez d'abord un code pour {agent.name} : à plusieurs, chacun a le sien.")
        directory, agent = self.directory.with_agent(name)
        self._write(directory.with_slot(self._slot(directory, key, agent.ref, secret)))
        return agent

    def rename(self, agent_ref: str, name: str) -> None:
        """Another name on the lock screen."""
        self._write(self.directory.renamed(agent_ref, name))

    def remove(self, agent_ref: str) -> None:
        """The agent's code opens nothing any more; a new key (`rekey`) also shuts out what was copied."""
        self._replace(self.directory.without(agent_ref))

    def change(self, key: bytearray, agent_ref: str, secret: str) -> None:
        """Another code for an agent; an empty one goes back to the keyring where the town allows it."""
        self.directory.agent(agent_ref)
        self._replace(self.directory.with_slot(self._slot(self.directory, key, agent_ref, secret)))

    def set_escrow(self, key: bytearray, passphrase: str) -> None:
        """The passphrase that the IT department keeps in its safe."""
        check_passphrase(passphrase)
        self._write(
            self.directory.with_slot(
                wrapped_slot(key, SlotKind.ESCROW, "", passphrase=passphrase, device=b"", cost=self._cost)
            )
        )

    def entrusted(self, key: bytearray, public: str, *, replacing: bool) -> str:
        """The slot of the town's recovery key as a document, made when there is none; empty for another key's."""
        try:
            wanted = bytes_of(public)
        except ValueError:
            return ""
        slot = self.directory.recovery()
        if slot is None or (slot.public != wanted and replacing):
            if len(wanted) != KEY_BYTES:
                return ""
            slot = recovery_slot(key, wanted)
            self._write(self.directory.with_slot(slot))
        return slot_text(slot) if slot.public == wanted else ""

    def open_recovery(self, private: bytearray, document: str = "") -> Keys:
        """The key, by the private half of the recovery key; `document` is what the server kept, if it is given.

        Raises `AgentError` when nothing was sealed to a recovery key, `WrongSecretError` when it was another one.
        """
        slot = slot_of_text(document) if document else self.directory.recovery()
        if slot is None:
            raise AgentError("Ce poste n'a confié sa clé à aucune clé de récupération : prenez la phrase de secours.")
        return open_with(slot, private)

    def announce(self, key: bytearray, upcoming: bytearray) -> int:
        """Every slot will open either key; returns how many slots were left out because nobody vouches for them."""
        slots = self.directory.slots
        known = tuple(slot for slot in slots if genuine(slot, key))
        if not known:
            raise StorageError("La liste des agents a été modifiée hors d'Aparté : prévenez l'informatique.")
        self._write(replace(self.directory, slots=tuple(announced(slot, upcoming) for slot in known)))
        return len(slots) - len(known)

    def settle(self, key: bytearray, before: bytearray) -> None:
        """Every slot opens `key` alone; `before` is the key under which they were vouched for."""
        slots = self.directory.slots
        known = tuple(slot for slot in slots if genuine(slot, before) or genuine(slot, key))
        self._write(replace(self.directory, slots=tuple(settled(slot, key) for slot in known)))

    def _slot(self, directory: Directory, key: bytearray, agent_ref: str, secret: str) -> Slot:
        if not self._keeper.usable():
            check_passphrase(secret)
            return wrapped_slot(key, SlotKind.PASSPHRASE, agent_ref, passphrase=secret, device=b"", cost=self._cost)
        alone = all(agent.ref == agent_ref for agent in directory.agents)
        if not secret and alone and not self._require_pin:
            return keyring_slot(key, agent_ref, self._keeper)
        check_pin(secret, self._shortest_pin)
        return wrapped_slot(
            key, SlotKind.PIN, agent_ref, passphrase=secret, device=self._device_secret(directory), cost=self._cost
        )

    def _device_secret(self, directory: Directory) -> bytearray:
        """The keyring's half of every PIN, made on first need, or anew for a session that lost it."""
        try:
            return self._keeper.read(_device(directory))
        except MissingSecretError:
            secret = new_key()
            self._keeper.write(_device(directory), secret)
            return secret

    def _replace(self, directory: Directory) -> None:
        """Write first, then forget in the keyring what no slot needs any more."""
        kept = {slot.id for slot in directory.slots}
        gone = [slot for slot in self.directory.slots if slot.id not in kept]
        self._write(directory)
        for slot in gone:
            self._attempts.succeeded(slot.id)
            if slot.kind is SlotKind.KEYRING:
                self._keeper.erase(slot.id)

    def _write(self, directory: Directory) -> None:
        self._file.write(directory)
        self._directory = directory


def _device(directory: Directory) -> str:
    return f"device-{directory.store_id}"
