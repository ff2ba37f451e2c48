"""The same settings for whoever writes a file by hand: an annotated example, and the table of the documentation."""

import json
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from aparte.settings import Option
from aparte.settings.kinds import Choices, Switch, Text, Whole
from tools.policy_templates.texts import TEXTS, group, imposable, label

_HEAD = """\
# Politique d'Aparté pour ce poste : copiez ce fichier en /etc/aparte/policy.toml, à root, en 0644.
# Sous Windows, préférez la stratégie de groupe (aparte.admx) ; à défaut, %PROGRAMDATA%\\aparte\\policy.toml.
# Chaque fichier de policy.d/*.toml, à côté, s'écrit de même et l'emporte ; le dernier par ordre de nom d'abord.
#
# Seules les lignes sans « # » imposent quelque chose, et ce qui est imposé est verrouillé dans l'interface.
# « aparte doctor --policy » dit ce qui est en vigueur et d'où cela vient.
# Un fichier illisible ne déverrouille rien : ce qui relève de l'informatique reste à sa valeur prudente.

# Le nom que voient les agents à côté d'un réglage verrouillé.
# locked_by = "la DSI"

[values]
"""
_TABLE_HEAD = """\
# Réglages que la politique peut imposer

Tiré des déclarations du programme par `make policy-templates` : ne modifiez pas cette page. Comment imposer :
[guide du service informatique](guide-it.md#politique-de-la-collectivité). Le nom est celui de la clé de
`policy.toml`, sous `[values]`, et de la valeur de `Software\\Policies\\Aparte` dans le registre.

« Si illisible » : ce qui est en vigueur quand la politique est là et ne peut pas être lue, ou le choix de l'agent
s'il garde moins longtemps ou verrouille plus tôt. « libre » : l'agent garde la main.
"""


def example() -> str:
    """`policy.example.toml`; nothing in it is in force."""
    return _HEAD + "".join(f"\n# --- {name} ---\n" + "\n".join(_entries(members)) for name, members in _grouped())


def table() -> str:
    """The page of the documentation, in French."""
    return _TABLE_HEAD + "".join(
        f"\n## {name}\n\n| nom | type | d'origine | si illisible | effet |\n| --- | --- | --- | --- | --- |\n"
        + "".join(f"{_row(option)}\n" for option in members)
        for name, members in _grouped()
    )


def _grouped() -> list[tuple[str, list[Option[Any]]]]:
    # A group may come back further down the catalogue.
    order = list(dict.fromkeys(group(option) for option in imposable()))
    ranked = sorted(imposable(), key=lambda option: order.index(group(option)))
    return [(name, list(members)) for name, members in groupby(ranked, key=group)]


def _entries(members: list[Option[Any]]) -> Iterator[str]:
    for option in members:
        yield ""
        said = f"{label(option)}. {TEXTS[option.key].effect} ({_kind(option)[0]})"
        yield from textwrap.wrap(said, 112, initial_indent="# ", subsequent_indent="# ")
        yield f"# {option.key} = {_toml(option.default)}"
    yield ""


def _row(option: Option[Any]) -> str:
    held = option.held(option.default)
    careful = f"`{_toml(held)}`" if option.guarded else "libre"
    cells = (
        f"`{option.key}`",
        " ; ".join(_kind(option)),
        f"`{_toml(option.default)}`",
        careful,
        TEXTS[option.key].effect,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _kind(option: Option[Any]) -> tuple[str, str]:
    """What a file holds, and what the registry does."""
    match option.kind:
        case Switch():
            return "true ou false", "REG_DWORD 1 ou 0"
        case Whole(lowest=lowest, highest=highest):
            return f"nombre de {lowest} à {highest}", "REG_DWORD" if lowest >= 0 else "REG_SZ"
        case Choices(choices=choices):
            return ", ".join(choice.value for choice in choices), "REG_SZ"
        case Text(longest=longest):
            return f"texte de {longest} caractères au plus", "REG_SZ"
        case _:
            raise TypeError(option.key)


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
