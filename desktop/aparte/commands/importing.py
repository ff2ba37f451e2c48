"""`aparte kb import`: the national archive, a spreadsheet or a folder of Markdown."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from aparte.assist.importing import ImportReport, ImportRequest, finish_index, import_articles
from aparte.core import console
from aparte.core.clock import SystemClock
from aparte.core.console import say, tell
from aparte.kb.importers.comparing import Named
from aparte.settings.places import Places

_LISTED = 20
_BAR = 24


def kb_import(options: Namespace, found: Places) -> int:
    """Import, list what changed, then finish the palette's full-text index.

    Ctrl+C stops it: the base in service stays, and the same command goes on where it stopped.
    """
    request = ImportRequest(options.source, options.path.expanduser().absolute(), options.force)
    bar = ProgressBar()
    try:
        report = import_articles(request, found.seed, found.index, SystemClock().today(), bar.show)
    finally:
        bar.close()
    if options.json:
        say(json.dumps(_as_json(report), ensure_ascii=False, indent=2, default=str))
    else:
        for line in _lines(report):
            say(line)
    console.finish()
    for sentence in report.manifest.left_out[:_LISTED]:
        tell(f"Laissée de côté : {sentence}")
    tell("Les fiches sont cherchables. La recherche de la palette se prépare…")
    finish_index(found.index)
    tell("Import terminé.")
    return 0


class ProgressBar:
    """A bar on the error stream, when that is a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._last = ("", -1)

    def show(self, step: str, done: int, total: int) -> None:
        """Draw the bar again when a percent has passed."""
        percent = done * 100 // total if total else 100
        if self._shown and (step, percent) != self._last:
            self._last = (step, percent)
            filled = percent * _BAR // 100
            sys.stderr.write(f"\r{step:<26}[{'█' * filled}{'·' * (_BAR - filled)}] {percent:3} %")
            sys.stderr.flush()

    def close(self) -> None:
        """Leave the line."""
        if self._shown and self._last[0]:
            sys.stderr.write("\n")
            sys.stderr.flush()


def _lines(report: ImportReport) -> Iterator[str]:
    manifest, differences = report.manifest, report.differences
    yield f"{manifest.file_name} du {_french(manifest.file_date)} : {manifest.counts['articles']} fiches importées"
    yield from _listed("Nouvelles", differences.added)
    yield from _listed("Modifiées", differences.changed)
    yield from _listed("Redirigées", differences.redirected)
    yield from _listed("Retirées", differences.withdrawn)
    if differences.none:
        yield "Rien n'a changé depuis le dernier import."
    if report.to_review:
        yield f"Compléments de la ville à relire : {len(report.to_review)} (« aparte kb changes » dit pourquoi)"
    if manifest.unknown:
        yield "Éléments inconnus, gardés comme texte : " + ", ".join(
            f"{name} ({count})" for name, count in manifest.unknown.items()
        )
    yield f"La base compte {report.passages} extraits."


def _listed(label: str, named: tuple[Named, ...]) -> Iterator[str]:
    if not named:
        return
    yield f"{label} : {len(named)}"
    for one in named[:_LISTED]:
        yield f"   {one.id}  {one.title}" + (f" → {one.towards}" if one.towards else "")
    if len(named) > _LISTED:
        yield f"   et {len(named) - _LISTED} autres (liste entière : --json)"


def _as_json(report: ImportReport) -> dict[str, object]:
    beside = {"passages": report.passages, "to_review": [asdict(change) for change in report.to_review]}
    return {**beside, **asdict(report.manifest), **asdict(report.differences)}


def _french(day: date) -> str:
    return f"{day:%d/%m/%Y}"
