"""Attacks of the kinds that a blind set found open, each worded otherwise than there: they are refused too."""

import pytest

from aparte.assist.drafting.draft import Why
from tests.unit.drafting.conftest import Guarded

CLUB = "Le stage est organisé par la ligue, qui est ensuite payée par le département."
DECLARED = "Une arme non enregistrée ou enregistrée fausse est retirée par la police."
LEAVES = "Les feuilles sont ramassées par la brigade, les branches par le syndicat."
PAY = "On paie par chèque au service des sports, et par virement sur le portail famille."
MUSEUM = ("Le musée est fermé le mardi.", "En janvier, il ferme aussi le jeudi.")
DELAY = ("Le permis est instruit en deux mois.", "Ce délai est de trois mois si le terrain est classé.")


@pytest.mark.parametrize(
    ("asked", "shown", "draft"),
    [
        # Who.
        (
            "Qui organise le stage ?",
            (CLUB,),
            "Le stage est organisé par le département, qui est ensuite payé par la ligue.",
        ),
        ("Qui ramasse ?", (LEAVES,), "Les feuilles sont ramassées par le syndicat, les branches par la brigade."),
        ("Qui signe ?", ("Le contrat est signé devant le notaire.",), "Le §1 signe le contrat."),
        ("Qui signe ?", ("Le contrat est signé en présence du notaire.",), "Le §1 signe le contrat."),
        (
            "Qui informe ?",
            ("Le gardien informe par lettre le locataire.",),
            "Le locataire informe par lettre le gardien.",
        ),
        ("Qui informe ?", ("Le locataire est informé par le gardien.",), "Le gardien est informé par le locataire."),
        (
            "Qui apporte le repas ?",
            ("Le contrat est signé avec la directrice, et le parent apporte le repas.",),
            "Le contrat est signé avec le parent, et la directrice apporte le repas.",
        ),
        (
            "Qui choisit ?",
            ("Le parent choisit le médecin avec la directrice.",),
            "La directrice choisit le médecin avec le parent.",
        ),
        (
            "À qui est remis le badge ?",
            ("Le gardien remet le badge au locataire.",),
            "Le locataire remet le badge au gardien.",
        ),
        (
            "Qui juge ?",
            ("Le jury est choisi par la mairie et aidé par une école.",),
            "Le jury est choisi par une école et aidé par la mairie.",
        ),
        ("Qui vérifie ?", ("Le dossier est vérifié avec le conseiller.",), "Le conseiller vérifie le dossier."),
        (
            "Qui avertit ?",
            ("Le propriétaire avertit le locataire par affiche.",),
            "Le propriétaire est averti par affiche par le locataire.",
        ),
        ("Qui avertit ?", ("Le propriétaire avertit le locataire.",), "Le propriétaire est averti."),
        (
            "Qui paie ?",
            ("La ville paie le repas et la famille paie le car.",),
            "La famille paie le repas et la ville paie le car.",
        ),
        (
            "Qui vient ?",
            ("Le père vient avec la carte et la mère avec le livret.",),
            "La mère vient avec la carte et le père avec le livret.",
        ),
        # A means and its place.
        ("Comment payer ?", (PAY,), "On paie par chèque sur le portail famille, et par virement au §1."),
        ("Où payer ?", (PAY,), "On paie par virement au §1, et par chèque sur le portail famille."),
        # A day and its month.
        ("Quand le musée est-il fermé ?", MUSEUM, "Le musée est fermé le §3. En §2, il ferme aussi le §1."),
        ("Quand le musée est-il fermé ?", MUSEUM, "En §2, le musée est fermé le §1."),
        ("Quand le musée est-il fermé ?", MUSEUM, "Le musée est fermé le §1 et le §3."),
        ("Quand le musée est-il fermé ?", MUSEUM, "Le musée est fermé le §1. Il ferme aussi le §3."),
        ("Quand le musée est-il fermé ?", MUSEUM, "Le musée est fermé le §1."),
        (
            "Quand ouvre le parc ?",
            ("Le parc ouvre à 8 h.", "En hiver, il ouvre à 10 h."),
            "Le parc ouvre à §2.",
        ),
        (
            "Quand ouvre le parc ?",
            ("En hiver, le parc ouvre à 10 h.",),
            "Le parc ouvre à §1.",
        ),
        (
            "Quand ouvre le parc ?",
            ("Le parc ouvre à 8 h.", "En juin, il ouvre à 7 h."),
            "En §2, le parc ouvre à §1.",
        ),
        # The case that follows.
        ("En combien de temps est instruit le permis ?", DELAY, "Le permis est instruit en §1."),
        (
            "Puis-je faire un barbecue ?",
            ("Le barbecue est permis dans le parc.", "En cas de vent, il est interdit."),
            "Le barbecue est permis dans le parc.",
        ),
        (
            "Où se tient le marché ?",
            ("Le marché se tient place du Port.", "Pendant les travaux, il se tient rue Basse."),
            "Le marché se tient §1.",
        ),
        (
            "Combien coûte le stage ?",
            ("Le stage coûte 40 €.", "Pour un enfant placé, il est gratuit."),
            "Le stage coûte §1.",
        ),
        # By how much, and to how much; all, and one of them.
        ("Quelle remise ?", ("Le bon réduit de 30 € la facture.",), "Le bon réduit à §1 la facture."),
        ("Quel délai ?", ("Le prêt est prolongé de 2 semaines.",), "Le prêt est prolongé à §1."),
        ("Quel délai ?", ("Le délai passe à 2 mois.",), "Le délai passe de §1."),
        (
            "Qui signe ?",
            ("Le formulaire est signé par les deux époux.",),
            "Le formulaire est signé par l'un des §1 époux.",
        ),
        (
            "Qui signe ?",
            ("Le formulaire est signé par les époux.",),
            "Le formulaire est signé par l'un ou l'autre des époux.",
        ),
        ("Qui signe ?", ("Le formulaire est signé par les époux.",), "Le formulaire est signé par un des époux."),
        # The last of a list of fees.
        (
            "Combien coûte un mois de cantine ?",
            ("Le forfait est de 30 € par mois pour un quotient inférieur à 500, et de 60 € au-delà.",),
            "Le forfait est de §1 par mois pour un quotient inférieur à §2.",
        ),
        (
            "Combien coûte la location pour une nuit ?",
            ("Le gîte coûte 20 € la nuit pour un adhérent, et 35 € sinon.",),
            "Le gîte coûte §1 la nuit pour un adhérent.",
        ),
        (
            "Combien coûte une séance ?",
            ("La séance coûte 4 € pour un enfant, 6 € pour un étudiant et 9 € pour les autres.",),
            "La séance coûte §1 pour un enfant et §2 pour un étudiant.",
        ),
        # How long.
        (
            "Combien de temps prend l'étude du dossier ?",
            ("Le dossier est déposé avant le 3 mars.", "Le bureau étudie le dossier en dix jours."),
            "Le dossier est déposé avant le §1.",
        ),
        (
            "Quel est le délai de réponse pour une inscription ?",
            ("L'inscription se fait avant le 3 mars.", "La réponse à l'inscription arrive sous dix jours."),
            "L'inscription se fait avant le §1.",
        ),
        # Said twice.
        (
            "Où s'inscrire ?",
            ("L'inscription se fait au guichet le matin.",),
            "L'inscription se fait le §1. L'inscription se fait au guichet le §1.",
        ),
        (
            "Où s'inscrire ?",
            ("L'inscription se fait au guichet le matin.",),
            "L'inscription se fait au guichet le §1. Elle se fait le §1 au guichet.",
        ),
        ("Combien coûte la carte ?", ("La carte coûte 8 € par an.",), "La carte coûte §1 par an. Comptez §1 par an."),
        # No sentence.
        ("Combien coûte le court ?", ("Le court couvert coûte 9 € par heure.",), "Court couvert §1 heure."),
        ("Combien coûte le court ?", ("Le court couvert coûte 9 € par heure.",), "Coûte court couvert heure §1."),
        ("Quand ouvre la salle ?", ("La salle ouvre le lundi avec un badge.",), "Salle ouvre §1 badge."),
        # What joins.
        ("Quelle arme est retirée ?", (DECLARED,), "Une arme non enregistrée fausse est retirée par la police."),
        ("Que faire de la lettre ?", ("La lettre datée et signée est gardée.",), "La lettre datée signée est gardée."),
        ("Qui vient ?", ("Le père ou la mère vient au guichet.",), "Le père de la mère vient au guichet."),
        ("Qui signe ?", ("La lettre est signée et datée par le père.",), "La lettre est signée datée par le père."),
        (
            "Qui est exclu ?",
            ("Un chien non vacciné ou vacciné tard est refusé.",),
            "Un chien non vacciné tard est refusé.",
        ),
        ("Qui est exclu ?", ("Un chien malade ou sale est refusé.",), "Un chien malade est refusé."),
        ("Qui est exclu ?", ("Un chien malade et sale est refusé.",), "Un chien malade est refusé."),
        ("Qui est exclu ?", ("Un chien mal tenu ou mal nourri est refusé.",), "Un chien mal nourri est refusé."),
        (
            "Qui est exclu ?",
            ("Si la demande est non signée ou signée tard, elle est refusée.",),
            "Si la demande est non signée tard, elle est refusée.",
        ),
        # Tried once all of these were closed.
        ("Quand ouvre le parc ?", ("En juin, le parc ouvre à 10 h.",), "Le parc ouvre à §2."),
        (
            "Quand ouvre le parc ?",
            (
                "Le parc ouvre à 8 h.",
                "En hiver, il ouvre à 10 h.",
            ),
            "En hiver, le parc ouvre à §1.",
        ),
        (
            "Quand ouvre le parc ?",
            (
                "Le parc ouvre à 8 h.",
                "En hiver, il ouvre à 10 h.",
            ),
            "En hiver, le parc ouvre à §1. Il ouvre à §2.",
        ),
        (
            "Qui fait la demande ?",
            ("La demande est faite par le père ou la mère.",),
            "La demande est faite par le père.",
        ),
        (
            "Qui fait la demande ?",
            ("La demande est faite par le père et la mère.",),
            "La demande est faite par la mère.",
        ),
        (
            "Quelle naissance ?",
            ("Une naissance non déclarée ou déclarée fausse est jugée.",),
            "Une naissance déclarée fausse est jugée.",
        ),
        (
            "Quelle naissance ?",
            ("Une naissance non déclarée ou déclarée fausse est jugée.",),
            "Une naissance non déclarée est jugée.",
        ),
        (
            "Quelle naissance ?",
            ("Une naissance jamais déclarée ou déclarée fausse est jugée.",),
            "Une naissance jamais déclarée fausse est jugée.",
        ),
        (
            "Quelle naissance ?",
            ("Une déclaration fausse ou une naissance non déclarée est punie.",),
            "Une naissance non déclarée fausse est punie.",
        ),
        (
            "Quelle naissance ?",
            ("La naissance doit être déclarée ou reconnue, au guichet.",),
            "La naissance reconnue doit être déclarée au guichet.",
        ),
        ("Où ?", ("L'atelier se tient le 3 mars.",), "C'est là-bas, l'atelier se tient le §1."),
        ("Où ?", ("L'atelier se tient le 3 mars.",), "Il faut aller là où l'atelier se tient le §1."),
        ("Où ?", ("L'atelier se tient le 3 mars.",), "Rendez-vous là : l'atelier se tient le §1."),
        ("Où ?", ("L'atelier se tient le 3 mars.",), "Il faut venir : l'atelier se tient le §1."),
        ("Où ?", ("L'atelier se tient le 3 mars.",), "Voici où aller : l'atelier se tient le §1."),
        ("Où ?", ("L'atelier se tient le 3 mars.",), "Il faut être là : l'atelier se tient le §1."),
        ("Où ?", ("L'atelier se tient le 3 mars.",), "Pour cela, il faut le faire : l'atelier se tient le §1."),
        (
            "Quel délai ?",
            (
                "Le délai est d'un mois.",
                "Il est porté à deux mois en zone protégée.",
            ),
            "Le délai est d'§1.",
        ),
        (
            "Quel délai ?",
            (
                "Le délai est d'un mois.",
                "Pour un bien classé, ce délai est de deux mois.",
            ),
            "Le délai est d'§1.",
        ),
        (
            "Quel délai ?",
            (
                "Le délai est d'un mois.",
                "Il peut être prolongé d'un mois.",
            ),
            "Le délai est d'§1.",
        ),
        (
            "Quel délai ?",
            (
                "Le délai est d'un mois.",
                "Ce délai est doublé pour un bien classé.",
            ),
            "Le délai est d'§1.",
        ),
        (
            "Quel délai ?",
            (
                "Le délai est d'un mois.",
                "L'été, il est de deux mois.",
            ),
            "Le délai est d'§1.",
        ),
        ("Qui signe ?", ("Le formulaire est signé par les époux.",), "Le formulaire est signé par l'époux."),
        ("Qui signe ?", ("Le formulaire est signé par les époux.",), "Le formulaire est signé par un époux."),
        ("Qui signe ?", ("Le formulaire est signé par les époux.",), "Le formulaire est signé par un seul des époux."),
        ("Combien ?", ("Le tarif baisse de 3 €.",), "Le tarif baisse jusqu'à §1."),
        ("Combien ?", ("L'aide augmente à 300 €.",), "L'aide augmente de §1."),
        (
            "Combien de temps dure l'étude ?",
            (
                "L'étude commence le 3 mars.",
                "Elle dure dix jours.",
            ),
            "L'étude commence le §1.",
        ),
        ("Quand ouvre le parc ?", ("Le parc ouvre à 8 h avec un plan gratuit.",), "Parc 8 h ouverture plan."),
        ("Quand ouvre le parc ?", ("Le parc ouvre à 8 h avec un plan.",), "Le parc plan ouvre à §1."),
        ("Quand ouvre le parc ?", ("Le parc ouvre à 8 h avec un plan.",), "Parc ouvre plan à §1."),
        ("Quand ouvre le parc ?", ("Le parc ouvre à 8 h avec un plan.",), "Le parc à §1 avec un plan."),
        # Nowhere.
        ("Quand venir ?", ("Le dossier est prêt le 3 mars.",), "Il faut aller là : le dossier est prêt le §1."),
        ("Quand venir ?", ("Le dossier est prêt le 3 mars.",), "C'est ici : le dossier est prêt le §1."),
        ("Quand venir ?", ("Le dossier est prêt le 3 mars.",), "Vous y allez : le dossier est prêt le §1."),
    ],
)
def test_neighbours_are_refused(guarded: Guarded, asked: str, shown: tuple[str, ...], draft: str) -> None:
    reasons = set(guarded(asked, *shown).judge(draft).reasons)
    assert reasons - {Why.RAW_VALUE, Why.FOREIGN_SLOT}


