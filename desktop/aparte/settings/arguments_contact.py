"""The arguments of `aparte contact`."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date
from pathlib import Path

from aparte.core.contact import Channel, Outcome

# Adds a parser for one action, with the options that every command takes.
AddAction = Callable[[str, str], ArgumentParser]
_MOST = 1_000_000_000


def add_contact(add: AddAction) -> None:
    """Declare each action through `add(name, help)`."""
    opening = add("open", "ouvre un échange dans la fenêtre, qui s'ouvre au besoin : pour un téléphone logiciel")
    opening.add_argument("--channel", type=channel, default=Channel.PHONE, metavar="CANAL", help=_names(Channel))
    listing = add("list", "liste les échanges, les plus récents d'abord")
    _add_filters(listing)
    listing.add_argument("--limit", type=count, default=50, metavar="N", help="nombre d'échanges montrés (50)")
    listing.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
    show = add("show", "montre un échange, ses réponses et ses corrections")
    show.add_argument("reference", metavar="RÉFÉRENCE", help="par exemple E-7K4PQ2")
    show.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
    export = add("export", "écrit les échanges en JSON, un par ligne")
    _add_filters(export)
    export.add_argument("--out", type=Path, metavar="FICHIER", help="où écrire ; sans elle, la sortie standard")
    export.add_argument("--words-too", action="store_true", help="avec les notes et les coordonnées encore gardées")
    erase = add("erase", "efface un échange pour de bon (RGPD)")
    erase.add_argument("reference", metavar="RÉFÉRENCE", help="par exemple E-7K4PQ2")
    erase.add_argument("--yes", action="store_true", help="confirme l'effacement")
    for action in (listing, show, export, erase):
        add_who(action)


def add_who(parser: ArgumentParser) -> None:
    """The options that say who opens the contacts."""
    parser.add_argument("--agent", metavar="NOM", help="l'agent, quand le poste en a plusieurs")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FICHIER", help="où lire le code ou la phrase ; sinon on la demande"
    )


def channel(text: str) -> Channel:
    """A channel by its name; an error that argparse shows otherwise."""
    try:
        return Channel(text.lower())
    except ValueError:
        raise ArgumentTypeError(f"« {text} » n'est pas un canal ({_names(Channel)})") from None


def outcome(text: str) -> Outcome:
    """An outcome by its name; an error that argparse shows otherwise."""
    try:
        return Outcome(text.lower())
    except ValueError:
        raise ArgumentTypeError(f"« {text} » n'est pas une issue ({_names(Outcome)})") from None


def count(text: str) -> int:
    """A number from 1 up; more than anything holds is as good as all."""
    number = int(text)
    if number < 1:
        raise ValueError
    return min(number, _MOST)


def day(text: str) -> date:
    """A day written 2026-11-26."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"« {text} » n'est pas un jour : écrivez 2026-11-26") from None


def _add_filters(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=day, metavar="JOUR", help="depuis ce jour, par exemple 2026-11-01")
    parser.add_argument("--to", dest="last", type=day, metavar="JOUR", help="jusqu'à ce jour compris")
    parser.add_argument("--words", default="", metavar="MOTS", help="référence, code ou mots des notes")
    parser.add_argument("--channel", type=channel, metavar="CANAL", help=_names(Channel))
    parser.add_argument("--outcome", type=outcome, metavar="ISSUE", help=_names(Outcome))
    parser.add_argument("--code", default="", metavar="CODE", help="code de conclusion")


def _names(choices: type[Channel] | type[Outcome]) -> str:
    return ", ".join(choice.value for choice in choices)
