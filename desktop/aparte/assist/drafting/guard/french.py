"""The closed word lists by which the guard reads French; all forms are folded, as `kb.text.fold` writes them.

A word is one of three things: it carries meaning (and must come from the cited sentences), it marks
a condition, a limit, a negation or a duty (and must be kept with what it bears on), or it only
joins the others. What is in no list carries meaning.
"""

from enum import StrEnum
from functools import lru_cache

from aparte.assist.drafting.guard.verbs import VERBS
from aparte.kb.stem import stem


class Mark(StrEnum):
    """A word that changes what the words beside it say; STRAY is half a negation."""

    IF = "if"
    EXCEPT = "except"
    ONLY = "only"
    NOT = "not"
    WITHOUT = "without"
    MUST = "must"
    MAY = "may"
    EVERY = "every"
    NONE = "none"
    SOME = "some"
    ALWAYS = "always"
    NEVER = "never"
    USUALLY = "usually"
    ABOUT = "about"
    BEFORE = "before"
    AFTER = "after"
    FROM = "from"
    UNTIL = "until"
    LESS = "less"
    MORE = "more"
    MOST = "most"
    LEAST = "least"
    LATEST = "latest"
    EARLIEST = "earliest"
    ELSE = "else"
    DEPENDS = "depends"
    EACH = "each"
    OTHER = "other"
    STILL = "still"
    OFFICE = "office"
    INSTEAD = "instead"
    FORBIDDEN = "forbidden"
    STRAY = "stray"


def _phrases(text: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for phrase in text.split("|")]


# "dès*" is how the reader writes "dès", whose accent is its meaning; elided words stand without apostrophe.
_MARKED: dict[Mark, str] = {
    Mark.IF: "si|s il|s ils|a condition|sous reserve|en cas|au cas ou?|lorsque|lorsqu|quand|pourvu|du moment",
    Mark.EXCEPT: "sauf|hors|excepte|hormis|a l exception|a moins qu|a moins que|a moins d|sans compter",
    Mark.ONLY: "seulement|uniquement|exclusivement|seul|seule|seuls|seules|strictement",
    Mark.WITHOUT: "sans",
    Mark.MUST: (
        "dois|doit|devez|devons|doivent|devra|devrez|devront|devoir|faut|faudra|falloir|obligatoire|obligatoires"
        "|obligatoirement|obligation|obliges|obligee|oblige|obligees|necessaire|necessaires|necessairement"
        "|imperatif|imperativement|indispensable|exige|exigee|exiges|exigees|impose|imposee|requis|requise|requises"
        "|tenu|tenue|tenus|avez besoin|aurez besoin|besoin|pensez a|n oubliez pas"
    ),
    Mark.MAY: "peut|peuvent|pouvez|pouvons|peux|pourra|pourrez|pourront|pouvoir|possible|possibles|possibilite",
    Mark.EVERY: (
        "tout|toute|tous|toutes|n importe quel|n importe quelle|n importe qui|quel que soit|quelle que soit|l ensemble"
    ),
    Mark.EACH: "chaque|chacun|chacune",
    Mark.NONE: "aucun|aucune|nul|nulle",
    Mark.SOME: (
        "certains|certaines|plusieurs|quelques|la plupart|une partie|en partie|partiellement|divers|diverses"
        "|l un des|l une des|un des|une des|l un d|l une d|l un de|l une de|l un ou l autre|l une ou l autre"
    ),
    Mark.ALWAYS: "toujours|systematiquement|a tout moment|automatiquement|definitivement|en permanence",
    Mark.NEVER: "jamais",
    Mark.USUALLY: (
        "generalement|normalement|en general|en principe|habituellement|souvent|parfois|le plus souvent|rarement"
        "|peut-etre|eventuellement|de preference|si possible|exceptionnellement|en moyenne|notamment"
    ),
    Mark.ABOUT: "environ|a peu pres|autour de|presque|quasiment",
    Mark.BEFORE: "avant|prealable|prealablement|au prealable",
    Mark.AFTER: (
        "apres|a l issue|suit|suivent|suivant|suivants|suivante|suivantes|a la suite|au dela|au-dela|passe ce delai"
    ),
    Mark.FROM: "dès*|a partir|a compter|depuis",
    Mark.UNTIL: "jusqu|jusque",
    Mark.LESS: "moins|inferieur|inferieure|inferieurs|en dessous|en-dessous",
    Mark.MORE: "plus|superieur|superieure|superieurs|au dessus|au-dessus|davantage",
    Mark.MOST: "au plus|maximum|au maximum|maximal|maximale|dans la limite|limite a|limitee a|pas plus",
    Mark.LEAST: "au moins|minimum|au minimum|minimal|minimale",
    Mark.LATEST: "au plus tard",
    Mark.EARLIEST: "au plus tot|plus tot",
    Mark.ELSE: "sinon|a defaut|autrement",
    Mark.DEPENDS: "selon|suivant le|suivant la|en fonction",
    Mark.OTHER: "autre|autres",
    Mark.STILL: "meme si|meme sans",
    Mark.OFFICE: "d office",
    Mark.INSTEAD: "a la place|au lieu",
    Mark.FORBIDDEN: "interdit|interdite|interdits|interdites|defendu|defendue|defendus|prohibe|prohibee|interdiction",
}
MARKS: dict[tuple[str, ...], Mark] = {phrase: mark for mark, text in _MARKED.items() for phrase in _phrases(text)}
LONGEST_MARK = max(len(phrase) for phrase in MARKS)

