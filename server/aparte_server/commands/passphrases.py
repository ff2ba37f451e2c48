"""The passphrase of a private key, never an argument: other users of a machine see those."""

import sys
from getpass import getpass
from pathlib import Path

from aparte.core.errors import UsageError


def passphrase(file: Path | None, question: str, *, twice: bool = False) -> str:
    """From its file, or asked for, `twice` where it is new; raises `UsageError`."""
    if file is not None:
        try:
            return file.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"Le fichier {file} ne se lit pas : vérifiez ses droits.") from error
    if not sys.stdin.isatty():
        raise UsageError("La phrase secrète manque : donnez --passphrase-file, ou lancez la commande dans un terminal.")
    secret = getpass(question)
    if twice and getpass("Encore une fois : ") != secret:
        raise UsageError("Les deux phrases diffèrent : recommencez.")
    return secret
