"""`aparte kb changes`: what the last national import changed, and which overlays are to be read again."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict

from aparte.assist.changes import CHANGE_WORDS, BaseChanges, ChangeKind, base_changes, changes_csv, reason
from aparte.commands.output import json_text, write_file
from aparte.core.clock import SystemClock
from aparte.core.console import say, tell
from aparte.kb.importers.fiche import CREDIT, LICENCE
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder
from aparte.settings.places import Places

_NOTHING = "Aucune fiche nationale n'est importée : « aparte kb import vosdroits ARCHIVE.zip » le fait."


def kb_changes(options: Namespace, found: Places) -> int:
    """On screen, or as JSON, or as a table in the file of `--csv`."""
    library = Library.beside(SeedFolder(found.seed), found.index)
    changes = base_changes(library, SystemClock().today(), lambda _: True)
    if options.csv is not None and changes is not None:
        write_file(options.csv, [changes_csv(changes)])
        tell(f"{len(changes.changes)} lignes écrites dans {options.csv}")
    elif options.json:
        say(json_text(None if changes is None else asdict(changes)))
    elif changes is not None:
        for line in _lines(changes, options.limit):
            say(line)
    else:
        say(_NOTHING)
    return 0


def _lines(found: BaseChanges, limit: int) -> Iterator[str]:
    yield f"{CREDIT}, {found.file_name} du {found.file_date:%d/%m/%Y}, {LICENCE.label}"
    yield f"Importées le {found.imported_on:%d/%m/%Y}, mises à jour au {found.edition:%d/%m/%Y}" + _before(found)
    if found.unknown:
        yield "Cet import n'a pas gardé ce qu'il changeait : le prochain le dira."
    for kind in ChangeKind:
        yield from _listed(found, kind, limit)
    if not found.changes and not found.unknown:
        yield "Rien n'a changé depuis le dernier import, et aucun complément n'est à relire."
    for problem in found.problems:
        yield f"Complément laissé de côté : {problem}"


def _before(found: BaseChanges) -> str:
    return f" (avant : {found.before:%d/%m/%Y})" if found.before else " (premier import)"


def _listed(found: BaseChanges, kind: ChangeKind, limit: int) -> Iterator[str]:
    changes = found.of(kind)
    if changes:
        yield f"{CHANGE_WORDS[kind]} : {len(changes)}"
    for change in changes[:limit]:
        said = reason(change)
        yield f"   {change.id}  {change.title}" + (f" : {said}" if said else "")
    if len(changes) > limit:
        yield f"   et {len(changes) - limit} autres (liste entière : --json ou --csv)"
