"""Command lines that speak French: argparse's headings and errors, for the workstation and the server."""

import re
from argparse import Action, ArgumentParser, HelpFormatter
from collections.abc import Iterable
from typing import Any, NoReturn

from aparte.core import console
from aparte.core.errors import UsageError

# What argparse says in English, and how we say it.
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"one of the arguments (.+) is required", r"il manque l'une de ces options : \1"),
    (r"argument (\S+): expected (?:at least )?one argument", r"l'option \1 attend une valeur"),
    (r"argument (\S+): not allowed with argument (\S+)", r"les options \2 et \1 ne vont pas ensemble"),
    (r"argument (\S+): ignored explicit argument .*", r"l'option \1 ne prend pas de valeur"),
    (r"argument (\S+): invalid count value: (.+)", r"l'option \1 attend un nombre à partir de 1, pas \2"),
    (r"argument (\S+): invalid int value: (.+)", r"l'option \1 attend un nombre entier, pas \2"),
    (r"argument (-\S+): invalid choice: (\S+) \(choose from (.+)\)", r"l'option \1 ne peut pas être \2 (\3)"),
    (r"argument \S+: invalid choice: (\S+) \(choose from (.+)\)", r"\1 n'est pas une commande (\2)"),
    (r"argument \S+: («.+)", r"\1"),
    (r"unrecognized arguments: (.+)", r"\1 n'est pas compris"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 peut vouloir dire \2"),
)


class _French(HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[Action], groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 - argparse's own type is private
        super().add_usage(usage, actions, groups, "utilisation : " if prefix is None else prefix)


class FrenchParser(ArgumentParser):
    """An argument parser whose headings and errors are French, and whose errors are raised as `UsageError`."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own signature
        super().__init__(**{**options, "add_help": False, "formatter_class": _French, "allow_abbrev": False})
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Leave, once all that was said is written."""
        console.finish()
        super().exit(status, message)

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401, ARG002 - argparse's own signature
        console.say(message, end="")

    def error(self, message: str) -> NoReturn:
        """Say in French what was not understood; always raises `UsageError`."""
        for english, french in _SENTENCES:
            found = re.fullmatch(english, message)
            if found:
                message = found.expand(french)
                break
        raise UsageError(f"Commande non comprise : {message}. Voir « {self.prog} --help ».")
