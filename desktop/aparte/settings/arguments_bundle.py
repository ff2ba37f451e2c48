"""The arguments of `aparte kb bundle`."""

from pathlib import Path

from aparte.settings.arguments_contact import AddAction


def add_bundle(add: AddAction) -> None:
    """Declare each action through `add(name, help)`."""
    install = add("install", "installe le lot d'une clé USB ou d'un partage, s'il est plus récent")
    install.add_argument("folder", type=Path, metavar="DOSSIER")
    status = add("status", "dit quel lot est en service, et lequel peut reprendre sa place")
    status.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
    add("rollback", "remet en service le lot d'avant")
    trust = add("trust", "fait confiance à la racine de la mairie, donnée par l'informatique")
    trust.add_argument("file", type=Path, metavar="FICHIER", help="le fichier 1.root.json du dépôt")
