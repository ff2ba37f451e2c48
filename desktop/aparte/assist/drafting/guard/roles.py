"""Who does it, and what is done by, with or before whom: the things of a sentence don't take each other's place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from aparte.assist.drafting.guard.french import Mark, meaning
from aparte.assist.drafting.guard.reading import Part, Token
from aparte.assist.drafting.values import Kind

_ARTICLES = frozenset("l le la les un une votre vos son sa ses leur leurs ce cet cette ces".split())
_LEADS = {"d": "de", "du": "de", "des": "de", "au": "a", "aux": "a"} | {
    form: form for form in "de a par avec devant chez aupres contre sans pour sur sous en dans vers entre".split()
}
# Before a verb they are pronouns.
_PRONOUNS = frozenset(["le", "la", "les", "l"])
_BEING = frozenset("est sont sera seront etre ete soit soient se s".split())
_RELATIVES = frozenset("qui que qu dont ou? lequel laquelle lesquels lesquelles".split())
# Who stands there without doing it.
_BESIDE = frozenset("devant avec chez aupres contre sans".split())
_AGENTS = frozenset(["par", "devant", "avec", "chez"])
_ONE = frozenset("l le la un une votre son sa".split())
_MANY = frozenset(["les", "vos", "ses", "leurs", "ces"])
_PRESENCE = meaning("presence")
_JOINTS = frozenset(["et", "ou", ","])


@dataclass(frozen=True, slots=True)
class _Thing:
    """A noun: the preposition and the word that lead to it, and its article."""

    key: str
    lead: str
    left: str
    article: str


@dataclass(frozen=True, slots=True)
class _Act:
    """A noun that begins a clause, and a bare word that follows: its verb, or what qualifies it."""

    key: str
    verb: str
    passive: bool


class Roles:
    """The places that things have in some sentences."""

    def __init__(self, texts: Sequence[Sequence[Token]], values: frozenset[str]) -> None:
        self.things = frozenset(thing for tokens in texts for thing in _things(tokens) if thing.key not in values)
        self.places = frozenset((thing.left, thing.key) for tokens in texts for thing in _things(tokens) if thing.left)
        self.acts = frozenset(act for tokens in texts for act in _acts(tokens))
        self.joined = frozenset(pair for tokens in texts for pair in _joined(tokens))
        self.named = frozenset(thing.key for thing in self.things)

    def alike(self, one: str, other: str) -> bool:
        """Whether they are listed together: the order of a list is free."""
        return (one, other) in self.joined or (other, one) in self.joined


def changed(said: Sequence[Token], sources: Sequence[Sequence[Token]], kinds: Mapping[str, Kind]) -> bool:
    """Whether a thing of the sources is said in the place of another; values are held by their cells."""
    values = frozenset(key for key, kind in kinds.items() if not kind.named)
    here, there = Roles([said], values), Roles(sources, values)
    return any(told(here, there) for told in (_governed, _acting, _standing_by, _crossed, _one_of_them))


def _governed(here: Roles, there: Roles) -> bool:
    """« Remboursé par le club » for « faite par le club, remboursé par la ville »."""
    for thing in here.things:
        if not thing.lead or not thing.left or thing.key not in there.named:
            continue
        owners = {one.key for one in there.things if (one.lead, one.left) == (thing.lead, thing.left)}
        led = any(one.key == thing.key and one.left in ({thing.left} | owners) for one in there.things)
        if owners and not led and not any(there.alike(one, thing.key) for one in owners):
            return True
    return False


def _acting(here: Roles, there: Roles) -> bool:
    """« Le médecin fournit » for « la famille fournit »."""
    for act in here.acts:
        owners = {one.key for one in there.acts if (one.verb, one.passive) == (act.verb, act.passive)}
        if (
            owners
            and act.key in there.named
            and act.key not in owners
            and not any(there.alike(one, act.key) for one in owners)
        ):
            return True
    return False


def _standing_by(here: Roles, there: Roles) -> bool:
    """« L'agent signe » for « la signature a lieu devant l'agent »."""
    for act in here.acts:
        held = [one for one in there.things if one.key == act.key]
        beside = held and all(one.lead in _BESIDE or one.left == _PRESENCE for one in held)
        if beside and not act.passive and any(not one.lead for one in here.things if one.key == act.key):
            return True
    return False


def _one_of_them(here: Roles, there: Roles) -> bool:
    """« Signé par l'époux » for « signé par les époux »."""
    for thing in here.things:
        held = [one for one in there.things if (one.key, one.lead) == (thing.key, thing.lead)]
        if thing.lead in _AGENTS and thing.article in _ONE and held and all(one.article in _MANY for one in held):
            return True
    return False


