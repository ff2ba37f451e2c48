"""What a question asks for: a price, a delay, a place, hours, papers."""

import re
from enum import StrEnum

from aparte.core.article import FactKind
from aparte.kb.text import sentences, tokens


class Aspect(StrEnum):
    """What an answer must hold to be one."""

    FEE = "fee"
    DELAY = "delay"
    VALIDITY = "validity"
    WHERE = "where"
    WHEN = "when"
    APPOINTMENT = "appointment"
    DOCUMENTS = "documents"


# Each aspect, the kinds of fact that answer it, the first that the article has.
KINDS: dict[Aspect, tuple[FactKind, ...]] = {
    Aspect.FEE: (FactKind.FEE,),
    Aspect.DELAY: (FactKind.DELAY, FactKind.WHEN, FactKind.VALIDITY),
    Aspect.VALIDITY: (FactKind.VALIDITY, FactKind.DELAY),
    Aspect.WHERE: (FactKind.WHERE,),
    Aspect.WHEN: (FactKind.WHEN, FactKind.DELAY),
    Aspect.APPOINTMENT: (FactKind.APPOINTMENT,),
    Aspect.DOCUMENTS: (),
}

# What only a figure answers: without one there is no reply.
FIGURES = frozenset({Aspect.FEE, Aspect.DELAY, Aspect.VALIDITY, Aspect.WHEN})

_TIMES = r"(?:temps|jours?|semaines?|mois|annees?|ans|heures?|minutes?|delais?)"
# Over folded words parted by one space; "ou?" is how `fold` writes "où".
_ASKS: dict[Aspect, re.Pattern[str]] = {
    Aspect.FEE: re.compile(
        r"\b(?:prix|tarifs?|cout\w*|payer|paye[rsz]?|paie|payant\w*|gratuit\w*|cher|frais|montants?|amende|euros?"
        r"|factur\w+|timbre fiscal|rembours\w+|combien(?! de\b)(?! temps\b)(?!.*\b(?:temps|avance|avant)\b))\b"
    ),
    Aspect.VALIDITY: re.compile(
        r"\b(?:valables?|validite|perim\w+|expire\w*|encore bonn?e?|dure combien|bon combien)\b"
    ),
    Aspect.DELAY: re.compile(
        rf"\b(?:combien de {_TIMES}|combien temps|delais?|c est long|longtemps|long a|sous combien"
        r"|au bout de combien|attend\w*"
        r"|attente|date limite|dernier delai|jusqu a quand|jusqu quand|avant quand|a l avance|quand (?:est ce que )?"
        r"(?:je|on|j) (?:aurai|vais avoir|va avoir|recoi\w*|recevr\w*)|(?:interven|repar|rappel"
        r"|repond)\w* quand|met combien|prend combien|combien tps)\b"
    ),
    Aspect.WHERE: re.compile(
        r"(?:\bou\?|\b(?:adresse|(?:quel|quelle) (?:guichet|bureau|endroit|batiment|service|salle|mairie|porte)"
        r"|a quel endroit|c est ou|je vais ou|on va ou|faut aller ou|aller ou|va ou|trouve ou|se trouve|situe\w*"
        r"|ou (?:est|sont|dois|faut|je|on|puis|se|aller|peut|ca|est ce)|ou$))"
    ),
    Aspect.WHEN: re.compile(
        r"\b(?:quand|horaires?|quelles? heures?|a quelle heure|ouvert\w*|ouvr\w+|ferm(?:e|ez|es|eture|ee|ent)"
        r"|quels? jours?|quelles? dates?|dates?|heures d)\b"
    ),
    Aspect.APPOINTMENT: re.compile(r"\b(?:rendez vous|rdv|rendezvous|creneaux?)\b"),
    Aspect.DOCUMENTS: re.compile(
        r"\b(?:papiers? (?:a|faut|il|pour|je|dois|ramener|apporter|amener)|quels? papiers?|(?:les"
        r"|des) papiers? (?:a|pour|qu)"
        r"|documents?|pieces? (?:a|faut|pour|justificatives?|je|il)|quelles? pieces?|justificatifs?"
        r"|apporte\w*|amene\w*"
        r"|rapporte\w*|ramene\w*|fournir|faut quoi|quoi comme|qu est ce qu il faut"
        r"|qu est ce qu on doit (?:apporter|fournir)"
        r"|il faut quoi|venir avec quoi)\b"
    ),
}

_HELD: dict[Aspect, re.Pattern[str]] = {
    Aspect.FEE: re.compile(r"€|\beuros?\b|gratuit|\bpayant|pris en charge|aucun frais", re.IGNORECASE),
    Aspect.DELAY: re.compile(
        r"\b(?:\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|vingt|trente)\s+(?:jour"
        r"|semaine|mois|heure|minute|an)"
        r"|\bavant le\b|\ble jour même\b|\btout de suite\b|immédiat|\bjusqu'au \d",
        re.IGNORECASE,
    ),
    Aspect.VALIDITY: re.compile(
        r"\b(?:valable|valid)|\b(?:\d+|un|deux|trois|cinq|dix|quinze)\s+(?:an|mois)", re.IGNORECASE
    ),
    Aspect.WHERE: re.compile(
        r"\b(?:guichet|mairie|hôtel de ville|rue|avenue|place|boulevard|cours|quai|tribunal"
        r"|commissariat|préfecture|agence"
        r"|centre|service|maison|bureau)\b",
        re.IGNORECASE,
    ),
    Aspect.WHEN: re.compile(
        r"\b\d{1,2} ?h\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b"
        r"|\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b",
        re.IGNORECASE,
    ),
    Aspect.APPOINTMENT: re.compile(r"rendez-vous", re.IGNORECASE),
    Aspect.DOCUMENTS: re.compile(
        r"\b(?:justificatif|pièce|apport|fourni|présent|copie|original|formulaire|attestation|photo)", re.IGNORECASE
    ),
}


def folded(text: str) -> str:
    """The words of a text, folded, elided ones kept, one space between two."""
    return " ".join(token.form for token in tokens(text.replace("'", " ").replace("’", " ")))


def asked(text: str) -> tuple[Aspect, ...]:
    """What the last sentence that asks for something asks for; empty when none names an aspect."""
    for _, sentence in reversed(sentences(text)[-3:]):
        said = folded(sentence)
        found = tuple(aspect for aspect in Aspect if _ASKS[aspect].search(said))
        if found:
            return _told_apart(found)
    return ()


def holds(aspect: Aspect, statement: str) -> bool:
    """Whether a statement has what the aspect asks for."""
    return _HELD[aspect].search(statement) is not None


def _told_apart(found: tuple[Aspect, ...]) -> tuple[Aspect, ...]:
    """A longer wording wins over the word inside it: "jusqu'à quand" is a delay, no hour."""
    if Aspect.VALIDITY in found:
        found = tuple(aspect for aspect in found if aspect not in (Aspect.DELAY, Aspect.WHEN))
    if Aspect.DELAY in found:
        found = tuple(aspect for aspect in found if aspect is not Aspect.WHEN)
    return found
