"""What the layers below say in French, in the interface's language.

They know neither Qt nor its translations: their sentences are listed here, and a test compares
the list with what they say.
"""

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CONTEXT = "Sentences"
_SLOT = re.compile(r"\\\{(\w+)\\\}")

_LISTED = (
    QT_TRANSLATE_NOOP("Sentences", "Cette fiche n'est plus dans la base : relancez la recherche."),
    QT_TRANSLATE_NOOP("Sentences", "Cette recherche est trop longue : gardez l'essentiel."),
    QT_TRANSLATE_NOOP("Sentences", "La recherche dans toute la base se prépare : réessayez dans un instant."),
    QT_TRANSLATE_NOOP("Sentences", "La base de connaissances s'ouvre : réessayez dans un instant."),
    QT_TRANSLATE_NOOP("Sentences", "La base ne contient aucune fiche lisible : lancez « aparte kb check »."),
    QT_TRANSLATE_NOOP("Sentences", "Avant un joker, tapez au moins deux lettres."),
    QT_TRANSLATE_NOOP("Sentences", "Cette recherche est trop générale : ajoutez un mot."),
    QT_TRANSLATE_NOOP("Sentences", "Cette recherche n'a pas de sens pour ce champ : simplifiez-la."),
    QT_TRANSLATE_NOOP("Sentences", "Un autre programme construit déjà l'index : réessayez dans un instant."),
    QT_TRANSLATE_NOOP("Sentences", "L'index ne peut pas être écrit : disque plein ou protégé."),
    QT_TRANSLATE_NOOP(
        "Sentences", "L'index ne peut pas être écrit : disque plein ou protégé. L'ancien reste en service."
    ),
    QT_TRANSLATE_NOOP("Sentences", "Aucune base de connaissances dans « {folder} » : le dossier « articles » manque."),
    QT_TRANSLATE_NOOP(
        "Sentences", "Le fichier {name} de la base est illisible : « aparte kb check » dit à quelle ligne."
    ),
    QT_TRANSLATE_NOOP("Sentences", "Le fichier {name} est illisible : corrigez-le ou retirez-le."),
    QT_TRANSLATE_NOOP("Sentences", "Le lexique {name} est illisible : corrigez-le ou retirez-le."),
    QT_TRANSLATE_NOOP("Sentences", "Le manque n'a pas pu être noté : le disque est plein ou protégé."),
    QT_TRANSLATE_NOOP(
        "Sentences", "Fiches illisibles laissées de côté : {count}. Prévenez la personne qui tient la base."
    ),
    QT_TRANSLATE_NOOP(
        "Sentences", "L'index ne peut pas être gardé sur ce poste : il sera reconstruit à chaque ouverture."
    ),
    QT_TRANSLATE_NOOP("Sentences", "Ce réglage est imposé par {who}."),
    QT_TRANSLATE_NOOP("Sentences", "Les réglages n'ont pas pu être enregistrés : le disque est plein ou protégé."),
    QT_TRANSLATE_NOOP("Sentences", "La politique impose un réglage inconnu : {key}."),
    QT_TRANSLATE_NOOP("Sentences", "La politique impose une valeur impossible : {key}."),
    QT_TRANSLATE_NOOP("Sentences", "Un réglage illisible a repris sa valeur d'origine : {key}."),
    QT_TRANSLATE_NOOP("Sentences", "Le fichier des réglages est illisible : les valeurs d'origine sont reprises."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "La politique de la collectivité est illisible, rien n'est imposé : prévenez l'informatique ({path}).",
    ),
    QT_TRANSLATE_NOOP("Sentences", "La politique contient une clé inconnue : {key}."),
    QT_TRANSLATE_NOOP("Sentences", "La politique ne peut pas être suivie : « {key} » est mal écrit."),
)
SENTENCES = tuple(str(sentence) for sentence in _LISTED)


def in_words(sentence: str) -> str:
    """A sentence from below in the interface's language; as it is when nobody listed it."""
    for source, pattern in _patterns():
        met = pattern.fullmatch(sentence)
        if met is not None:
            return QCoreApplication.translate(_CONTEXT, source).format(**met.groupdict())
    return sentence


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((source, re.compile(_SLOT.sub(r"(?P<\1>.+)", re.escape(source)), re.DOTALL)) for source in SENTENCES)