def _crossed(here: Roles, there: Roles) -> bool:
    """Two things, each beside what the other stands beside in the source."""
    said, held = here.places, there.places
    return any(
        first != last
        and left != other
        and not {left, other} & {first, last}
        and {(left, last), (other, first)} <= held
        and not {(left, first), (other, last)} & held
        and not there.alike(first, last)
        for (left, first), (other, last) in permutations(said, 2)
    )


def _things(tokens: Sequence[Token]) -> Iterator[_Thing]:
    left = ""
    for at, token in enumerate(tokens):
        if token.part in (Part.BREAK, Part.CLAUSE):
            left = ""
        elif token.content:
            before = _led(tokens, at)
            form = tokens[before].form if before >= 0 else ""
            lead = _LEADS.get(form, "")
            bare = before == at - 1 and not lead
            starts = before < 0 or tokens[before].part in (Part.BREAK, Part.CLAUSE)
            if not bare or starts:
                yield _Thing(token.key, lead, left, tokens[at - 1].form if before < at - 1 else "")
            left = token.key


def _led(tokens: Sequence[Token], at: int) -> int:
    """Where what leads to it stands, its articles left aside."""
    before = at - 1
    while before >= 0 and (tokens[before].form in _ARTICLES or tokens[before].key in (Mark.EACH, Mark.EVERY)):
        before -= 1
    return before


def _acts(tokens: Sequence[Token]) -> Iterator[_Act]:
    for at, token in enumerate(tokens):
        before = _led(tokens, at)
        if token.content and (before < 0 or tokens[before].part in (Part.BREAK, Part.CLAUSE)):
            yield from _following(token.key, tokens[at:])


def _following(key: str, tokens: Sequence[Token]) -> Iterator[_Act]:
    """What follows the noun in its clause, up to its object; what completes it (« de la ville ») is left aside."""
    passive = within = False
    for before, one in pairwise(tokens):
        lead = _LEADS.get(one.form, "")
        if one.part in (Part.BREAK, Part.CLAUSE) or one.form in _RELATIVES or lead not in ("", "de"):
            return
        passive = passive or one.form in _BEING
        if lead or (within and one.content):
            within = bool(lead)
        elif one.content:
            pronoun = before.form in _PRONOUNS
            if before.form in _ARTICLES - _PRONOUNS:
                return
            if one.part is Part.WORD:
                yield _Act(key, one.key, passive)
            if pronoun:
                return


def _parallel(tokens: Sequence[Token], at: int, other: int) -> bool:
    """Whether the second follows a joint with the same preposition: « par chèque au guichet, et par virement »."""
    here, there = _led(tokens, at), _led(tokens, other)
    lead = tokens[there].form if there > 0 else ""
    return lead in _LEADS and tokens[there - 1].form in _JOINTS and here >= 0 and tokens[here].form == lead


def _joined(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Each two things of which one follows the other in a list."""
    heads = [at for at, token in enumerate(tokens) if token.content]
    for at in heads:
        for other in heads:
            between = tokens[at + 1 : other]
            if other > at and any(one.form in _JOINTS for one in between):
                plain = all(one.form in _JOINTS or one.form in _ARTICLES or one.form in _LEADS for one in between)
                if plain or _parallel(tokens, at, other):
                    yield tokens[at].key, tokens[other].key
