"""On-line services, forms and places to go, as links and as lines of the article."""

from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from aparte.kb.importers.context import Context, identifier
from aparte.kb.importers.inline import line, safe_url
from aparte.kb.importers.records import Link, LinkKind

Nested = Callable[[ET.Element], list[str]]


class LinkBook:
    """The links of one article, each once: what stands in the text wins over the list at the end."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: dict[tuple[str, str, str], Link] = {}

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link, in the order met."""
        return tuple(self._found.values())

    def knows(self, element: ET.Element) -> bool:
        """Whether a service or a place with this id stands in the text already."""
        target = identifier(element.get("ID"))
        return bool(target) and any(link.target == target for link in self._found.values())

    def add(self, link: Link) -> None:
        """Keep a link, unless it is known under the same condition."""
        self._found.setdefault((link.target or link.url or link.label, link.kind, link.condition), link)

    def seen(self, element: ET.Element, text: str) -> None:
        """A link inside a paragraph."""
        if element.tag == "LienExterne":
            url = safe_url(element.get("URL"))
            if url:
                self.add(Link(LinkKind.WEB, text, url=url))
            return
        target = self._context.follow(identifier(element.get("LienPublication")))
        if target:
            self.add(Link(LinkKind.ARTICLE, text, target=target))

    def point(self, element: ET.Element, condition: str) -> str:
        """A service or a place; gives the line that names a service, with its address and form."""
        target = self._context.follow(identifier(element.get("ID")))
        resource = self._context.resource(target)
        title = _text(element, "Titre") or (resource.title if resource else target)
        url = safe_url(element.get("URL")) or (resource.url if resource else "")
        form = element.get("numerocerfa", "") or (resource.form if resource else "")
        site = element.find("RessourceWeb")
        place = element.tag == "OuSAdresser"
        if place:
            url = "" if site is None else safe_url(site.get("URL"))
        self.add(
            Link(
                LinkKind.PLACE if place else LinkKind.SERVICE,
                title,
                target=target,
                url=url,
                form=form,
                pivot=_text(element, "PivotLocal"),
                held_by=_text(element, "Source"),
                condition=condition,
            )
        )
        kind = element.get("type", "") or (resource.kind if resource else "") or "Service en ligne"
        return f"**{kind}** : {_linked(title, url)}{_brackets(form and f'cerfa n° {form}', _text(element, 'Source'))}"


def service_lines(element: ET.Element, named: str, nested: Nested) -> list[str]:
    """A service, then what introduces it and the notices and forms that go with it."""
    return [named, *_introduction(element, nested), *_annexes(element)]


def place_lines(element: ET.Element, nested: Nested) -> list[str]:
    """Where to go: the name with its address on the web, then how to reach it."""
    site = element.find("RessourceWeb")
    url = "" if site is None else safe_url(site.get("URL"))
    lines = [f"**Où s'adresser** : {_linked(_text(element, 'Titre'), url)}"]
    for name in ("Texte", "Complement"):
        for part in element.findall(name):
            lines += nested(part)
    return lines


def _introduction(element: ET.Element, nested: Nested) -> Iterator[str]:
    for part in element.findall("Introduction"):
        yield from nested(part)


def _annexes(element: ET.Element) -> Iterator[str]:
    for annex in (*element.findall("ServiceEnLigneAnnexe"), *element.findall("NoticeLiee")):
        web = annex.find("LienWeb")
        url = safe_url(annex.get("URL")) or ("" if web is None else safe_url(web.get("URL")))
        form = annex.get("numerocerfa", "")
        title = _text(annex, "Titre") or line(annex)
        if title:
            yield f"- {_linked(title, url)}{_brackets(form and f'cerfa n° {form}')}"


def _linked(title: str, url: str) -> str:
    label = title.replace("[", "(").replace("]", ")")
    return f"[{label}]({url})" if url and label else label


def _brackets(*parts: str) -> str:
    kept = [part for part in parts if part]
    return f" ({', '.join(kept)})" if kept else ""


def _text(element: ET.Element, name: str) -> str:
    part = element.find(name)
    return "" if part is None else line(part)
