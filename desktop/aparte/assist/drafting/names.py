"""Where the names of a French sentence stand: services, documents, places, titles.

A name is known (the directory's services, an article's papers), or looks like one: a kind of paper
with what it certifies, an institution, a title in quotes, capital letters inside a sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from aparte.assist.drafting.values import Kind, Span
from aparte.core.article import Article, Service

_S = r"[ \u00a0\u202f]"
_OF = rf"(?:{_S}(?:de{_S}la{_S}|de{_S}l['’]|des{_S}|du{_S}|de{_S}|d['’]))"
_WORD = r"(?:(?!(?:un|une|moins|plus|chaque|ce|cet|cette|son|sa|leur|votre|tout|toute)\b)[a-zà-öø-ÿœ][\w-]+)"
_HEAD = (
    r"(?:actes?|attestations?|cartes?|certificats?|copies?|déclarations?|extraits?|factures?|formulaires?|jugements?"
    r"|justificatifs?|livrets?|permis|photos?|pièces?|récépissés?|titres?|avis|contrats?|quittances?|relevés?"
    r"|ordonnances?|bulletins?|diplômes?|passeports?|procès-verbal|arrêtés?|autorisations?)"
)
_QUALIFIED = (
    rf"(?:{_S}(?:nationale?s?|intégrales?|familial|familiale|fiscal|fiscaux|grises?|vitales?|électorales?|bancaire"
    r"|justificatives?|médical|médicale|professionnel|scolaire|mobilité|biométrique))"
)
# "acte de naissance", "copie intégrale de l'acte de naissance", "carte nationale d'identité".
_PAPERS = re.compile(
    rf"\b(?:{_HEAD}{_QUALIFIED}?(?:{_OF}{_HEAD}{_QUALIFIED}?)?{_OF}{_WORD}(?:{_QUALIFIED}|{_S}française)?"
    rf"|{_HEAD}{_QUALIFIED}|passeports?|pré-demandes?|timbres?{_S}fisca(?:l|ux)|livrets?{_S}de{_S}famille|(?:déclaration|attestation)s?{_S}sur{_S}l['’]honneur|kbis|rib|cerfa)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    rf"\b(?:mairie{_S}annexe(?:{_OF}[A-ZÀ-Þ][\w'’-]+)?|mairies?|hôtel{_S}de{_S}ville|sous-préfectures?|préfectures?"
    rf"|tribuna(?:l|ux)(?:{_S}(?:judiciaire|administratif|de{_S}proximité|d['’]instance))?"
    rf"|commissariats?(?:{_S}de{_S}police)?|gendarmeries?|consulats?|ambassades?|police{_S}(?:municipale|nationale)"
    rf"|guichet{_S}unique|(?:service|pôle|direction|régie|caisse|centre|maison|bureau|agence|relais){_OF}"
    rf"(?:(?:impôts|finances|état{_S}civil|titres|élections|urbanisme|familles|eau|police|poste|seniors|sports)\b"
    rf"(?:{_S}et{_S}[a-zà-ÿ]+\b)?)|notaires?|greffes?(?:{_OF}[a-zà-ÿ]+)?)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»]{1,80}»|“[^”]{1,80}”|\"[^\"]{1,80}\"")
_PROPER = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]*"
_PROPERS = re.compile(
    rf"(?<![\w-]){_PROPER}(?:{_S}(?:(?:de{_S}la|de{_S}l['’]|de|du|des|d['’]|la|le|les|l['’]|en|sur|à){_S}?)?{_PROPER})*"
)
_OPENS = re.compile(r"(?:^|[.!?…:;(\n]|[«“\"])[\s\u00a0\u202f]*$")
# What may stand before a name at the beginning of a sentence, with a capital that says nothing.
_LEADING = re.compile(
    rf"(?:(?:l[ae]s?|des?|du|aux?|une?|en|dans|pour|par|avec|sans|sur|chez|à|et|ou|ce(?:t|tte)?|ces|son|sa|ses|leurs?|tout|toute"
    rf"|tous|toutes|chaque|si|quand|après|avant|sauf|depuis|selon|est|il|elle|on){_S}|(?:[ldjnsmtc]|qu|jusqu|lorsqu)['’])+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NameBook:
    """The names that are known for sure, the longest first."""

    documents: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, services: Iterable[Service] = (), articles: Iterable[Article] = ()) -> "NameBook":
        """The directory's services with their places, and the papers that these articles ask for."""
        known = [part for one in services for part in (one.name, one.place, *_parts(one.name)) if part]
        papers = [paper.label for article in articles for paper in article.documents]
        return cls(_longest_first(papers), _longest_first(known))

    def find(self, text: str) -> Iterator[Span]:
        """The known names in `text`; some overlap."""
        for kind, known in ((Kind.DOCUMENT, self.documents), (Kind.NAME, self.names)):
            for name in known:
                for found in _written(name).finditer(text):
                    yield Span(*found.span(), kind)


def likely(text: str) -> Iterator[Span]:
    """What looks like a name in `text`, the surest first; some overlap."""
    for found in _QUOTED.finditer(text):
        yield Span(*found.span(), Kind.NAME)
    for found in _PAPERS.finditer(text):
        yield Span(*found.span(), Kind.DOCUMENT)
    for found in _INSTITUTION.finditer(text):
        yield Span(*found.span(), Kind.NAME)
    yield from _capitals(text)


def _capitals(text: str) -> Iterator[Span]:
    for found in _PROPERS.finditer(text):
        start, end = found.span()
        opens = _OPENS.search(text, 0, start) is not None
        leading = _LEADING.match(text, start, end) if opens else None
        if leading:
            start = leading.end()
            opens = False
        name = text[start:end]
        if name[:1].isupper() and (not opens or _shouted(name) or _joined(name)):
            yield Span(start, end, Kind.NAME)


def _shouted(name: str) -> bool:
    return sum(sign.isupper() for sign in name.split(maxsplit=1)[0]) > 1


def _joined(name: str) -> bool:
    return any(part[:1].isupper() for part in re.split(r"[\s\u00a0\u202f]", name)[1:])


def _parts(name: str) -> tuple[str, ...]:
    """A name without its initials in brackets, the initials, and a name without its town: all are said."""
    found = re.fullmatch(r"(.+?)\s*\(([^)]+)\)", name) or re.fullmatch(r"(.+?) d['’][A-ZÀ-Þ][\w-]+", name)
    return found.groups() if found else ()


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=4096)
def _written(name: str) -> re.Pattern[str]:
    spaced = r"[\s\u00a0\u202f]+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
