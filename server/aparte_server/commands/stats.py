"""`aparte-server stats month`: a town's figures on the terminal or as a file."""

from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from aparte.core.clock import SystemClock
from aparte.core.console import say
from aparte.core.errors import UsageError
from aparte.stats.months import Month
from aparte_server.commands.files import written
from aparte_server.figures.exports import csv_file, ods_file, text
from aparte_server.figures.labels import code_labels
from aparte_server.figures.month import MonthFigures, month_figures
from aparte_server.store.store import ServerStore

if TYPE_CHECKING:
    from argparse import ArgumentParser

_FORMS = {"csv": csv_file, "ods": ods_file}


def add_stats(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of `stats`."""
    actions = commands.add_parser("stats", help="chiffres d'un mois").add_subparsers(dest="action", required=True)
    month = actions.add_parser("month", help="par canal, site, issue, code et service, prêts à publier")
    month.add_argument("month", type=_month, help="par exemple 2026-10")
    month.add_argument("--org", required=True, help="SIRET")
    month.add_argument("--codes", type=Path, help="closure_codes.yaml, pour le libellé des codes")
    month.add_argument("--out", type=Path, help="fichier à écrire ; sinon accueil-MOIS.csv ou .ods ici")
    form = month.add_mutually_exclusive_group()
    for name in _FORMS:
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=f"un fichier {name.upper()}")
    month.set_defaults(run=show_month)


def show_month(store: ServerStore, asked: Namespace) -> None:
    """The tables, or a file when a form or a name is given."""
    figures = _figures(store, asked)
    form = _form(asked)
    if form is None:
        say(text(figures))
        return
    path = asked.out or Path(f"accueil-{asked.month}.{form}")
    written(path, _FORMS[form](figures))
    say(f"Écrit : {path}")


def _figures(store: ServerStore, asked: Namespace) -> MonthFigures:
    today = SystemClock().today()
    if asked.month.first > today:
        raise UsageError(f"Le mois {asked.month} n'a pas commencé : choisissez un mois passé ou en cours.")
    codes = code_labels(asked.codes) if asked.codes else {}
    town = store.organisations.by_siret(asked.org)
    counted = store.counting.month(town.org_id, str(asked.month))
    return month_figures(town.siret, town.name, asked.month, counted, today=today, codes=codes)


def _form(asked: Namespace) -> str | None:
    """The form that was asked for, or that the file's name tells."""
    if asked.form or asked.out is None:
        return str(asked.form) if asked.form else None
    told = str(asked.out.suffix).lower().removeprefix(".")
    if told not in _FORMS:
        raise UsageError(f"Quel format pour « {asked.out} » ? Ajoutez --csv ou --ods.")
    return told


def _month(written_as: str) -> Month:
    try:
        return Month.read(written_as)
    except ValueError as error:
        raise ArgumentTypeError(f"« {written_as} » n'est pas un mois : écrivez par exemple 2026-10") from error
