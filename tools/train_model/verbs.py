"""French verbs of the base, from the third person to the polite second.

A closed list: a noun written the same is told apart by where it stands.
"""

_VERBS = {
    "a": "avez", "appartient": "appartenez", "attend": "attendez", "choisit": "choisissez", "conduit": "conduisez",
    "connaît": "connaissez", "construit": "construisez", "croit": "croyez", "descend": "descendez",
    "devient": "devenez", "dit": "dites", "dispose": "disposez", "doit": "devez", "dort": "dormez", "écrit": "écrivez",
    "envoie": "envoyez", "établit": "établissez", "est": "êtes", "fait": "faites", "finit": "finissez",
    "fournit": "fournissez", "garantit": "garantissez", "inscrit": "inscrivez", "joint": "joignez", "lit": "lisez",
    "met": "mettez", "obtient": "obtenez", "offre": "offrez", "ouvre": "ouvrez", "paie": "payez", "paye": "payez",
    "part": "partez", "perd": "perdez", "permet": "permettez", "peut": "pouvez", "prend": "prenez",
    "prévient": "prévenez", "produit": "produisez", "reçoit": "recevez", "refait": "refaites", "remet": "remettez",
    "remplit": "remplissez", "rend": "rendez", "répond": "répondez", "reprend": "reprenez", "revient": "revenez",
    "saisit": "saisissez", "sait": "savez", "sort": "sortez", "souscrit": "souscrivez", "suit": "suivez",
    "tient": "tenez", "transmet": "transmettez", "va": "allez", "vend": "vendez", "vient": "venez", "vit": "vivez",
    "voit": "voyez", "veut": "voulez", "appelle": "appelez", "rappelle": "rappelez", "achète": "achetez",
    "complète": "complétez", "jette": "jetez", "projette": "projetez", "répète": "répétez", "gère": "gérez",
    "possède": "possédez", "précède": "précédez", "règle": "réglez", "enlève": "enlevez", "relève": "relevez",
    "amène": "amenez", "emmène": "emmenez", "lève": "levez", "préfère": "préférez", "accède": "accédez",
    "nettoie": "nettoyez", "emploie": "employez", "essuie": "essuyez", "pèse": "pesez", "sèche": "séchez",
    "protège": "protégez", "allège": "allégez", "récupère": "récupérez", "renouvelle": "renouvelez",
    "soumet": "soumettez", "admet": "admettez", "relit": "relisez", "renvoie": "renvoyez", "élit": "élisez",
    "bénéficie": "bénéficiez", "justifie": "justifiez", "vérifie": "vérifiez", "apprend": "apprenez",
    "comprend": "comprenez", "entend": "entendez", "intervient": "intervenez", "avertit": "avertissez",
}  # fmt: skip
_REGULAR = frozenset(
    """
    accepte accompagne adopte adresse ajoute annonce annule apporte assiste attache avance cherche classe coche
    colle commande commence communique compare compte confirme conserve consulte conteste continue corrige
    coupe crée date déclare décide demande déménage démontre dépose désigne détaille dépasse différencie donne
    dresse échange écoute embauche emballe emporte emprunte engage enregistre entre étale évite évoque exige
    explique expose fabrique ferme fixe forme frappe garde gare habite héberge identifie imprime indique informe
    installe invite invoque laisse libère loue mande manifeste marque mentionne mesure modifie monte montre
    motive nomme note numérise occupe oppose organise oriente oublie parle participe partage passe pense
    perfectionne photographie place plie porte pose précise prépare présente prête prie procure programme
    prononce propose prouve publie quitte raconte ramasse range rapporte réalise rédige refuse regarde
    rejette remarque remplace rembourse rencontre renonce renseigne rentre répare réserve respecte ressemble
    reste retire retourne retrouve réunit sauvegarde scanne scinde sépare signale signe simule sollicite
    souhaite sonne stationne supporte surveille télécharge téléphone tente termine touche traite transporte
    trie trouve utilise valide vide visite vote
    """.split()
)


def polite(verb: str) -> str | None:
    """From "apporte" to "apportez"; None for what is no verb of the list."""
    return _VERBS.get(verb) or (f"{verb}z" if verb in _REGULAR else None)


def before_vowel(clitic: str, verb: str) -> str:
    """A small word as it is written before this verb: "ne " or "n'"."""
    if verb[:1] in "aeiouyéèêâîôûh":
        return {"ne ": "n'", "le ": "l'", "la ": "l'"}.get(clitic, clitic)
    return {"n'": "ne "}.get(clitic, clitic)
