"""The arguments of `aparte stats`."""

from argparse import ArgumentTypeError
from pathlib import Path

from aparte.settings.arguments_contact import AddAction, add_who
from aparte.stats.months import Month

_EARLIEST = Month(2000, 1)


def add_stats(add: AddAction) -> None:
    """Declare each action through `add(name, help)`; `form` is "csv", "ods", "xlsx", "pdf" or None."""
    parser = add("month", "les chiffres d'un mois : à l'écran, en tableur ou en rapport à publier")
    parser.add_argument("month", type=month, metavar="MOIS", help="par exemple 2026-10")
    form = parser.add_mutually_exclusive_group()
    for name, what in (
        ("csv", "une seule table, pour Excel ou la réutilisation"),
        ("ods", "un classeur LibreOffice, une feuille par table"),
        ("xlsx", "un classeur Excel, une feuille par table"),
        ("pdf", "le rapport d'une page, accessible, à publier"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=what)
    parser.add_argument(
        "--out", type=Path, metavar="FICHIER", help="où écrire ; sans elle, accueil-MOIS dans ce dossier"
    )
    add_who(parser)


def month(text: str) -> Month:
    """A month written 2026-10."""
    try:
        found = Month.read(text)
    except ValueError:
        found = None
    if found is None or found < _EARLIEST:
        raise ArgumentTypeError(f"« {text} » n'est pas un mois : écrivez 2026-10")
    return found
