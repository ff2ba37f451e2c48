"""`aparte-server device invite`: a code on the screen, or on a sheet to hand out."""

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from aparte.core.clock import SystemClock
from aparte.core.console import say
from aparte.core.errors import UsageError
from aparte.wire.codes import LENGTH, grouped, letters_of
from aparte_server.commands.files import written
from aparte_server.commands.sheet import Invitation, pdf_sheet
from aparte_server.store.devices import CODE_LASTS
from aparte_server.store.store import ServerStore


def add_invite(parser: ArgumentParser) -> None:
    """The arguments of `device invite`, besides the organisation."""
    parser.add_argument("--label", required=True, help="nom du poste, par exemple « accueil 1 »")
    parser.add_argument("--print", type=Path, dest="sheet", metavar="FICHIER.pdf", help="une feuille à remettre")
    parser.add_argument("--address", default="", help="adresse du serveur, pour le code à scanner de la feuille")
    parser.add_argument(
        "--team-code", default="", help="code d'équipe affiché par un poste : imprimé, jamais gardé par le serveur"
    )


def invite(store: ServerStore, asked: Namespace) -> None:
    """One code, good for a quarter of an hour."""
    team = _team_code(asked.team_code)
    if asked.sheet is not None:
        _check(asked)
    town = store.organisations.by_siret(asked.org)
    code = store.devices.invite(town.org_id, asked.label)
    minutes = int(CODE_LASTS.total_seconds() // 60)
    if asked.sheet is None:
        say(f"{code}{f'  {team}' if team else ''}  (à saisir sur le poste dans les {minutes} minutes)")
        return
    until = SystemClock().now() + CODE_LASTS
    written(asked.sheet, pdf_sheet(Invitation(town.name, asked.label, asked.address, code, team, until)))
    say(f"Feuille : {asked.sheet}, à utiliser avant {until.astimezone():%H:%M}.")


def _check(asked: Namespace) -> None:
    """Before a code is made: a sheet that can't be written would waste it."""
    if asked.sheet.suffix.lower() != ".pdf":
        raise UsageError("La feuille est un PDF : donnez à --print un nom en .pdf.")
    if not asked.address.startswith(("https://", "http://")):
        raise UsageError(
            "Donnez avec --address l'adresse que les postes appellent, par exemple https://aparte.ville.fr."
        )
    try:
        with tempfile.TemporaryFile(dir=asked.sheet.absolute().parent):
            pass
    except OSError as error:
        raise UsageError(f"Le dossier de {asked.sheet} ne peut pas être écrit : choisissez-en un autre.") from error


def _team_code(text: str) -> str:
    letters = letters_of(text)
    if text and len(letters) != LENGTH:
        raise UsageError(f"Le code d'équipe compte {LENGTH} lettres et chiffres : recopiez celui qu'un poste affiche.")
    return grouped(letters)
