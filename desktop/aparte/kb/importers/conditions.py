"""What the variables of an article's conditions mean, in the words of its own tabs.

A condition names variables; the archive explains them only through the titles of the situations
and cases that they govern. What can't be named is still said to be conditional.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from aparte.kb.importers.inline import line

UNNAMED = "une condition que la fiche ne précise pas"
_MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class Condition:
    """`key` is the same for the same condition, `label` is what an agent reads."""

    key: str
    label: str


class ConditionNames:
    """The label of each variable of one document."""

    def __init__(self, root: ET.Element) -> None:
        self._labels: dict[str, str] = {}
        for tab in root.iter():
            if tab.tag in ("Situation", "Cas"):
                self._learn(_only_variable(tab.find("Condition")), tab.find("Titre"))
            elif tab.tag == "Choix":
                for effect in tab.iter("affecteVrai"):
                    chosen = tab.find("IntituleSiSelectionne")
                    self._learn(effect.get("var", ""), tab.find("Titre") if chosen is None else chosen)

    def of(self, condition: ET.Element) -> Condition:
        """A condition element in words."""
        parts = list(condition)
        joined = [self._read(part) for part in parts[:_MOST_PARTS]]
        if len(joined) == 1:
            return joined[0]
        return _joined(joined, "et")

    def _learn(self, variable: str, title: ET.Element | None) -> None:
        label = "" if title is None else line(title)
        if variable and label:
            self._labels.setdefault(variable, label)

    def _read(self, part: ET.Element) -> Condition:
        variable = part.get("var", "")
        label = self._labels.get(variable, "")
        if part.tag == "estVrai":
            return Condition(variable, label or UNNAMED)
        if part.tag in ("estFaux", "estIndefini"):
            return Condition(f"{part.tag} {variable}", f"hors du cas « {label} »" if label else UNNAMED)
        return _joined([self._read(child) for child in part][:_MOST_PARTS], "ou" if part.tag == "ou" else "et")


def case(tab: ET.Element) -> Condition:
    """The condition that a situation or a case is, named by its title."""
    title = tab.find("Titre")
    label = "" if title is None else line(title)
    return Condition(_only_variable(tab.find("Condition")) or f"= {label}", label or UNNAMED)


def said(conditions: tuple[Condition, ...]) -> str:
    """The conditions of a passage as one line, empty when it always holds."""
    return "Si : " + " › ".join(condition.label for condition in conditions) if conditions else ""


def _only_variable(condition: ET.Element | None) -> str:
    if condition is None or len(condition) != 1 or condition[0].tag != "estVrai":
        return ""
    return condition[0].get("var", "")


def _joined(parts: list[Condition], word: str) -> Condition:
    if not parts:
        return Condition("?", UNNAMED)
    labels = list(_once(part.label for part in parts))
    return Condition(f" {word} ".join(part.key for part in parts), f" {word} ".join(labels))


def _once(labels: Iterator[str]) -> Iterator[str]:
    yield from dict.fromkeys(labels)
