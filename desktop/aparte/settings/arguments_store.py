"""The arguments of `aparte store`, declared apart: they are many, and seldom used."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_store(commands: Any, add_places: Callable[[Any], None]) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add the group to the commands; `add_places` gives each of its actions the options of the folders."""
    store = commands.add_parser("store", help="vérifie, sauvegarde, restaure ou rechiffre la base des échanges")
    actions = store.add_subparsers(dest="action", metavar="action", title="actions", required=True)
    check = actions.add_parser("check", help="examine toute la base : pages, liens, sommes ; ne répare rien")
    backup = actions.add_parser("backup", help="fait une copie chiffrée maintenant, sans arrêter le travail")
    restore = actions.add_parser("restore", help="reprend la dernière copie saine ; l'ancien fichier est gardé")
    restore.add_argument("--list", action="store_true", help="affiche seulement les copies")
    restore.add_argument("--copy", metavar="NOM", help="la copie à reprendre, telle que --list la nomme")
    rekey = actions.add_parser("rekey", help="change la clé de la base ; personne n'a de code à changer")
    escrow = actions.add_parser("escrow", help="pose la phrase de passe de secours que garde l'informatique")
    recover = actions.add_parser("recover", help="redonne un accès avec la phrase de passe de secours")
    for action in (escrow, recover):
        action.add_argument(
            "--new-file",
            type=Path,
            metavar="FICHIER",
            help="où lire le code ou la phrase à poser ; sinon on la demande",
        )
    for action in (check, backup, restore, rekey, escrow, recover):
        _add_who(action)
        add_places(action)


def _add_who(action: ArgumentParser) -> None:
    action.add_argument("--agent", metavar="NOM", help="l'agent, quand le poste en a plusieurs")
    action.add_argument(
        "--passphrase-file", type=Path, metavar="FICHIER", help="où lire le code ou la phrase ; sinon on la demande"
    )
