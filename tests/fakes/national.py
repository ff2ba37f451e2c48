"""A small made-up national archive: one document of each kind, as folder or zip."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="../Schemas/3.5/Publication.xsd"'
)


def document(found: str, title: str, body: str, *, kind: str = "Fiche d'information", day: str = "2026-03-02") -> str:
    """A document with the head that all have."""
    root = "ServiceComplementaire" if found.startswith("R") else "Publication"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_SPACES} ID="{found}" type="{kind}" '
        f'spUrl="https://www.service-public.gouv.fr/particuliers/vosdroits/{found}">'
        f"<dc:title>{title}</dc:title><dc:creator>Essai</dc:creator><dc:date>modified {day}</dc:date>"
        "<SurTitre>Fiche pratique</SurTitre><Audience>Particuliers</Audience><Canal>www.service-public.fr</Canal>"
        '<FilDAriane><Niveau ID="Particuliers">Accueil particuliers</Niveau><Niveau ID="N90000">Logement</Niveau>'
        f'<Niveau ID="N90010">Jardins</Niveau><Niveau ID="{found}" type="{kind}">{title}</Niveau></FilDAriane>'
        '<Theme ID="N90000"><Titre>Logement</Titre></Theme><SousThemePere ID="N90005">Vie de quartier</SousThemePere>'
        '<DossierPere ID="N90010"><Titre>Jardins</Titre><Fiche ID="F90099">Fiche voisine du menu</Fiche></DossierPere>'
        f"{body}</{root}>"
    )


CONDITIONED = document(
    "F90001",
    "Carte de jardin partagé",
    """<Avertissement ID="R90020" date="2026-02-01"><Titre>Réforme à venir</Titre>
 <Texte><Paragraphe>Un décret doit changer le tarif.</Paragraphe></Texte></Avertissement>
<Introduction><Texte><Paragraphe>Vous voulez <MiseEnEvidence>cultiver </MiseEnEvidence>une parcelle ?</Paragraphe>
</Texte></Introduction>
<ListeSituations affichage="onglet">
 <Situation><Titre>Vous êtes majeur</Titre><Condition><estVrai var="T1"/></Condition><Texte>
  <Chapitre numerote="true"><Titre><Paragraphe>Préparer les documents</Paragraphe></Titre>
   <Paragraphe>Donnez le <LienIntra LienID="R90030">justificatif</LienIntra> du 1<Exposant>er</Exposant> mois,
    voir <LienInterne LienPublication="F80001" type="Fiche">le délai</LienInterne>.</Paragraphe>
   <BlocCas affichage="radio">
    <Cas><Titre>Vous louez</Titre><Condition><estVrai var="T3"/></Condition><Paragraphe>Bail signé.</Paragraphe>
     <FragmentConditionne><Condition><estVrai var="T3"/></Condition>
      <Paragraphe>Et quittance.</Paragraphe></FragmentConditionne>
    </Cas>
    <Cas><Titre>Vous êtes hébergé</Titre><Introduction><Paragraphe>Il faut :</Paragraphe></Introduction>
     <Liste type="puce"><Item><Paragraphe>Attestation</Paragraphe></Item></Liste></Cas>
   </BlocCas>
   <FragmentConditionne><Condition><estFaux var="T3"/></Condition>
    <Paragraphe>Joignez une lettre.</Paragraphe></FragmentConditionne>
   <FragmentConditionne><Condition><estVrai var="T77"/></Condition>
    <Paragraphe>Joignez un plan.</Paragraphe></FragmentConditionne>
   <ANoter><Titre>À noter</Titre><Paragraphe>les copies sont admises.</Paragraphe></ANoter></Chapitre>
  <Chapitre><Titre><Paragraphe>Déposer la demande</Paragraphe></Titre>
   <SousChapitre><Titre><Paragraphe>Prix</Paragraphe></Titre><Tableau><Titre>Tarifs</Titre>
    <Colonne largeur="50" type="header"/><Rangée type="header"><Cellule><Paragraphe>Âge</Paragraphe></Cellule>
    <Cellule><Paragraphe>Prix</Paragraphe></Cellule></Rangée>
    <Rangée type="normal"><Cellule fusionVerticale="2"><Paragraphe>Adulte</Paragraphe></Cellule>
    <Cellule><Paragraphe><Valeur>12\u00a0€</Valeur></Paragraphe></Cellule></Rangée>
    <Rangée type="normal"><Cellule><Paragraphe>8 € en ligne</Paragraphe></Cellule></Rangée></Tableau></SousChapitre>
   <ServiceEnLigne ID="R90040" type="Téléservice"><Titre>Demander la carte</Titre></ServiceEnLigne>
   <OuSAdresser ID="R90050" sve="non" type="Local personnalisé sur SP"><Titre>Mairie</Titre>
    <PivotLocal>mairie</PivotLocal><Texte><Paragraphe>Par téléphone au 3939.</Paragraphe></Texte></OuSAdresser>
  </Chapitre></Texte></Situation>
 <Situation><Titre>Vous êtes mineur</Titre><Condition><estVrai var="T2"/></Condition><Texte>
  <Paragraphe>Un parent de la <LienInterne LienPublication="R90031" type="Sigle">FJ</LienInterne> signe.</Paragraphe>
  </Texte></Situation>
