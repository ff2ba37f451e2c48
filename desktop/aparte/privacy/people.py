"""Names of people after a title or a phrase that announces them, and dates of birth."""

import re
from collections.abc import Iterator

from aparte.privacy.kinds import Finding, Kind
from aparte.privacy.reading import Page, Word
from aparte.privacy.words import EVERYDAY, MONTHS, OFFICES, TITLES

_TITLE = re.compile(rf"[md](?<![\w'’].){TITLES}(?![\w'’])(?= )")
_SHORT = frozenset("m mm mr mme mmes mlle melle dr".split())
_SAYS = re.compile(
    r"(?<!\w)(?:(?:je m|il s|elle s|qui s)['’]appelle|je me nomme|se nomme|je suis (?:monsieur|madame|m\.|mr|mme))(?= )"
)
_LABEL = re.compile(
    r"[np](?<!\w.)(?:(?<=n)oms?(?: (?:de famille|de jeune fille|d'usage|de naissance|marital|et prénom))?|(?<=p)rénoms?"
    r"|(?<=p)atronyme) ?: ?"
)
# With one of these before it, a capital begins a name.
_ROLES = frozenset(
    """
    famille époux épouse veuve née né usager usagère l'usagère l'usager consorts signé rappeler enfant enfants
    fils fille bébé s'appelle s’appelle s'appellent
    """.split()
)
_LABELLED_ROLES = _ROLES | frozenset(
    """
    demandeur demandeuse titulaire déclarant déclarante bénéficiaire allocataire interlocuteur appelant
    appelante locataire contact
    """.split()
)
_ROLES_WITH_DE = frozenset(["nom", "tuteur", "tutrice", "part"])
_NAME_IS = (["nom", "est"], ["nom", "c'est"], ["prénom", "est"], ["prénom", "c'est"])
_BEFORE_CAPITAL = re.compile(r"[ :](?=[A-ZÀ-Þ])")
_BARE_M = re.compile(r"M(?<![\w'’].)(?:(?= [A-ZÀ-Þ][\w'’\-]{2})|(?:M|r|me|lle)?\.(?=[A-ZÀ-Þ]))")
_ACRONYM = re.compile(r"[A-Z]{2,4}(?!\w)")
_INTRODUCES = re.compile(r"(?<!\w)(?:[Jj]e suis|[Ii]ci|[Cc]'est)(?= [A-ZÀ-Þ][\w'’\-]+ [A-ZÀ-Þ][\w'’\-]+)")
_NAME_PARTICLES = frozenset(
    "de du des la le d' l' van von der den el al ben bent bin da dos di del della ould abd y".split()
)
_PARTICLE_STARTS = ("d'", "d’", "l'", "l’", "o'", "o’")
# What comes after a family name in a note, when the note is written in small letters.
_THEN = frozenset(
    """
    a à est et ou veut souhaite demande appelle rappelle habite dit indique précise signale attend vient
    voudrait voulait cherche pour qui au aux avait n'a ne s'est sera a-t-elle doit refuse conteste confirme
    explique dépose reçoit paie né née domicilié domiciliée ont sont viennent souhaitent demandent veulent
    habitent voudraient appellent joignable tel tél sur en concernant dans par depuis va peut pense croit
    reviendra passe passera
    """.split()
)
_NO_NAME = OFFICES | _THEN
_YEAR = r"(?:(?:19|20)[0-9]{2}|[0-9]{2})"
_DATE = (
    rf"(?:[0-3]?[0-9](?:er)? ?[./\- ] ?[01]?[0-9] ?[./\- ] ?{_YEAR}|[0-3][0-9](?:0[1-9]|1[0-2]){_YEAR}"
    rf"|(?:[0-3]?[0-9]|1er|premier) (?:{'|'.join(sorted(MONTHS))})(?: {_YEAR})?)"
)
_BIRTH = re.compile(
    rf"[nda](?<!\w.)(?:(?<=n)[ée]e?(?:\(e\)|·e|-e"
    rf"|\.e)?s?(?: à [\w\-]{{2,30}})?(?: \([\w ]{{2,20}}\))?,? (?:le |du )?|(?<=d)ate (?:de )?naiss(?:ance"
    rf"|\.)? ?(?::|est|le|c'est)? ?(?:le )?"
    rf"|(?<=n)aissance ?: ?(?:le )?|(?<=n)aissance (?:le |du )|(?<=d)\.?d\.?n\.? ?:? ?(?:le )?"
    rf"|(?<=a)nniversaire ?:? (?:le )?)(?P<date>{_DATE})(?![0-9])"
)
_MOST_WORDS = 5
_ROLE_SPAN = 30


