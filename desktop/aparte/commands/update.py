"""`aparte update`: what is newer, fetched and verified; installed when an administrator asks."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from aparte.assist.updating.applying import Applied, Applier, NotAppliedError
from aparte.assist.updating.dpkg import Dpkg
from aparte.assist.updating.keeping import copy_out
from aparte.assist.updating.opening import administers, open_updates
from aparte.assist.updating.updates import Standing, Updates, UpdateStatus
from aparte.commands.output import json_text
from aparte.core.clock import SystemClock
from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte.settings import Policy, Settings
from aparte.settings.places import Places
from aparte.sync.trust.source import FolderSource, Source

ACTIONS = ("update status", "update check", "update fetch", "update apply", "update back")
_LATE = "Attention : l'horloge de ce poste est en retard sur la date des signatures ; réglez-la."
# What an administrator types to install a verified file, by its kind.
_BY_HAND = {
    "deb": "sudo aparte update apply",
    "setup": '"{file}" /S',
    "msi": 'msiexec /i "{file}" /qn /norestart',
    "dmg": "ouvrir « {file} »",
    "pkg": 'sudo installer -pkg "{file}" -target /',
}


def run(asked: Namespace, found: Places, administrator: bool | None = None) -> int:
    """`aparte update status|check|fetch|apply|back`; `administrator` unless told is what this account is."""
    admin = administers() if administrator is None else administrator
    # A try leaves nothing on the machine.
    machine = admin and not found.temporary
    updates = open_updates(found, Settings(found.settings, Policy.read(found.policy)), SystemClock(), machine=machine)
    applier = Applier(updates, Dpkg(), found.update_root) if machine else None
    actions: dict[str, Callable[[], None]] = {
        "status": lambda: _show(updates, updates.status(), asked),
        "check": lambda: _show(updates, updates.check(_source(asked), at_once=asked.now), asked),
        "fetch": lambda: _fetch(updates, asked),
        "apply": lambda: _apply(updates, asked, applier),
        "back": lambda: _back(asked, applier),
    }
    actions[asked.action]()
    return 0


def _fetch(updates: Updates, asked: Namespace) -> None:
    status = updates.fetch(_source(asked), at_once=asked.now)
    ready = updates.folder.state().ready
    if asked.to and ready is not None and status.file is not None:
        copied = copy_out(status.file, asked.to.expanduser().absolute(), ready)
        if not asked.json:
            say(f"Copié, vérifié : {copied}")
    _show(updates, status, asked)


def _apply(updates: Updates, asked: Namespace, applier: Applier | None) -> None:
    given = asked.file.expanduser().absolute() if asked.file else None
    if applier is None:
        status = updates.fetch(_source(asked), at_once=asked.now, given=given)
        if status.standing is not Standing.READY:
            _show(updates, status, asked)
            return
        how = _BY_HAND.get(updates.here.kind, "{file}").format(file=status.file)
        raise NotAppliedError(
            f"La version {status.newer} est prête et vérifiée ({status.file}), mais ce compte n'installe rien : "
            f"l'informatique l'installe ({how})."
        )
    done = applier.apply(_source(asked), at_once=asked.now, given=given, returnless=asked.no_return)
    if isinstance(done, UpdateStatus):
        _show(updates, done, asked)
        return
    _said(done)


def _back(asked: Namespace, applier: Applier | None) -> None:
    if applier is None:
        raise NotAppliedError("Seul l'administrateur remet en service la version d'avant : prévenez l'informatique.")
    if not asked.yes:
        raise UsageError(
            "Une version plus ancienne peut ne pas lire les échanges qu'une plus récente a écrits : sauvegardez-les "
            "(« aparte store backup »), puis ajoutez --yes."
        )
    _said(applier.back())


def _said(done: Applied) -> None:
    say(f"La version {done.version} est en service, à la place de la {done.before}.")
    if done.returnable:
        say(f"La {done.before} est gardée : « aparte update back --yes » la remet.")
    else:
        say(f"La {done.before} n'est pas gardée.")


def _source(asked: Namespace) -> Source | None:
    origin: Path | None = asked.origin
    return FolderSource(origin.expanduser().absolute()) if origin else None


def _show(updates: Updates, status: UpdateStatus, asked: Namespace) -> None:
    if getattr(asked, "json", False):
        say(json_text(_plain(status)))
        return
    if status.clock_odd:
        tell(_LATE)
    say(status.sentence)
    if status.file is not None:
        say(f"Fichier vérifié : {status.file}")
        say(f"Pour l'installer, en administrateur : {_BY_HAND.get(updates.here.kind, '').format(file=status.file)}")
    if status.standing is not Standing.CURRENT and status.standing is not Standing.ALONE:
        say(f"En service : {status.version}.")
    if status.problem and status.standing is not Standing.REFUSED:
        say(status.problem)
    if status.previous:
        say(f"Gardée : la version {status.previous} (« aparte update back --yes » la remet en service).")


def _plain(status: UpdateStatus) -> dict[str, object]:
    return {
        "standing": status.standing.value,
        "version": status.version,
        "newer": status.newer,
        "file": str(status.file) if status.file is not None else None,
        "previous": status.previous,
        "checked_at": status.checked_at.isoformat() if status.checked_at is not None else None,
        "problem": status.problem,
        "sentence": status.sentence,
    }
