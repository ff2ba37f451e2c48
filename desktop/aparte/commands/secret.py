"""Secrets that a command needs: from a terminal or a file, never from the arguments, which every user sees."""

import getpass
import sys
from pathlib import Path

from aparte.core.errors import UsageError

_LARGEST_SECRET = 1000


def read_secret(path: Path | None, prompt: str, option: str) -> str:
    """A secret, from the file or the terminal; the end of its line is not part of it."""
    if path is None:
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError(f"Sans terminal, donnez un fichier avec {option}.")
        return getpass.getpass(prompt)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"Le fichier « {path} » ne peut pas être lu.") from error
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(f"Le fichier « {path} » n'est pas un texte en UTF-8.") from error
    if len(data) > _LARGEST_SECRET or len(lines) != 1:
        raise UsageError(f"Le fichier « {path} » doit tenir en une seule ligne : le code ou la phrase de passe.")
    return lines[0]
