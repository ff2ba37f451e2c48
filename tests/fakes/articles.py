"""A dozen invented articles with every kind of fact, document, origin and freshness."""

from datetime import date

from aparte.core.article import (
    Article,
    Document,
    Fact,
    FactKind,
    OnlineProcedure,
    Origin,
    Section,
    Service,
    ServiceLevel,
    Source,
)

SERVICES = (
    Service(
        id="titres",
        name="Pôle titres d'identité",
        level=ServiceLevel.SECOND,
        phone="03 53 01 11 10",
        email="titres@aubremont.example",
        place="Hôtel de ville, guichets 1 à 4",
        hours="lundi au vendredi 8 h 45-17 h, jeudi jusqu'à 18 h 30, sur rendez-vous",
        takes_over="dossiers bloqués, urgence, filiation ou nationalité à prouver, tutelle",
    ),
    Service(
        id="dechets",
        name="Service propreté et déchets",
        level=ServiceLevel.SECOND,
        phone="03 53 01 15 00",
        place="Centre technique, 3 rue des Forges",
        hours="lundi au vendredi 8 h-12 h et 13 h 30-16 h 30",
        takes_over="bacs, collecte oubliée, dépôts sauvages, encombrants",
    ),
)

THEMES = {
    "identite": "Papiers, identité",
    "etat-civil": "État civil",
    "dechets": "Déchets et propreté",
    "ecole": "École et périscolaire",
    "voirie": "Voirie et stationnement",
    "elections": "Élections",
}

_IDENTITY = ("Papiers, identité", "Carte d'identité et passeport")

LOST_CARD = Article(
    id="cni-perdue-volee",
    title="Carte d'identité perdue ou volée",
    theme="identite",
    breadcrumb=_IDENTITY,
    service="titres",
    contact="titres",
    keywords=("perte", "vol", "déclaration de perte", "timbre fiscal"),
    closure_code="IDE-PERTE",
    verified_on=date(2026, 10, 12),
    review_by=date(2027, 4, 12),
    sources=(
        Source(
            "Service-Public.gouv.fr, fiche F1344",
            "https://www.service-public.gouv.fr/particuliers/vosdroits/F1344",
        ),
        Source("Code général des impôts, article 1628 bis (droit de timbre)"),
    ),
    facts=(
        Fact(FactKind.FEE, "25 €, en timbre fiscal", "ancienne carte perdue ou volée"),
        Fact(FactKind.FEE, "gratuit", "ancienne carte rendue au guichet"),
        Fact(FactKind.DELAY, "3 à 5 semaines après le dépôt du dossier"),
        Fact(FactKind.WHERE, "Hôtel de ville, guichets 1 à 4"),
        Fact(FactKind.APPOINTMENT, "obligatoire pour déposer le dossier"),
        Fact(FactKind.VALIDITY, "10 ans", "demandeur majeur ou mineur"),
    ),
    documents=(
        Document("Pré-demande imprimée, ou son numéro"),
        Document("Photo d'identité de moins de six mois"),
        Document("Justificatif de domicile de moins d'un an"),
        Document("Timbre fiscal de 25 €"),
        Document("Déclaration de perte, remplie au guichet", "carte perdue"),
        Document("Déclaration de vol, faite au commissariat ou à la gendarmerie", "carte volée"),
        Document("Présence et pièce d'identité d'un parent", "demandeur mineur"),
        Document("Jugement ou accord qui fixe la résidence de l'enfant", "demandeur mineur"),
    ),
    online=OnlineProcedure(
        "Pré-demande et rendez-vous",
        "https://www.aubremont.example/rdv-titres",
        "Au guichet unique ou au 03 53 01 10 00 : l'agent fixe le rendez-vous et remplit la "
        "pré-demande avec la personne. Le timbre s'achète aussi en bureau de tabac.",
    ),
    sections=(
        Section(
            "Perdue ou volée : qui prévenir",
            "En cas de **perte**, la déclaration se fait au guichet, au moment de la nouvelle "
            "demande : il n'y a rien à faire avant. Une carte **volée** se déclare d'abord au "
            "commissariat ou à la gendarmerie, qui remet une déclaration de vol à joindre au "
            "dossier.\n\nPour un mineur, un parent l'accompagne et signe la déclaration.",
        ),
        Section(
            "Faire la nouvelle demande",
            "La personne prend rendez-vous, puis vient elle-même avec ses pièces : ses "
            "empreintes sont prises au guichet.\n\n"
            "1. Prendre rendez-vous au guichet unique, par téléphone ou en ligne.\n"
            "2. Remplir la pré-demande, seule ou avec l'agent.\n"
            "3. Venir au rendez-vous avec les pièces, **sans photocopie**.\n\n"
            "Un SMS prévient quand la carte est prête.",
        ),
        Section(
            "Ce que cela coûte",
            "Refaire une carte perdue ou volée coûte 25 €, en timbre fiscal. C'est gratuit "
            "seulement quand l'ancienne carte est rendue.\n\n"
            "| Cas | Coût |\n| --- | --- |\n"
            "| Carte perdue ou volée | 25 € |\n"
            "| Renouvellement, ancienne carte rendue | gratuit |\n"
            "| Changement d'adresse ou d'état civil | gratuit |\n",
        ),
        Section(
            "Demandeur mineur",
            "Un enfant vient avec un parent qui présente sa propre pièce d'identité. Si les "
            "parents sont séparés, celui qui accompagne apporte :\n\n"
            "- le jugement qui fixe la résidence de l'enfant ;\n"
            "- ou l'accord écrit des deux parents ;\n"
            "- et un justificatif de domicile de chacun en cas de garde alternée.\n\n"
            "À partir de 12 ans, les empreintes de l'enfant sont prises.",
        ),
        Section(
            "Carte retrouvée",
            "Une carte déclarée perdue ou volée est annulée pour toujours : elle ne permet plus "
            "de voyager, même retrouvée. Il faut la rendre au guichet.",
        ),
        Section(
            "Sans internet, et quand passer la main",
            "Personne n'est obligé de passer par internet : le guichet unique fait la "
            "pré-demande avec la personne. Un dossier bloqué, une usurpation d'identité ou un "
            "départ dans moins de deux semaines vont au pôle titres d'identité.",
        ),
    ),
)


