"""The arguments of `aparte kb import` and `aparte kb changes`."""

from argparse import ArgumentTypeError
from pathlib import Path

from aparte.settings.arguments_contact import AddAction, count

IMPORT_SOURCES = ("vosdroits", "csv", "markdown")


def add_import(add: AddAction) -> None:
    """Declare the action through `add(name, help)`."""
    parser = add("import", "importe les fiches nationales, un tableau CSV ou un dossier de Markdown")
    parser.add_argument("source", type=source, metavar="SORTE", help=", ".join(IMPORT_SOURCES))
    parser.add_argument(
        "path", type=Path, metavar="FICHIER", help="archive .zip ou dossier, fichier .csv, dossier de .md"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="accepte une archive plus ancienne ou bien plus courte que celle en service",
    )
    parser.add_argument("--json", action="store_true", help="écrit le résultat en JSON")


def add_changes(add: AddAction) -> None:
    """Declare the action through `add(name, help)`."""
    parser = add("changes", "dit ce que le dernier import national a changé et quels compléments sont à relire")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
    form.add_argument("--csv", type=Path, metavar="FICHIER", help="écrit la liste entière dans un tableau")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help="lignes affichées dans chaque liste")


def source(text: str) -> str:
    """A kind of import by its name; an error that argparse shows otherwise."""
    if text.lower() not in IMPORT_SOURCES:
        raise ArgumentTypeError(f"« {text} » ne s'importe pas ({', '.join(IMPORT_SOURCES)})")
    return text.lower()
