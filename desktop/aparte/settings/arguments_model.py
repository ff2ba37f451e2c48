"""The arguments of `aparte model`."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from aparte.settings.arguments_contact import AddAction, count


def add_model(add: AddAction) -> None:
    """Declare each action through `add(name, help)`."""
    listing = add("list", "liste les modèles de ce poste et celui qui est en service")
    _add_adding(add("add", "copie un fichier .gguf, ou tous ceux d'un dossier préparé, parmi les modèles"))
    verify = add("verify", "relit chaque fichier en entier et le compare à son empreinte")
    remove = add("remove", "retire un modèle et efface son fichier")
    remove.add_argument("name", metavar="NOM", help="son nom, tel que « aparte model list » le montre")
    use = add(
        "use",
        "met un modèle en service ; sans nom, revient au choix d'Aparté (« aucun --search » : aucun pour la recherche)",
    )
    test = add("test", "charge un modèle, vérifie qu'il répond, et montre ce qu'il écrit ou rapproche")
    bench = add("bench", "mesure un modèle sur ce poste : vitesse, mémoire, brouillons ou non")
    for action in (verify, use, test, bench):
        action.add_argument("name", nargs="?", metavar="NOM", help="un modèle, tel que « aparte model list » le montre")
    for action in (listing, verify, test, bench):
        action.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
    for action in (use, test, bench):
        action.add_argument("--search", action="store_true", help="le modèle de recherche, non celui qui écrit")
    remove.add_argument("--machine", action="store_true", help="parmi les modèles de tout le poste")


def _add_adding(adding: ArgumentParser) -> None:
    adding.add_argument("file", nargs="?", type=Path, metavar="FICHIER", help="le modèle, un fichier .gguf")
    adding.add_argument(
        "--manifest", type=Path, metavar="DOSSIER", help="un dossier préparé : models.toml et les fichiers qu'il nomme"
    )
    adding.add_argument("--name", metavar="NOM", help="le nom que verront les agents")
    adding.add_argument("--licence", metavar="LICENCE", help="sa licence, par exemple Apache-2.0")
    adding.add_argument("--languages", type=languages, metavar="CODES", help="ses langues, par exemple fr,en")
    adding.add_argument("--context", type=count, default=0, metavar="N", help="jetons au plus ; sinon ceux du fichier")
    adding.add_argument("--memory", type=count, default=0, metavar="MO", help="mémoire voulue, en Mo ; sinon estimée")
    adding.add_argument("--origin", default="", metavar="TEXTE", help="d'où il vient : une adresse, une date")
    adding.add_argument("--sha256", default="", metavar="EMPREINTE", help="celle que l'éditeur publie ; vérifiée")
    adding.add_argument("--machine", action="store_true", help="pour tout le poste, en administrateur")
    adding.add_argument("--json", action="store_true", help="écrit le résultat en JSON")


def languages(text: str) -> tuple[str, ...]:
    """Codes between commas; an error that argparse shows otherwise."""
    codes = tuple(code.strip().lower() for code in text.split(","))
    if not all(code.isascii() and code.isalpha() and len(code) in (2, 3) for code in codes):
        raise ArgumentTypeError(f"« {text} » n'est pas une suite de codes de langue (fr,en)")
    return codes
