"""From a statement of the base to how it is said at a counter: the hand-written rules that the model learns.

They change the person spoken of, the verb with it, and how a fact or a case is introduced. Every
value, condition and negation stays, in its order, and no word that carries meaning comes in.
"""

import re
from collections.abc import Sequence

from tools.train_model.verbs import before_vowel, polite

_SUBJECT = r"(?:La personne|L'usager|L'usagère|Le demandeur|La demandeuse|L'intéressé|L'administré|On|Chacun)"
# "On" is the citizen with these; with others it may be the town hall.
_ON = re.compile(
    r"(?:peut|doit|apporte|choisit|paie|paye|prend|vient|réserve|prévient|va|remplit|achète|inscrit|dépose)\b"
)
_CLITIC = r"(?:(?:ne |n')?(?:l'|le |la |les |lui |leur |y |en |s'y |s'en )?)"
_START = re.compile(
    rf"^(?P<lead>(?:[^.;:]{{3,90}}, )?)(?P<who>{_SUBJECT}|(?<=, )(?:la personne|l'usager|le demandeur|on)) "
    rf"(?P<self>s'|se |ne se |ne s')?(?P<clitic>{_CLITIC})(?P<verb>[\w-]+)(?P<rest>(?=[ ,.;:]).*)$",
    re.DOTALL,
)
_REFERS = re.compile(r"^(?:Elle|Il)(?= (?!faut|y |est |n'y|suffit|vaut|existe|s'agit))")
_PERSON = re.compile(rf"^(?:[^.;:]{{3,90}}, )?{_SUBJECT}\b", re.IGNORECASE)
_WITH = re.compile(r"\b(avec|pour|chez) (?:la personne|l'usager|le demandeur)(?=[ ]?[,.;:)]| et | ou )")
_BRACKETS = re.compile(r" \(([^()]{3,80})\)(?=[.,;:]| [a-zà-ÿ])")
_HALVES = re.compile(r"^(?P<first>[^;:()«»]{25,}) ; (?P<second>[^;«»]{25,})$")
_BOUND = re.compile(
    r"^(?:Si|S'il|Sans|Pour|En cas|Dans|Avec|Quand|À partir|Après|Avant|Au-delà|Sauf|Seul|Ni|Aucun|Hors|Lors|De|Du|§)"
    r"|\b(?:si|sauf|sinon|sans|seulement|autre|autres|dernier|première?|premier)\b"
)
_AGAIN = re.compile(rf"(?P<join>,? (?:et|ou|puis|mais) |, )(?P<clitic>{_CLITIC})(?P<verb>[\w]+)(?=[ ,.;])")
_ELLE = re.compile(
    rf"\b(?P<si>si elle|si l'on|quand elle|si on|qu'elle|qu'on) (?P<clitic>{_CLITIC})(?P<verb>\w+)(?=[ ,.;])"
)
_OWN = (
    (re.compile(r"\b(?:son|sa|leur) (?=\w|§)"), "votre "),
    (re.compile(r"\b(?:ses|leurs) (?=\w|§)"), "vos "),
    (re.compile(r"\b(?:elle-même|lui-même|soi-même)"), "vous-même"),
    (re.compile(r"\bchez (?:elle|lui|soi)\b"), "chez vous"),
)
_REFLEXIVE = {"": "", "s'": "vous ", "se ": "vous ", "ne se ": "ne vous ", "ne s'": "ne vous "}
_STILL = re.compile(r"\b(?:elle|il|lui|se|celle-ci|celui-ci)\b|\bs'(?!il)")
_LOWER = frozenset(
    """
    le la les l un une des du de d ce cet cette ces il elle ils elles on vous ça c si pour sans avec en dans au
    aux à chaque tout toute tous toutes aucun aucune quand après avant sur son sa ses leur leurs votre vos qui
    seul seule seuls seules plusieurs deux trois quatre dès chez entre depuis jusqu jusque cela y n ne personne
    """.split()
)
_CASE_JOINS = re.compile(
    r"(?:Pour|Si|S'il|En cas|Sans|Avec|Quand|Après|Avant|Dans|À partir|Lors|Chez|Depuis|Pendant)\b"
)
_ADVERB = re.compile(r"(?:si|s'il|sauf|avec|sans|pour)\b[^,;]*$")
_ARTICLE = re.compile(r"(?:un|une|le|la|les|l'|chaque|tout|toute|tous|toutes)\b[^,;]*$")
_FACT = re.compile(r"^(?P<label>Coût|Délai|Où|Quand|Rendez-vous|Validité|À apporter) : (?P<rest>.+?)\.?$", re.DOTALL)
_VALUE_AND_CASE = re.compile(r"^(?P<value>.+?)(?: \((?P<case>.+)\))?$", re.DOTALL)
_PARTS = re.compile(r" ; (?![^()]*\))")
_LABELLED = re.compile(r"^(?P<what>[^:.;]{4,120}) : (?P<where>§\d+(?:(?:, | ou | et | )§\d+)*)\.$")
# What is free is a value like any other: "c'est" suits "25 €" and "gratuit" alike.
_OPENINGS = {
    "Coût": "Pour le coût, c'est ",
    "Délai": "Pour le délai, c'est ",
    "Validité": "Pour la validité, c'est ",
    "Où": "Il faut aller là : ",
    "Quand": "Voici quand : ",
}
_NOMINAL = re.compile(r"^(?:Un|Une|Le|La|Les|L'|Toute|Tout|Des) ?")


