"""Words that make no sentence: in a heap, a noun without its article, no verb at all."""

from collections.abc import Sequence
from itertools import pairwise

from aparte.assist.drafting.guard.french import Mark
from aparte.assist.drafting.guard.reading import Part, Token

_MOST_BARE = 4
_ARTICLES = frozenset("l le la les un une votre vos son sa ses leur leurs ce cet cette ces du des au aux".split())
_LEADS = frozenset("de d a en sur sous par avec pour dans chez contre sans".split()) | _ARTICLES
_VERBS = frozenset(
    """
    est sont sera seront etre ete soit soient ont aura auront avez aurez fait font faire faites fera feront va vont
    allez aller ira iront suffit compter comptez prevoir prevoyez prevoit passe agit trouve trouvent voici voila
    """.split()
)
_WHO = frozenset(["y", "il", "elle", "on", "n", "l", "qui"])
_DOING = frozenset([Mark.MUST, Mark.MAY, Mark.FORBIDDEN])
# Adjectives that stand before their noun.
_BEFORE_NOUN = frozenset(
    """
    ancien ancienne anciens anciennes nouveau nouvelle nouvel nouveaux nouvelles premier premiere premiers premieres
    second seconde dernier derniere prochain prochaine petit petite petits petites grand grande grands grandes futur
    future simple vieux vieille bon bonne double demi longue long
    """.split()
)
_FIXED = frozenset(["rendez-vous", "lieu"])


def ill_said(said: Sequence[Token], sources: Sequence[Sequence[Token]]) -> bool:
    """Whether it is no sentence, where the sources have it in one."""
    held = max((_longest(tokens) for tokens in sources), default=0)
    return _longest(said) > max(held, _MOST_BARE) or _bare(said, sources) or _verbless(said, sources)


def _longest(tokens: Sequence[Token]) -> int:
    longest = run = 0
    for token in tokens:
        run = run + 1 if token.content else 0
        longest = max(longest, run)
    return longest


def _bare(said: Sequence[Token], sources: Sequence[Sequence[Token]]) -> bool:
    """Whether a noun lost its article: « le parc plan ouvre »."""
    nouns = {form for form, led in _led(sources).items() if all(one in _ARTICLES for one in led)}
    return any(
        token.part is Part.WORD
        and token.form in nouns - _FIXED
        and (at == 0 or (said[at - 1].content and said[at - 1].form not in _BEFORE_NOUN))
        and said[min(at + 1, len(said) - 1)].form != ":"
        for at, token in enumerate(said)
    )


def _verbless(said: Sequence[Token], sources: Sequence[Sequence[Token]]) -> bool:
    """Whether every word is a noun in the sources: « le parc à 8 h avec un plan »."""
    led = _led(sources)
    if any(token.form in _VERBS or token.key in _DOING for token in said) or _has(said):
        return False
    words = [token.form for token in said if token.part is Part.WORD]
    return bool(words) and all(form in led and all(one in _LEADS for one in led[form]) for form in words)


def _has(said: Sequence[Token]) -> bool:
    """« Il y a », « elle a »: "à" is read alike."""
    return any(token.form == "a" and before.form in _WHO for before, token in pairwise(said))


def _led(sources: Sequence[Sequence[Token]]) -> dict[str, set[str]]:
    """For each word the words that stand right before it."""
    found: dict[str, set[str]] = {}
    for tokens in sources:
        for at, token in enumerate(tokens):
            if token.part is Part.WORD:
                found.setdefault(token.form, set()).add(tokens[at - 1].form if at else "")
    return found
