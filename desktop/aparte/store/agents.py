"""The agents of one workstation: local names, pseudonyms and the slots that open the database.

The file is `agents.json`, with a copy among the backups: without it the best key opens nothing.
It holds no citizen's data. A pseudonym is drawn at random and never derived from the name; the
name never leaves the workstation.
"""

import json
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aparte.core.errors import AparteError, LockedStoreError, StorageError
from aparte.store.durable import write_whole
from aparte.store.places import StoreFiles
from aparte.store.slots import Slot, SlotKind

# The first version knew no recovery key: a file with one is refused by it rather than taken for a broken one.
_FIRST_SCHEMA, _SCHEMA = 1, 2
_LONGEST_NAME = 60
_LARGEST_FILE = 1_000_000


class AgentError(AparteError):
    """That can't be done to the list of agents."""

    exit_code = 2


class DamagedAgentsError(LockedStoreError):
    """Neither the file nor its copy can be read."""


class NewerAgentsError(LockedStoreError):
    """The file was written by a newer program."""


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent: `ref` is the pseudonym that events carry, `name` what the lock screen shows."""

    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything `agents.json` holds; each change is a new directory."""

    store_id: str
    agents: tuple[Agent, ...] = ()
    slots: tuple[Slot, ...] = ()

    @classmethod
    def new(cls) -> "Directory":
        """A workstation where nobody has started yet."""
        return cls(secrets.token_hex(8))

    def agent(self, ref: str) -> Agent:
        """The agent of that pseudonym; `AgentError` when there is none."""
        for agent in self.agents:
            if agent.ref == ref:
                return agent
        raise AgentError("Cet agent n'est plus sur ce poste : choisissez-en un dans la liste.")

    def named(self, name: str) -> Agent:
        """The agent of that name, whatever its case; `AgentError` when there is none."""
        for agent in self.agents:
            if agent.name.casefold() == _clean(name).casefold():
                return agent
        known = ", ".join(agent.name for agent in self.agents)
        raise AgentError(f"Aucun agent « {name} » sur ce poste : choisissez parmi {known or 'personne'}.")

    def slot_of(self, ref: str) -> Slot:
        """The slot of an agent, or the escrow's when `ref` is empty; `AgentError` when there is none."""
        for slot in self.slots:
            if slot.agent_ref == ref and slot.kind is not SlotKind.RECOVERY:
                return slot
        if ref:
            raise AgentError("Cet agent n'a plus de code sur ce poste : « aparte store recover » en redonne un.")
        raise AgentError("Aucune phrase de passe de secours n'a été posée sur ce poste (« aparte store escrow »).")

    def recovery(self) -> Slot | None:
        """The slot of the town's recovery key, if there is one."""
        return next((slot for slot in self.slots if slot.kind is SlotKind.RECOVERY), None)

    def with_agent(self, name: str) -> tuple["Directory", Agent]:
        """One more agent, without a slot yet."""
        agent = Agent(secrets.token_hex(8), self._free(name))
        return replace(self, agents=(*self.agents, agent)), agent

    def renamed(self, ref: str, name: str) -> "Directory":
        """The agent under another name; the pseudonym stays."""
        old = self.agent(ref)
        fresh = Agent(ref, self._free(name, but=ref))
        return replace(self, agents=tuple(fresh if one == old else one for one in self.agents))

    def without(self, ref: str) -> "Directory":
        """The agent gone, and its slot; its contacts stay, under the pseudonym alone."""
        gone = self.agent(ref)
        if len(self.agents) == 1:
            raise AgentError("Le dernier agent du poste ne peut pas être retiré : renommez-le.")
        agents = tuple(one for one in self.agents if one != gone)
        return replace(self, agents=agents, slots=tuple(slot for slot in self.slots if slot.agent_ref != ref))

    def with_slot(self, slot: Slot) -> "Directory":
        """The slot in place of any other of the same agent, or of the same use where it is nobody's."""
        others = tuple(one for one in self.slots if _whose(one) != _whose(slot))
        return replace(self, slots=(*others, slot))

    def _free(self, name: str, but: str = "") -> str:
        cleaned = _clean(name)
        if not cleaned or len(cleaned) > _LONGEST_NAME or not cleaned.isprintable():
            raise AgentError(f"Donnez un nom de 1 à {_LONGEST_NAME} caractères.")
        if any(one.name.casefold() == cleaned.casefold() and one.ref != but for one in self.agents):
            raise AgentError(f"« {cleaned} » est déjà sur ce poste : ajoutez une initiale.")
        return cleaned


class AgentsFile:
    """Reads and writes the directory, whole, in two places."""

    def __init__(self, files: StoreFiles) -> None:
        self._paths = (files.agents, files.backups / files.agents.name)

    def read(self) -> Directory | None:
        """The directory; None where nobody has started yet. Raises `DamagedAgentsError`, `NewerAgentsError`."""
        present = [path for path in self._paths if path.exists()]
        for path in present:
            try:
                return _directory(json.loads(_small(path)))
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                continue
        if present:
            raise DamagedAgentsError(
                "La liste des agents et leurs clés sont illisibles : demandez à l'informatique de reprendre "
                f"« {self._paths[0].name} » d'une sauvegarde du poste. Les suggestions restent disponibles."
            )
        return None

    def write(self, directory: Directory) -> None:
        """Both copies are on the disk when this returns; `StorageError` when the disk refuses."""
        document = {
            "schema": _SCHEMA if directory.recovery() else _FIRST_SCHEMA,
            "store_id": directory.store_id,
            "agents": [{"ref": agent.ref, "name": agent.name} for agent in directory.agents],
            "slots": [slot.document() for slot in directory.slots],
        }
        data = json.dumps(document, ensure_ascii=False, indent=1).encode()
        try:
            for path in self._paths:
                write_whole(path, data)
        except OSError as error:
            raise StorageError(
                "La liste des agents n'a pas pu être enregistrée : le disque est plein ou protégé."
            ) from error


def _whose(slot: Slot) -> tuple[str, bool]:
    return slot.agent_ref, slot.kind is SlotKind.RECOVERY


def _directory(document: dict[str, Any]) -> Directory:
    if int(document["schema"]) > _SCHEMA:
        raise NewerAgentsError("Ces données viennent d'une version plus récente d'Aparté : mettez Aparté à jour.")
    agents = tuple(Agent(str(one["ref"]), str(one["name"])) for one in document["agents"])
    slots = tuple(Slot.read(one) for one in document["slots"])
    if not agents or not slots or not all(agent.ref for agent in agents):
        raise ValueError("nobody could open it")
    return Directory(str(document["store_id"]), agents, slots)


def _small(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST_FILE:
        raise ValueError("too large to be ours")
    return path.read_bytes()


def _clean(name: str) -> str:
    return " ".join(name.split())
