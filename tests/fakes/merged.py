"""A national article with the town's overlay on it, and what an import changed; all of it invented."""

from datetime import date
from pathlib import Path

from aparte.assist.changes import BaseChanges, Change, ChangeKind, Why
from aparte.core.article import Article, Origin, Section, Source
from aparte.kb.overlays.merging import merged
from aparte.kb.overlays.overlay import Placed
from aparte.kb.overlays.reading import parse_overlay

NATIONAL = Article(
    id="F90930",
    title="Mariage en France : le dossier et la cérémonie",
    origin=Origin.NATIONAL,
    theme="etat-civil",
    breadcrumb=("Famille - Scolarité", "Mariage"),
    audience="particuliers",
    verified_on=date(2026, 11, 3),
    sources=(
        Source("Service-Public.gouv.fr / DILA", "https://www.service-public.gouv.fr/particuliers/vosdroits/F90930"),
        Source("Licence Ouverte 2.0 (Etalab)", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
        Source("Code civil : articles 63 à 76", "https://www.legifrance.gouv.fr/x"),
    ),
    sections=(
        Section("", "Le mariage est célébré à la mairie du domicile ou de la résidence de l'un des futurs époux."),
        Section(
            "Déposer le dossier",
            "Le dossier se dépose à la mairie, par les deux futurs époux. La date de la cérémonie est fixée avec "
            "la mairie une fois le dossier complet. Le tarif de la salle est fixé par la commune.",
        ),
        Section(
            "Pièces à fournir — Si : L'un des époux est étranger",
            "Il faut présenter :\n\n- un certificat de coutume ;\n- un acte de naissance de moins de 6 mois, traduit ;"
            "\n- une pièce d'identité en cours de validité.",
            "Si : L'un des époux est étranger",
        ),
        Section("Publier les bans", "Les bans restent affichés dix jours à la porte de la mairie."),
    ),
    version="n1",
)
OVERLAY = """---
id: mariage
article: F90930
contact: titres
verified_on: 2026-10-12
review_by: 2027-04-12
sources:
  - {label: "Délibération du conseil municipal du 15 décembre 2025"}
replaces: ["Publier les bans"]
facts:
  - {kind: fee, value: "gratuit, salle comprise", condition: "époux d'Aubremont", replaces: "tarif de la salle"}
  - {kind: where, value: "Hôtel de ville, bureau 12"}
  - {kind: when, value: "lundi au vendredi 8 h 30-12 h et 13 h 30-17 h"}
  - {kind: appointment, value: "obligatoire, au 03 53 01 11 00", condition: "dépôt du dossier"}
documents:
  - {label: "Justificatif de domicile à Aubremont de moins de trois mois"}
  - {label: "Fiche de choix de la cérémonie, remise au guichet", condition: "cérémonie le samedi"}
online: {label: "Réserver une date de cérémonie", url: "https://www.aubremont.example/mariage"}
offline: "Au bureau de l'état civil, ou au 03 53 01 11 00 : l'agent réserve la date."
---
## Cérémonies à Aubremont
Les mariages sont célébrés du mardi au samedi, sauf les jours fériés.

Une date se réserve au plus tôt un an avant, et devient ferme quand le dossier est complet.

## Publier les bans
Les bans sont affichés dix jours à l'hôtel de ville et sur le site de la ville. Personne ne vient les chercher.
"""
MERGED = merged(NATIONAL, [Placed(parse_overlay(OVERLAY.encode(), Path("mariage.md")))])
CHANGES = BaseChanges(
    file_name="vosdroits-latest.zip",
    file_date=date(2026, 11, 20),
    edition=date(2026, 11, 19),
    imported_on=date(2026, 11, 21),
    before=date(2026, 10, 12),
    changes=(
        Change(ChangeKind.REVIEW, "mariage", MERGED.title, "F90930", Why.CHANGED, since=date(2026, 11, 21)),
        Change(ChangeKind.REVIEW, "ancien-livret", "ancien-livret", "", Why.ORPHAN, detail="F90777"),
        Change(ChangeKind.CHANGED, "F90930", MERGED.title, "F90930"),
        Change(ChangeKind.CHANGED, "procuration", "Voter par procuration", "procuration"),
        Change(ChangeKind.ADDED, "F90999", "Déclarer un meublé de tourisme", "F90999"),
        Change(ChangeKind.REDIRECTED, "F90100", "Passeport d'un enfant", "passeport-mineur", detail="F90101"),
        Change(ChangeKind.WITHDRAWN, "F90777", "Second livret de famille", ""),
    ),
)
