"""Reading one overlay file: strict, so that a slip of the pen never changes what is replaced."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from aparte.core.article import OnlineProcedure
from aparte.kb.article_file import split_sections
from aparte.kb.front_matter import ArticleFileError, Filed, FrontMatter, parse_filed, read_filed
from aparte.kb.overlays.overlay import LocalFact, Overlay
from aparte.kb.text import folded

FOLDER = "overlays"
ROWS: Mapping[str, frozenset[str]] = {
    "sources": frozenset({"label", "url"}),
    "facts": frozenset({"kind", "value", "condition", "replaces"}),
    "documents": frozenset({"label", "condition"}),
    "online": frozenset({"label", "url"}),
}
DATES = frozenset({"verified_on", "review_by"})
LISTS = frozenset({"keywords", "questions", "replaces"})
KEYS = frozenset({"id", "article", "pivot", "service", "contact", "closure_code", "offline", *ROWS, *DATES, *LISTS})
_ARTICLE = re.compile(r"F\d{1,9}", re.ASCII)
_PIVOT = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


def overlay_paths(folder: Path) -> list[Path]:
    """The overlay files of a base, in a stable order."""
    return sorted(path for path in (folder / FOLDER).rglob("*.md") if path.is_file())


def read_overlay(path: Path) -> Overlay:
    """The overlay in `path`; raises `ArticleFileError` with the line that is wrong."""
    return _overlay(path, read_filed(path))


def parse_overlay(content: bytes, path: Path) -> Overlay:
    """The overlay in the bytes of `path`; raises `ArticleFileError`."""
    return _overlay(path, parse_filed(content, path))


def _overlay(path: Path, filed: Filed) -> Overlay:
    front = filed.front
    _check_keys(front)
    article, pivot = _target(front)
    verified_on = front.day("verified_on")
    if verified_on is None:
        raise front.fail("verified_on", "« verified_on » manque.")
    overlay = Overlay(
        id=_identifier(front),
        path=path,
        verified_on=verified_on,
        article=article,
        pivot=pivot,
        service=front.text("service"),
        contact=front.text("contact"),
        closure_code=front.text("closure_code"),
        keywords=front.texts("keywords"),
        questions=front.texts("questions"),
        review_by=front.day("review_by"),
        sources=tuple(replace(source, local=True) for source in front.sources()),
        facts=_facts(front),
        documents=tuple(replace(document, local=True) for document in front.documents()),
        online=_online(front),
        sections=tuple(replace(section, local=True) for section in split_sections(filed.body)),
        replaces=front.texts("replaces"),
        version=filed.version,
    )
    _check_whole(overlay, front)
    return overlay


def _check_keys(front: FrontMatter) -> None:
    for key in front.names():
        if key not in KEYS:
            raise front.fail(key, f"« {key} » n'est pas une clé connue.")
    for key, parts in _written_rows(front):
        for part in parts:
            if part not in ROWS[key]:
                raise front.fail(key, f"« {part} » n'est pas une clé connue de « {key} ».")


def _written_rows(front: FrontMatter) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key in ROWS:
        rows: list[dict[str, Any]] = [front.mapping(key)] if key == "online" else front.rows(key)
        yield from ((key, tuple(str(part) for part in row)) for row in rows)


def _identifier(front: FrontMatter) -> str:
    found = front.text("id", required=True)
    if not _ID.fullmatch(found):
        raise front.fail("id", f"« {found} » n'est pas un identifiant : minuscules, chiffres et tirets.")
    return found


def _target(front: FrontMatter) -> tuple[str, str]:
    """What the overlay lies on: the id of an article, or a type of local service."""
    article, pivot = front.text("article").upper(), front.text("pivot").lower()
    if bool(article) == bool(pivot):
        raise front.fail("article" if article else "id", "il faut « article » ou « pivot », l'un des deux et un seul.")
    if article and not _ARTICLE.fullmatch(article):
        raise front.fail("article", f"« {article} » n'est pas une fiche nationale : F suivi de chiffres.")
    if pivot and not _PIVOT.fullmatch(pivot):
        raise front.fail("pivot", f"« {pivot} » n'est pas un type de lieu (par exemple : mairie, ccas).")
    return article, pivot


def _facts(front: FrontMatter) -> tuple[LocalFact, ...]:
    replaced = [row.get("replaces") or "" for row in front.rows("facts")]
    if not all(isinstance(words, str) for words in replaced):
        raise front.fail("facts", "« replaces » d'un fait doit être un texte, entre guillemets.")
    pairs = zip(front.facts(), replaced, strict=True)
    return tuple(LocalFact(replace(fact, local=True), " ".join(words.split())) for fact, words in pairs)


def _online(front: FrontMatter) -> OnlineProcedure | None:
    online = front.online()
    return None if online is None else replace(online, local=True)


def _check_whole(overlay: Overlay, front: FrontMatter) -> None:
    if not overlay.sources:
        raise front.fail("sources", "« sources » manque : un fait de la ville dit d'où il vient.")
    if not (overlay.facts or overlay.documents or overlay.online or overlay.sections or overlay.contact):
        raise front.fail("id", "le complément n'apporte rien : ni fait, ni pièce, ni démarche, ni partie « ## ».")
    own = {folded(section.heading) for section in overlay.sections}
    for heading in overlay.replaces:
        if not folded(heading) or folded(heading) not in own:
            raise front.fail("replaces", f"« {heading} » est remplacée, mais le texte n'a pas de partie de ce titre.")
    if overlay.pivot and (overlay.replaces or any(one.replaces for one in overlay.facts)):
        raise front.fail("replaces", "un complément de lieu ne remplace rien : nommez une fiche avec « article ».")
    empty = [section.heading for section in overlay.sections if not section.body.strip()]
    if empty:
        raise ArticleFileError(overlay.path, 1, f"la partie « {empty[0]} » est vide.")