# Read as a whole, and then as nothing: the words inside would say something else.
IDIOMS: frozenset[tuple[str, ...]] = frozenset(
    _phrases(
        "a la fois|d abord|s il vous plait|ainsi que|de meme que|il s agit|s agit|a lieu|ont lieu|aura lieu|auront lieu"
        "|tous deux|toutes deux|c est a dire|a savoir|s en charger|s en occuper"
    )
)

JOINING = frozenset(
    """
    a afin ainsi alors au aux avec c ca car ce cela celle celles celui ces cet cette ceci ceux ci comme d dans de des
    donc du elle elles en ensuite entre et etant etre est sont etes ete sera seront soit soient serait ou? il ils
    l la laquelle le lequel lesquelles lesquels les leur leurs lui mais me m ne n on or ou par pendant durant pour
    puis puisque puisqu que qu qui quoi s sa se ses son sur sous un une vers vos votre vous y ai aura aurez auront avez
    ont avoir ayant fait font faire faites fera feront fais va vont allez aller ira iront suffit
    bonjour voici voila aussi egalement bien dont elle-meme lui-meme eux-memes elles-memes vous-meme vous-memes
    faite faits faites
    compter comptez prevoir prevoyez prevoit passe agit trouve trouvent t plutot chez contre aupres via parmi
    """.split()
)
# What joins clauses: a value stands in one of them.
CLAUSES = frozenset(["et", "ou", "mais", "puis", "car", "donc", "tandis"])
NEGATORS = frozenset(["pas", "plus", "jamais", "rien", "point", "guere", "aucun", "aucune", "ni", "nul", "nulle"])

