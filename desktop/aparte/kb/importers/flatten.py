"""The body of an article as sections, each under its headings and its conditions.

Children are walked in document order with a path: chapters add headings, situations, cases and
conditioned fragments add conditions. A section ends wherever the path changes, so that two cases
never share one. Elements nobody told us of keep their words and are counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from aparte.core.article import Section
from aparte.kb.importers.conditions import Condition, ConditionNames, case, said
from aparte.kb.importers.inline import INLINE, Inline, line
from aparte.kb.importers.services import place_lines, service_lines
from aparte.kb.importers.tables import table_lines

_UNWRAPPED = frozenset(
    "Texte Contenu Description Introduction Conclusion ListeSituations BlocCas FragmentConditionne ContenuIllustre "
    "Commentaire SiteInternetPublic InformationComplementaire".split()
)
_CHAPTERS = frozenset({"Chapitre", "SousChapitre", "Complement"})
_CASES = frozenset({"Situation", "Cas"})
_CALL_OUTS = {
    "ANoter": "À noter",
    "ASavoir": "À savoir",
    "Attention": "Attention",
    "Rappel": "Rappel",
    "Exemple": "Exemple",
}
_LEFT_OUT = frozenset(
    "Titre Condition RechercheGuidee Questionnaire Illustration Video Colonne Partenaire Actualite RefActualite "
    "TitreAlternatif".split()
)


@dataclass(frozen=True, slots=True)
class Path:
    """Where a block stands."""

    headings: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def under(self, heading: str) -> "Path":
        """One heading deeper."""
        return replace(self, headings=(*self.headings, heading)) if heading else self

    def when(self, condition: Condition) -> "Path":
        """Under one more condition, unless it already holds here."""
        if any(known.key == condition.key for known in self.conditions):
            return self
        return replace(self, conditions=(*self.conditions, condition))

    def heading(self) -> str:
        """The headings and the condition as one line."""
        trail = " › ".join(self.headings)
        condition = said(self.conditions)
        return f"{trail} — {condition}" if trail and condition else trail or condition


class Flattener:
    """Collects the sections of one article."""

    def __init__(self, inline: Inline, names: ConditionNames, services: Callable[[ET.Element, str], str]) -> None:
        self.unknown: Counter[str] = Counter()
        self._inline = inline
        self._names = names
        self._services = services
        self._written: list[tuple[Path, list[str]]] = []
        self._special: dict[str, Callable[[ET.Element, str], Iterable[str]]] = {
            "Liste": self._list,
            "Tableau": self._table,
            "ServiceEnLigne": self._service,
            "OuSAdresser": self._place,
            "Image": self._image,
            **dict.fromkeys(_CALL_OUTS, self._call_out),
        }

    def take(self, element: ET.Element, path: Path | None = None) -> None:
        """Add a block that stands at the root."""
        self._block(element, path or Path())

    def sections(self) -> tuple[Section, ...]:
        """What was collected."""
        return tuple(
            Section(path.heading(), "\n\n".join(blocks), said(path.conditions)) for path, blocks in self._written
        )

    def _block(self, element: ET.Element, path: Path) -> None:
        tag = element.tag
        if tag in _LEFT_OUT:
            return
        if tag in _CASES:
            self._inside(element, path.when(case(element)))
            return
        path = self._conditioned(element, path)
        if tag in _CHAPTERS:
            self._inside(element, path.under(_title(element)))
        elif tag in _UNWRAPPED or (tag not in _LEAVES and self._holds_blocks(element)):
            self._inside(element, path)
        else:
            self._write(path, "\n".join(self._lines(element, said(path.conditions))))

    def _inside(self, element: ET.Element, path: Path) -> None:
        headings = path.headings
        self._write(path, self._inline_text(element.text))
        for child in element:
            if child.tag == "TitreFlottant":
                path = replace(path, headings=(*headings, line(child)))
            else:
                self._block(child, path)
            self._write(path, self._inline_text(child.tail))

    def _conditioned(self, element: ET.Element, path: Path) -> Path:
        condition = element.find("Condition")
        return path if condition is None else path.when(self._names.of(condition))

    def _holds_blocks(self, element: ET.Element) -> bool:
        """Whether an element that nobody told us of is a container; its name is counted."""
        if element.tag not in INLINE:
            self.unknown[element.tag] += 1
        return any(child.tag not in INLINE for child in element)

    def _write(self, path: Path, text: str) -> None:
        if not text:
            return
        if not self._written or self._written[-1][0] != path:
            self._written.append((path, []))
        self._written[-1][1].append(text)

    def _lines(self, element: ET.Element, condition: str) -> list[str]:
        """A block as lines of Markdown: it changes neither heading nor section."""
        special = self._special.get(element.tag)
        if special is not None:
            return list(special(element, condition))
        text = self._inline.write(element)
        return [text] if text else []

    def _table(self, element: ET.Element, condition: str) -> Iterator[str]:
        return table_lines(element, lambda cell: self._one_line(cell, condition))

    def _service(self, element: ET.Element, condition: str) -> list[str]:
        return service_lines(element, self._services(element, condition), lambda part: self._nested(part, condition))

    def _place(self, element: ET.Element, condition: str) -> list[str]:
        self._services(element, condition)
        return place_lines(element, lambda part: self._nested(part, condition))

    def _image(self, element: ET.Element, condition: str) -> list[str]:
        """What an image shows, in words."""
        for name in ("Description", "TexteDeRemplacement"):
            words = element.find(name)
            if words is not None:
                return self._nested(words, condition)
        return []

    def _list(self, element: ET.Element, condition: str) -> Iterator[str]:
        title = _title(element)
        if title:
            yield f"**{title}**"
        for item in element.findall("Item"):
            lines = self._nested(item, condition)
            for at, text in enumerate(lines):
                yield f"- {text}" if at == 0 else f"  {text}"

    def _call_out(self, element: ET.Element, condition: str) -> Iterator[str]:
        title = _title(element) or _CALL_OUTS[element.tag]
        lines = self._nested(element, condition)
        for at, text in enumerate(lines):
            yield f"> **{title}** : {text}" if at == 0 else f"> {text}"

    def _nested(self, parent: ET.Element, condition: str) -> list[str]:
        """The blocks inside a block as lines, each conditioned one with its condition."""
        lines: list[str] = []
        own = parent.find("Condition")
        if own is not None:
            condition = _and(condition, self._names.of(own).label)
        lead = self._inline_text(parent.text)
        lines += [lead] if lead else []
        for child in parent:
            lines += self._nested_block(child, condition)
            tail = self._inline_text(child.tail)
            lines += [tail] if tail else []
        if own is not None and lines:
            lines[0] = f"(Si : {self._names.of(own).label}) {lines[0]}"
        return lines

    def _nested_block(self, child: ET.Element, condition: str) -> list[str]:
        if child.tag in _LEFT_OUT:
            return []
        if child.tag in _CASES:
            label = case(child).label
            lines = self._unconditioned(child, _and(condition, label))
            return [f"(Si : {label}) {text}" for text in lines]
        if child.tag in _CHAPTERS:
            title, lines = _title(child), self._nested(child, condition)
            return [f"**{title}**", *lines] if title else lines
        if child.tag in _UNWRAPPED or (child.tag not in _LEAVES and self._holds_blocks(child)):
            return self._nested(child, condition)
        return self._lines(child, condition)

    def _unconditioned(self, element: ET.Element, condition: str) -> list[str]:
        return [text for child in element for text in self._nested_block(child, condition)]

    def _one_line(self, element: ET.Element, condition: str) -> str:
        return " ".join(text.removeprefix("- ") for text in self._nested(element, condition))

    @staticmethod
    def _inline_text(text: str | None) -> str:
        return " ".join((text or "").split())


_LEAVES = frozenset({"Paragraphe", "Liste", "Tableau", "ServiceEnLigne", "OuSAdresser", "Image", *_CALL_OUTS, *INLINE})


def _title(element: ET.Element) -> str:
    title = element.find("Titre")
    return "" if title is None else line(title)


def _and(condition: str, label: str) -> str:
    return f"{condition} › {label}" if condition else f"Si : {label}"
