"""One XML document as a tree, taken from a stranger: no DTD, no entities, no depth without end.

Expat builds the tree in C; what could make it grow beyond the document itself is refused on the
text, before it is parsed. Tags are left without namespace or accent: "Rangée" is "Rangee" however
it was written, and Dublin Core keeps its prefix ("dc:title").
"""

import re
import unicodedata
from functools import lru_cache
from xml.etree import ElementTree as ET

from aparte.kb.importers.refusals import BrokenDocumentError, HostileDocumentError

DEEPEST = 100
MOST_ATTRIBUTES = 64
LONGEST_TEXT = 1_000_000
MOST_TAGS = 600_000
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def parse_document(content: bytes) -> ET.Element:
    """The root element; raises `BrokenDocumentError` or `HostileDocumentError`."""
    text = _decoded(content)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise HostileDocumentError("déclare des entités, ce que l'archive nationale ne fait jamais")
    if text.count("<") > MOST_TAGS:
        raise BrokenDocumentError("a trop d'éléments")
    try:
        root = ET.fromstring(_DECLARATION.sub("", text))  # noqa: S314 - no DTD is left in the text
    except (ET.ParseError, ValueError) as error:
        raise BrokenDocumentError("n'est pas du XML bien formé") from error
    _settle(root)
    return root


def _decoded(content: bytes) -> str:
    declared = _DECLARED.search(content[:300])
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    encoding = _ENCODINGS.get(name)
    if content.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    if encoding is None:
        raise BrokenDocumentError(f"a un encodage inattendu ({name})")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BrokenDocumentError(f"n'est pas écrit dans l'encodage annoncé ({name})") from error


def _settle(root: ET.Element) -> None:
    """Check the tree's measures and rename its tags, without recursion."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > DEEPEST:
            raise BrokenDocumentError("est imbriqué sur trop de niveaux")
        if len(element.attrib) > MOST_ATTRIBUTES:
            raise BrokenDocumentError("a un élément aux attributs trop nombreux")
        if max(len(element.text or ""), len(element.tail or "")) > LONGEST_TEXT:
            raise BrokenDocumentError("a un texte démesuré")
        element.tag = _local(element.tag)
        waiting.extend((child, depth + 1) for child in element)


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    name = "dc:" + tag.removeprefix(_DUBLIN_CORE) if tag.startswith(_DUBLIN_CORE) else tag.rpartition("}")[2]
    bare = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