# Words that stand for each other in a claim, whatever their form; each line is one meaning.
_EQUIVALENT = """
    perdu perdue perdre perte
    vole volee voler vol
    renouvele renouvellement renouveler
    coute coutent couter cout couts prix
    depot deposer depose deposez
    demande demander demandez demandent
    venir vient viennent venez viens
    joint joindre joignez joignant joignent
    apporter apporte apportez amener amene ramener ramenez fournir fournit fournissez fourni
    naissance naitre nee
    deces decede deceder
    mariage marier marie
    inscription inscrire inscrivez inscrit inscrite inscrits inscrites
    reservation reserver reserve reservez
    paiement payer paie payez paye paient
    retrait retirer retire retirez
    envoi envoyer envoie envoyez envoye envoyee
    signature signer signe signez
    declaration declarer declare declarez declaree
    reponse repondre repond repondez repondu
    ouvre ouvert ouverte ouvrir ouverture ouvrent ouverts ouvertes
    ferme fermee fermer fermeture ferment fermes fermees fermez
    valable valables valide validite valides
    remis remettre remet remise remettez
    suppression supprimer supprime
    delivre delivrer delivrance delivree
    presentation presenter presente presentez presentant
    rembourse remboursement rembourser
    ramasse ramassage ramasser ramasses
    balaie balayee balayer balaye balayage
    ecoute ecouter
    compris comprise comprises inclus incluse incluses
    appeler appelle appelez appel
    prise prendre prend prenez
    choisi choisie choisir choisissez choix
    fin finit finir
    verse versee verser versement versez
    heberge hebergee heberger hebergement
    accueil accueillir accueille
    etranger etrangere etrangers etrangeres
    lieu lieux
    vote voter votez
    don donner donne donnez donnent donnees donnee
    preter prete pretes pretee pretent
    recense recensement recenser
    livraison livree livrer livrees
    traduit traduite traduire traduction
    autorise autorisee autoriser autorisation
    affichage afficher affiche
    collecte collecter
    prolonge prolongee prolonger prolongation
    attribue attribution attribuer
    instruit instruite instruire instruction
    transmis transmettre transmission transmet
    convoque convocation convoquer
    loue location louer
    achat acheter achete
    vente vendre vend
    refus refuser refuse
    dure duree durer
    attente attendre attend
    arrivee arriver arrive
    sortie sortir sort sortez
    ecrit ecrite ecrire ecrivez
    changement changer change changez
    construction construire construit
    installation installer installe installez
    reparation reparer repare repares reparee
"""
_CLASS: dict[str, str] = VERBS | {
    form: f"={line.split()[0]}" for line in _EQUIVALENT.strip().splitlines() for form in line.split()
}
# The label of a fact, or the verb that a sentence needs to give such a value: said otherwise, or not at all.
PREDICATES: dict[str, frozenset[str]] = {
    "fee": frozenset("coute cout prix tarif payer".split()),
    "delay": frozenset("delai delais pret prete prets pretes compter attendre duree arrive recevez obtenir".split()),
    "valid": frozenset("valable valables validite valide".split()),
    "place": frozenset("adresse adressez adresser situe trouve lieu".split()),
    "papers": frozenset("apporter apportez fournir fournissez presenter presentez munir papiers pieces".split()),
}
# Verbs that only carry the noun before them: "la réponse est donnée", "l'inscription s'effectue".
LIGHT = frozenset(
    "applique appliquent percue due donnee donne effectue effectuee realise realisee accorde accordee".split()
)
# The person at the desk, whom a draft calls "vous".
PEOPLE = frozenset(
    "demandeur demandeurs usager usagers personne interesse interessee citoyen citoyenne titulaire".split()
)
PERSON = "=personne"
YOU = frozenset(["vous", "votre", "vos", "vous-meme", "vous-memes"])


# To go where one is told to: said of any place that the source sends to.
GOING = ("venir", "passer", "passez", "rendre", "aller", "adresser")
# What a citizen does; the rest of what is done is done by others.
ACTS = frozenset(
    """
    declarer deposer demander apporter fournir presenter signer prendre retirer payer remplir joindre venir renouveler
    reserver inscrire appeler ecrire choisir annuler adresser recevez recevrez obtenez obtiendrez
    """.split()
)
# What nobody is ever bound to do: said of a thing, it may be said as a leave.
OPTIONAL = frozenset("resilier annuler contester louer emprunter visiter renouveler".split())
# Adjectives that say a duty, a leave or a ban of what stands before them.
AFTERWORDS = frozenset(
    """
    obligatoire obligatoires necessaire necessaires indispensable exige exigee exiges exigees requis requise requises
    impose imposee possible possibles interdit interdite interdits interdites defendu defendue prohibe prohibee
    """.split()
)


@lru_cache(maxsize=65536)
def meaning(form: str) -> str:
    """What a content word says, whatever its form: its class of equivalents, or its stem."""
    one = form.removesuffix("s") if len(form) > 4 else form
    if len(one) > 6 and one.endswith("ent") and not one.endswith("ment"):
        one = one[:-2]  # "déposent" and "dépose"
    return _CLASS.get(form) or _CLASS.get(one) or _CLASS_BY_STEM.get(stem(one)) or stem(one)


_CLASS_BY_STEM: dict[str, str] = {}
for _form, _named in _CLASS.items():
    if len(_form) > 4:
        _CLASS_BY_STEM.setdefault(stem(_form), _named)


# What is given to "vous" is what "vous" receive.
GIVEN = frozenset(meaning(form) for form in ("remis", "verse", "delivre", "attribue", "donnee", "envoye", "accorde"))
RECEIVED = frozenset(meaning(form) for form in ("recevoir", "obtenir"))
DONATED = frozenset(meaning(form) for form in ("donner", "remettre"))
