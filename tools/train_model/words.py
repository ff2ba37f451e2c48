"""Words that exist nowhere, and those of the base: what a copied word is exchanged for."""

import random
import re

_STARTS = "b br c ch cl cr d dr f fl fr g gl gr h j l m n p pl pr qu r s st t tr v vr z ".split(" ")
_VOWELS = "a a a e e e i i o o u é é è ai au ou oi eu an en in on un eau".split()
_ENDS = (
    "l r n s t x c que tte lle nne sse ge ble dre gne ment tion ure age iste oire ité esse on ier euse s es é ée"
).split()
_WORD = re.compile(r"[a-zà-öø-ÿœ]{4,}", re.IGNORECASE)

KEPT = frozenset(
    """
    avec sans pour dans chez entre vers sous avant après pendant depuis jusque jusqu lorsque quand comme donc mais
    puis ensuite aussi alors sinon sauf seul seule seuls seules seulement plus moins très bien déjà encore toujours
    jamais rien personne aucun aucune chaque tout toute tous toutes autre autres même mêmes elle elles vous nous leur
    leurs votre notre vos nos cette celui celle ceux celles cela dont quel quelle quels quelles être avoir sont était
    soit peut peuvent doit doivent faut voici question c'est dès lors hors contre selon malgré parce lequel laquelle
    coût délai quand validité rendez apporter devez pouvez avez êtes compter ailleurs dessous dessus
    """.split()
)


def invented(chance: random.Random) -> str:
    """A word that sounds French and is not."""
    middle = "".join(
        chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(chance.choices((1, 2, 3), (5, 4, 1))[0])
    )
    return middle + chance.choice(_ENDS)


def exchangeable(text: str) -> list[str]:
    """The words of a text that carry meaning, in order, each once."""
    return [word for word in dict.fromkeys(_WORD.findall(text)) if word.lower() not in KEPT]


def dressed(word: str, like: str) -> str:
    """`word` with the capitals of another."""
    if like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
