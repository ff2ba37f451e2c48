"""macOS: what a configuration profile imposes, as the system writes it for each program."""

import getpass
import plistlib
import sys
from pathlib import Path
from xml.parsers.expat import ExpatError

from aparte.settings.policy_source import Layer, Source, SourceKind, unreadable

_FOLDER, _NAME = Path("/Library/Managed Preferences"), "fr.aparte.plist"
# The machine's before the user's.
PROFILES = (_FOLDER / _NAME, _FOLDER / getpass.getuser() / _NAME) if sys.platform == "darwin" else ()


def read_profile(path: Path) -> Layer | None:
    """What the profile holds; None when there is none."""
    source = Source(SourceKind.PROFILE, str(path))
    try:
        document = plistlib.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError, ExpatError, plistlib.InvalidFileException):
        return unreadable(source)
    if not isinstance(document, dict):
        return unreadable(source)
    who = document.pop("locked_by", "")
    return Layer(Source(source.kind, source.place, who if isinstance(who, str) else ""), document)
