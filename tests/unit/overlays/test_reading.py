"""An overlay file is read whole or refused in one sentence, at its line."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.article import FactKind
from aparte.kb.front_matter import ArticleFileError
from aparte.kb.overlays.reading import parse_overlay
from tests.fakes.overlays import GARDEN, TOWN_HALL

PATH = Path("jardins.md")


def test_an_overlay_is_read_with_all_its_parts_marked_local() -> None:
    overlay = parse_overlay(GARDEN.encode(), PATH)
    assert (overlay.article, overlay.pivot, overlay.contact) == ("F90001", "", "titres")
    assert [(one.fact.kind, one.replaces) for one in overlay.facts] == [
        (FactKind.FEE, "8 € en ligne"),
        (FactKind.WHERE, ""),
    ]
    assert overlay.online is not None
    assert overlay.online.local
    assert all(source.local for source in overlay.sources)
    assert all(document.local for document in overlay.documents)
    assert all(section.local for section in overlay.sections)
    assert all(one.fact.local for one in overlay.facts)


def test_an_overlay_may_lie_on_every_article_that_names_a_kind_of_place() -> None:
    assert parse_overlay(TOWN_HALL.encode(), PATH).pivot == "mairie"


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("article: F90001", "article: R12", 3, "F suivi de chiffres"),
        ("article: F90001", "article: F90001\npivot: mairie", 3, "l'un des deux et un seul"),
        ("article: F90001\n", "", 2, "l'un des deux et un seul"),
        ("article: F90001", "pivot: Mairie !", 3, "type de lieu"),
        ("article: F90001", "pivot: mairie", 12, "un complément de lieu ne remplace rien"),
        ("id: jardins", "id: Jardins !", 2, "identifiant"),
        ("verified_on: 2026-03-10\n", "", 1, "« verified_on » manque"),
        ("verified_on: 2026-03-10", "verified_on: hier", 4, "date"),
        ("replaces: [", "remplace: [", 12, "« remplace » n'est pas une clé connue"),
        ('replaces: "8 €', 'replace: "8 €', 13, "« replace » n'est pas une clé connue de « facts »"),
        ("kind: fee", "kind: prix", 13, "sorte de fait"),
        ('replaces: ["Préparer', 'replaces: ["Prévoir', 12, "pas de partie de ce titre"),
        ('sources:\n  - {label: "Délibération du 4 mars 2026"}\n', "", 1, "d'où il vient"),
        ("online: {label: ", "online: {nom: ", 18, "« nom » n'est pas une clé connue de « online »"),
    ],
)  # fmt: skip
def test_a_bad_overlay_says_what_and_where(before: str, after: str, line: int, words: str) -> None:
    assert before in GARDEN
    with pytest.raises(ArticleFileError) as caught:
        parse_overlay(GARDEN.replace(before, after, 1).encode(), PATH)
    assert words in caught.value.problem
    assert caught.value.line == line


def test_an_overlay_that_brings_nothing_is_refused() -> None:
    text = TOWN_HALL[: TOWN_HALL.index("facts:")] + "---\n"
    with pytest.raises(ArticleFileError, match="n'apporte rien"):
        parse_overlay(text.encode(), PATH)


def test_an_empty_section_is_refused() -> None:
    with pytest.raises(ArticleFileError, match="« Réservé aux habitants » est vide"):
        parse_overlay(GARDEN.replace("Une parcelle n'est donnée", "## Autre\nUne parcelle").encode(), PATH)


@given(st.text(max_size=300), st.sampled_from(["facts", "online", "replaces", "documents", "sources", "id", "pivot"]))
def test_any_front_matter_is_an_overlay_or_a_clear_error(text: str, key: str) -> None:
    with suppress(ArticleFileError):
        parse_overlay(f"---\nid: a\narticle: F1\n{key}: {text}\n---\n".encode("utf-8", "replace"), PATH)