</ListeSituations>
<Nouveauté><Paragraphe>Un texte d'un élément nouveau.</Paragraphe></Nouveauté>
<Reference type="Texte de référence" URL="https://www.legifrance.gouv.fr/x" ID="R90060"><Titre>Code des jardins</Titre>
 <Complement>Principe</Complement></Reference>
<ServiceEnLigne ID="R90040" type="Téléservice"><Titre>Demander la carte</Titre></ServiceEnLigne>
<ServiceEnLigne ID="R90041" type="Formulaire"><Titre>Demande sur papier</Titre></ServiceEnLigne>
<Definition ID="R90030"><Titre>Justificatif</Titre>
 <Texte><Paragraphe>Preuve d'adresse.</Paragraphe></Texte></Definition>
<Abreviation ID="R90031" type="Sigle"><Titre>FJ</Titre>
 <Texte><Paragraphe>Fédération des jardins</Paragraphe></Texte></Abreviation>
<QuestionReponse ID="F90002" audience="Particuliers">Quel est le délai ?</QuestionReponse>""",
    kind="Fiche d'information conditionnée",
)
QUESTION = document(
    "F90002",
    "Quel est le délai pour une carte de jardin ?",
    """<Texte><Paragraphe><MiseEnEvidence>Non</MiseEnEvidence>, sauf si :</Paragraphe>
<Liste type="puce"><Item><Paragraphe>2 mois ont passé</Paragraphe></Item></Liste></Texte>""",
    kind="Fiche Question-réponse",
)
WHAT_IF = document(
    "F90003",
    "Je quitte mon jardin",
    """<Questionnaire ID="Q1"><Question><Titre><Paragraphe>Votre situation</Paragraphe></Titre>
<Choix><Titre>Locataire</Titre>
<IntituleSiSelectionne>Vous êtes locataire</IntituleSiSelectionne>
<SiSelectionne><affecteVrai var="T9"/></SiSelectionne>
</Choix></Question></Questionnaire><Conclusion><FragmentConditionne><Condition><estVrai var="T9"/></Condition>
<Paragraphe>Prévenez le bailleur.</Paragraphe></FragmentConditionne></Conclusion>""",
    kind="Fiche Comment faire si conditionné",
)
GUIDED = document("F90004", "Recherche", "<Texte/>", kind="Recherche guidée")
FOLDER = document(
    "N90010",
    "Jardins",
    '<SousDossier ID="N90010-1"><Titre>Obtenir</Titre><Fiche ID="F90001">Carte</Fiche></SousDossier>',
    kind="Dossier",
)
THEME = document(
    "N90000",
    "Logement",
    '<SousTheme ID="N90005"><Titre>Vie de quartier</Titre><Dossier ID="N90010">Jardins</Dossier></SousTheme>',
    kind="Theme",
)
SERVICE = document(
    "R90040",
    "Demander la carte",
    '<Texte><Paragraphe>Permet de demander.</Paragraphe></Texte><LienWeb URL="https://jardins.exemple.fr/"/>',
    kind="Téléservice",
)
FORM = document(
    "R90041",
    "Demande sur papier",
    '<NumeroCerfa>14952*03</NumeroCerfa><LienWeb URL="https://jardins.exemple.fr/cerfa.pdf"/>',
    kind="Formulaire",
)
DOCUMENTS: Mapping[str, str] = {
    "F90001.xml": CONDITIONED,
    "F90002.xml": QUESTION,
    "F90003.xml": WHAT_IF,
    "F90004.xml": GUIDED,
    "N90000.xml": THEME,
    "N90010.xml": FOLDER,
    "R90040.xml": SERVICE,
    "R90041.xml": FORM,
    "redirections.xml": '<Redirections><Redirection ancien="F80001" nouveau="F80002"/>'
    '<Redirection ancien="F80002" nouveau="F90002"/><Redirection ancien="F90001" nouveau="F90002"/>'
    '<Redirection ancien="F70001" nouveau="F70002"/><Redirection ancien="F70002" nouveau="F70001"/></Redirections>',
    "questionsReponses.xml": '<Publication ID="questionsReponses"><Groupe><QuestionReponse ID="F90002">'
    "Combien de temps pour avoir ma parcelle ?</QuestionReponse></Groupe></Publication>",
    "arborescence.xml": "<Arborescence/>",
}


def write_zip(
    path: Path, documents: Mapping[str, str | bytes] = DOCUMENTS, day: tuple[int, int, int] = (2026, 3, 3)
) -> Path:
    """The documents as a zip whose files have one date."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in documents.items():
            archive.writestr(zipfile.ZipInfo(name, (*day, 4, 0, 0)), text)
    return path


def write_folder(folder: Path, documents: Mapping[str, str] = DOCUMENTS) -> Path:
    """The documents unpacked."""
    folder.mkdir()
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8")
    return folder
