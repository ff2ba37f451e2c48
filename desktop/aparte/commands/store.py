"""`aparte store`: examine, copy, take back, change the key, and open when every PIN is forgotten.

A PIN or a passphrase is read from a terminal or a file, never from the arguments: those are seen
by every user of the machine.
"""

import getpass
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from aparte.commands.secret import read_secret
from aparte.core.clock import Clock, SystemClock
from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte.settings import Policy, Settings
from aparte.settings.options import KEEP_BACKUPS_DAYS, REQUIRE_PIN
from aparte.settings.places import Places
from aparte.store.backup import Backup
from aparte.store.checking import check
from aparte.store.doors import Need
from aparte.store.keys import KeyKeeper, ScryptCost, SystemKeyring, WeakSecretError, new_key, wipe
from aparte.store.presence import shared
from aparte.store.rekeying import rekey
from aparte.store.sealing import private_of_pem
from aparte.store.slots import Keys
from aparte.store.vault import assemble, settle


class StoreCommands:
    """The commands of one workstation; `keeper`, `clock` and `cost` are the system's but in tests."""

    def __init__(
        self, options: Namespace, found: Places, keeper: KeyKeeper, clock: Clock, cost: ScryptCost | None = None
    ) -> None:
        self._options = options
        settings = Settings(found.settings, Policy.read(found.policy))
        self._parts = assemble(
            found.store,
            clock,
            keeper,
            cost,
            require_pin=settings.get(REQUIRE_PIN),
            keep_days=settings.get(KEEP_BACKUPS_DAYS),
        )

    def check(self) -> int:
        """1 when something is wrong."""
        keys = self._keys()
        with shared(self._parts.files):
            faults = check(self._parts.files.database, keys.current)
        for fault in faults:
            say(f"problème : {fault}")
        if faults:
            say("Reprenez la dernière sauvegarde : « aparte store restore ». Elle garde l'ancien fichier.")
            return 1
        say("La base des échanges est saine.")
        return 0

    def backup(self) -> int:
        """One copy, now."""
        keys = self._keys()
        backup = self._parts.backups.take(keys.current)
        say(f"Sauvegarde faite : {backup.path}")
        return 0

    def restore(self) -> int:
        """The last sound copy, or the one that was named."""
        if self._options.list:
            for backup in self._parts.backups.all():
                say(f"{backup.path.name}  {backup.taken_at.astimezone():%d/%m/%Y à %H:%M}")
            return 0
        chosen = self._chosen()
        say(self._parts.recovery.restore(self._keys(), chosen).sentence())
        return 0

    def rekey(self) -> int:
        """A new key for every agent."""
        keys = self._keys()
        done = rekey(self._parts.files, self._parts.doors, Keys(keys.current, new_key()), self._parts.backups)
        if done.problem:
            tell(f"attention : {done.problem}")
        if done.left_out:
            tell(f"attention : {done.left_out} accès inconnus ont été retirés ; prévenez l'informatique.")
        say("La clé de la base est changée. Les codes des agents restent les mêmes.")
        return 0

    def escrow(self) -> int:
        """The passphrase for the day when every PIN is forgotten."""
        keys = self._keys()
        self._parts.doors.set_escrow(keys.current, self._new("Phrase de passe de secours : "))
        say("Phrase de passe de secours posée : gardez-la hors de ce poste, au coffre de la mairie.")
        return 0

    def recover(self) -> int:
        """Another way in for an agent, by the escrow's passphrase or the town's recovery key; a new lease."""
        doors = self._parts.doors
        agent = doors.sole_or_named(self._options.agent or "")
        keys = self._settled(self._vouched())
        try:
            doors.change(keys.current, agent.ref, "")
        except WeakSecretError:
            doors.change(keys.current, agent.ref, self._new(f"Nouveau code de {agent.name} : "))
        opened = self._parts.recovery.open(keys)
        try:
            opened.store.lease.renew()
        finally:
            opened.close()
        say(f"{agent.name} peut de nouveau ouvrir les échanges de ce poste.")
        return 0

    def _keys(self) -> Keys:
        """The key, by the agent's own way in."""
        doors = self._parts.doors
        agent = doors.sole_or_named(self._options.agent or "")
        nothing = doors.need(agent.ref) is Need.NOTHING
        keys = doors.open(agent.ref, "" if nothing else self._secret(f"Code de {agent.name} : "))
        return self._settled(keys)

    def _vouched(self) -> Keys:
        """The key, by whoever keeps a way in for the town; only the recovery key's passphrase may be empty."""
        doors, path = self._parts.doors, self._options.recovery_key
        if path is None:
            return doors.open("", self._secret("Phrase de passe de secours : "))
        pem, kept = _read(path), self._options.escrow
        document = "" if kept is None else _read(kept).decode("utf-8", "replace").strip()
        secret = self._secret("Phrase de passe de la clé de récupération : ") if b"ENCRYPTED" in pem else ""
        return doors.open_recovery(private_of_pem(pem, secret), document)

    def _settled(self, keys: Keys) -> Keys:
        """What a kill cut short is ended first, so that one key stands."""
        self._parts.recovery.finish()
        if keys.upcoming is None:
            return keys
        opener = self._parts.recovery.opening(keys)
        kept = bytearray(opener)
        settle(self._parts, keys, opener)
        wipe(opener)
        return Keys(kept)

    def _chosen(self) -> Backup | None:
        if self._options.copy is None:
            return None
        for backup in self._parts.backups.all():
            if backup.path.name == self._options.copy:
                return backup
        raise UsageError("Cette copie n'existe pas : « aparte store restore --list » les nomme.")

    def _secret(self, prompt: str) -> str:
        return read_secret(self._options.passphrase_file, prompt, "--passphrase-file")

    def _new(self, prompt: str) -> str:
        """A secret to be kept: typed twice when it is typed."""
        secret = read_secret(self._options.new_file, prompt, "--new-file")
        if self._options.new_file is None and secret != getpass.getpass("Encore une fois : "):
            raise UsageError("Les deux saisies ne sont pas les mêmes : rien n'a été changé, recommencez.")
        return secret


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"Le fichier {path} ne peut pas être lu : vérifiez son nom et vos droits.") from error


_RUN: dict[str, Callable[[StoreCommands], int]] = {
    "store check": StoreCommands.check,
    "store backup": StoreCommands.backup,
    "store restore": StoreCommands.restore,
    "store rekey": StoreCommands.rekey,
    "store escrow": StoreCommands.escrow,
    "store recover": StoreCommands.recover,
}
ACTIONS = tuple(_RUN)


def run(options: Namespace, found: Places) -> int:
    """`aparte store ACTION`; returns the exit code."""
    return _RUN[options.command](StoreCommands(options, found, SystemKeyring(), SystemClock()))
