"""What each word of the report means, exactly, and how a rise is proven: printed with the figures."""

from aparte.assist.figures.shapes import Definition
from aparte.stats.disclosure import SMALLEST_SHOWN
from aparte.stats.rising import FALSE_SHARE, FEWEST_DEMANDS, FEWEST_PAST_MONTHS, SMALLEST_GROWTH

DEFINITIONS = (
    Definition("Échange", "un contact avec un usager, sur un canal, à l'heure locale où il a commencé."),
    Definition("Demande", "ce qu'un usager demande ; un échange peut en porter plusieurs, chacune avec son issue."),
    Definition(
        "Réglée au premier contact",
        "réponse donnée ou démarche faite par l'accueil ; en part des demandes qui n'ont pas été abandonnées.",
    ),
    Definition("Transférée", "confiée à un service de la ville ; en part de toutes les demandes."),
    Definition(
        "Durée moyenne",
        "temps passé sur les échanges chronométrés divisé par leur nombre, sans les saisies après coup ni les "
        "orientations comptées d'une touche ; ce n'est pas une médiane.",
    ),
    Definition("Sans réponse", "question à laquelle la base de connaissances n'avait pas de réponse sûre."),
    Definition(
        "Secret statistique",
        f"un groupe de moins de {SMALLEST_SHOWN} est réuni à d'autres, avec le suivant s'il le faut pour qu'il ne se "
        "déduise pas du total ; les parts sont calculées sur ce qui est publié. Aucun chiffre ne porte sur un agent.",
    ),
)
RISING_NOTE = (
    f"En hausse : au moins {FEWEST_DEMANDS} demandes et {round((SMALLEST_GROWTH - 1) * 100)} % de plus que la moyenne "
    "des mois précédents (12 au plus) à nombre égal de jours d'accueil, écart que le hasard n'explique pas (test "
    f"binomial conditionnel de Przyborowski et Wilenski, fausses alertes limitées à {round(FALSE_SHARE * 100)} % selon "
    "Benjamini et Hochberg)."
)
TOO_SHORT = f"Les hausses se mesurent à partir de {FEWEST_PAST_MONTHS} mois d'enregistrement."
NO_RISE = "Aucune demande n'a augmenté plus que le hasard ne l'explique."
CREDIT = (
    "Données de la ville, réutilisables sous Licence Ouverte 2.0 (Etalab) en citant la ville et le mois. "
    "Établi par Aparté, logiciel libre (EUPL 1.2)."
)
