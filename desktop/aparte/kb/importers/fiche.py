"""One document of the national archive as an article."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from aparte.core.article import Article, Origin, Section, Source
from aparte.kb.importers.conditions import ConditionNames
from aparte.kb.importers.context import Context, document_id, identifier
from aparte.kb.importers.flatten import Flattener, Path
from aparte.kb.importers.inline import Inline, line, safe_url
from aparte.kb.importers.records import Imported, Link, LinkKind, versioned
from aparte.kb.importers.refusals import BrokenDocumentError
from aparte.kb.importers.services import LinkBook

CREDIT = "Service-Public.gouv.fr / DILA"
LICENCE = Source("Licence Ouverte 2.0 (Etalab)", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
_SITE = "https://www.service-public.gouv.fr/particuliers/vosdroits/"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BODY = frozenset({"Texte", "ListeSituations", "BlocCas", "Introduction", "Conclusion", "Chapitre", "Paragraphe"})
_HEAD = frozenset(
    "SurTitre Audience Canal FilDAriane Theme SousThemePere DossierPere SousDossierPere RechercheGuideePere Titre "
    "Avertissement VoirAussi Reference PourEnSavoirPlus Definition Abreviation QuestionReponse CommentFaireSi "
    "Partenaire Actualite SousTheme Dossier SousDossier Fiche RechercheGuidee Questionnaire".split()
)


@dataclass(frozen=True, slots=True)
class Read:
    """An article and the elements that nobody told us of, with their number."""

    imported: Imported
    unknown: Mapping[str, int]


def read_fiche(root: ET.Element, context: Context) -> Read | None:
    """The article of an F or N document, None for a guided search, which is no text.

    Raises `BrokenDocumentError` when it has no id.
    """
    found = document_id(root)
    if not found or root.tag != "Publication":
        raise BrokenDocumentError("n'est pas une fiche : identifiant ou racine inattendus")
    kind = root.get("type", "")
    if kind.casefold().startswith("recherche guid"):
        return None
    return _Fiche(root, found, kind, context).read()


class _Fiche:
    def __init__(self, root: ET.Element, found: str, kind: str, context: Context) -> None:
        self._root = root
        self._id = found
        self._kind = kind
        self._context = context
        self._book = LinkBook(context)
        meanings = {one.get("ID", ""): _joined(one, "Texte") for one in root.iter("Abreviation")}
        inline = Inline({key: text for key, text in meanings.items() if text}, self._book.seen)
        self._flat = Flattener(inline, ConditionNames(root), self._book.point)

    def read(self) -> Read:
        contents = self._id.startswith("N")
        self._warnings()
        self._body()
        sections = (*self._contents(), *self._flat.sections(), *self._glossary())
        self._tail()
        article = Article(
            id=self._id,
            title=self._text("dc:title") or self._id,
            origin=Origin.NATIONAL,
            theme=self._theme(),
            breadcrumb=self._breadcrumb(),
            audience=", ".join(self._audiences()).lower(),
            questions=self._context.asked(self._id),
            verified_on=_day(self._text("dc:date")),
            sources=(
                Source(CREDIT, safe_url(self._root.get("spUrl")) or _SITE + self._id),
                LICENCE,
                *self._references(),
            ),
            sections=sections,
        )
        imported = Imported(
            article,
            kind=self._kind,
            ranked=not contents,
            important_on=_day(self._root.get("dateDerniereModificationImportante", "")),
            audiences=self._audiences(),
            links=self._book.links,
        )
        return Read(versioned(imported), self._flat.unknown)

    def _warnings(self) -> None:
        for warning in self._root.findall("Avertissement"):
            day = _day(warning.get("date", ""))
            title = _joined(warning, "Titre") or "À savoir"
            heading = f"Avertissement : {title}" + (f" ({day:%d/%m/%Y})" if day else "")
            for part in warning:
                if part.tag != "Titre":
                    self._flat.take(part, Path((heading,)))

    def _body(self) -> None:
        """The body, then what stands beside it at the root and is not repeated from the text."""
        for child in self._root:
            if child.tag in ("ServiceEnLigne", "OuSAdresser"):
                if not self._book.knows(child):
                    heading = "Services en ligne et formulaires" if child.tag == "ServiceEnLigne" else "Où s'adresser"
                    self._flat.take(child, Path((heading,)))
            elif child.tag in _BODY or (child.tag not in _HEAD and not child.tag.startswith("dc:")):
                self._flat.take(child)

    def _contents(self) -> Iterator[Section]:
        """What a dossier or a theme lists."""
        if not self._id.startswith("N"):
            return
        for group in (*self._root.findall("SousTheme"), *self._root.findall("SousDossier")):
            listed = [line(one) for one in (*group.findall("Dossier"), *group.findall("Fiche"))]
            if listed:
                yield Section(_joined(group, "Titre"), "\n".join(f"- {title}" for title in listed))
        direct = [line(one) for one in (*self._root.findall("Dossier"), *self._root.findall("Fiche"))]
        if direct:
            yield Section("", "\n".join(f"- {title}" for title in direct))

    def _glossary(self) -> Iterator[Section]:
        terms = [(_joined(one, "Titre"), _joined(one, "Texte")) for one in self._root.findall("Definition")]
        lines = [f"- **{term}** : {meaning}" for term, meaning in terms if term and meaning]
        if lines:
            yield Section("Définitions", "\n".join(lines))

    def _references(self) -> Iterator[Source]:
        for reference in self._root.findall("Reference"):
            title, more = _joined(reference, "Titre"), _joined(reference, "Complement")
            if title:
                yield Source(f"{title} ({more})" if more else title, safe_url(reference.get("URL")))

    def _tail(self) -> None:
        for one in self._root.findall("QuestionReponse"):
            self._point(LinkKind.QUESTION, one, line(one))
        for reference in self._root.findall("Reference"):
            self._point(LinkKind.REFERENCE, reference, _joined(reference, "Titre"))
        for more in self._root.findall("PourEnSavoirPlus"):
            self._point(LinkKind.MORE, more, _joined(more, "Titre"))
        for also in self._root.findall("VoirAussi"):
            for one in also:
                self._point(LinkKind.ARTICLE, one, _joined(one, "Titre") or line(one))

    def _point(self, kind: LinkKind, element: ET.Element, label: str) -> None:
        target = self._context.follow(identifier(element.get("ID")))
        if label:
            self._book.add(Link(kind, label, target=target, url=safe_url(element.get("URL"))))

    def _breadcrumb(self) -> tuple[str, ...]:
        levels = [line(level) for level in self._root.findall("FilDAriane/Niveau")]
        crumbs = levels[1:-1] or ([self._theme()] if self._theme() else [])
        parent = self._text("SousThemePere")
        if parent:
            crumbs[1:1] = [parent]
        crumbs.append(self._text("SousDossierPere"))
        return tuple(dict.fromkeys(crumb for crumb in crumbs if crumb))

    def _theme(self) -> str:
        theme = self._root.find("Theme")
        return "" if theme is None else _joined(theme, "Titre")

    def _audiences(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line(one) for one in self._root.findall("Audience")))

    def _text(self, name: str) -> str:
        part = self._root.find(name)
        return "" if part is None else line(part)


def _joined(element: ET.Element, name: str) -> str:
    """The text of a child, its paragraphs apart."""
    part = element.find(name)
    if part is None:
        return ""
    return line(part) if len(part) < 2 else " ".join(line(child) for child in part if line(child)) or line(part)


def _day(written: str) -> date | None:
    found = _DAY.search(written)
    if found:
        with suppress(ValueError):
            return date.fromisoformat(found.group())
    return None
