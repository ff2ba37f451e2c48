"""Every command but the window; never loads Qt.

Exit codes: 0 done, 1 problems were found (`kb check`, `store check`, `model verify`, `doctor`) or
something unforeseen happened, 2 the command was not understood, 3 the base can't be read or built,
4 the disk or the output refused, 5 the contacts' key can't be had or the code was refused, 6 a model
is refused or fails, 7 the town's server can't be reached or refuses, 8 a signed bundle or program is refused,
130 interrupted.
A failure is one French sentence on the error stream.
"""

import logging
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from aparte.assist.desk import NOT_SEARCHABLE, BaseState, SuggestRequest
from aparte.assist.finding import Finding, Level
from aparte.assist.health import examine
from aparte.assist.librarian import Librarian
from aparte.commands import bundles, importing, models, records, store, sync, update
from aparte.commands.changes import kb_changes
from aparte.commands.output import json_text
from aparte.commands.policy import doctor_policy
from aparte.commands.privacy import privacy_test
from aparte.core import console
from aparte.core.clock import SystemClock
from aparte.core.console import say, tell
from aparte.core.errors import AparteError, UsageError
from aparte.core.journal import close_journal, open_journal
from aparte.core.native import apt_line, missing_libraries
from aparte.core.suggestion import ReasonKind, Suggestion, Suggestions, Verdict
from aparte.kb.base import build_base
from aparte.kb.check import check_base
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.importers.fiche import CREDIT, LICENCE
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder
from aparte.privacy.logs import MaskingFilter
from aparte.settings.arguments import parse
from aparte.settings.places import LOG_NAME, Places, places

log = logging.getLogger(__name__)

_UNSURE = "Aucune réponse sûre. À vérifier :"
_NOTHING = "Aucune fiche ne correspond : précisez la demande."
_SIGNS = {Level.FINE: "ok       ", Level.WARNING: "attention", Level.FAILURE: "problème "}


def main(argv: list[str]) -> int:
    """Run one command; returns its exit code."""
    console.prepare()
    try:
        options = parse(argv)
        if options.command is None:
            return 0
        with (
            places(options.seed, options.basedir, options.temp_basedir) as found,
            _logged(None if options.temp_basedir else found.base) as log_file,
        ):
            return _run(_COMMANDS[options.command], options, found, log_file)
    except AparteError as error:
        return _told(str(error), error.exit_code)
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return _told("Interrompu.", 130)


def _run(command: "Command", options: Namespace, found: Places, log_file: str) -> int:
    """Run a command; what nobody foresaw becomes a sentence, its detail goes to the log."""
    try:
        code = command(options, found)
        console.finish()
    except (AparteError, BrokenPipeError):
        log.info("refused", exc_info=True)
        raise
    except Exception:
        log.exception("unforeseen")
        return _told(f"Erreur imprévue : le détail est dans {log_file}.", 1)
    return code


def ask(options: Namespace, found: Places) -> int:
    """`aparte ask`: the suggestions for a sentence, as the window would show them."""
    question = console.read("écrivez la question entre guillemets") if options.question == "-" else options.question
    if not question.strip("\0 \t\r\n"):
        raise UsageError("La question est vide : écrivez ce que dit l'usager entre guillemets.")
    desk = _open(found)
    answer = desk.suggest(SuggestRequest(number=1, text=question, settled=True))
    answer = replace(answer, items=answer.items[: options.limit])
    if options.json:
        _print_json(asdict(answer))
    else:
        _print_answer(answer, desk)
    return 0


def kb_check(options: Namespace, found: Places) -> int:
    """`aparte kb check`: every fault of the base, by file and line."""
    report = check_base(found.seed, SystemClock().today(), strict=options.strict)
    for problem in report.problems:
        say(str(problem))
    console.finish()
    tell(report.summary())
    return 1 if report.errors else 0


def kb_build(_options: Namespace, found: Places) -> int:
    """`aparte kb build`: a new index, the one in service kept until this one is whole."""
    seed = SeedFolder(found.seed)
    left_out: list[ArticleFileError] = []
    library = Library.beside(seed, found.index)
    base = build_base(found.index, library.articles(left_out), seed.language(), library.digest(), anew=True)
    base.close()
    say(f"Index construit : {_count(base.passages, 'extrait')} dans {found.index}")
    console.finish()
    for problem in left_out:
        tell(f"Fiche laissée de côté : {problem}")
    return 0


def kb_info(options: Namespace, found: Places) -> int:
    """`aparte kb info`: what base is in use."""
    state = _open(found).state()
    if options.json:
        _print_json({**asdict(state), "index": str(found.index)})
        return 0
    rows = _state_rows(state) | {"Index": str(found.index)}
    for label, value in rows.items():
        say(f"{label:<22}{value}")
    return 0


def kb_search(options: Namespace, found: Places) -> int:
    """`aparte kb search`: the palette's query language."""
    result = _open(found).search(options.query, options.limit)
    if result.problem:
        raise UsageError(result.problem)
    if options.json:
        _print_json(asdict(result))
        return 0
    for hit in result.hits:
        say(f"{hit.title}  [{hit.article_id}]\n   {_one_line(hit.excerpt)}")
    say(f"{_count(result.total, 'fiche')} au total" if result.total else _NOTHING)
    if result.did_you_mean:
        say(f"Vouliez-vous dire : {result.did_you_mean}")
    return 0


