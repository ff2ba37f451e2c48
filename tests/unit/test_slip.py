"""The slip a citizen takes home, and the letter that tells where a written request went."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from aparte.assist.forwarding import Town, coordinates, forwarding_letter, signature
from aparte.assist.sheet import sheet_html, sheet_text
from aparte.assist.slip import slip
from aparte.core.contact import Act, Channel, OpenContact, Outcome
from tests.fakes.given import AT, CONTACT, COPIED, PARIS, PERSONAL, PREFECTURE, SERVICES, TODAY, WELCOME, ended

TOWN = Town("Aubremont", "https://www.aubremont.example", WELCOME)
TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "br", "ul", "li"}

FROM_THE_BASE = "Ce texte vient d'une fiche de la base de connaissances de la mairie."
CONTESTED = "Une décision écrite se conteste en général dans les deux mois"


def words(contact: OpenContact = CONTACT) -> str:
    return sheet_text(slip(contact, TOWN, SERVICES, TODAY, PARIS))


def test_the_slip_holds_the_answer_its_source_and_what_to_do_about_it() -> None:
    assert words().split("\r\n") == [
        "Réponse de votre mairie",
        "",
        "Référence E-7K4PQ2, téléphone, le 26/11/2026",
        "",
        "Carte d'identité perdue",
        "Il faut déclarer la perte :",
        "",
        "- au guichet ;",
        "- en ligne.",
        "",
        "Coût : 25 €",
        "",
        "Source : Service-Public, fiche F1344, fiche vérifiée le 12/10/2026.",
        "",
        "Et maintenant",
        f"Votre demande est confiée à : {coordinates(SERVICES['titres'])}.",
        "",
        "Comment cette réponse a été préparée",
        f"{FROM_THE_BASE} Aucun programme d'intelligence artificielle ne l'a rédigé.",
        "",
        "Vous n'êtes pas d'accord ?",
        "- Aparté informe et ne décide pas : ce document n'est pas une décision.",
        "- Une erreur, un oubli ? Dites-le à l'accueil avec la référence E-7K4PQ2 : une personne vérifiera.",
        f"- {CONTESTED} ; elle dit elle-même comment et auprès de qui.",
        "- Désaccord avec la mairie : Médiatrice municipale, 03 53 01 18 30.",
        "- Vos données personnelles : Déléguée à la protection des données, dpo@aubremont.example.",
        "",
        "Mairie d'Aubremont",
        "Guichet unique, 03 53 01 10 00, accueil@aubremont.example",
        "https://www.aubremont.example",
        "Document remis le 26/11/2026.",
    ]


def test_neither_words_nor_notes_nor_name_are_on_it() -> None:
    assert not [one for one in (*PERSONAL, "Italie", "filiation") if one in words()]


def test_the_help_of_a_machine_is_said() -> None:
    text = words(replace(CONTACT, uses=(replace(COPIED, by_machine=True),)))
    assert "Un programme d'intelligence artificielle a aidé à rédiger ce texte, à partir" in text
    assert "Un agent l'a relu avant de vous le remettre." in text


def test_with_two_answers_the_one_a_machine_helped_with_is_named() -> None:
    other = replace(COPIED, article_id="passeport", title="Passeport urgent", passage="Au guichet.", by_machine=True)
    text = words(replace(CONTACT, uses=(COPIED, other)))
    assert "a aidé à rédiger ce texte (Passeport urgent), à partir" in text


def test_the_text_given_last_is_the_one_printed() -> None:
    edited = replace(COPIED, act=Act.EDITED, at=AT.replace(hour=9), passage="Venez avec votre fille.")
    text = words(replace(CONTACT, uses=(edited, COPIED)))
    assert "Venez avec votre fille." in text
    assert "déclarer la perte" not in text


def test_a_source_already_in_the_text_is_not_repeated() -> None:
    sourced = replace(COPIED, passage="Au guichet.\r\n\r\nSource : Service-Public, fiche vérifiée le 12/10/2026.")
    assert words(replace(CONTACT, uses=(sourced,))).count("Source :") == 1


def test_without_mediator_nor_officer_no_line_pretends_there_is_one() -> None:
    text = sheet_text(slip(CONTACT, TOWN, {}, TODAY, PARIS))
    assert "Désaccord" not in text
    assert "données personnelles" not in text
    assert "Votre demande est confiée à : un service de la mairie." in text


def test_nothing_given_is_said() -> None:
    assert "Aucun texte n'a été remis pendant cet échange." in words(replace(CONTACT, uses=()))


def test_a_written_request_that_goes_elsewhere_cites_the_law() -> None:
    text = words(ended(Outcome.REDIRECTED, "prefecture", Channel.MAIL))
    assert "Nous la transmettons à : Préfecture du département" in text
    assert "(article L. 114-2 du code des relations entre le public et l'administration)" in text


def test_a_caller_is_told_where_to_go() -> None:
    text = words(ended(Outcome.REDIRECTED, "prefecture"))
    assert "Adressez-vous à : Préfecture du département, Allô Service Public : 34 00." in text
    assert "L. 114-2" not in text


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome.CALL_BACK, "Nous vous rappelons le 27/11/2026 à 9 h 40."),
        (Outcome.APPOINTMENT, "Un rendez-vous est prévu le 27/11/2026 à 9 h 40."),
        (Outcome.FILE_INCOMPLETE, "Votre dossier est incomplet"),
    ],
)
def test_what_comes_next_is_said(outcome: Outcome, sentence: str) -> None:
    assert sentence in words(ended(outcome))


def test_an_answered_demand_needs_no_next_step() -> None:
    assert "Et maintenant" not in words(ended(Outcome.ANSWERED))


def test_every_sign_exists_in_windows_1252_and_lines_end_as_there() -> None:
    odd = replace(COPIED, passage="Coût : 25\u202f€ → régie ☎\n✓ Ouvert\u2011fermé", title="Œuvre n° 1")
    text = words(replace(CONTACT, uses=(odd,)))
    text.encode("cp1252")
    assert text.count("\n") == text.count("\r\n")
    assert "Coût : 25 € -> régie Tél." in text


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_printed_slip_is_words_alone() -> None:
    evil = replace(
        COPIED,
        title="<img src=x onerror=alert(1)>",
        passage='<a href="javascript:x">ici</a>\r\n- <b>gras</b>\r\n\x00fin',
    )
    page = sheet_html(slip(replace(CONTACT, uses=(evil,)), TOWN, SERVICES, TODAY, PARIS))
    seen = _Tags()
    seen.feed(page)
    assert seen.tags <= TAGS
    assert seen.attributes <= {"lang", "charset", "class"}
    assert "<li>&lt;b&gt;gras&lt;/b&gt;</li>" in page
    assert "\x00" not in page


def test_the_letter_tells_who_answers_and_from_when_the_delay_runs() -> None:
    letter = forwarding_letter(
        "E-7K4PQ2", date(2026, 11, 24), PREFECTURE, TOWN, TODAY, about="renouvellement d'un titre de séjour"
    )
    text = sheet_text(letter)
    assert "Nous avons reçu le 24/11/2026 votre demande (objet : renouvellement d'un titre de séjour)." in text
    assert "Conformément à l'article L. 114-2 du code des relations entre le public et l'administration" in text
    assert "le délai court depuis le 24/11/2026" in text
    assert text.count("34 00") == 1
    assert text.startswith("Votre demande a été transmise\r\n\r\nMairie d'Aubremont, le 26/11/2026\r\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Aubremont", "Mairie d'Aubremont"),
        ("Dijon", "Mairie de Dijon"),
        ("Le Creusot", "Mairie du Creusot"),
        ("Les Ulis", "Mairie des Ulis"),
        ("La Rochelle", "Mairie de La Rochelle"),
        ("", "Mairie"),
    ],
)
def test_the_town_signs_in_french(name: str, said: str) -> None:
    assert signature(Town(name)) == said
