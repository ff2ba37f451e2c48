"""YAML read with the line of every value, which the plain loader forgets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from aparte.kb.front_matter import ArticleFileError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MISREAD = frozenset({"bool", "int", "float", "timestamp"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar as it is written; `kind` is what YAML takes it for, as "str" or "bool"."""

    line: int
    text: str
    kind: str = "str"

    @property
    def misread(self) -> bool:
        """Whether YAML makes something else of what was meant as a text: `no`, `012`, `1:30`."""
        return self.kind in _MISREAD

    @property
    def empty(self) -> bool:
        """Whether nothing is written there."""
        return self.kind == "null" or not self.text.strip()


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    line: int
    parts: tuple["Value", ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping; `names` are its keys as they are written, each time they are."""

    line: int
    parts: dict[str, "Value"] = field(default_factory=dict)
    names: tuple[Leaf, ...] = ()

    @property
    def repeated(self) -> Iterator[Leaf]:
        """The keys written again, at the line of the second time."""
        seen: set[str] = set()
        for name in self.names:
            if name.text in seen:
                yield name
            seen.add(name.text)

    def text(self, key: str) -> str:
        """A scalar's text, empty when it is absent or no scalar."""
        part = self.parts.get(key)
        return part.text.strip() if isinstance(part, Leaf) and not part.empty else ""

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
    return compose(text, path)


def compose(text: str, path: Path, first_line: int = 1) -> Value:
    """The document in `text`, which begins at `first_line` of `path`; raises `ArticleFileError`."""
    try:
        node = yaml.compose(text, Loader=_Loader)
        return Keys(first_line) if node is None else _value(node, first_line)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ArticleFileError(path, (mark.line if mark else 0) + first_line, "ce n'est pas du YAML valide.") from error


def walk(value: Value) -> Iterator[Value]:
    """The value and everything in it."""
    yield value
    for part in value.parts.values() if isinstance(value, Keys) else value.parts if isinstance(value, Items) else ():
        yield from walk(part)


def _value(node: yaml.Node, first_line: int) -> Value:
    line = node.start_mark.line + first_line
    if isinstance(node, yaml.SequenceNode):
        return Items(line, tuple(_value(part, first_line) for part in node.value))
    if isinstance(node, yaml.MappingNode):
        names = tuple(_leaf(key, first_line) for key, _ in node.value)
        parts = {str(key.value): _value(value, first_line) for key, value in node.value}
        return Keys(line, parts, names)
    return _leaf(node, first_line)


def _leaf(node: yaml.Node, first_line: int) -> Leaf:
    return Leaf(node.start_mark.line + first_line, str(node.value), node.tag.rpartition(":")[2])
