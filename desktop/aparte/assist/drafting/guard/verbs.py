"""The forms of French verbs whose stem changes, folded: one line is one verb, with the noun made of it."""

_VERBS = """
    recevoir recoit recoivent recevez recevrez recevra recevront recois recu recue recus recues reception
    obtenir obtient obtiennent obtenez obtiendrez obtiendra obtenu obtenue obtenus obtenues obtention
    tenir tient tiennent tenez tiendra
    contenir contient contiennent contenu contenue
    maintenir maintient maintenu maintenue maintien
    convenir convient convenu convenue
    revenir revient reviennent revenez reviendra revenu
    intervenir intervient interviennent intervention
    prevenir previent preveniez prevenez prevenu prevenue
    mettre met mettent mettez mettra mis mise mises
    permettre permet permettent permettra permis
    admettre admet admis admise admises admission
    comprendre comprend comprennent
    apprendre apprend apprennent apprenez appris
    reprendre reprend reprennent reprenez repris reprise
    entreprendre entreprend entrepris
    savoir sait savent savez saura su
    lire lit lisent lisez lu lue lecture
    elire elit elu elue elus elues election
    dire dit disent dites dite
    conduire conduit conduisent conduisez conduite
    produire produit produisent produisez produite production
    reduire reduit reduite reduits reduction
    connaitre connait connaissent connaissez connu connue
    courir court courent couru
    mourir meurt meurent mort morte
    offrir offre offrent offert offerte
    couvrir couvre couvrent couvert couverte
    vivre vit vivent vivez vecu
    poursuivre poursuit poursuivent poursuivi poursuite
    croire croit croient croyez cru
    eteindre eteint eteinte eteints eteignent eteignez extinction
    contraindre contraint contrainte
    battre bat battent
    abattre abat abattent abattez abattu abattue abattus abattage
    acquerir acquiert acquerez acquis acquise acquisition
    souscrire souscrit souscrivez souscrite souscription
    prescrire prescrit prescrite prescription
    resoudre resout resolu resolution
    detruire detruit detruite detruits destruction
    soumettre soumet soumis soumise soumettez
    promettre promet promis promise
    nettoyer nettoie nettoient nettoyez nettoye nettoyee nettoyage
    employer emploie employez employe emploi
    partir part partent partez parti depart
    servir sert servent servez servi service
    rendre rend rendent rendez rendu rendue rendus rendues
    descendre descend descendez descendu
    repandre repand repandu
    correspondre correspond correspondent correspondez
    dependre depend dependent
    sejourner sejour sejournez
    acceder accede accedent accedez acces
    essayer essaie essayez essai
    nommer nomme nommee nomination
    vivre vecu
    detenir detient detenez detenu detenue detention
    retenir retient retenez retenu retenue
    appartenir appartient appartiennent
    parvenir parvient parviennent parvenu
    paraitre parait paraissent paru parution
    suivi suivre
    prevoir prevu prevue prevus prevues
"""
# "revenu", "service", "part", "mort" and the like are nouns of their own.
_NOUNS = frozenset("revenu service part parti mort morte court emploi permis cru su elu bat depart sejour".split())
VERBS: dict[str, str] = {
    form: f"={line.split()[0]}" for line in _VERBS.strip().splitlines() for form in line.split() if form not in _NOUNS
}
