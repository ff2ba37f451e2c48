"""The arguments of `aparte store`, declared apart: they are many, and seldom used."""

from pathlib import Path

from aparte.settings.arguments_contact import AddAction, add_who


def add_store(add: AddAction) -> None:
    """Declare each action through `add(name, help)`."""
    check = add("check", "examine toute la base : pages, liens, sommes ; ne répare rien")
    backup = add("backup", "fait une copie chiffrée maintenant, sans arrêter le travail")
    restore = add("restore", "reprend la dernière copie saine ; l'ancien fichier est gardé")
    restore.add_argument("--list", action="store_true", help="affiche seulement les copies")
    restore.add_argument("--copy", metavar="NOM", help="la copie à reprendre, telle que --list la nomme")
    rekey = add("rekey", "change la clé de la base ; personne n'a de code à changer")
    escrow = add("escrow", "pose la phrase de passe de secours que garde l'informatique")
    recover = add("recover", "redonne un accès avec la phrase de secours ou la clé de récupération de la ville")
    recover.add_argument(
        "--recovery-key", type=Path, metavar="FICHIER", help="clé de récupération de la ville, au lieu de la phrase"
    )
    recover.add_argument(
        "--escrow", type=Path, metavar="FICHIER", help="la clé de ce poste, exportée du serveur, si elle manque ici"
    )
    for action in (escrow, recover):
        action.add_argument(
            "--new-file",
            type=Path,
            metavar="FICHIER",
            help="où lire le code ou la phrase à poser ; sinon on la demande",
        )
    for action in (check, backup, restore, rekey, escrow, recover):
        add_who(action)
