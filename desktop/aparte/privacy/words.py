"""French words that end a name or an address, and words that make one."""

from typing import Final

from aparte.privacy.reading import without_accents

# Small words that may stand inside the name of a street or a person.
PARTICLES = frozenset("de du des la le les l' d' aux au en sur sous et lès lez à".split())
MONTHS = frozenset(
    "janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre".split()
)

# Words that agents' notes are made of: none is the name of a street or of a person.
_EVERYDAY = frozenset(
    """
    a à ai as au aux avait avec avoir ayant c'est ça car ce cela celle celui ces cet cette chez ci comme comment
    contre d'un d'une dans de demain depuis des deux donc dont du elle elles en entre est et était être eu eux
    fait faire faut hier il ils j'ai je l'a l'agent l'usager l'école la le les leur leurs lors lui ma mais me même
    mes moi mon n'a n'est ne ni nos notre nous on ont ou où par parce pas pendant plus pour pourquoi pouvoir près
    puis qu'elle qu'il qu'on quand que quel quelle qui quoi s'est s'il sa sans se sera ses si sinon soit son sont
    sous suite sur ta te toi ton toujours tous tout toute toutes très trop tu un une va vers veut via vient voici
    voilà vont vos votre vous y déjà encore aussi afin alors ainsi après avant aujourd'hui peut peuvent peux
    veulent veux voudrait souhaite souhaitent souhaiterait demande demandent demandé demandait appelle appelé
    appelée rappeler rappelle rappel rappellera habite habitent habitant demeurant réside loge hébergé hébergée
    dit disent indique précise signale signalé signalement confirme explique attend attendent cherche pense croit
    sait trouve refuse accepte vit travaille paie paye doit doivent reçoit reçu reçue venu venue passe passé
    passée passer revient reviendra vu vue voir part parti partie arrive arrivé arrivée annule annulé déplace
    reporte envoie envoyé envoyer transmis transmet transmettre dépose déposé déposer laisse laissé prend prendre
    pris apporte apporter amène ramène perdu perdue volé volée trouvé trouvée oublié oubliée cassé cassée bouché
    bouchée bloqué bloquée fermé fermée inondé inondée tombé tombée n'arrive n'arrivent n'ose s'appelle s'inquiète
    s'étonne l'appelle m'appelle contacter contacté joindre joignable prévenir prévenu prévenue relancer relance
    répondre répond répondu donner donne donné parler parle vouloir venir aller inscrire inscrit inscrite
    renouveler renouvelle refaire changer change déménage déménagé déménager emménage emménagé installer installe
    signer signe signé payer payé rendez-vous rdv tel tél téléphone téléphoner portable mobile mail courriel email
    adresse mél dossier demandeur pièce pièces carte passeport cni acte copie facture cantine crèche école
    inscription livret permis mariage pacs naissance décès divorce logement appartement appt apt bât bat bâtiment
    étage escalier porte maison immeuble résidence studio pavillon code digicode interphone boîte bp cs cedex cp
    étages rez-de-chaussée rdc lot parcelle section fuite eau gaz électricité odeur bruit voisin voisine voisins
    tapage nuit nid-de-poule trou chaussée trottoir lampadaire éclairage panne panneau arbre branche chien chat
    rats encombrants encombrant poubelle poubelles bac bacs déchets déchetterie collecte dépôt sauvage travaux
    chantier stationnement place places parking véhicule voiture camion benne échafaudage emprise autorisation
    arrêté permission barrière bus arrêt feu feux carrefour angle m mr mme mlle monsieur madame mademoiselle
    docteur dr maître né née nés nées nom prénom prénoms date ddn fils fille enfant enfants mère père frère soeur
    sœur mari femme épouse époux conjoint conjointe compagnon compagne famille parent parents bébé tuteur tutrice
    grand-mère grand-père usager usagère citoyen administré administrée agent agents mairie ville commune service
    services accueil guichet annexe préfecture ccas caf cpam dpo élu élue maire adjoint adjointe préfet directeur
    directrice président présidente responsable médiatrice médiateur député sénateur ministre juge procureur
    commissaire urgent urgence merci bonjour bonsoir cordialement oui non ok ras svp stp stop sms msg message
    contact fixe perso lundi mardi mercredi jeudi vendredi samedi dimanche matin midi soir après-midi semaine mois
    an ans année jour jours heure heures janvier février mars avril juin juillet août septembre octobre novembre
    décembre numéro n no nº référence réf ref iban rib cb nir sécu cerfa montant euros euro prix tarif nouveau
    nouvelle nouveaux actuel actuelle ancien ancienne ici là rue avenue boulevard attention cf ex exemple
    coordonnées toutefois concernant concerne objet sujet question réponse problème souci info infos information
    informations besoin envie peur droit aide aides aimerait faudrait mécontent mécontente content contente
    inquiet inquiète seul seule malade handicapé handicapée âgé âgée retraité retraitée présent présente absent
    absente décédé décédée marié mariée divorcé divorcée pacsé pacsée veuf veuve majeur mineur majeure mineure
    français française domicilié domiciliée propriétaire locataire gardien gardienne syndic illisible inconnu
    inconnue néant manquant manquante identique erroné erronée vide réclame réclamé déclare déclaré viennent
    partent remercie accompagne accompagnée accompagné étant venant demandant souhaitant voulant mdph apa apl rsa
    dalo ase pmi alsh aspa aah urbanisme barré barrée barrées coupé coupée pavée piétonne portail stage clôture
    haie toit façade cave garage jardin cour terrasse insiste pleure crie hurle menace accuse ajoute assure bloque
    écoute entend comprend crache insulte exige conteste propose redemande rapporte ramasse raconte reproche
    repasse rentre ressort reste retire retourne patiente s'excuse s'énerve s'impatiente s'engage semble sort
    tente tombe touche tousse tremble urge utilise valide vend vérifie boite devrait dort écrit émet espère essaie
    est-il est-elle évoque existe ferme garde gère gagne hésite ignore imprime joint lit manque marche mange
    montre monte note occupe oublie ouvre paraît perd pose possède préfère prévient produit promet quitte râle
    récupère regrette relit remplit rencontre renonce remarque suit souffre suppose tient traduit traite vivra pb
    dde hs pr dpuis recep certif attn urgt nb qd pdt secondaire principale alternée autonomie habituelle étudiante
    universitaire seniors périscolaire état état-civil social sociale élections electoral vélo bourse subvention
    association entreprise commerce
    """.split()
)
EVERYDAY: Final = _EVERYDAY | {without_accents(word) for word in _EVERYDAY}
# « Madame la Maire », « M. Adjoint » : an office, and whoever holds it is public.
OFFICES = frozenset(
    """
    maire maires adjoint adjointe adjoints préfet préfète sous-préfet directeur directrice président présidente
    responsable médiateur médiatrice député députée sénateur sénatrice ministre procureur procureure commissaire
    conseiller conseillère secrétaire chef cheffe délégué déléguée trésorier trésorière
    bonjour bonsoir merci madame monsieur
    """.split()
)
# A word that only announces the one after it: « rue du Général … », « rue du petit … ».
ANNOUNCING = frozenset(
    """
    général maréchal docteur dr saint sainte st ste saints abbé curé père mère président colonel commandant
    capitaine lieutenant professeur pr notre frères amiral adjudant sergent cardinal pape roi reine prince duc
    comte chanoine évêque jean marie petit petite petits petites grand grande grands grandes vieux vieil vieille
    haut haute hauts hautes bas basse basses bon bonne bons belle beau beaux belles trois quatre cinq sept neuf
    dix cent mille premier première deux quinze quatorze pont puits moulin four clos pré champ val fontaine croix
    bois port mont château tour porte cour ferme
    """.split()
)
# A word that completes the one before it.
COMPLETING = frozenset(
    """
    neuf neuve vert verte verts vertes blanc blanche blancs blanches rouge rouges noir noire noires froid froide
    haut haute bas basse vieux creux creuse doré dorée fleuri fleurie nord sud est ouest dame rond ronde carré
    carrée royal royale municipal communal clair claire perdu bleu bleue jaune long longue
    """.split()
)
# Words before a name, less the letter that begins them, read before.
TITLES = (
    r"(?:(?<=m)(?:\.|m\.|r\.?|me\.?|mes|lle\.?|elle|onsieur|essieurs|adame|esdames|ademoiselle|aître)"
    r"|(?<=d)(?:r\.?|octeur))"
)
