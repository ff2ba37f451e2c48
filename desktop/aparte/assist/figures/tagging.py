"""Tagged PDF on a reportlab canvas: what a screen reader reads, in which order (ISO 32000-1, 14.7 and 14.8).

reportlab draws but doesn't tag. Each piece of content is drawn inside a mark that belongs to an
element of the structure tree, or inside an artifact, which readers skip. One page, on which all
is drawn before `finish`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from aparte.assist.figures.libraries import Untyped, pdf_tools

# Our own names for elements, and the standard ones they stand for.
ROLES = {"Notice": "P", "Credit": "P", "Tile": "LI"}
_TREE = "StructTree"


@dataclass(slots=True, eq=False)
class _Element:
    """A node of the structure tree; a number among its kids is a mark of the page."""

    role: str
    parent: "_Element | None" = None
    alt: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    kids: "list[_Element | int]" = field(default_factory=list)


class Tags:
    """The structure tree of a one-page canvas while it is drawn."""

    def __init__(self, canvas: Untyped) -> None:
        self._canvas = canvas
        self._root = _Element("Document")
        self._open = [self._root]
        self._owners: list[_Element] = []  # by mark

    @contextmanager
    def element(self, role: str, *, alt: str = "", attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """What is drawn inside belongs to a new element of that role; `attributes` are of the table kind."""
        made = _Element(role, self._open[-1], alt, attributes or {})
        self._open[-1].kids.append(made)
        self._open.append(made)
        yield
        self._open.pop()

    @contextmanager
    def mark(self, actual: str = "") -> Iterator[None]:
        """What is drawn inside is content of the open element; `actual` is read in its place."""
        owner, number = self._open[-1], len(self._owners)
        owner.kids.append(number)
        self._owners.append(owner)
        said = f"/ActualText <{_hexadecimal(actual)}>" if actual else ""
        self._write(f"/{ROLES.get(owner.role, owner.role)} <</MCID {number}{said}>> BDC")
        yield
        self._write("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is decoration."""
        self._write("/Artifact BMC")
        yield
        self._write("EMC")

    def finish(self, title: str, language: str) -> None:
        """End the page and hang the tree on the document; nothing can be drawn after."""
        document = self._canvas._doc  # noqa: SLF001 - reportlab has no public way
        tree = _Tree(document.thisPageRef(), self._root)
        self._canvas.showPage()
        for element, name in tree.names.items():
            document.Reference(tree.node(element), name)
        document.Reference(tree.top(self._owners), _TREE)
        catalog = document.Catalog
        catalog.StructTreeRoot = tree.reference(_TREE)
        catalog.MarkInfo = tree.pdf.PDFDictionary({"Marked": "true"})
        catalog.Metadata = document.Reference(_metadata(title, language))
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        drawn = document.Pages.pages[0]
        # reportlab writes only the keys it lists, and not those two.
        drawn.__NoDefault__ = [*drawn.__NoDefault__, "StructParents", "Tabs"]
        drawn.StructParents = 0
        drawn.Tabs = tree.pdf.PDFName("S")

    def _write(self, operator: str) -> None:
        self._canvas._code.append(operator)  # noqa: SLF001 - reportlab has no public way


class _Tree:
    """The elements as objects of the document, each under a name of its own."""

    def __init__(self, page: Untyped, root: _Element) -> None:
        self.pdf = pdf_tools().pdfdoc
        self.names: dict[_Element, str] = {}
        self._page = page
        self._root = root
        self._name(root)

    def reference(self, name: str) -> Untyped:
        """A reference to the object of that name."""
        return self.pdf.PDFObjectReference(name)

    def node(self, element: _Element) -> Untyped:
        """The dictionary of an element."""
        kids = [self.reference(self.names[kid]) if isinstance(kid, _Element) else kid for kid in element.kids]
        entries = {
            "Type": self.pdf.PDFName("StructElem"),
            "S": self.pdf.PDFName(element.role),
            "P": self.reference(self.names[element.parent] if element.parent else _TREE),
            "Pg": self._page,
            "K": self.pdf.PDFArray(kids),
        }
        if element.alt:
            entries["Alt"] = self.pdf.PDFString(element.alt)
        if element.attributes:
            told = {key: self.pdf.PDFName(value) for key, value in element.attributes.items()}
            entries["A"] = self.pdf.PDFDictionary({"O": self.pdf.PDFName("Table"), **told})
        return self.pdf.PDFDictionary(entries)

    def top(self, owners: list[_Element]) -> Untyped:
        """The root, with the owner of each mark of the page."""
        pdf = self.pdf
        marks = pdf.PDFArray([self.reference(self.names[owner]) for owner in owners])
        return pdf.PDFDictionary(
            {
                "Type": pdf.PDFName("StructTreeRoot"),
                "K": self.reference(self.names[self._root]),
                "ParentTree": pdf.PDFDictionary({"Nums": pdf.PDFArray([0, marks])}),
                "ParentTreeNextKey": 1,
                "RoleMap": pdf.PDFDictionary({own: pdf.PDFName(standard) for own, standard in ROLES.items()}),
            }
        )

    def _name(self, element: _Element) -> None:
        self.names[element] = f"Element{len(self.names)}"
        for kid in element.kids:
            if isinstance(kid, _Element):
                self._name(kid)


def _metadata(title: str, language: str) -> Untyped:
    """The title and language where archives look for them (XMP)."""
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
    pdf = pdf_tools().pdfdoc
    entries = pdf.PDFDictionary({"Type": pdf.PDFName("Metadata"), "Subtype": pdf.PDFName("XML")})
    return pdf.PDFStream(entries, packet.encode(), filters=[])


def _hexadecimal(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
