"""The program's arguments, declared once for the window and the commands; all its help in French."""

from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from pathlib import Path

from aparte import __version__
from aparte.core.french_arguments import FrenchParser
from aparte.settings.arguments_bundle import add_bundle
from aparte.settings.arguments_contact import AddAction, add_contact, count
from aparte.settings.arguments_import import add_changes, add_import
from aparte.settings.arguments_model import add_model
from aparte.settings.arguments_stats import add_stats
from aparte.settings.arguments_store import add_store
from aparte.settings.arguments_sync import add_sync
from aparte.settings.arguments_update import add_update

_EPILOGUE = (
    "Codes de sortie : 0 fait ; 1 problème trouvé ou imprévu ; 2 commande non comprise ; "
    "3 base illisible ; 4 disque ou sortie qui refuse ; 5 clé indisponible ou code refusé ; "
    "6 modèle refusé ou qui échoue ; 7 serveur injoignable ou qui refuse ; 8 lot ou programme signé refusé ; "
    "130 interrompu."
)


def parse(argv: Sequence[str]) -> Namespace:
    """The arguments; `command` is "ask", "kb check"… and None for the window.

    Raises `UsageError`; `--help` and `--version` print and leave with `SystemExit(0)`.
    """
    options = _parser().parse_args(list(argv))
    if "action" in options:
        options.command = f"{options.command} {options.action}"
    return options


def _parser() -> ArgumentParser:
    parser = FrenchParser(
        prog="aparte",
        description="Aparté, l'aide aux agents d'accueil des mairies. Sans commande : ouvre la fenêtre.",
        epilog=_EPILOGUE,
    )
    parser.add_argument("--version", action="version", version=f"Aparté {__version__}", help="affiche la version")
    parser.add_argument("--replay", action="store_true", help="rejoue un échange d'exemple dans la fenêtre")
    parser.add_argument("--smoke", action="store_true", help="essaie le programme : une question, un échange")
    parser.add_argument("--shots", type=Path, metavar="DOSSIER", help="où l'échange rejoué laisse ses captures d'écran")
    parser.add_argument("--raise", action="store_true", dest="raise_window", help="rappelle la fenêtre déjà ouverte")
    _add_places(parser, at_top=True)
    commands = parser.add_subparsers(dest="command", metavar="commande", title="commandes")
    _add_ask(commands)
    _add_kb(commands)
    _add_group(commands, "contact", "ouvre, liste, montre, exporte ou efface des échanges", add_contact)
    _add_group(commands, "stats", "compte les échanges : à l'écran, en tableur, en rapport à publier", add_stats)
    _add_group(commands, "store", "vérifie, sauvegarde, restaure ou rechiffre la base des échanges", add_store)
    _add_group(commands, "model", "apporte, liste, vérifie, essaie ou retire un modèle de rédaction", add_model)
    _add_group(commands, "sync", "raccorde ce poste au serveur de la mairie et lui envoie ce qui attend", add_sync)
    _add_group(commands, "update", "cherche, vérifie et prépare les nouvelles versions du programme", add_update)
    _add_group(commands, "privacy", "montre ce que le masquage reconnaît", _add_privacy)
    _add_doctor(commands)
    return parser


def _add_places(parser: ArgumentParser, at_top: bool = False) -> None:
    """Accepted before and after a command; below the top an absent option changes nothing."""

    def default(value: object) -> object:
        return value if at_top else SUPPRESS

    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--basedir", type=Path, metavar="DOSSIER", default=default(None), help="dossier des données de ce poste"
    )
    where.add_argument(
        "--temp-basedir", action="store_true", default=default(False), help="dossier provisoire, effacé à la fin"
    )
    parser.add_argument(
        "--seed", type=Path, metavar="DOSSIER", default=default(None), help="dossier de la base de connaissances"
    )


def _placed(parser: ArgumentParser) -> ArgumentParser:
    _add_places(parser)
    return parser


def _add_ask(commands: "_SubParsersAction[FrenchParser]") -> None:
    ask = commands.add_parser("ask", help="propose les fiches qui répondent à une phrase")
    ask.add_argument("question", help="ce que dit l'usager, entre guillemets ; - pour lire l'entrée standard")
    ask.add_argument("--limit", type=count, default=8, metavar="N", help="nombre de fiches (8 au plus)")
    _add_json(ask)
    _add_places(ask)


def _add_kb(commands: "_SubParsersAction[FrenchParser]") -> None:
    kb = commands.add_parser("kb", help="contrôle, construit, décrit, interroge ou complète la base de connaissances")
    actions = kb.add_subparsers(dest="action", metavar="action", title="actions", required=True)
    check = actions.add_parser("check", help="signale chaque défaut de la base, fichier et ligne")
    check.add_argument("--strict", action="store_true", help="une fiche à revoir est aussi une erreur")
    _add_places(check)
    _add_places(actions.add_parser("build", help="reconstruit l'index"))
    info = actions.add_parser("info", help="décrit la base en service")
    _add_json(info)
    _add_places(info)
    search = actions.add_parser("search", help="cherche comme la palette : phrases, champs, jokers")
    search.add_argument("query", help="par exemple : titre:passeport perdu*")
    search.add_argument("--limit", type=count, default=10, metavar="N", help="nombre de fiches affichées")
    _add_json(search)
    _add_places(search)
    for declare in (add_import, add_changes):
        declare(lambda name, said: _placed(actions.add_parser(name, help=said)))
    _add_bundle(actions)


def _add_bundle(actions: "_SubParsersAction[FrenchParser]") -> None:
    bundle = actions.add_parser("bundle", help="installe un lot de connaissances signé, ou dit lequel est en service")
    parts = bundle.add_subparsers(dest="bundle_action", metavar="action", title="actions", required=True)
    add_bundle(lambda name, said: _placed(parts.add_parser(name, help=said)))


def _add_group(
    commands: "_SubParsersAction[FrenchParser]", name: str, said: str, declare: Callable[[AddAction], None]
) -> None:
    """A command whose actions are declared elsewhere; each also takes the places."""
    actions = commands.add_parser(name, help=said).add_subparsers(
        dest="action", metavar="action", title="actions", required=True
    )

    def add(action: str, action_help: str) -> ArgumentParser:
        parser = actions.add_parser(action, help=action_help)
        _add_places(parser)
        return parser

    declare(add)


def _add_privacy(add: AddAction) -> None:
    test = add("test", "montre ce qui serait masqué dans un texte")
    test.add_argument("file", metavar="FICHIER", help="texte en UTF-8 ; - pour lire l'entrée standard")


def _add_doctor(commands: "_SubParsersAction[FrenchParser]") -> None:
    doctor = commands.add_parser(
        "doctor", help="vérifie le poste : versions, base, index, vitesse, bibliothèques, échanges"
    )
    only = doctor.add_mutually_exclusive_group()
    only.add_argument("--packages", action="store_true", help="affiche seulement la ligne apt-get qui manque")
    only.add_argument("--policy", action="store_true", help="affiche chaque réglage en vigueur, et d'où il vient")
    _add_json(doctor)
    _add_places(doctor)


def _add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
