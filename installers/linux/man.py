"""The manual page, written from the program's own help: what it says of itself and nothing else."""

import io
import re
import sys
from contextlib import redirect_stdout

from aparte import __version__
from aparte.core.errors import AparteError
from aparte.settings.arguments import parse

_FILES = (
    ("~/.local/share/aparte/", "Les données de l'utilisateur : échanges chiffrés, index, réglages, journal."),
    ("/etc/aparte/policy.toml", "Ce que la collectivité impose, s'il existe ; voir policy.toml.example à côté."),
    ("/etc/aparte/policy.d/", "D'autres fichiers de politique, qui l'emportent sur le premier."),
    ("/etc/aparte/update-root.json", "La racine de confiance des versions du programme, posée par l'informatique."),
    (
        "/var/lib/aparte/updates/",
        "La version en service et celle d'avant, gardées par « aparte update apply ».",
    ),
    ("/var/lib/aparte/models/", "Les modèles de rédaction apportés pour tous les utilisateurs du poste."),
)


def page(date: str) -> str:
    """The page in roff; `date` is the release's, as 2026-11-26."""
    help_lines = _help([])
    commands = [found[1] for line in help_lines if (found := re.match(r"^    ([a-z]+) {2,}\S", line))]
    parts = [
        f'.TH APARTE 1 "{date}" "Aparté {__version__}" "Commandes"',
        ".SH NOM\naparte \\- aide aux agents d'accueil des mairies, sans réseau",
        ".SH SYNOPSIS\n.B aparte\n.RI [ options ]\n.RI [ commande ]",
        ".SH DESCRIPTION\n" + _literal(help_lines),
        *(f'.SH "COMMANDE {name.upper()}"\n' + _literal(_help([name])) for name in commands),
        ".SH FICHIERS\n" + "\n".join(f".TP\n.I {_escaped(path)}\n{_escaped(use)}" for path, use in _FILES),
    ]
    return "\n".join(parts) + "\n"


def _help(arguments: list[str]) -> list[str]:
    said = io.StringIO()
    with redirect_stdout(said):
        try:
            parse([*arguments, "--help"])
        except SystemExit:
            pass
        except AparteError as error:
            raise ValueError(arguments) from error
    return said.getvalue().rstrip().splitlines()


def _literal(lines: list[str]) -> str:
    """As it stands on a terminal."""
    return ".nf\n" + "\n".join(_escaped(line) for line in lines) + "\n.fi"


def _escaped(line: str) -> str:
    text = line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    sys.stdout.write(page(sys.argv[1]))
