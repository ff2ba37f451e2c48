"""YAML read with the line of every value, which the plain loader forgets."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from aparte.kb.article_file import ArticleFileError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar as it is written."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    line: int
    parts: tuple["Value", ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping; `repeated` are the keys written twice, with the line of the second."""

    line: int
    parts: dict[str, "Value"] = field(default_factory=dict)
    repeated: tuple[Leaf, ...] = ()

    def text(self, key: str) -> str:
        """A scalar's text, empty when it is absent or no scalar."""
        part = self.parts.get(key)
        return part.text.strip() if isinstance(part, Leaf) and part.text != "null" else ""

    def items(self, key: str) -> tuple["Value", ...]:
        """A sequence's parts, empty when it is absent or no sequence."""
        part = self.parts.get(key)
        return part.parts if isinstance(part, Items) else ()

    def rows(self, key: str) -> list["Keys"]:
        """The mappings of a sequence."""
        return [part for part in self.items(key) if isinstance(part, Keys)]

    def leaves(self, key: str) -> list[Leaf]:
        """The scalars of a sequence."""
        return [part for part in self.items(key) if isinstance(part, Leaf)]


Value = Leaf | Items | Keys


def read_yaml(path: Path) -> Value:
    """The document in `path`; raises `ArticleFileError` at the line that can't be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ArticleFileError(path, 1, "le fichier ne peut pas être lu.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ArticleFileError(path, line, "le fichier n'est pas en UTF-8.") from error
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ArticleFileError(path, mark.line + 1 if mark else 1, "ce n'est pas du YAML valide.") from error
    return Keys(1) if node is None else _value(node)


def _value(node: yaml.Node) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Items(line, tuple(_value(part) for part in node.value))
    if isinstance(node, yaml.MappingNode):
        parts: dict[str, Value] = {}
        repeated: list[Leaf] = []
        for key, value in node.value:
            if str(key.value) in parts:
                repeated.append(Leaf(key.start_mark.line + 1, str(key.value)))
            parts[str(key.value)] = _value(value)
        return Keys(line, parts, tuple(repeated))
    return Leaf(line, str(node.value))
