"""Can contacts be kept on this machine: seen from outside, the store never opened and no secret asked for."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from aparte.assist.finding import Finding, Level
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.settings import Policy, Settings
from aparte.settings.options import KEEP_BACKUPS_DAYS
from aparte.settings.places import Places
from aparte.store.agents import AgentsFile, Directory
from aparte.store.backup import Backups
from aparte.store.database import refuse_affected
from aparte.store.engine import dbapi2
from aparte.store.keys import SHORTEST_PASSPHRASE, KeyKeeper
from aparte.store.places import StoreFiles, refuse_unsafe
from aparte.store.slots import SlotKind

# A long weekend without the window is no neglect.
_OLD_BACKUP = timedelta(days=5)
# A copy, and the one that replaces it while the first is still there.
_COPIES = 2
_MB = 1_000_000


def examine_store(found: Places, clock: Clock, keeper: KeyKeeper) -> Iterator[Finding]:
    """What is seen of the contacts' store, in the order it is shown; raises nothing foreseen."""
    files = StoreFiles(found.store)
    yield _library()
    yield _folder(files.folder)
    try:
        directory = AgentsFile(files).read()
    except AparteError as error:
        yield Finding("Échanges", Level.FAILURE, str(error))
        return
    yield _keyring(keeper, directory)
    yield _contacts(files, directory)
    if directory is None:
        return
    keep = Settings(found.settings, Policy.read(found.policy)).get(KEEP_BACKUPS_DAYS)
    yield _backups(Backups(files, clock, keep), clock)
    yield _room(files)


def _library() -> Finding:
    version = str(dbapi2.sqlite_version)
    try:
        refuse_affected(version)
    except AparteError as error:
        return Finding("SQLite chiffré", Level.FAILURE, str(error))
    return Finding("SQLite chiffré", Level.FINE, f"{version}, celle des échanges, sans le défaut connu")


def _folder(folder: Path) -> Finding:
    try:
        refuse_unsafe(folder)
    except AparteError as error:
        return Finding("Dossier des échanges", Level.FAILURE, str(error))
    return Finding("Dossier des échanges", Level.FINE, f"{folder}, sur un disque de ce poste")


def _keyring(keeper: KeyKeeper, directory: Directory | None) -> Finding:
    """What the keyring means for those who work here already, and for whoever comes next."""
    if keeper.usable():
        return Finding("Trousseau de clés", Level.FINE, "celui de la session garde la clé des échanges")
    slots = directory.slots if directory is not None else ()
    if any(slot.kind is SlotKind.KEYRING or (slot.wrapped is not None and slot.wrapped.bound) for slot in slots):
        return Finding(
            "Trousseau de clés",
            Level.FAILURE,
            "celui qui garde la clé des échanges ne répond pas : ils restent fermés",
            "rouvrez la session de l'agent ; à défaut, « aparte store recover » avec la phrase de secours.",
        )
    return Finding(
        "Trousseau de clés",
        Level.WARNING,
        f"aucun qui soit sûr : chaque agent choisit une phrase de passe de {SHORTEST_PASSPHRASE} caractères",
        "sous Linux, gnome-keyring ou KWallet l'éviterait.",
    )


def _contacts(files: StoreFiles, directory: Directory | None) -> Finding:
    size = _size(files)
    if directory is None and not size:
        return Finding("Échanges", Level.FINE, "aucun encore : la première ouverture de la fenêtre crée la base")
    if directory is None:
        return Finding(
            "Échanges",
            Level.FAILURE,
            "la base est là, mais la liste des agents et leurs clés ont disparu",
            f"reprenez « {files.agents.name} » d'une sauvegarde du poste.",
        )
    if not size:
        return Finding(
            "Échanges",
            Level.WARNING,
            f"{_agents(directory)}, mais la base manque",
            "la fenêtre reprendra la dernière copie saine.",
        )
    return Finding("Échanges", Level.FINE, f"base chiffrée de {_mb(size)}, {_agents(directory)}, {_opening(directory)}")


def _agents(directory: Directory) -> str:
    count = len(directory.agents)
    return f"{count} agent{'s' if count > 1 else ''}"


def _opening(directory: Directory) -> str:
    kinds = {slot.kind for slot in directory.slots if slot.agent_ref}
    if kinds == {SlotKind.KEYRING}:
        return "ouverte par le trousseau de la session"
    return "verrouillée par un code" if kinds == {SlotKind.PIN} else "verrouillée par une phrase de passe ou un code"


def _backups(backups: Backups, clock: Clock) -> Finding:
    copies = backups.all()
    if not copies:
        return Finding(
            "Sauvegardes",
            Level.WARNING,
            "aucune encore",
            "la fenêtre en fait une par jour, « aparte store backup » tout de suite.",
        )
    newest = copies[0].taken_at
    detail = f"la dernière le {newest.astimezone():%d/%m/%Y à %H:%M}, {len(copies)} en tout"
    if clock.now() - newest > _OLD_BACKUP:
        return Finding("Sauvegardes", Level.WARNING, detail, "« aparte store backup » en fait une tout de suite.")
    return Finding("Sauvegardes", Level.FINE, detail)


def _room(files: StoreFiles) -> Finding:
    wanted = _COPIES * _size(files)
    try:
        free = shutil.disk_usage(files.folder).free
    except OSError:
        return Finding(
            "Place des échanges", Level.FAILURE, f"{files.folder} ne peut pas être lu", "vérifiez les droits."
        )
    detail = f"{_mb(free)} libres, {_mb(wanted)} voulus pour les copies"
    if free < wanted:
        return Finding("Place des échanges", Level.WARNING, detail, "libérez de la place : les copies s'arrêteraient.")
    return Finding("Place des échanges", Level.FINE, detail)


def _size(files: StoreFiles) -> int:
    try:
        return files.database.stat().st_size
    except OSError:
        return 0


def _mb(size: int) -> str:
    return f"{size / _MB:.1f} Mo".replace(".", ",") if size < 10 * _MB else f"{size // _MB} Mo"
