"""Each kind of document of the national archive, and what of it an agent must still read."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from aparte.kb.importers.context import Context
from aparte.kb.importers.fiche import CREDIT, LICENCE, read_fiche
from aparte.kb.importers.records import Imported, LinkKind, record_from_json, record_json
from aparte.kb.importers.refusals import BrokenDocumentError, HostileDocumentError
from aparte.kb.importers.xml_document import parse_document
from aparte.kb.passages import passages
from tests.fakes.national import DOCUMENTS, QUESTION, document

NAMES = [name for name in DOCUMENTS if name[0] in "FN"]


def context() -> Context:
    found = Context()
    for name, text in DOCUMENTS.items():
        root = parse_document(text.encode())
        if name == "redirections.xml":
            found.learn_redirections(root, [one.removesuffix(".xml") for one in DOCUMENTS])
        elif name == "questionsReponses.xml":
            found.learn_questions(root)
        elif name.startswith("R"):
            found.learn_resource(root)
    return found


def imported(name: str) -> Imported:
    read = read_fiche(parse_document(DOCUMENTS[f"{name}.xml"].encode()), context())
    assert read is not None
    return read.imported


def under(name: str, words: str) -> tuple[str, str]:
    """The heading and condition of the section that holds `words`."""
    found = [section for section in imported(name).article.sections if words in section.body]
    assert len(found) == 1, found
    return found[0].heading, found[0].condition


def body(name: str) -> str:
    return "\n".join(section.body for section in imported(name).article.sections)


def test_a_fiche_has_its_title_breadcrumb_date_credit_and_licence() -> None:
    article = imported("F90001").article
    assert article.title == "Carte de jardin partagé"
    assert article.breadcrumb == ("Logement", "Vie de quartier", "Jardins")
    assert str(article.verified_on) == "2026-03-02"
    assert article.sources[0].label == CREDIT == "Service-Public.gouv.fr / DILA"
    assert article.sources[0].url.endswith("/F90001")
    assert article.sources[1] == LICENCE
    assert article.origin == "national"


def test_each_case_keeps_its_conditions_and_siblings_are_not_mixed() -> None:
    assert under("F90001", "Bail signé")[1] == "Si : Vous êtes majeur › Vous louez"
    assert under("F90001", "Attestation")[1] == "Si : Vous êtes majeur › Vous êtes hébergé"
    assert under("F90001", "signe")[1] == "Si : Vous êtes mineur"


def test_a_fragment_inside_its_own_case_does_not_repeat_the_condition() -> None:
    assert under("F90001", "Et quittance")[1] == "Si : Vous êtes majeur › Vous louez"


def test_a_negated_condition_is_said_so() -> None:
    assert under("F90001", "Joignez une lettre")[1] == "Si : Vous êtes majeur › hors du cas « Vous louez »"


def test_an_unknown_condition_is_never_dropped() -> None:
    assert "que la fiche ne précise pas" in under("F90001", "Joignez un plan")[1]


def test_a_condition_is_in_every_passage_cut_from_a_long_section() -> None:
    long = " ".join(["Une phrase assez longue pour remplir le texte."] * 60)
    text = document(
        "F1", "Long", f"<ListeSituations><Situation><Titre>Vous louez</Titre><Texte><Paragraphe>{long}</Paragraphe>"
        f"<Paragraphe>{long}</Paragraphe></Texte></Situation></ListeSituations>"
    )  # fmt: skip
    read = read_fiche(parse_document(text.encode()), Context())
    assert read is not None
    cut = list(passages(read.imported.article))
    assert len(cut) > 3
    assert all("Si : Vous louez" in passage.text and "Si : Vous louez" in passage.heading for passage in cut)


def test_what_if_conditions_take_the_words_of_the_questionnaire() -> None:
    assert under("F90003", "Prévenez le bailleur")[1] == "Si : Vous êtes locataire"


def test_headings_lead_to_the_section() -> None:
    assert under("F90001", "12")[0] == "Déposer la demande › Prix — Si : Vous êtes majeur"


def test_a_table_row_stands_alone_with_its_columns_and_merged_cells() -> None:
    assert "- Âge : Adulte ; Prix : 12\u00a0€" in body("F90001")
    assert "- Âge : Adulte ; Prix : 8 € en ligne" in body("F90001")


def test_lists_call_outs_warnings_and_definitions_survive() -> None:
    text = body("F90001")
    assert "- Attestation" in text
    assert "> **À noter** : les copies sont admises." in text
    assert under("F90001", "Un décret")[0] == "Avertissement : Réforme à venir (01/02/2026)"
    assert "- **Justificatif** : Preuve d'adresse." in text


def test_an_abbreviation_is_spelt_out_and_exponents_stay_in_their_word() -> None:
    assert "FJ (Fédération des jardins) signe" in body("F90001")
    assert "du 1er mois" in body("F90001")
    assert "**cultiver** une parcelle" in body("F90001")


def test_services_take_their_address_and_their_form_from_their_own_file() -> None:
    text = body("F90001")
    assert "**Téléservice** : [Demander la carte](https://jardins.exemple.fr/)" in text
    assert "(cerfa n° 14952*03)" in text
    assert text.count("Demander la carte") == 1


def test_where_to_go_keeps_its_pivot_and_its_text() -> None:
    places = [link for link in imported("F90001").links if link.kind is LinkKind.PLACE]
    assert [(link.label, link.pivot) for link in places] == [("Mairie", "mairie")]
    assert "Par téléphone au 3939." in body("F90001")


def test_legal_references_are_sources() -> None:
    assert imported("F90001").article.sources[2].label == "Code des jardins (Principe)"


def test_a_link_to_a_dead_article_follows_the_redirections() -> None:
    links = [link for link in imported("F90001").links if link.label == "le délai"]
    assert [link.target for link in links] == ["F90002"]


def test_a_cycle_of_redirections_leads_nowhere() -> None:
    found = Context(redirections={"F1": "F2", "F2": "F1"})
    assert found.follow("F1") == "F1"


def test_an_element_nobody_told_us_of_keeps_its_text_and_is_counted() -> None:
    read = read_fiche(parse_document(DOCUMENTS["F90001.xml"].encode()), Context())
    assert read is not None
    assert "Un texte d'un élément nouveau." in body("F90001")
    assert read.unknown == {"Nouveaute": 1}


def test_a_question_has_what_citizens_ask() -> None:
    assert imported("F90002").article.questions == ("Combien de temps pour avoir ma parcelle ?",)


def test_the_menu_of_the_folder_is_no_text_of_the_article() -> None:
    assert "Fiche voisine" not in body("F90001")


def test_tables_of_contents_are_kept_and_not_ranked() -> None:
    assert (body("N90010"), imported("N90010").ranked) == ("- Carte", False)
    assert (body("N90000"), imported("N90000").ranked) == ("- Jardins", False)


def test_a_guided_search_is_no_article() -> None:
    assert read_fiche(parse_document(DOCUMENTS["F90004.xml"].encode()), Context()) is None


def test_an_address_that_runs_something_is_no_link() -> None:
    text = document(
        "F1", "T", '<Texte><Paragraphe><LienExterne URL="javascript:x()">Cliquez</LienExterne></Paragraphe></Texte>'
    )
    read = read_fiche(parse_document(text.encode()), Context())
    assert read is not None
    assert [section.body for section in read.imported.article.sections] == ["Cliquez"]
    assert read.imported.links == ()


def test_a_record_comes_back_as_it_was() -> None:
    for name in NAMES:
        read = read_fiche(parse_document(DOCUMENTS[name].encode()), context())
        if read is not None:
            assert record_from_json(record_json(read.imported)) == read.imported


def test_a_service_without_a_name_is_kept() -> None:
    """Found by the fuzzer: its link could not be read back."""
    read = read_fiche(parse_document(document("F1", "T", "<ServiceEnLigne></ServiceEnLigne>").encode()), Context())
    assert read is not None
    assert record_from_json(record_json(read.imported)) == read.imported


_TAGS = st.sampled_from(
    "Texte Chapitre SousChapitre Titre Paragraphe Liste Item Tableau Rangée Cellule BlocCas Cas Condition estVrai ou "
    "FragmentConditionne ANoter ServiceEnLigne OuSAdresser LienExterne LienInterne MiseEnEvidence Image Inconnu "
    "Situation ListeSituations Introduction TitreFlottant Definition Reference".split()
)
_WORDS = st.text(alphabet="abc é\u00a0€*[]|#-1", max_size=12)


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    tag, text = draw(_TAGS), draw(_WORDS)
    span = draw(st.sampled_from(["", ' fusionVerticale="9"', ' fusionHorizontale="99999"', ' var="T1"', ' ID="R1"']))
    children = "".join(draw(st.lists(elements(depth - 1), max_size=3))) if depth else ""
    return f"<{tag}{span}>{text}{children}</{tag}>{draw(_WORDS)}"


@given(st.lists(elements(), max_size=4))
def test_whatever_the_order_of_elements_an_article_comes_out(bodies: list[str]) -> None:
    read = read_fiche(parse_document(document("F1", "T", "".join(bodies)).encode()), Context())
    assert read is not None
    assert record_from_json(record_json(read.imported)) == read.imported
    list(passages(read.imported.article))


@given(st.integers(0, len(QUESTION.encode()) - 1), st.binary(max_size=6))
def test_damaged_bytes_are_refused_or_read_and_nothing_else(at: int, noise: bytes) -> None:
    content = QUESTION.encode()
    with suppress(BrokenDocumentError, HostileDocumentError):
        read_fiche(parse_document(content[:at] + noise + content[at + len(noise) :]), Context())


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(content: bytes) -> None:
    with suppress(BrokenDocumentError, HostileDocumentError):
        read_fiche(parse_document(content), Context())
