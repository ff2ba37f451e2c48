"""Sentences and lists: nothing is cut inside an abbreviation or a figure, and no item is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.reply.splitting import split, statements


@pytest.mark.parametrize(
    "sentence",
    [
        "M. Roubaud et Mme. Vial reçoivent le jeudi.",
        "Le bureau est au 12 av. Tilleuls, près de la place St. Martin.",
        "Le droit est de 2.50 € et non de 3,20 €.",
        "L'art. L541 du code s'applique.",
        "Appelez le 03 53 01 15 00 ou venez.",
        "Il faut un justificatif (facture, bail, etc.) de moins d'un an.",
        "Le maire… attend la réponse du préfet.",
        "J. Durand signe pour la ville.",
    ],
)
def test_an_abbreviation_or_a_figure_ends_no_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_each_sentence_stands_alone() -> None:
    text = (
        "Il l'a perdue. Qu'a-t-on à payer ? « Rien. » À partir de 12 ans, l'enfant signe ! "
        "Appelez le 03 53 01 15 00. Fin."
    )
    assert split(text) == [
        "Il l'a perdue.",
        "Qu'a-t-on à payer ?",
        "« Rien. »",
        "À partir de 12 ans, l'enfant signe !",
        "Appelez le 03 53 01 15 00.",
        "Fin.",
    ]


@given(st.text(alphabet="aÀé .!?…«»12,'M\u00a0(", max_size=80))
def test_no_character_is_lost(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_list_stays_whole_with_the_words_that_introduce_it() -> None:
    body = (
        "Les parents sont séparés. Celui qui vient apporte :\n\n- le jugement ;\n- ou l'accord écrit.\n\nRien d'autre."
    )
    assert statements(body) == (
        "Les parents sont séparés.",
        "Celui qui vient apporte : le jugement ; ou l'accord écrit",
        "Rien d'autre.",
    )


def test_a_list_without_bullets_goes_to_its_full_stop() -> None:
    body = "Peuvent la demander :\n\nla personne\n\nson époux ou partenaire,\n\net ses enfants.\n\nC'est gratuit."
    assert statements(body) == (
        "Peuvent la demander : la personne ; son époux ou partenaire ; et ses enfants",
        "C'est gratuit.",
    )


def test_a_row_of_a_table_names_its_columns() -> None:
    body = "| Cas | Coût |\n| --- | --- |\n| Carte perdue | 25 € |\n| Carte rendue | gratuit |"
    assert statements(body) == ("Carte perdue, Coût 25 €.", "Carte rendue, Coût gratuit.")