def answer(sentences: Sequence[tuple[str, str]]) -> str:
    """What is said for the sentences of a prompt, each a case (or nothing) and a statement."""
    found: list[str] = []
    addressed, before = False, ""
    for case, statement in sentences:
        followed = _REFERS.sub("La personne", statement) if addressed and not case else statement
        said = "" if case == before else case
        before = case
        text = spoken(followed, said)
        kept = followed != statement and "La personne" in text
        found.append(spoken(statement, said) if kept else text)
        addressed = bool(re.search(r"\b[Vv]ous\b", found[-1])) and bool(_PERSON.match(followed))
    return " ".join(found)


def spoken(statement: str, case: str = "") -> str:
    """The statement as it is said; `case` is whose it is, as the prompt writes it."""
    text = _ended(_fact(statement) or _contact(statement) or _sentence(statement))
    if not case:
        return text
    return f"{case}, {_lowered(text)}" if _CASE_JOINS.match(case) and _can_lower(text) else f"{case} : {text}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "»")) else f"{text}."


def _sentence(text: str) -> str:
    text = _addressed(text)
    text = re.sub(r"^Comptez\b", "Il faut compter", text)
    text = re.sub(r"^Cela (?=\w)", "Ça ", text)
    text = re.sub(r"\bcela\b", "ça", text)
    text = _WITH.sub(r"\1 vous", text)
    text = re.sub(
        r"^(?P<what>(?:Le|La|Les|L'|Un|Une|Cette|Ce) ?[^,;:.]{3,60}) (?:est|sont) (?P<free>§\d+)\.$",
        r"\g<what>, c'est \g<free>.",
        text,
    )
    text = _BRACKETS.sub(_loose, text)
    return _halved(text)


def _loose(found: "re.Match[str]") -> str:
    """Brackets can't be heard: commas say as much."""
    after = found.string[found.end() : found.end() + 1]
    return f", {found.group(1)}" + ("," if after == " " else "")


def _halved(text: str) -> str:
    """Two statements that a semicolon joins are two sentences, unless a condition of the first may hold for both."""
    found = _HALVES.match(text)
    if found is None or _BOUND.search(found["first"]) or _BOUND.search(found["second"]):
        return text
    return f"{found['first']}. {found['second'][:1].upper()}{found['second'][1:]}"