def doctor(options: Namespace, found: Places) -> int:
    """`aparte doctor`: what is missing or too slow on this machine."""
    if options.policy:
        return doctor_policy(options, found)
    if options.packages:
        missing = missing_libraries()
        if missing:
            say(apt_line(missing))
        return 1 if missing else 0
    findings = examine(found, SystemClock())
    if options.json:
        _print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            say(_finding_line(finding))
    return 1 if any(finding.level is Level.FAILURE for finding in findings) else 0


Command = Callable[[Namespace, Places], int]
_COMMANDS: dict[str, Command] = {
    "ask": ask,
    "kb check": kb_check,
    "kb build": kb_build,
    "kb info": kb_info,
    "kb search": kb_search,
    "kb import": importing.kb_import,
    "kb changes": kb_changes,
    "kb bundle": bundles.run,
    "doctor": doctor,
    "contact list": records.contact_list,
    "contact show": records.contact_show,
    "contact export": records.contact_export,
    "contact erase": records.contact_erase,
    "stats month": records.stats_month,
    "sync status": sync.status,
    "sync now": sync.now,
    "sync enrol": sync.enrol,
    "sync team": sync.team,
    "sync leave": sync.leave,
    "privacy test": privacy_test,
    **dict.fromkeys(update.ACTIONS, update.run),
    **dict.fromkeys(store.ACTIONS, store.run),
    **dict.fromkeys(models.ACTIONS, models.run),
}


def _open(found: Places) -> Librarian:
    desk = Librarian.open(found.seed, found.index, SystemClock())
    left_out = desk.state().left_out
    if left_out > 0:
        tell(f"{_count(left_out, 'fiche')} hors de la base : « aparte kb check » dit pourquoi.")
    return desk


def _print_answer(answer: Suggestions, desk: Librarian) -> None:
    if answer.suspended is not None:
        say(f"{answer.suspended.title}  [{answer.suspended.article_id}]\n   {answer.suspended.said}")
    elif not answer.items:
        say(_NOTHING)
    if answer.verdict is Verdict.UNSURE and answer.items:
        say(_UNSURE)
    for number, item in enumerate(answer.items, start=1):
        say("\n".join(_suggestion_lines(number, item, desk)))
    if answer.verdict is Verdict.UNSURE and answer.hand_over is not None:
        service = answer.hand_over
        say("Relais : " + ", ".join(part for part in (service.name, service.phone, service.hours) if part))


def _suggestion_lines(number: int, item: Suggestion, desk: Librarian) -> list[str]:
    where = " › ".join(part for part in (desk.theme_label(item.theme), item.heading) if part)
    checked = [f"vérifiée le {_french(item.verified_on)}"] if item.verified_on else []
    if item.review_by and item.review_by < SystemClock().today():
        checked.append(f"à revoir depuis le {_french(item.review_by)}")
    told = ["dit par la ville, en complément"] if item.local else []
    words = sorted(f"{one.typed} → {one.matched}" for one in set(item.reasons) if one.kind is not ReasonKind.TYPED)
    return [
        f"{number}. {item.title}  [{item.article_id}]",
        *([f"   {where}"] if where else []),
        f"   « {_one_line(item.quote)} »",
        f"   {' · '.join([*told, item.source_label, *checked, *words])}",
    ]


def _state_rows(state: BaseState) -> dict[str, str]:
    newest = _french(state.newest_verification) if state.newest_verification else "jamais"
    index = "plus ancien que les fiches : il n'a pas pu être reconstruit" if state.stale else "à jour"
    return {
        "Commune": state.town,
        **({"Lot signé": state.bundle} if state.bundle else {}),
        "Fiches": str(state.articles),
        **_national_rows(state),
        "Extraits": str(state.passages),
        "Dernière vérification": newest,
        "Fiches à revoir": str(state.overdue),
        "Dossier": state.folder,
        "État de l'index": index,
        **({} if state.searchable else {"Recherche": NOT_SEARCHABLE}),
        **({"À savoir": " ".join(state.problems)} if state.problems else {}),
    }


def _national_rows(state: BaseState) -> dict[str, str]:
    rows = {"dont nationales": str(state.national)} if state.national else {}
    for file in state.national_files:
        rows["Fiches nationales"] = f"{CREDIT}, {file.name} du {_french(file.file_date)}, {LICENCE.label}"
        rows["Mises à jour au"] = _french(file.edition)
        rows["Téléchargées de"] = file.url
    return rows


def _finding_line(finding: Finding) -> str:
    advice = f" → {finding.advice}" if finding.advice else ""
    return f"{_SIGNS[finding.level]}  {finding.subject:<24}{finding.detail}{advice}"


def _print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    say(json_text(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _french(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _told(sentence: str, code: int) -> int:
    tell(f"aparte : {_one_line(sentence)}")
    return code


@contextmanager
def _logged(folder: Path | None) -> Iterator[str]:
    """Log in `folder`, in the temporary one when there is none or it refuses; yields the file's name."""
    handler, name = _handler(folder)
    open_journal(handler, MaskingFilter())
    try:
        yield name
    finally:
        close_journal(handler)


def _handler(folder: Path | None) -> tuple[logging.Handler, str]:
    for place in (folder, None):
        try:
            choice = (place or Path(tempfile.gettempdir())) / LOG_NAME
            choice.parent.mkdir(parents=True, exist_ok=True)
            return logging.FileHandler(choice, encoding="utf-8"), str(choice)
        except OSError:
            continue
    return logging.NullHandler(), "aucun journal (disque plein ou protégé)"
