"""The options' values: read, changed, kept in one JSON file of the base folder."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from aparte.core.errors import AparteError, StorageError
from aparte.settings.options import CATALOGUE, Option
from aparte.settings.policy import Policy
from aparte.settings.policy_source import Source, SourceKind

T = TypeVar("T")
Changed = Callable[[Option[Any]], None]

FILE_NAME = "settings.json"
_SCHEMA = 1
_LARGEST_FILE = 1_000_000


class LockedOptionError(AparteError):
    """The option is imposed by the town's policy."""

    exit_code = 2


class Settings:
    """Every option's value; `changed` is called with each option after it changed.

    `problems` lists in French what the file and the policy held that could not be used; what this
    version does not know is kept and written back, for a newer version that does. Where the policy's value
    can't be known, the option is out of the agent's hands and at its careful value.
    """

    def __init__(self, path: Path | None = None, policy: Policy | None = None) -> None:
        self.changed: list[Changed] = []
        self.problems: list[str] = []
        self._path = path
        self._policy = policy or Policy()
        self._values: dict[str, Any] = {}
        self._unknown: dict[str, object] = {}
        self._imposed: dict[str, Any] = {}
        self._imposed_by: dict[str, Source] = {}
        self._held: set[str] = set()
        if path is not None:
            self._read_file(path)
        self._read_policy()

    def get(self, option: Option[T]) -> T:
        """The value in force: the policy's, else the user's, else the default."""
        if option.key in self._imposed:
            imposed: T = self._imposed[option.key]
            return imposed
        value: T = self._values.get(option.key, option.default)
        return value

    def set(self, option: Option[T], value: T) -> None:
        """Change a value in memory; `ValueError` if it is none of the option's."""
        if option.key in self._imposed:
            raise LockedOptionError(f"Ce réglage est imposé par {self.locked_by(option)}.")
        if option.policy_only:
            raise LockedOptionError("Ce réglage ne se change que par la politique de la collectivité.")
        checked = option.kind.read(value)
        if checked == self.get(option):
            return
        self._values[option.key] = checked
        for callback in tuple(self.changed):
            callback(option)

    def reset(self, option: Option[T]) -> None:
        """Back to the default."""
        self.set(option, option.default)

    def locked_by(self, option: Option[Any]) -> str:
        """Who imposes this option, in French; empty when the user is free."""
        return self.origin(option).who

    def origin(self, option: Option[Any]) -> Source:
        """Where the value in force comes from."""
        if option.key in self._imposed_by:
            return self._imposed_by[option.key]
        if option.key in self._values:
            return Source(SourceKind.AGENT, str(self._path or ""))
        return Source(SourceKind.DEFAULT)

    def is_held(self, option: Option[Any]) -> bool:
        """Whether the policy's value can't be known, and the careful one is in force."""
        return option.key in self._held

    def beaten(self, option: Option[Any]) -> tuple[Source, ...]:
        """The sources that set this option too, and lost."""
        weaker = self._policy.beaten.get(option.key, ())
        chosen = option.key in self._values and option.key in self._imposed
        return (*weaker, Source(SourceKind.AGENT, str(self._path or ""))) if chosen else weaker

    def save(self) -> None:
        """Write the file whole or not at all; `StorageError` when the disk refuses."""
        if self._path is None:
            return
        document = {"schema": _SCHEMA, "values": {**self._unknown, **self._values}}
        try:
            _write_whole(self._path, json.dumps(document, indent=2))
        except OSError as error:
            raise StorageError(
                "Les réglages n'ont pas pu être enregistrés : le disque est plein ou protégé."
            ) from error

    def _read_policy(self) -> None:
        self.problems.extend(self._policy.problems)
        known = {option.key: option for option in CATALOGUE if option.is_imposable}
        for key, raw in self._policy.values.items():
            source = self._policy.origin(key)
            name = f"{key} ({source.place})" if source.place else key
            if key not in known:
                self.problems.append(f"La politique impose un réglage inconnu : {name}.")
                continue
            try:
                self._impose(known[key], known[key].kind.read(raw), source)
            except ValueError:
                self.problems.append(f"La politique impose une valeur impossible : {name}.")
                self._hold(known[key], source)
        for option in known.values():
            if self._policy.unread and option.guarded and option.key not in self._imposed:
                self._hold(option, self._policy.unread[0])

    def _impose(self, option: Option[T], value: T, source: Source) -> None:
        self._imposed[option.key], self._imposed_by[option.key] = value, source

    def _hold(self, option: Option[Any], source: Source) -> None:
        self._held.add(option.key)
        self._impose(option, option.held(self._values.get(option.key, option.default)), source)

    def _read_file(self, path: Path) -> None:
        document, problem = _read_document(path)
        if problem:
            self.problems.append(problem)
        values = document.get("values")
        raw_values = dict(values) if isinstance(values, dict) else {}
        for option in CATALOGUE:
            if option.key not in raw_values:
                continue
            raw = raw_values.pop(option.key)
            if option.policy_only:
                continue
            try:
                self._values[option.key] = option.kind.read(raw)
            except ValueError:
                self.problems.append(f"Un réglage illisible a repris sa valeur d'origine : {option.key}.")
        self._unknown = raw_values


def _read_document(path: Path) -> tuple[dict[str, object], str]:
    """The JSON object in `path` and a French problem; an absent file is no problem."""
    broken = "Le fichier des réglages est illisible : les valeurs d'origine sont reprises."
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return {}, broken
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError, RecursionError):
        return {}, broken
    return (document, "") if isinstance(document, dict) else ({}, broken)


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