def _addressed(text: str) -> str:
    """The person spoken of becomes the one spoken to, or nothing changes when the sentence is too rich for it."""
    found = _START.match(text)
    verb = polite(found["verb"]) if found else None
    if found is None or verb is None or (found["who"].lower() == "on" and not _ON.match(found["verb"])):
        return text
    at = next((at for at, sign in enumerate(found["rest"]) if sign in ".;:"), len(found["rest"]))
    clause, mark = found["rest"][:at], found["rest"][at:]
    clause = _AGAIN.sub(_second_verb, clause)
    clause = _ELLE.sub(_about_you, clause)
    clause, lead = _yours(clause), _yours(found["lead"])
    if _STILL.search(clause) or _STILL.search(mark) or re.search(r"\b(?:son|sa|ses)\b", mark):
        return text
    pronoun = "vous" if lead else "Vous"
    own = _REFLEXIVE[found["self"] or ""]
    return f"{lead}{pronoun} {own}{before_vowel(found['clitic'], verb)}{verb}{clause}{mark}"


def _yours(text: str) -> str:
    for pattern, yours in _OWN:
        text = pattern.sub(yours, text)
    return text


def _second_verb(found: "re.Match[str]") -> str:
    verb = polite(found["verb"])
    if verb is None:
        return found.group()
    return f"{found['join']}{before_vowel(found['clitic'], verb)}{verb}"


def _about_you(found: "re.Match[str]") -> str:
    verb = polite(found["verb"])
    if verb is None:
        return found.group()
    who = {"si elle": "si vous", "si l'on": "si vous", "si on": "si vous", "quand elle": "quand vous"}
    return f"{who.get(found['si'], 'que vous')} {before_vowel(found['clitic'], verb)}{verb}"


def _contact(text: str) -> str:
    found = _LABELLED.match(text)
    if found is None:
        return ""
    if _NOMINAL.match(found["what"]):
        return f"Pour {_lowered(found['what'])}, c'est {found['where']}."
    return f"{found['what']} : c'est {found['where']}."


def _fact(text: str) -> str:
    found = _FACT.match(text)
    if found is None:
        return ""
    label, items = found["label"], _PARTS.split(found["rest"])
    if label == "À apporter":
        return _papers(items)
    if label == "Rendez-vous":
        return _appointment(items)
    said = " ; ".join(_item(item) for item in items)
    return f"{_OPENINGS[label]}{said}."


def _item(item: str) -> str:
    """One value with its case: "§1 si la carte est volée", "§1 pour un mineur", "§1 (carte volée)"."""
    found = _VALUE_AND_CASE.match(item)
    assert found is not None
    value, case = found["value"], found["case"]
    if not case:
        return value
    if _ADVERB.match(case):
        return f"{value} {case}"
    if _ARTICLE.match(case):
        return f"{value} pour {case}"
    return f"{value} ({case})"


def _papers(items: list[str]) -> str:
    if items[0].startswith(("Aucun", "aucun")):
        return f"À apporter : {' ; '.join(items)}."
    said = [item[:1].lower() + item[1:] if item[1:2].islower() else item for item in items]
    if len(said) == 1:
        return f"Vous devez apporter {said[0]}."
    return f"Vous devez apporter : {' ; '.join(said[:-1])} ; et {said[-1]}."


def _appointment(items: list[str]) -> str:
    said = " ; ".join(_item(item) for item in items)
    if said.startswith("§"):
        return f"Pour le rendez-vous, c'est {said}."
    if re.match(r"(?:obligatoire|nécessaire|conseillé|possible|facultatif|inutile|préférable)\b", said):
        return f"Le rendez-vous est {said}."
    if said.startswith(("sans rendez-vous", "sur rendez-vous")):
        return f"C'est {said}."
    return f"Pour le rendez-vous : {said}."


def _can_lower(text: str) -> bool:
    return text.startswith("§") or re.split(r"[ ,'’]", text, maxsplit=1)[0].lower() in _LOWER


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if _can_lower(text) else text
