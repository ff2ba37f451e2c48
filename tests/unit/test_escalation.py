"""The hand-over to a second level: ready to send, masked, and true to what happened."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.escalation import Escalation, escalate, escalation_sheet, subject_line
from aparte.assist.extraction import extract
from aparte.assist.sheet import sheet_html, sheet_text
from aparte.core.contact import Act, Channel, ClosureCode, OpenContact, Outcome
from aparte.privacy.directory import public_phrases
from tests.fakes.given import (
    ACT,
    AT,
    CONTACT,
    COPIED,
    LOST_CARD,
    PARIS,
    PERSONAL,
    PHOTO,
    PREFECTURE,
    SERVICES,
    TITRES,
    ended,
)

PUBLIC = public_phrases(SERVICES.values())
CODE = ClosureCode("IDE-PERTE", "Titre perdu ou volé")


def handed_over(contact: OpenContact = CONTACT, *, with_call_back: bool = False) -> Escalation:
    return escalate(
        contact, contact.demands[0], TITRES, code=CODE, article=LOST_CARD, ticked=frozenset({PHOTO}),
        public=PUBLIC, with_call_back=with_call_back,
    )  # fmt: skip


def words(escalation: Escalation) -> str:
    return sheet_text(escalation_sheet(escalation, PARIS))


def test_the_message_reads_as_a_colleague_would_write_it() -> None:
    assert words(handed_over()).split("\r\n") == [
        "Transfert à : Pôle titres d'identité",
        "",
        "Référence E-7K4PQ2, téléphone, le 26/11/2026 à 9 h 40",
        "Objet : Titre perdu ou volé",
        "Rappel promis à l'usager le 27/11/2026 à 9 h 40",
        "",
        "En bref",
        "- Ma fille a perdu sa carte d'identité hier et on part en Italie dans trois semaines.",
        "- Pré-demande refusée : filiation à prouver, renvoyée du 03 53 01 11 10.",
        "",
        "Questions posées",
        "- Ça coûte combien de la refaire ?",
        "",
        "Déjà répondu à l'usager",
        "- « Carte d'identité perdue » (fiche vérifiée le 12/10/2026, version 3f2a91c0) : texte de la fiche, tel quel",
        "",
        "Fiches consultées",
        "- « Passeport urgent » (version 77aa)",
        "",
        "Ce qui manque",
        "- Pièce : Acte de naissance",
        "- Pièce : Déclaration de vol (volée)",
        "",
        "Les données personnelles reconnues ont été masquées.",
    ]


def test_no_personal_data_goes_with_it_unless_asked() -> None:
    masked = words(handed_over())
    assert not [one for one in PERSONAL if one in masked]
    assert "À rappeler\r\nSophie Colin\r\n06 39 98 12 34\r\nfiliation" in words(handed_over(with_call_back=True))


def test_a_case_nobody_mentioned_is_asked_for() -> None:
    silent = replace(CONTACT, said="Pour une carte, s'il vous plaît.", notes="")
    assert "- Le coût dépend du cas : carte perdue ; carte abîmée rendue" in words(handed_over(silent))


def test_with_nothing_ticked_no_paper_is_said_to_be_missing() -> None:
    plain = escalate(CONTACT, CONTACT.demands[0], TITRES, article=LOST_CARD)
    assert plain.papers == ()
    assert handed_over().papers == (ACT.label, "Déclaration de vol (volée)")


def test_the_last_use_of_an_article_counts() -> None:
    edited = replace(COPIED, act=Act.EDITED, at=AT.replace(hour=9), version="99")
    assert handed_over(replace(CONTACT, uses=(edited, COPIED))).given == (
        "« Carte d'identité perdue » (fiche vérifiée le 12/10/2026, version 99) : texte adapté par l'agent",
    )


@pytest.mark.parametrize("channel", [Channel.MAIL, Channel.EMAIL])
def test_a_written_request_for_another_administration_cites_the_law(channel: Channel) -> None:
    contact = ended(Outcome.REDIRECTED, "prefecture", channel)
    text = words(escalate(contact, contact.demands[0], PREFECTURE))
    assert text.startswith("Transmission à : Préfecture du département")
    assert "article L. 114-2 du code des relations entre le public et l'administration" in text


def test_a_telephone_call_needs_no_such_mention() -> None:
    contact = ended(Outcome.REDIRECTED, "prefecture")
    assert "L. 114-2" not in words(escalate(contact, contact.demands[0], PREFECTURE))


def test_an_appointment_is_not_called_a_call_back() -> None:
    assert "Rendez-vous prévu le 27/11/2026" in words(handed_over(ended(Outcome.APPOINTMENT)))


def test_nothing_noted_is_said() -> None:
    assert "Rien n'a été noté de la demande." in words(handed_over(replace(CONTACT, said="", notes="")))


def test_the_subject_begins_with_the_reference() -> None:
    assert subject_line(handed_over()) == "E-7K4PQ2 - Titre perdu ou volé"


def test_markup_in_the_notes_stays_words() -> None:
    page = sheet_html(
        escalation_sheet(handed_over(replace(CONTACT, notes="Bloqué <script>alert(1)</script> & refusé")))
    )
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; refusé" in page


def test_the_agents_notes_weigh_and_small_talk_does_not() -> None:
    found = extract(
        "Bonjour. Oui alors voilà. Je vous appelle parce que bon. La facture de cantine est fausse depuis septembre.",
        "Facture d'octobre contestée, trois repas en trop.",
    )
    assert found.matter == (
        "La facture de cantine est fausse depuis septembre.",
        "Facture d'octobre contestée, trois repas en trop.",
    )


def test_a_sentence_without_end_is_cut_at_a_word() -> None:
    [one] = extract("la benne bloque le portail et " * 30, "").matter
    assert one.endswith("…")
    assert len(one) <= 241


def test_a_question_without_its_mark_is_a_question() -> None:
    found = extract("combien coûte un passeport. Est-ce qu'il faut un rendez-vous", "")
    assert found.questions == ("Combien coûte un passeport.", "Est-ce qu'il faut un rendez-vous")


@given(st.text(), st.text())
def test_any_words_give_a_message(said: str, notes: str) -> None:
    escalation = handed_over(replace(CONTACT, said=said, notes=notes))
    text = words(escalation)
    text.encode("cp1252")
    assert text.startswith("Transfert à : Pôle titres d'identité\r\n")
    assert sheet_html(escalation_sheet(escalation)).count("<h1>") == 1
