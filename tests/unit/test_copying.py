"""The copied answer: complete, plain, and safe for Windows-1252."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.copying import answer_text, plain, without_markdown
from aparte.core.article import (
    Article,
    Document,
    Fact,
    FactKind,
    OnlineProcedure,
    Section,
    Service,
    ServiceLevel,
    Source,
)

TODAY = date(2026, 11, 20)

LOST_CARD = Article(
    id="cni-perdue",
    title="Carte d’identité perdue",
    verified_on=date(2026, 10, 12),
    review_by=date(2027, 4, 12),
    sources=(Source("Service-Public, fiche F1344"),),
    facts=(
        Fact(FactKind.DELAY, "3 à 5 semaines"),
        Fact(FactKind.FEE, "25\u202f€", "carte perdue"),
        Fact(FactKind.FEE, "gratuit", "carte rendue"),
    ),
    documents=(Document("Photo"), Document("Déclaration de vol", "carte volée")),
    online=OnlineProcedure("Pré-demande", "https://ville.example/rdv", "Au guichet 2."),
    sections=(
        Section("", "Introduction."),
        Section("Que faire", "Il faut **déclarer** la perte :\n\n- au guichet ;\n- par [lettre](x)."),
    ),
)


def test_the_answer_holds_the_section_shown_the_facts_and_the_papers() -> None:
    text = answer_text(LOST_CARD, 1, with_source=False, today=TODAY)
    assert text.split("\r\n") == (
        [
            "Carte d’identité perdue",
            "",
            "Que faire",
            "Il faut déclarer la perte :",
            "",
            "- au guichet ;",
            "- par lettre.",
            "",
            "Coût : 25 € (carte perdue)",
            "Coût : gratuit (carte rendue)",
            "Délai : 3 à 5 semaines",
            "",
            "À apporter :",
            "- Photo",
            "- Déclaration de vol (carte volée)",
            "",
            "En ligne : Pré-demande, https://ville.example/rdv",
            "Sans internet : Au guichet 2.",
        ]
    )


def test_the_source_and_its_date_end_the_text_when_asked() -> None:
    text = answer_text(LOST_CARD, 0, with_source=True, today=TODAY)
    assert text.endswith("Source : Service-Public, fiche F1344, fiche vérifiée le 12/10/2026.")


def test_an_overdue_article_says_so_with_its_source() -> None:
    text = answer_text(LOST_CARD, 0, with_source=True, today=date(2027, 4, 13))
    assert text.endswith("(à revoir depuis le 12/04/2027).")


def test_the_contact_is_given_when_known() -> None:
    service = Service("t", "Pôle titres", ServiceLevel.SECOND, phone="03 53 01 10 00")
    text = answer_text(LOST_CARD, 0, with_source=False, today=TODAY, service=service)
    assert text.endswith("Contact : Pôle titres, 03 53 01 10 00")


def test_a_section_that_does_not_exist_leaves_the_facts() -> None:
    text = answer_text(LOST_CARD, 9, with_source=False, today=TODAY)
    assert "Coût : 25 €" in text
    assert "Que faire" not in text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1\u202f000\u2009€", "1 000 €"),
        ("A → B", "A -> B"),
        ("✓ oui", "- oui"),
        ("≤ 18 ans", "<= 18 ans"),
        ("e\u0301te\u0301", "été"),
        ("Ștefan Łukasz", "Stefan Lukasz"),
        ("l’œuvre « ici » – …", "l’œuvre « ici » – …"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\u200bc", "abc"),
        ("مرحبا 👍 ok", "  ok"),
    ],
)
def test_characters_outside_windows_1252_become_their_closest(raw: str, expected: str) -> None:
    assert plain(raw) == expected


def test_markdown_leaves_only_its_words() -> None:
    markdown = "## Titre\n\nUn *mot*, `code`.\n\n1. un\n2. deux\n   - trois\n\n> cité"
    assert without_markdown(markdown) == ("Titre\n\nUn mot, code.\n\n1. un\n2. deux\n  - trois\n\ncité")


TEXTS = st.text(max_size=200)


@given(TEXTS)
def test_plain_text_always_fits_windows_1252(text: str) -> None:
    plain(text).encode("cp1252")


@given(TEXTS)
def test_making_plain_twice_changes_nothing(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


@given(title=TEXTS, heading=TEXTS, body=TEXTS, value=TEXTS, with_source=st.booleans())
def test_every_answer_fits_and_ends_its_lines_with_crlf(
    title: str, heading: str, body: str, value: str, with_source: bool
) -> None:
    article = Article(
        id="a",
        title=title,
        facts=(Fact(FactKind.FEE, value, heading),),
        documents=(Document(value),),
        sections=(Section(heading, body),),
    )
    text = answer_text(article, 0, with_source, TODAY)
    text.encode("cp1252")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
