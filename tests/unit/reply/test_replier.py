"""The reply: the facts of this case alone, with their conditions, cited, or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aparte.assist.reply.replier import Replier
from aparte.assist.reply.reply import Citation, Reply, ReplyFact, ReplySentence
from aparte.core.article import Article, Fact, FactKind, Section
from aparte.kb.base import build_base
from aparte.kb.seed import SeedFolder
from tests.bench.passages import SEED_FOLDER
from tests.fakes.articles import ARTICLES, LOST_CARD

TODAY = date(2026, 11, 26)
LOST = "J'ai perdu ma carte d'identité, combien ça coûte pour la refaire ?"


@pytest.fixture(scope="module")
def replier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replier]:
    base = build_base(
        tmp_path_factory.mktemp("base"), ARTICLES, SeedFolder(SEED_FOLDER).language(), "test", full_text=False
    )
    yield Replier(base)
    base.close()


def ask(replier: Replier, question: str, today: date = TODAY) -> Reply:
    reply = replier.reply(question, today)
    assert reply is not None
    return reply


def test_the_fee_of_this_case_is_given_with_its_condition(replier: Replier) -> None:
    text = ask(replier, LOST).text(with_source=False)
    assert text.startswith("Coût : 25 €, en timbre fiscal (ancienne carte perdue ou volée).")
    assert "gratuit" not in text


def test_every_part_is_cited_with_the_articles_version(replier: Replier) -> None:
    reply = ask(replier, LOST)
    assert {citation.article_id for citation in reply.citations} == {"cni-perdue-volee"}
    assert [fact.citation.section for fact in reply.facts] == [-1]
    for sentence in reply.sentences:
        body = LOST_CARD.sections[sentence.citation.section].body
        assert sentence.text.split(" ")[0] in body


def test_papers_are_listed_whole_without_those_of_another_case(replier: Replier) -> None:
    text = ask(replier, "On a volé ma carte d'identité, je suis majeur, quels papiers apporter ?").text(
        with_source=False
    )
    assert "- Déclaration de vol, faite au commissariat ou à la gendarmerie (carte volée)" in text
    assert "demandeur mineur" not in text


def test_a_sentence_under_a_case_says_whose_it_is(replier: Replier) -> None:
    text = ask(replier, "Carte d'identité de ma fille perdue, ses empreintes sont prises ?").text(with_source=False)
    assert "Demandeur mineur : " in text


def test_an_article_past_its_review_date_warns_with_or_without_its_source(replier: Replier) -> None:
    reply = ask(replier, LOST, today=date(2027, 5, 1))
    for with_source in (True, False):
        assert "À vérifier : cette fiche devait être revue avant le 12/04/2027." in reply.text(with_source=with_source)


@pytest.mark.parametrize(
    "question", ["", "quel temps fera-t-il sur la lune demain soir", "recette de la blanquette de veau"]
)
def test_what_the_base_does_not_answer_has_no_reply(replier: Replier, question: str) -> None:
    assert replier.reply(question, TODAY) is None


def test_an_article_that_the_list_does_not_offer_answers_nothing(replier: Replier) -> None:
    assert replier.reply(LOST, TODAY, "une-autre-fiche") is None


def test_a_price_that_no_article_gives_is_not_replaced_by_other_words(tmp_path: Path) -> None:
    silent = replace(
        LOST_CARD, facts=(), documents=(), sections=(Section("Déclarer", "La perte se déclare au guichet."),)
    )
    assert _alone(silent, tmp_path).reply(LOST, TODAY) is None


def test_cases_that_were_not_told_are_all_given_each_with_its_condition(tmp_path: Path) -> None:
    facts = (Fact(FactKind.FEE, "5 €", "matin"), Fact(FactKind.FEE, "7 €", "soir"))
    reply = _alone(replace(LOST_CARD, facts=facts), tmp_path).reply("carte d'identité perdue, quel prix ?", TODAY)
    assert reply is not None
    assert reply.facts[0].values == ("5 € (matin)", "7 € (soir)")


def test_what_the_town_added_to_a_national_article_is_cited_as_its_own(tmp_path: Path) -> None:
    fee = Fact(FactKind.FEE, "5 €", local=True)
    reply = _alone(replace(LOST_CARD, facts=(fee,)), tmp_path).reply(LOST, TODAY)
    assert reply is not None
    assert reply.facts[0].citation.local
    assert reply.local
    sections = (Section("Le prix", "La carte perdue coûte 25 €."), Section("Le prix ici", "Le duplicata coûte 3 €."))
    theirs = replace(LOST_CARD, facts=(), sections=sections)
    reply = _alone(theirs, tmp_path / "national").reply(LOST, TODAY)
    assert reply is not None
    assert not reply.local


def test_the_pasted_text_fits_windows_1252() -> None:
    place = Citation("a", 0, "v1")
    reply = Reply(
        "a",
        "Fiche",
        (ReplyFact("Coût", ("25\u202f€ → timbre",), place),),
        (ReplySentence("D’abord ≤ 3 jours.", place, "Mineur"), ReplySentence("Puis on attend.", place, "Mineur")),
        "À vérifier.",
        "Source : mairie.",
    )
    text = reply.text(with_source=True)
    assert text.encode("cp1252").decode("cp1252") == text
    assert text.split("\r\n") == [
        "Coût : 25 € -> timbre.",
        "Mineur : D’abord <= 3 jours. Puis on attend.",
        "À vérifier.",
        "Source : mairie.",
    ]


def _alone(article: Article, folder: Path) -> Replier:
    """A base where one article is changed."""
    others = [other for other in ARTICLES if other.id != article.id]
    language = SeedFolder(SEED_FOLDER).language()
    return Replier(build_base(folder, [article, *others], language, "test", full_text=False))
