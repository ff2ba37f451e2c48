"""Sentences of an article that give orders to whoever words it: they are never said."""

import re

from aparte.assist.reply.aspects import folded

_ORDERS = re.compile(
    r"\b(?:ignore[rz]? (?:les|tes|vos|ces|tout)|oublie[rz]? (?:les|tes|vos|ces|tout)|consignes?|prompt|chatbot"
    r"|instructions? (?:precedentes?|ci dessus|du systeme)|assistant(?! \w+el)|intelligence artificielle"
    r"|modele de langage|l ia|redacteur|brouillons?|system|user|tu (?:dois|es|peux|vas|reponds)"
    r"|(?:ajoute|reponds|ecris|dis|affirme|conclus|recopie|remplace)(?: toujours| simplement| seulement| aussi)?"
    r" (?:que|qu|ceci|cela|exactement|au citoyen|a l usager|aux usagers))\b"
)


def is_order(sentence: str) -> bool:
    """Whether it speaks to a program rather than to a citizen."""
    return _ORDERS.search(folded(sentence)) is not None
