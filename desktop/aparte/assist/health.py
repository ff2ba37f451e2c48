"""Is this machine fit to serve: versions, base, index, speed, libraries, disk, model, contacts.

Qt is asked in a child process, so that a missing library is a finding and not a crash.
"""

import logging
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from aparte import __version__
from aparte.assist.bundles.shelf import bundle_of, expired_sentence
from aparte.assist.contacts.health import examine_store
from aparte.assist.dense.health import examine_meaning
from aparte.assist.desk import NOT_SEARCHABLE, Desk, SuggestRequest
from aparte.assist.drafting.health import examine_drafts
from aparte.assist.finding import Finding, Level
from aparte.assist.librarian import Librarian
from aparte.assist.policy_report import unprotected
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.core.native import apt_line, missing_libraries
from aparte.kb.base import open_base
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder
from aparte.settings import Policy, Settings
from aparte.settings.places import Places
from aparte.store.keys import KeyKeeper, SystemKeyring

log = logging.getLogger(__name__)

_BUDGET_MS = 5.0
_SUGGESTIONS = 200
_LEAST_FREE_MB = 500
_STALE = "mais c'est l'ancienne version : l'index n'a pas pu être reconstruit"
_LOAD_QT = "from PySide6 import QtCore, QtGui, QtNetwork, QtPrintSupport, QtSvg, QtWidgets; print(QtCore.qVersion())"


def examine(found: Places, clock: Clock, keeper: KeyKeeper | None = None) -> list[Finding]:
    """Every finding, in the order they are shown; raises nothing foreseen."""
    return [
        *_versions(),
        _qt(),
        _native(),
        _disk(found.base),
        *_settings(found),
        _articles(found.seed),
        _index(found.seed, found.index),
        *_bundle(found.seed, clock),
        *_service(found.seed, found.index, clock),
        *examine_drafts(found),
        *examine_meaning(found),
        *examine_store(found, clock, keeper or SystemKeyring()),
    ]


def _bundle(seed: Path, clock: Clock) -> list[Finding]:
    """The signed bundle that the base came in, if it came in one."""
    bundle = bundle_of(seed)
    if bundle is None:
        return []
    told = f"n° {bundle.version} du {bundle.made_at:%d/%m/%Y}, valable jusqu'au {bundle.expires:%d/%m/%Y}"
    if expired_sentence(bundle, clock.now()):
        return [Finding("Lot signé", Level.WARNING, told, "sa signature ne vaut plus : installez-en un plus récent")]
    return [Finding("Lot signé", Level.FINE, told)]


def _versions() -> list[Finding]:
    return [
        Finding("Aparté", Level.FINE, __version__),
        Finding("Python", Level.FINE, f"{platform.python_version()} ({platform.platform()})"),
        Finding("SQLite", Level.FINE, f"{sqlite3.sqlite_version}, celle de Python : cette version ne s'en sert pas"),
    ]


def _qt() -> Finding:
    if getattr(sys, "frozen", False):
        return Finding("Qt", Level.FINE, f"{_installed('PySide6-Essentials')}, livré avec le programme")
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and a constant
            [sys.executable, "-c", _LOAD_QT], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Finding("Qt", Level.FAILURE, "ne répond pas", "réinstallez le programme.")
    if child.returncode:
        reason = (child.stderr.strip().splitlines() or ["arrêt sans message"])[-1]
        return Finding("Qt", Level.FAILURE, f"ne se charge pas : {reason}", "voir la ligne « Bibliothèques ».")
    return Finding("Qt", Level.FINE, f"{child.stdout.strip()} (PySide6 {_installed('PySide6-Essentials')})")


def _native() -> Finding:
    missing = missing_libraries()
    if not missing:
        return Finding("Bibliothèques", Level.FINE, "aucune ne manque")
    names = ", ".join(library.name for library in missing)
    return Finding("Bibliothèques", Level.FAILURE, f"il manque {names}", f"en administrateur : {apt_line(missing)}")


def _disk(base_dir: Path) -> Finding:
    try:
        base_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=base_dir) as trial:
            trial.write(b"aparte")
            trial.flush()
            os.fsync(trial.fileno())
        free = shutil.disk_usage(base_dir).free // 1_000_000
    except OSError:
        return Finding(
            "Disque", Level.FAILURE, f"{base_dir} ne peut pas être écrit", "vérifiez les droits et la place."
        )
    if free < _LEAST_FREE_MB:
        return Finding("Disque", Level.WARNING, f"{free} Mo libres dans {base_dir}", "libérez de la place.")
    return Finding("Disque", Level.FINE, f"{base_dir} peut être écrit, {free} Mo libres")