def _short(
    id_: str,
    title: str,
    theme: str,
    body: str,
    *,
    origin: Origin = Origin.LOCAL,
    verified_on: date = date(2026, 11, 3),
    review_by: date = date(2027, 5, 3),
    contact: str = "titres",
) -> Article:
    national = origin is Origin.NATIONAL
    label = "service-public.gouv.fr" if national else "Mairie d'Aubremont"
    return Article(
        id=id_,
        title=title,
        origin=origin,
        theme=theme,
        breadcrumb=(THEMES[theme],),
        service=contact,
        contact=contact,
        verified_on=verified_on,
        review_by=review_by,
        sources=(Source(label),),
        facts=(Fact(FactKind.FEE, "gratuit"), Fact(FactKind.WHERE, "Guichet unique")),
        sections=(Section("L'essentiel", body),),
    )


ARTICLES = (
    LOST_CARD,
    _short(
        "voyage-mineur",
        "Voyager en Europe avec un mineur",
        "identite",
        "L'Italie accepte la carte d'identité ou le passeport. Sortie du territoire sans "
        "parent : formulaire à joindre à la carte d'identité de l'enfant.",
        origin=Origin.NATIONAL,
    ),
    _short(
        "urgence-titre",
        "Demande urgente de titre",
        "identite",
        "Un rendez-vous prioritaire est possible pour un départ sous un mois, sur "
        "justificatif de voyage : billet, réservation ou ordre de mission.",
        verified_on=date(2026, 5, 4),
        review_by=date(2026, 11, 14),
    ),
    _short(
        "passeport-mineur",
        "Passeport d'un mineur",
        "identite",
        "Durée de validité de cinq ans, tarif selon l'âge, présence obligatoire de l'enfant. "
        "Une carte d'identité de l'enfant n'est pas exigée.",
        origin=Origin.NATIONAL,
    ),
    _short(
        "cni-renouvellement",
        "Renouveler une carte d'identité périmée, ou bientôt périmée, d'un majeur",
        "identite",
        "Une carte d'identité délivrée entre 2004 et 2013 à un majeur est valable quinze ans : "
        "elle n'a pas à être renouvelée avant, sauf voyage dans un pays qui ne l'admet pas.",
    ),
    _short(
        "papiers-perdus",
        "Déclarer la perte de tous ses papiers",
        "identite",
        "La perte d'un portefeuille se déclare au guichet : carte d'identité, permis et carte "
        "grise ont chacun leur démarche, dans cet ordre.",
    ),
    _short(
        "acte-naissance",
        "Obtenir un acte de naissance",
        "etat-civil",
        "L'acte de naissance est gratuit et se demande à la mairie de naissance, au guichet, par courrier ou en ligne.",
    ),
    _short(
        "encombrants",
        "Faire enlever un encombrant",
        "dechets",
        "Un canapé, un matelas ou un meuble se fait enlever sur rendez-vous, le mardi ou le "
        "vendredi, deux mètres cubes au plus par passage.",
        contact="dechets",
    ),
    _short(
        "bac-casse",
        "Bac à ordures cassé ou volé",
        "dechets",
        "Un bac cassé est réparé ou remplacé sous dix jours. Un bac volé demande une déclaration sur l'honneur.",
        contact="dechets",
    ),
    _short(
        "cantine",
        "Inscrire son enfant à la cantine",
        "ecole",
        "L'inscription à la cantine se fait à la Maison des familles, chaque année avant le "
        "15 juillet. Le tarif dépend du quotient familial.",
    ),
    _short(
        "demenagement",
        "Réserver une place pour un déménagement",
        "voirie",
        "L'arrêté se demande dix jours ouvrés avant le déménagement. La ville prête les "
        "panneaux, la personne les pose sept jours avant.",
    ),
    _short(
        "procuration",
        "Voter par procuration",
        "elections",
        "La procuration s'établit au commissariat ou à la gendarmerie, avec une pièce "
        "d'identité ; elle se prépare en ligne.",
        origin=Origin.NATIONAL,
    ),
)
