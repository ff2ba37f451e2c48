"""French stems for folded words.

Snowball's French rules expect accents, which citizens and agents leave out while typing. The
plural is taken off first and the vowels that the rules would have recognised by their accent
last, so that "declaree", "déclarées" and "déclaration" share one stem.
"""

from functools import lru_cache

from whoosh.lang.snowball.french import FrenchStemmer

_SNOWBALL = FrenchStemmer()
_LEAST = 3
# Words whose root another subject owns: licence and licenciement, voirie and voir, stage and stagiaire apart.
_WHOLE = frozenset(
    """
    amiante commune communes communication enseigne enseignes licence licences petition petitions place places
    publication repas taxi taxis virement virements voirie police polices portage porte portes portail permanence
    ordure ordures marche marches marcher retrait retraits mission missions
    """.split()
)


@lru_cache(maxsize=131072)
def stem(form: str) -> str:
    """The root shared by the inflected forms of `form`, itself a folded word."""
    if len(form) <= _LEAST or not form.isalpha():
        return form
    if form.endswith(("asse", "asses")):
        return form.removesuffix("s")  # "terrasse" is a noun, not a tense of "terrer"
    if form in _WHOLE:
        return form.removesuffix("s") if form != "repas" else form
    root = str(_SNOWBALL.stem(_singular(form)))
    if root.endswith("i") and form[len(root) - 1] == "y":
        root = root[:-1] + "y"  # "payer" is not the acronym PAI
    if root.endswith("y") and len(root) > _LEAST:
        root = root[:-1] + "i"
    while len(root) > _LEAST and root[-1] in "ei":
        root = root[:-1]
    return root


def _singular(form: str) -> str:
    if form.endswith("aux") and len(form) > 5:
        return form[:-3] + "al"
    if form.endswith("s") and not form.endswith("ss"):
        form = form[:-1]
    if form.endswith("ere") and len(form) > 5:
        return form[:-1]
    return form