def _settings(found: Places) -> Iterator[Finding]:
    policy = Policy.read(found.policy)
    problems = [*Settings(found.settings, policy).problems, *unprotected(policy)]
    for problem in problems:
        log.warning("%s", problem)
        yield Finding("Réglages", Level.WARNING, problem)
    if not problems:
        places = ", ".join(source.place for source in policy.sources)
        imposed = f"imposés par {places} : {len(policy.values)}" if policy.values else "aucun n'est imposé"
        yield Finding("Réglages", Level.FINE, imposed)


def _articles(seed_dir: Path) -> Finding:
    problems: list[ArticleFileError] = []
    try:
        count = sum(1 for _ in SeedFolder(seed_dir).articles(problems))
    except AparteError as error:
        return Finding("Fiches", Level.FAILURE, str(error), "vérifiez le dossier de la base.")
    detail = f"{count} lues dans {seed_dir}"
    if problems:
        detail = f"{detail}, {len(problems)} laissées de côté"
        return Finding("Fiches", Level.WARNING, detail, "« aparte kb check » dit pourquoi.")
    return Finding("Fiches", Level.FINE, detail)


def _index(seed_dir: Path, index_dir: Path) -> Finding:
    """The index as it was found, before it is repaired by opening the base."""
    try:
        seed = SeedFolder(seed_dir)
        base = open_base(index_dir, seed.language())
    except AparteError as error:
        return Finding("Index", Level.WARNING, str(error))
    if base is None:
        absent = not index_dir.exists()
        return Finding(
            "Index", Level.FINE if absent else Level.WARNING, "absent" if absent else "inutilisable ou absent"
        )
    current = base.digest == Library.beside(seed, index_dir).digest()
    detail = f"{base.passages} extraits, {'à jour' if current else 'plus ancien que les fiches'}"
    base.close()
    return Finding("Index", Level.FINE if current else Level.WARNING, detail)


def _service(seed_dir: Path, index_dir: Path, clock: Clock) -> Iterator[Finding]:
    begun = time.perf_counter()
    try:
        desk = Librarian.open(seed_dir, index_dir, clock)
        opened_ms = (time.perf_counter() - begun) * 1000
        state = desk.state()
        median, tail = speed(desk, [line for line in _sentences(seed_dir) if line])
    except AparteError as error:
        yield Finding("Base", Level.FAILURE, str(error), "« aparte kb check » et « aparte kb build » aident.")
        return
    served = f"{state.town}, {state.articles} fiches, ouverte en {opened_ms:.0f} ms"
    if state.stale:
        yield Finding("Base", Level.WARNING, f"{served}, {_STALE}", "vérifiez la place et les droits du disque.")
    else:
        yield Finding("Base", Level.FINE, served)
    for problem in state.problems:
        yield Finding("Base", Level.WARNING, problem, "« aparte kb check » dit où.")
    if not state.searchable:
        yield Finding("Recherche", Level.WARNING, NOT_SEARCHABLE, "« aparte kb build » la prépare tout de suite.")
    overdue = Level.WARNING if state.overdue else Level.FINE
    yield Finding("Fiches à revoir", overdue, str(state.overdue))
    measured = f"{_SUGGESTIONS} suggestions : médiane {median:.1f} ms, 95 % sous {tail:.1f} ms"
    yield Finding(
        "Vitesse", Level.FINE if tail <= _BUDGET_MS else Level.WARNING, f"{measured} (visé {_BUDGET_MS:.0f} ms)"
    )


def speed(desk: Desk, sentences: list[str], count: int = _SUGGESTIONS) -> tuple[float, float]:
    """Median and 95th percentile, in ms, of `count` suggestions on sentences cut as while typing."""
    times: list[float] = []
    for number in range(count):
        sentence = sentences[number % len(sentences)] if sentences else "carte"
        text = sentence[: 3 + (number * 7) % max(len(sentence) - 2, 1)]
        begun = time.perf_counter()
        desk.suggest(SuggestRequest(number, text))
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _sentences(seed_dir: Path) -> Iterator[str]:
    for article in SeedFolder(seed_dir).articles():
        yield from article.questions[:2]


def _installed(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "version inconnue"
