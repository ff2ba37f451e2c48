"""Words that carry no subject, folded.

`LINKS` join words inside an expression and are dropped everywhere. `TALK` is what people say
round their question: it is never scored, but an expression of the lexicon may contain it.
Words that carry the question of a citizen ("combien", "quand", "sans", "pas") are in neither.
"""

LINKS = frozenset(
    """
    a afin ai ainsi alors as au aucun aucune aura aurait auront aussi autre autres aux avaient avait
    avec avez avoir avons bien c ca car ce ceci cela celle celles celui cependant certaines certains ces
    cet cette ceux chaque chez comme d dans de deja depuis des donc dont du egalement elle elles en
    encore entre es est et etaient etait etc ete etes etre eu eux ici il ils j jamais je l la laquelle
    le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moi moins
    mon n ne ni nos notamment notre nous on ont or ou par pendant peu plus plusieurs pour puis puisque
    qu que quel quelle quelles quels qui quoique s sa se selon sera serait seront ses si soi soit sommes
    son sont sous souvent suis sur t ta te tel telle telles tels tes toi ton toujours tous tout toute
    toutefois toutes tres tu un une vers vos votre vous y
    """.split()
)

TALK = frozenset(
    """
    actuellement ai aient aille aimerais aimerait ait aller allez allo allons appel appeler appelle
    arrive arriver as assez attendez aujourd avez bah beaucoup ben besoin bonjour bonsoir bref ca cas cest
    cherche chercher chose choses comment demain demande demander desole devez devoir devons devrais
    dire disent dit dites dois doit doivent donne donner enfin entendez etes euh excusez facon faire fais faisons
    fait faites fallait falloir faudrait faut ferai fois font genre gens hein hier hui info information
    infos irai jai juste ma machin madame maintenant maniere merci mes met mets mettre mme moment mon
    monsieur mr niveau non normalement ok ouais oui parce pardon patientez personne personnes peut peuvent peux
    plait possible pourquoi pourrais pourrait pourriez pouvez pouvoir pouvons prend prendre propos puis
    puisse quelqu quelque quelques question questions quoi rapidement rapport regarde regarder
    renseignement renseignements rien sais sait salut saurais savez savoir seulement simplement soient
    souhaite souhaiterais souhaitez stp suis sujet svp temps trop trouve trouver truc va vais vas veut
    veux vite voici voila vont voudrais voudrait voudrions voulais voulez vouloir voulons vous vraiment
    """.split()
)


def is_content(form: str) -> bool:
    """Whether a folded word may carry the subject of a question."""
    return form not in LINKS and form not in TALK and (len(form) > 1 or form.isdigit())
