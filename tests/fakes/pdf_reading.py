"""A reader of the PDFs that we write: objects, the structure tree, and the operators of the page."""

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_REFERENCE = re.compile(r"(\d+) 0 R")


@dataclass
class Element:
    """An element of the structure tree; a number among its kids is a mark of the page."""

    role: str
    alt: str
    scope: str
    kids: list["Element | int"]

    def all(self) -> Iterator["Element"]:
        """This element and all below."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all()

    def marks(self) -> list[int]:
        """The marks of this element and all below, in reading order."""
        return [mark for kid in self.kids for mark in ([kid] if isinstance(kid, int) else kid.marks())]


class Pdf:
    """A one-page document."""

    def __init__(self, data: bytes) -> None:
        self.objects = {int(number): body for number, body in _OBJECT.findall(data)}
        self.catalog = self._one("/Type /Catalog")
        self.page = self._one("/Type /Page\n")
        self.content = self._stream(int(self._after(self.page, "/Contents")[0]))

    def text(self, number: int) -> str:
        """An object, as Latin-1."""
        return str(self.objects[number], "latin-1")

    def all(self, kind: str) -> list[str]:
        """The objects that hold `kind`."""
        return [self.text(number) for number in self.objects if kind in self.text(number)]

    def root(self) -> Element:
        """The structure tree's one element at the top."""
        tree = self.text(int(self._after(self.catalog, "/StructTreeRoot")[0]))
        return self._element(int(self._after(tree, "/K")[0]))

    def parents(self) -> list[str]:
        """The role of the owner of each mark, as the parent tree tells it."""
        tree = self.text(int(self._after(self.catalog, "/StructTreeRoot")[0]))
        inside = tree[tree.index("/Nums") :]
        return [self._element(int(number)).role for number in _REFERENCE.findall(inside[: inside.index(">>")])]

    def role_map(self) -> dict[str, str]:
        """Our own roles and the standard ones they stand for."""
        (inside,) = re.findall(r"/RoleMap <<(.*?)>>", "".join(self.all("/RoleMap")), re.DOTALL)
        return dict(re.findall(r"/(\w+) /(\w+)", inside))

    def operators(self) -> Iterator[tuple[str, str]]:
        """Each operator of the page that marks or shows, with what stands before it."""
        strings = re.sub(rb"\((?:\\.|[^\\()])*\)", b"()", self.content).decode("latin-1")
        for operands, name in re.findall(r"([^\n]*?)\b(BDC|BMC|EMC|Tj|f\*?|S)\b", strings):
            yield name, operands.strip()

    def baselines(self) -> list[tuple[float, float]]:
        """Where each text starts, in points from the page's bottom left corner."""
        found = re.findall(r"1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm", self.content.decode("latin-1"))
        return [(float(left), float(bottom)) for left, bottom in found]

    def _one(self, kind: str) -> str:
        (found,) = self.all(kind)
        return found

    def _after(self, text: str, key: str) -> list[str]:
        inside = text[text.index(key) + len(key) :]
        return _REFERENCE.findall(inside)

    def _element(self, number: int) -> Element:
        text = self.text(number)
        kids = re.search(r"/K \[(.*?)\]", text, re.DOTALL)
        inside = re.sub(r"(\d+) 0 R", r"r\1", kids.group(1)).split() if kids else []
        return Element(
            role=re.findall(r"/S /(\w+)", text)[0],
            alt="".join(re.findall(r"/Alt \((.*?)\)\s/", text, re.DOTALL)),
            scope="".join(re.findall(r"/Scope /(\w+)", text)),
            kids=[self._element(int(kid[1:])) if kid.startswith("r") else int(kid) for kid in inside],
        )

    def _stream(self, number: int) -> bytes:
        raw = self.objects[number]
        inside = raw[raw.index(b"stream") + 6 : raw.rindex(b"endstream")].strip()
        return zlib.decompress(base64.a85decode(inside.removesuffix(b"~>")))
