"""Reading the base's YAML: one loader, and what reading a broken file may raise."""

from pathlib import Path
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Whatever a hand-edited file provokes while it is read and its rows are taken.
UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, yaml.YAMLError)


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The content of a UTF-8 YAML file; raises one of `UNREADABLE`."""
    return parse_yaml(path.read_text("utf-8"))


def parse_yaml(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """The content of a YAML text; raises `yaml.YAMLError`, or `ValueError` for an impossible date."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
