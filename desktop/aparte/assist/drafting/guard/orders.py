"""Sentences of an article that give orders to whoever words it: they are never said."""

import re

from aparte.assist.reply.aspects import folded

_ORDERS = re.compile(
    r"\b(?:ignore[rz]?|oublie[rz]?|consignes?|instructions? (?:precedentes?|ci dessus|du systeme)|prompt|assistant|chatbot"
    r"|intelligence artificielle|modele de langage|l ia|redacteur|brouillons?|en tant qu ia"
    r"|(?:ajoute|reponds|ecris|dis|affirme|indique|conclus|precise|recopie|remplace)(?: toujours| simplement| seulement)?"
    r" (?:que|qu|ceci|cela|exactement|au|a|aux|le|la|les)|tu (?:dois|es|peux|vas|reponds)|system|user)\b"
)


def is_order(sentence: str) -> bool:
    """Whether it speaks to a program rather than to a citizen."""
    return _ORDERS.search(folded(sentence)) is not None
