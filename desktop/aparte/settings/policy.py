"""What a town imposes on its machines: one TOML file that only its administrators can write."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_LARGEST_FILE = 1_000_000
_BROKEN = "La politique de la collectivité est illisible, rien n'est imposé : prévenez l'informatique ({path})."
_KNOWN = {"locked_by": str, "values": dict}


@dataclass(frozen=True, slots=True)
class Policy:
    """Values imposed on this machine, and the French name of who imposed them.

    `problems` says in French what the file held that could not be used.
    """

    locked_by: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Policy":
        """The policy file's; an absent one imposes nothing, and so does a broken one, which is a problem."""
        try:
            if path.stat().st_size > _LARGEST_FILE:
                return cls(problems=(_BROKEN.format(path=path),))
            document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except (OSError, ValueError, RecursionError):
            return cls(problems=(_BROKEN.format(path=path),))
        problems = [f"La politique contient une clé inconnue : {key}." for key in document if key not in _KNOWN]
        for key, kind in _KNOWN.items():
            if key in document and not isinstance(document[key], kind):
                problems.append(f"La politique ne peut pas être suivie : « {key} » est mal écrit.")
                del document[key]
        return cls(document.get("locked_by", ""), document.get("values", {}), tuple(problems))