@pytest.mark.parametrize(
    ("asked", "shown", "draft"),
    [
        ("Qui organise le stage ?", (CLUB,), CLUB),
        ("Qui ramasse ?", (LEAVES,), LEAVES),
        (
            "Qui informe ?",
            ("Le gardien informe par lettre le locataire.",),
            "Le locataire est informé par lettre par le gardien.",
        ),
        ("Comment payer ?", (PAY,), "On paie par virement sur le portail famille, et par chèque au §1."),
        ("Quand le musée est-il fermé ?", MUSEUM, "Le musée est fermé le §1, et en §2, il ferme aussi le §3."),
        ("Quand le musée est-il fermé ?", MUSEUM, "Le musée est fermé le §1. En §2, il ferme aussi le §3."),
        (
            "En combien de temps est instruit le permis ?",
            DELAY,
            "Le permis est instruit en §1. Ce délai est de §2 si le terrain est classé.",
        ),
        ("Quelle remise ?", ("Le bon réduit de 30 € la facture.",), "Le bon réduit de §1 la facture."),
        ("Quelle arme est retirée ?", (DECLARED,), DECLARED),
    ],
)
def test_faithful_neighbours_pass(guarded: Guarded, asked: str, shown: tuple[str, ...], draft: str) -> None:
    assert guarded(asked, *shown).judge(draft).reasons == ()
