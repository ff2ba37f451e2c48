"""`aparte privacy test`: what would be masked in a text, and the text as it would be kept."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from aparte.core import console
from aparte.core.console import say
from aparte.core.errors import StorageError, UsageError
from aparte.kb.seed import SeedFolder
from aparte.privacy.directory import public_phrases
from aparte.privacy.kinds import Finding
from aparte.privacy.masking import find, mask
from aparte.settings.places import Places

# About ten seconds of work, and more than any citizen writes.
_MOST = 1_000_000


def privacy_test(options: Namespace, found: Places) -> int:
    """`aparte privacy test`: each finding by line and column, the masked text, a total."""
    text = _text(options.file)
    public = public_phrases(SeedFolder(found.seed).services().values())
    findings = find(text, public)
    for line in _lines(text, findings):
        say(line)
    if findings:
        say("")
    say(mask(text, public), end="" if text.endswith("\n") else "\n")
    say("")
    say(_total(findings))
    return 0


def _lines(text: str, findings: Iterable[Finding]) -> Iterator[str]:
    """« ligne 3, colonne 12 : téléphone, 06 39 98 12 34 » for each in its order, both counted from 1."""
    line, done = 1, 0
    for one in findings:
        line, done = line + text.count("\n", done, one.start), one.start
        column = one.start - text.rfind("\n", 0, one.start)
        words = " ".join(text[one.start : one.end].split())
        yield f"ligne {line}, colonne {column} : {one.kind.label}, {words}"


def _total(findings: Iterable[Finding]) -> str:
    counts = Counter(one.kind for one in findings)
    if not counts:
        return "Aucune donnée personnelle reconnue : relisez quand même, aucun contrôle automatique ne voit tout."
    detail = ", ".join(f"{kind.label} {count}" for kind, count in sorted(counts.items()))
    total = sum(counts.values())
    said = "1 donnée personnelle serait masquée" if total == 1 else f"{total} données personnelles seraient masquées"
    return f"{said} : {detail}."


def _text(name: str) -> str:
    """The text of a file, or of the standard input; neither may be endless."""
    text = console.read("donnez le nom d'un fichier", _MOST + 1) if name == "-" else _read(Path(name))
    if len(text) > _MOST:
        raise UsageError(f"Ce texte est trop long : coupez-le en parties de {_MOST:_} caractères.".replace("_", " "))
    return text


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.read(_MOST + 1)
    except UnicodeDecodeError as error:
        raise UsageError(f"Le fichier {path} n'est pas un texte lisible : enregistrez-le en UTF-8.") from error
    except FileNotFoundError as error:
        raise UsageError(f"Le fichier {path} n'existe pas : vérifiez son nom.") from error
    except OSError as error:
        raise StorageError(f"Le fichier {path} ne peut pas être lu : vérifiez ses droits d'accès.") from error
