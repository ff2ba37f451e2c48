"""The text of a paragraph as one line of Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree as ET

_BLANKS = re.compile(r"[ \t\r\n]+")
_SAFE_URL = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>()\[\]\"]+", re.IGNORECASE)
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
INLINE = frozenset(
    "MiseEnEvidence Valeur Exposant Indice Expression Variable TermeEtranger Tel Montant Citation "
    "LienInterne LienIntra LienExterne".split()
)
LinkSeen = Callable[[ET.Element, str], None]


def line(element: ET.Element) -> str:
    """All the words of an element on one line, without marks."""
    return tidy("".join(element.itertext()))


def tidy(text: str) -> str:
    """One line: blanks collapsed, invisible signs out."""
    return _BLANKS.sub(" ", text.replace("\u200b", "").replace("\x00", "")).strip()


def safe_url(url: str | None) -> str:
    """The address when a person may follow it, else nothing."""
    written = (url or "").strip().replace("(", "%28").replace(")", "%29")
    return written if _SAFE_URL.fullmatch(written) else ""


class Inline:
    """Writes paragraphs of one article; an abbreviation is spelt out once.

    `seen` is told of each link and its text.
    """

    def __init__(self, abbreviations: Mapping[str, str], seen: LinkSeen) -> None:
        self._abbreviations = dict(abbreviations)
        self._seen = seen

    def write(self, element: ET.Element) -> str:
        """One line of Markdown."""
        return tidy("".join(self._parts(element)))

    def _parts(self, element: ET.Element) -> Iterator[str]:
        yield _plain(element.text)
        for child in element:
            yield self._part(child)
            yield _plain(child.tail)

    def _part(self, child: ET.Element) -> str:
        text = "".join(self._parts(child))
        if child.tag == "MiseEnEvidence":
            return _bold(text)
        if child.tag == "LienExterne":
            self._seen(child, tidy(text))
            url = safe_url(child.get("URL"))
            return f"[{tidy(text)}]({url})" if url and text.strip() else text
        if child.tag == "LienInterne":
            return self._inner(child, text)
        # A block strayed into a paragraph: its words stay apart from its neighbours'.
        return text if child.tag in INLINE else f" {text} "

    def _inner(self, child: ET.Element, text: str) -> str:
        if child.get("type") in ("Sigle", "Acronyme"):
            meaning = self._abbreviations.pop(child.get("LienPublication", ""), "")
            return f"{text.rstrip()} ({meaning})" if meaning else text
        self._seen(child, tidy(text))
        return text


def _plain(text: str | None) -> str:
    # A star or a bracket of the text is no mark of ours.
    return (text or "").replace("[", "(").replace("]", ")").replace("**", "*")


def _bold(text: str) -> str:
    found = _EDGES.fullmatch(text)
    if found is None or not found.group(2) or "**" in text:
        return text
    return f"{found.group(1)}**{found.group(2)}**{found.group(3)}"
