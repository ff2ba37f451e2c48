"""One article of the State's text and the town's: local first, marked, and nothing lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.article import Article, Fact, FactKind, Origin, Section
from aparte.kb.importers.context import Context
from aparte.kb.importers.fiche import read_fiche
from aparte.kb.importers.records import Imported, Link, LinkKind
from aparte.kb.importers.xml_document import parse_document
from aparte.kb.overlays.merging import merged
from aparte.kb.overlays.overlay import LocalFact, Overlay, Placed, Shelf
from aparte.kb.overlays.parts import sentences_with, without
from aparte.kb.overlays.reading import parse_overlay
from aparte.kb.passages import AT_A_GLANCE, passages
from tests.fakes.national import DOCUMENTS
from tests.fakes.overlays import GARDEN, TOWN_HALL

PATH = Path("jardins.md")
LEASE = "Préparer les documents — Si : Vous êtes majeur › Vous louez"
PRICE = "Déposer la demande › Prix — Si : Vous êtes majeur"


def national() -> Imported:
    read = read_fiche(parse_document(DOCUMENTS["F90001.xml"].encode()), Context())
    assert read is not None
    return read.imported


def laid(*overlays: Overlay, record: Imported | None = None) -> Article:
    found = record or national()
    return merged(found.article, Shelf(overlays, {}).of(found))


def garden(before: str = "", after: str = "") -> Overlay:
    return parse_overlay(GARDEN.replace(before, after, 1).encode() if before else GARDEN.encode(), PATH)


def town_hall() -> Overlay:
    return parse_overlay(TOWN_HALL.encode(), PATH)


def under(article: Article, heading: str) -> list[tuple[str, bool]]:
    return [(section.body, section.local) for section in article.sections if section.heading == heading]


def test_an_article_without_overlay_is_left_as_it_is() -> None:
    assert laid() == national().article
    assert not laid().completed


def test_the_town_s_facts_papers_procedure_and_contact_are_added_and_marked() -> None:
    article = laid(garden())
    assert (article.origin, article.completed) == (Origin.NATIONAL, True)
    assert [(fact.kind, fact.value, fact.local) for fact in article.facts] == [
        (FactKind.FEE, "5 €", True),
        (FactKind.WHERE, "Serre municipale, chemin des Prés", True),
    ]
    assert [(one.label, one.local) for one in article.documents] == [("Photo de la parcelle", True)]
    assert article.online is not None
    assert article.online.local
    assert (article.contact, article.service, article.closure_code) == ("titres", "titres", "IDE-CNI")
    assert article.keywords == ("lopin",)


def test_the_state_s_credit_stays_first_and_the_town_s_source_is_told_apart() -> None:
    sources = laid(garden()).sources
    assert sources[0].label == "Service-Public.gouv.fr / DILA"
    assert [source.label for source in sources if source.local] == ["Délibération du 4 mars 2026"]


def test_a_section_of_the_town_takes_the_place_of_the_state_s_under_the_same_condition() -> None:
    article = laid(garden())
    assert under(article, LEASE) == [("Bail signé, ou attestation du bailleur social d'Essaiville.", True)]
    section = next(one for one in article.sections if one.heading == LEASE)
    assert section.condition == "Si : Vous êtes majeur › Vous louez"
    assert "Et quittance" not in "".join(one.body for one in article.sections)


def test_a_section_with_a_national_heading_stands_after_it_when_it_replaces_nothing() -> None:
    found = under(laid(garden()), PRICE)
    assert found[-1] == ("La régie prend la carte bancaire et le chèque.", True)
    assert [local for _, local in found] == [True, False, True]


def test_a_section_of_its_own_comes_first() -> None:
    first = laid(garden()).sections[0]
    assert (first.heading, first.local) == ("Réservé aux habitants", True)


def test_a_fact_takes_the_place_of_the_one_sentence_that_it_replaces() -> None:
    article = laid(garden())
    (local, _), (left, _), _ = under(article, PRICE)
    assert local == "Coût : 5 € (habitants d'Essaiville)"
    assert "8 € en ligne" not in left
    assert "12\u00a0€" in left
    fee = article.facts[0]
    assert fee.condition == "habitants d'Essaiville ; Si : Vous êtes majeur"


@pytest.mark.parametrize("words", ["Adulte", "introuvable"])
def test_words_found_never_or_twice_replace_nothing_and_the_fact_stays(words: str) -> None:
    article = laid(garden("8 € en ligne", words))
    assert article.facts[0].value == "5 €"
    assert "8 € en ligne" in "".join(text for text, _ in under(article, PRICE))


def test_a_replaced_section_that_is_gone_leaves_the_town_s_words() -> None:
    record = national()
    other = replace(record, article=replace(record.article, sections=(Section("Autre", "Texte."),)))
    article = laid(garden(), record=other)
    assert [(section.heading, section.local) for section in article.sections] == [
        ("Réservé aux habitants", True),
        (LEASE, True),
        (PRICE, True),
        ("Autre", False),
    ]


def test_a_place_s_overlay_lies_on_the_articles_that_name_it_with_its_condition() -> None:
    facts = [(fact.kind, fact.condition) for fact in laid(town_hall()).facts]
    assert facts == [(FactKind.WHERE, "Si : Vous êtes majeur"), (FactKind.WHEN, "Si : Vous êtes majeur")]
    other = replace(national(), links=(Link(LinkKind.PLACE, "CCAS", pivot="ccas"),))
    assert not laid(town_hall(), record=other).completed


def test_a_place_named_without_condition_holds_for_everyone() -> None:
    links = (Link(LinkKind.PLACE, "Mairie", pivot="mairie", condition="Si : A"), Link(LinkKind.PLACE, pivot="mairie"))
    assert {fact.condition for fact in laid(town_hall(), record=replace(national(), links=links)).facts} == {""}


def test_what_names_the_article_knows_better_than_its_place() -> None:
    facts = laid(town_hall(), garden()).facts
    assert [fact.value for fact in facts if fact.kind is FactKind.WHERE] == ["Serre municipale, chemin des Prés"]
    assert [fact.value for fact in facts if fact.kind is FactKind.WHEN] == ["samedi matin compris"]


def test_a_local_fact_replaces_the_national_one_of_the_same_case() -> None:
    record = national()
    facts = (Fact(FactKind.FEE, "12 €", "adulte"), Fact(FactKind.WHERE, "en préfecture"))
    found = laid(garden(), record=replace(record, article=replace(record.article, facts=facts)))
    assert [fact.value for fact in found.facts] == ["5 €", "Serre municipale, chemin des Prés", "12 €"]


def test_an_overlay_follows_a_redirected_article() -> None:
    moved = parse_overlay(GARDEN.replace("F90001", "F80001").encode(), PATH)
    assert merged(national().article, Shelf([moved], {"F80001": "F90001"}).of(national())).completed


def test_the_town_s_facts_are_a_passage_that_can_be_found_and_quoted() -> None:
    found = [passage.text for passage in passages(laid(garden())) if passage.section == AT_A_GLANCE]
    assert "Où : Serre municipale, chemin des Prés" in found[0]
    assert "En ligne : Réserver une parcelle" in found[0]
    assert "À apporter : Photo de la parcelle" in found[0]


def test_the_version_tells_the_merged_article_from_the_national_one() -> None:
    versions = {laid().version, laid(garden()).version, laid(garden("5 €", "6 €")).version}
    assert len(versions) == 3


def test_an_item_goes_with_what_hangs_under_it_and_a_sentence_leaves_its_neighbours() -> None:
    body = "Pièces :\n- Copie. Elle est gratuite.\n- Timbre de 5 €\n  ou chèque\n- Photo"
    sections = (Section("", body),)
    assert without(body, sentences_with("timbre de 5 €", sections)) == "Pièces :\n- Copie. Elle est gratuite.\n- Photo"
    assert "- Copie.\n" in without(body, sentences_with("gratuite", sections))


_TEXT = st.text("aéB 1€.\n-", min_size=1, max_size=40)
_SECTION = st.builds(Section, st.sampled_from(["", "Coût", "Où"]), _TEXT, st.sampled_from(["", "Si : mineur"]))
_LOCAL = st.builds(Section, st.sampled_from(["", "Coût", "Où", "Neuf"]), _TEXT, local=st.just(True))
_FACT = st.builds(
    lambda value, words: LocalFact(Fact(FactKind.FEE, value, local=True), words), st.sampled_from(["5 €"]), _TEXT
)


@given(
    st.lists(_SECTION, max_size=5),
    st.lists(st.tuples(st.lists(_LOCAL, max_size=3), st.lists(_FACT, max_size=2)), max_size=3),
    st.booleans(),
)
def test_the_town_s_words_are_always_there_and_no_national_condition_is_lost(
    sections: list[Section], local: list[tuple[list[Section], list[LocalFact]]], replaces: bool
) -> None:
    article = Article("F1", "Titre", Origin.NATIONAL, sections=tuple(sections))
    overlays = [
        Overlay(f"o{at}", PATH, date(2026, 1, 1), article="F1",
                sections=tuple(own), facts=tuple(facts), replaces=("Coût",) if replaces else ())
        for at, (own, facts) in enumerate(local)
    ]  # fmt: skip
    found = merged(article, [Placed(one) for one in overlays])
    bodies = [section.body for section in found.sections if section.local]
    assert all(own.body in bodies for ones, _ in local for own in ones)
    assert sum(fact.local for fact in found.facts) == sum(len(facts) for _, facts in local)
    # What is left of the State's text stands under a heading and a condition of its own.
    assert {(one.heading, one.condition) for one in found.sections if not one.local} <= {
        (one.heading, one.condition) for one in sections
    }
