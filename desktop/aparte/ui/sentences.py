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
    QT_TRANSLATE_NOOP("Sentences", "ET, OU, SAUF et NON attendent un mot de chaque côté."),
    QT_TRANSLATE_NOOP("Sentences", "Cette recherche est trop générale : ajoutez un mot."),
    QT_TRANSLATE_NOOP("Sentences", "Cette recherche n'a pas de sens pour ce champ : simplifiez-la."),
    QT_TRANSLATE_NOOP("Sentences", "Un autre programme construit déjà l'index : réessayez dans un instant."),
    QT_TRANSLATE_NOOP("Sentences", "L'index ne peut pas être écrit : disque plein ou protégé."),
    QT_TRANSLATE_NOOP(
        "Sentences", "L'index ne peut pas être écrit : disque plein ou protégé. L'ancien reste en service."
    ),
    QT_TRANSLATE_NOOP("Sentences", "Les fiches importées de {name} sont abîmées : importez-les de nouveau."),
    QT_TRANSLATE_NOOP("Sentences", "Les fiches importées dans « {folder} » sont illisibles : importez-les de nouveau."),
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
        "La politique de la collectivité est illisible ({place}) : les réglages qui lui reviennent restent à leur "
        "valeur prudente. Prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "La politique contient une clé inconnue : {key} ({place})."),
    QT_TRANSLATE_NOOP("Sentences", "La politique ne peut pas être suivie : « {key} » est mal écrit ({place})."),
    QT_TRANSLATE_NOOP("Sentences", "Ce réglage ne se change que par la politique de la collectivité."),
    QT_TRANSLATE_NOOP("Sentences", "L'adresse du serveur est imposée par {who} : c'est {imposed}."),
    QT_TRANSLATE_NOOP("Sentences", "Le raccordement de ce poste est interdit par {who} : prévenez l'informatique."),
    QT_TRANSLATE_NOOP("Sentences", "Le raccordement de ce poste est imposé par {who} : prévenez l'informatique."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "La collectivité demande que ce poste soit raccordé à son serveur : demandez un code de raccordement à "
        "l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le serveur de la mairie répond de façon incohérente : prévenez l'informatique. Rien n'est "
        "perdu, ce qui est enregistré reste à envoyer.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le serveur de la mairie n'est pas joignable : ce qui est enregistré partira dès que le réseau reviendra.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le serveur de la mairie présente un certificat que ce poste ne connaît pas : rien n'a été "
        "envoyé. Prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce réseau demande d'abord de s'identifier dans un navigateur : ce qui est enregistré partira "
        "ensuite tout seul.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le serveur de la mairie a donné une réponse illisible : prévenez l'informatique. Rien n'est perdu.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le serveur de la mairie est occupé : nouvel essai dans un moment, tout seul.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce code de raccordement n'est pas connu, a déjà servi ou a plus d'un quart d'heure : demandez-en un autre.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce poste a été retiré par la mairie : il continue d'enregistrer, mais n'envoie plus rien. "
        "Demandez un code de raccordement.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce poste n'a pas été connecté depuis trop longtemps : demandez un code de raccordement. Rien n'est perdu.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le serveur de la mairie ne connaît plus ce poste : demandez un code de raccordement. Rien n'est perdu.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "L'adresse du serveur doit commencer par https:// : rien ne part en clair sur le réseau.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "« {address} » n'est pas une adresse de serveur : demandez-la à l'informatique, par exemple "
        "https://aparte.ville.fr.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le fichier de certificats « {path} » ne peut pas être lu : prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce poste a été retiré par la mairie : les échanges d'avant y sont fermés, rien n'est effacé. Vous pouvez "
        "enregistrer ; demandez un code de raccordement.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce poste n'a pas joint le serveur de la mairie depuis {days} jours : les échanges d'avant sont fermés, rien "
        "n'est effacé. Vous pouvez enregistrer ; ils se rouvrent dès qu'il répond.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce poste n'a pas joint le serveur de la mairie depuis longtemps : ses échanges se fermeront demain. "
        "Reliez-le au réseau de la mairie aujourd'hui.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce poste n'a pas joint le serveur de la mairie depuis longtemps : ses échanges se fermeront dans {days} "
        "jours. Reliez-le d'ici là au réseau de la mairie.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "L'horloge de ce poste n'est pas à l'heure : {subject} ne peut pas être vérifié, l'ancien reste en "
        "service. Réglez la date, ou prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} a dépassé la date limite de sa signature : il est refusé, l'ancien reste en service. "
        "Demandez-en un nouveau, et vérifiez la date de ce poste.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} n'est plus garanti comme le plus récent, sa dernière annonce a expiré : rien n'est "
        "installé, l'ancien reste en service. Demandez une copie récente, et vérifiez la date de ce poste.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} est plus gros que ce qu'un poste accepte : il est refusé, l'ancien reste en service. "
        "Prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} est plus ancien que ce que ce poste a déjà vu : il est refusé, l'actuel reste en service. "
        "Demandez le plus récent.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} a été modifié depuis sa signature : il est refusé, l'ancien reste en service. Prévenez "
        "l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} n'a pas toutes les signatures exigées : il est refusé, l'ancien reste en service. "
        "Prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} est incomplet ou abîmé : il est refusé, l'ancien reste en service. Recopiez-le, ou "
        "réessayez plus tard.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} n'est pas recevable. Rien n'a changé : prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} ne se rattache pas à la racine de confiance de ce poste : il est refusé, l'ancien reste "
        "en service. L'informatique donne la bonne (« aparte kb bundle trust »).",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} est signé par une clé que la mairie n'a pas désignée : il est refusé, l'ancien reste en "
        "service. Prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "La base de connaissances n'est plus garantie depuis le {day} : elle répond toujours, vérifiez les "
        "montants et les dates.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Lot de connaissances n° {version} du {day}",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "L'horloge de ce poste est en retard : réglez la date, ou prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ce lot est bien signé mais ne peut pas servir : {why} L'ancien reste en service.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "La racine de confiance {path}, imposée par la collectivité, ne se lit pas : prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le lot ne peut pas être installé : disque plein ou protégé. L'ancien reste en service.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Un lot s'installe déjà sur ce poste : attendez qu'il finisse.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Les preuves de signature ne peuvent pas être écrites sur ce poste : disque plein ou protégé.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le téléchargement ne peut pas être gardé sur ce poste : disque plein ou protégé.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Le téléchargement ne peut pas être relu sur ce poste : vérifiez le disque. L'ancien lot reste en service.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "La racine de confiance ne peut pas être gardée : disque plein ou protégé.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Changement urgent sans effet, la fiche {article} n'est pas dans la base : relisez-le.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Correction urgente de la fiche {article} : « {words} » n'y est plus, « {value} » y est ajouté. Relisez-la.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Les changements urgents de la mairie ne peuvent pas être gardés ici : disque plein ou protégé.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "Fiche suspendue par la mairie depuis le {day} à {hour} : {reason}"),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} ne se rattache pas à la racine de confiance de ce poste : il est refusé, "
        "l'ancien reste en service. L'informatique pose la bonne (update-root.json).",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{subject} ne contient pas la version annoncée : il est refusé, l'ancien reste en "
        "service. Prévenez l'informatique.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "Aparté {version} est en service, rien de plus récent n'est connu."),
    QT_TRANSLATE_NOOP("Sentences", "La version {newer} sort par étapes : elle viendra plus tard sur ce poste."),
    QT_TRANSLATE_NOOP("Sentences", "La version {newer} est disponible, pas encore téléchargée."),
    QT_TRANSLATE_NOOP("Sentences", "La version {newer} est prête et vérifiée : l'informatique l'installe."),
    QT_TRANSLATE_NOOP("Sentences", "Le suivi des mises à jour ne peut pas être écrit : disque plein ou protégé."),
    QT_TRANSLATE_NOOP("Sentences", "Une mise à jour est déjà en cours sur ce poste : attendez qu'elle finisse."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Aucune racine de confiance des programmes sur ce poste ({path}) : rien n'est pris. "
        "L'informatique l'y pose, elle seule.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Cette source n'annonce aucune version : vérifiez que la copie est entière, ou prévenez l'informatique.",
    ),
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
