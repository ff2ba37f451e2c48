"""The arguments of `aparte update`."""

from argparse import ArgumentParser
from pathlib import Path

from aparte.settings.arguments_contact import AddAction


def add_update(add: AddAction) -> None:
    """Declare each action through `add(name, help)`."""
    status = add("status", "dit quelle version est en service, et laquelle est prête")
    _json(status)
    check = add("check", "cherche une version plus récente, sans la télécharger")
    _from(check)
    _json(check)
    fetch = add("fetch", "télécharge et vérifie la version plus récente, sans l'installer")
    _from(fetch)
    fetch.add_argument("--to", type=Path, metavar="DOSSIER", help="y copie le fichier vérifié, pour le déployer")
    _json(fetch)
    apply = add("apply", "administrateur : vérifie de nouveau et installe, en gardant la version en service")
    _from(apply)
    apply.add_argument("--file", type=Path, metavar="FICHIER", help="fichier déjà téléchargé, qui sera vérifié")
    apply.add_argument("--no-return", action="store_true", help="même si la version en service ne peut pas être gardée")
    back = add("back", "administrateur : remet en service la version d'avant")
    back.add_argument("--yes", action="store_true", help="les échanges de ce poste sont sauvegardés")


def _from(parser: ArgumentParser) -> None:
    parser.add_argument("--from", type=Path, dest="origin", metavar="DOSSIER", help="clé USB ou partage à lire")
    parser.add_argument("--now", action="store_true", help="sans attendre le tour de ce poste")


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
