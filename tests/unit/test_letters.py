"""Letters as the window asks for them: from the contact and the base, nothing else to fill in."""

from dataclasses import replace

from aparte.assist.forwarding import Town
from aparte.assist.letters import LetterWriter
from aparte.core.article import Document
from aparte.core.clock import FixedClock
from aparte.core.contact import Act, AnswerUse, Channel, ClosureCode, Demand, Outcome
from tests.fakes.articles import LOST_CARD
from tests.fakes.desk import FakeDesk
from tests.fakes.given import AT, CONTACT, COPIED, PARIS, PERSONAL, PREFECTURE, SERVICES, TITRES, WELCOME, ended

CODES = (ClosureCode("IDE-PERTE", "Titre perdu ou volé"), ClosureCode("IDE-CNI", "Carte d'identité"))


def writer(*brought: Document) -> LetterWriter:
    return LetterWriter(
        FakeDesk(), SERVICES, Town("Aubremont", "", WELCOME), FixedClock(AT), codes=lambda: CODES,
        ticked=lambda _: frozenset(brought), zone=PARIS,
    )  # fmt: skip


def test_a_transfer_names_the_code_and_goes_to_the_service() -> None:
    contact = replace(CONTACT, demands=(Demand("1", "IDE-CNI"), Demand("2", "IDE-PERTE")))
    letter = writer().transfer(contact, TITRES)
    assert letter.subject == "E-7K4PQ2 - Titre perdu ou volé"
    assert letter.to == "titres@aubremont.example"
    assert "Objet : Titre perdu ou volé" in letter.text
    assert not [one for one in PERSONAL if one in letter.text]


def test_whom_to_call_back_is_in_a_transfer_only_when_asked() -> None:
    assert "06 39 98 12 34" not in writer().transfer(CONTACT, TITRES).text
    assert "06 39 98 12 34" in writer().transfer(CONTACT, TITRES, with_call_back=True).text


def test_papers_still_missing_are_those_of_the_article_looked_at_last() -> None:
    article = LOST_CARD
    use = AnswerUse(Act.OPENED, AT, article.id, article.version, article.title)
    text = writer(article.documents[0]).transfer(replace(CONTACT, uses=(use,)), TITRES).text
    assert f"Pièce : {article.documents[1].label}" in text
    assert f"Pièce : {article.documents[0].label}" not in text


def test_an_article_that_is_gone_costs_only_its_papers() -> None:
    text = writer().transfer(replace(CONTACT, uses=(COPIED,)), TITRES).text
    assert "« Carte d'identité perdue »" in text


def test_a_contact_without_demand_can_be_handed_over() -> None:
    assert "En bref" in writer().transfer(replace(CONTACT, demands=(), uses=()), TITRES).text


def test_the_slip_is_the_citizens_and_goes_nowhere_by_itself() -> None:
    letter = writer().slip(CONTACT)
    assert (letter.subject, letter.to) == ("Réponse de votre mairie - E-7K4PQ2", "")
    assert "Il faut déclarer la perte" in letter.text


def test_the_forwarding_letter_is_dated_from_the_receipt() -> None:
    contact = replace(ended(Outcome.REDIRECTED, "prefecture", Channel.MAIL), happened_at=AT.replace(day=20))
    text = writer().forwarding(contact, PREFECTURE).text
    assert "Nous avons reçu le 20/11/2026 votre demande." in text
    assert "article L. 114-2" in text


def test_a_letter_changed_by_the_agent_is_what_the_mail_holds() -> None:
    writing = writer()
    letter = replace(writing.transfer(CONTACT, TITRES), text="Relu.\nSigné.")
    assert writing.mailto(letter).endswith("&body=Relu.%0D%0ASign%C3%A9.")
    assert b"Relu.\r\nSign=C3=A9." in writing.eml(letter)