def find_people(page: Page) -> Iterator[Finding]:
    """Names and dates of birth, only where the words around leave no doubt."""
    for found in _BIRTH.finditer(page.low):
        yield Finding(found.start("date"), found.end("date"), Kind.BIRTH)
    for found in _TITLE.finditer(page.low):
        yield from _name(page, found.end(), small=_after_title(page, found), titled=True)
    yield from _after_signs(page, _BARE_M, page.text, ("M",), small=0)
    yield from _after_signs(page, _INTRODUCES, page.text, ("e suis ", "ci ", "'est "), small=0)
    yield from _after_signs(page, _SAYS, page.low, ("appelle", "nomme", "nom ", "je suis"), small=2)
    yield from _after_signs(page, _LABEL, page.low, (":",), small=2)
    for found in _BEFORE_CAPITAL.finditer(page.text):
        before = page.low[max(0, found.start() - _ROLE_SPAN) : found.end()]
        if _has_role(before) or (before.endswith("dossier ") and not _ACRONYM.match(page.text, found.end())):
            yield from _name(page, found.start(), small=0)


def _after_signs(
    page: Page, pattern: re.Pattern[str], text: str, signs: tuple[str, ...], *, small: int
) -> Iterator[Finding]:
    """The names after a pattern, which is looked for only where one of its signs is: it takes a while."""
    if any(sign in text for sign in signs):
        for found in pattern.finditer(text):
            yield from _name(page, found.end(), small=small)


def _has_role(before: str) -> bool:
    """Whether the words before a capital say that a name follows."""
    labelled = ":" in before[-3:]
    words = before.rstrip(" :").rsplit(None, 2)
    if not words:
        return False
    if words[-1] == "de" and len(words) > 1:
        return words[-2] in _ROLES_WITH_DE
    return words[-1] in _LABELLED_ROLES if labelled else words[-1] in _ROLES or words[-2:] in _NAME_IS


def _after_title(page: Page, title: re.Match[str]) -> int:
    """How many words in small letters may be a name: one after an abbreviation, or before a verb or a stop."""
    if title.group().rstrip(".") in _SHORT:
        return 1
    if title.group() in ("maître", "docteur"):
        return 0
    words = list(page.words(title.end(), 2))
    if len(words) == 1:
        return int(page.low[words[0].end : words[0].end + 2].lstrip(" ")[:1] in ("", ",", ".", ":", "\n", "("))
    return int(len(words) == 2 and words[1].low in _THEN)


def _name(page: Page, start: int, *, small: int, titled: bool = False) -> Iterator[Finding]:
    """The name that begins at `start`; in small letters it is at most `small` words that no note is made of.

    After a title a capital makes a name of an everyday word: « Mme Petit », « M. Sauvage ».
    """
    first = end = -1
    taken = 0
    for word in page.words(start, _MOST_WORDS):
        particle = word.low in _NAME_PARTICLES
        if particle and (taken or word.capital or _leads_to_a_name(page, word)):
            first = word.start if first < 0 else first
            continue
        if particle or not (_is_name(word, taken, small) or (titled and not taken and _may_be_a_name(word))):
            break
        first = word.start if first < 0 else first
        end, taken = word.end, taken + 1
    if taken:
        yield Finding(first, _without_apostrophe(page, end), Kind.NAME)


def _leads_to_a_name(page: Page, particle: Word) -> bool:
    for word in page.words(particle.end, 3):
        if word.low not in _NAME_PARTICLES:
            return word.capital and word.low not in EVERYDAY
    return False


def _is_name(word: Word, taken: int, small: int) -> bool:
    low = word.low[2:] if word.low.startswith(_PARTICLE_STARTS) else word.low
    if (
        not low.replace("-", "").replace("'", "").replace("’", "").isalpha()
        or low in EVERYDAY
        or word.low in EVERYDAY
        or low in MONTHS
    ):
        return False
    if word.capital:
        return True
    return taken < small and len(low) > 2 and not low.endswith(_VERB_ENDINGS)


def _may_be_a_name(word: Word) -> bool:
    return word.capital and word.low.isalpha() and len(word.low) > 4 and word.low not in _NO_NAME


def _without_apostrophe(page: Page, end: int) -> int:
    return end - 1 if page.low[end - 1] in "'’" else end


_VERB_ENDINGS = ("ait", "aient", "ement", "tion")
