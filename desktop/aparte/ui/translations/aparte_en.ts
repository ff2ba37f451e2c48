<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="fr">
    <context>
        <name>AnswerBlock</name>
        <message>
            <source>Voir dans la fiche</source>
            <translation>See in the article</translation>
        </message>
        <message>
            <source>{words} : {heading}</source>
            <translation>{words}: {heading}</translation>
        </message>
        <message>
            <source>Le plus proche, à vérifier</source>
            <translation>The nearest, to be checked</translation>
        </message>
        <message>
            <source>Ce qui répond</source>
            <translation>What answers</translation>
        </message>
    </context>
    <context>
        <name>Answers</name>
        <message>
            <source>Ouvrez d'abord une fiche : c'est elle qui sera copiée.</source>
            <translation>Open an article first: it is what gets copied.</translation>
        </message>
        <message>
            <source>Réponse copiée, avec sa source.</source>
            <translation>Answer copied, with its source.</translation>
        </message>
        <message>
            <source>Réponse copiée, sans sa source.</source>
            <translation>Answer copied, without its source.</translation>
        </message>
        <message>
            <source>Écrivez d'abord la question : elle dira ce qui manque.</source>
            <translation>Write the question first: it says what is missing.</translation>
        </message>
        <message>
            <source>Manque signalé, référence {reference}.</source>
            <translation>Gap reported, reference {reference}.</translation>
        </message>
    </context>
    <context>
        <name>ArticlePage</name>
        <message>
            <source>En bref</source>
            <translation>At a glance</translation>
        </message>
        <message>
            <source>À apporter</source>
            <translation>To bring</translation>
        </message>
        <message>
            <source>Démarche</source>
            <translation>Procedure</translation>
        </message>
        <message>
            <source>Passer la main</source>
            <translation>Hand over</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>Sources</translation>
        </message>
    </context>
    <context>
        <name>Chips</name>
        <message>
            <source>Mots compris autrement</source>
            <translation>Words understood differently</translation>
        </message>
    </context>
    <context>
        <name>Companions</name>
        <message>
            <source>Appeler Aparté depuis un autre programme</source>
            <translation>Call Aparté from another program</translation>
        </message>
        <message>
            <source>Raccourci d'appel : {problem}</source>
            <translation>Call shortcut: {problem}</translation>
        </message>
    </context>
    <context>
        <name>Contents</name>
        <message>
            <source>Sommaire</source>
            <translation>Contents</translation>
        </message>
    </context>
    <context>
        <name>ConversationField</name>
        <message>
            <source>Écrivez les mots de l'usager, pendant qu'il parle…</source>
            <translation>Write the citizen's words while they speak…</translation>
        </message>
        <message>
            <source>Ce que dit l'usager</source>
            <translation>What the citizen says</translation>
        </message>
        <message>
            <source>Flèche bas pour entrer dans les suggestions, Alt et un chiffre pour ouvrir</source>
            <translation>Down arrow to enter the suggestions, Alt and a digit to open one</translation>
        </message>
    </context>
    <context>
        <name>ConversationPanel</name>
        <message>
            <source>Ce que dit l'usager</source>
            <translation>What the citizen says</translation>
        </message>
        <message>
            <source>Usager suivant</source>
            <translation>Next citizen</translation>
        </message>
        <message>
            <source>{n} fiches</source>
            <translation>{n} articles</translation>
        </message>
        <message>
            <source>{n} fiches, dont {overdue} à revoir</source>
            <translation>{n} articles, {overdue} of them to review</translation>
        </message>
        <message>
            <source>à jour au {day}</source>
            <translation>up to date on {day}</translation>
        </message>
        <message>
            <source>Texte trop long : la suite n'entre pas dans le champ. Le texte entier est gardé.</source>
            <translation>Text too long: the rest does not fit in the field. The whole text is kept.</translation>
        </message>
        <message>
            <source>Le champ est plein : passez à l'usager suivant ou raccourcissez.</source>
            <translation>The field is full: go on to the next citizen or shorten it.</translation>
        </message>
        <message>
            <source>Des caractères nuls ont été retirés du texte collé.</source>
            <translation>Null characters were removed from the pasted text.</translation>
        </message>
    </context>
    <context>
        <name>Documents</name>
        <message>
            <source>Cas : {case}</source>
            <translation>Case: {case}</translation>
        </message>
    </context>
    <context>
        <name>Exchange</name>
        <message>
            <source>Texte effacé.</source>
            <translation>Text cleared.</translation>
        </message>
        <message>
            <source>Annuler</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Coût</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>Délai</source>
            <translation>Delay</translation>
        </message>
        <message>
            <source>Où</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>Quand</source>
            <translation>When</translation>
        </message>
        <message>
            <source>Rendez-vous</source>
            <translation>Appointment</translation>
        </message>
        <message>
            <source>Validité</source>
            <translation>Validity</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message>
            <source>Chercher dans la fiche</source>
            <translation>Find in the article</translation>
        </message>
        <message>
            <source>Résultat précédent</source>
            <translation>Previous match</translation>
        </message>
        <message>
            <source>Résultat suivant</source>
            <translation>Next match</translation>
        </message>
        <message>
            <source>Fermer la recherche</source>
            <translation>Close the search</translation>
        </message>
        <message>
            <source>aucun</source>
            <translation>none</translation>
        </message>
    </context>
    <context>
        <name>Freshness</name>
        <message>
            <source>date de vérification inconnue</source>
            <translation>date of verification unknown</translation>
        </message>
        <message>
            <source>vérifiée le {day}</source>
            <translation>verified on {day}</translation>
        </message>
        <message>
            <source>fr</source>
            <translation>en</translation>
        </message>
        <message>
            <source>à revoir depuis 1 jour</source>
            <translation>to review for 1 day</translation>
        </message>
        <message>
            <source>à revoir depuis {days} jours</source>
            <translation>to review for {days} days</translation>
        </message>
        <message>
            <source>à revoir depuis {months} mois</source>
            <translation>to review for {months} months</translation>
        </message>
    </context>
    <context>
        <name>GlobalShortcut</name>
        <message>
            <source>Un autre programme utilise déjà ces touches.</source>
            <translation>Another program already uses these keys.</translation>
        </message>
        <message>
            <source>Ce bureau ne donne pas de raccourci aux programmes : dans ses réglages, associez un raccourci à la commande « aparte --raise ».</source>
            <translation>This desktop gives programs no shortcut: in its settings, bind a shortcut to the command “aparte --raise”.</translation>
        </message>
    </context>
    <context>
        <name>KeyMap</name>
        <message>
            <source>Touches du clavier</source>
            <translation>Keyboard keys</translation>
        </message>
        <message>
            <source>à</source>
            <translation>to</translation>
        </message>
    </context>
    <context>
        <name>ListFooter</name>
        <message>
            <source>Passer la main à</source>
            <translation>Hand over to</translation>
        </message>
        <message>
            <source>Pas la bonne réponse ?</source>
            <translation>Not the right answer?</translation>
        </message>
        <message>
            <source>Signaler un manque</source>
            <translation>Report a gap</translation>
        </message>
        <message>
            <source>Enregistre que la base n'a pas répondu ; la phrase de l'usager n'est pas gardée</source>
            <translation>Records that the base had no answer; the citizen's sentence is not kept</translation>
        </message>
    </context>
    <context>
        <name>ListHeader</name>
        <message>
            <source>Aucune réponse sûre : suggestions à vérifier</source>
            <translation>No safe answer: suggestions to be checked</translation>
        </message>
        <message>
            <source>à vérifier</source>
            <translation>to be checked</translation>
        </message>
        <message>
            <source>Aucune réponse sûre</source>
            <translation>No safe answer</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>Suggestions</translation>
        </message>
    </context>
    <context>
        <name>NoticeStrip</name>
        <message>
            <source>Fermer ce message</source>
            <translation>Close this message</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>« mots exacts »   titre: mot   theme: mot   début*   mot SAUF autre</source>
            <translation>“exact words”   titre: word   theme: word   start*   word SAUF other</translation>
        </message>
        <message>
            <source>Vouliez-vous dire « {text} » ?   {key}</source>
            <translation>Did you mean “{text}”?   {key}</translation>
        </message>
        <message>
            <source>Chercher une fiche</source>
            <translation>Search for an article</translation>
        </message>
        <message>
            <source>Chercher dans toutes les fiches</source>
            <translation>Search all articles</translation>
        </message>
        <message>
            <source>Recherche…</source>
            <translation>Searching…</translation>
        </message>
        <message>
            <source>Fiches trouvées</source>
            <translation>Articles found</translation>
        </message>
        <message>
            <source>Ouvertes récemment</source>
            <translation>Opened recently</translation>
        </message>
        <message>
            <source>1 fiche</source>
            <translation>1 article</translation>
        </message>
        <message>
            <source>{total} fiches, les {shown} meilleures</source>
            <translation>{total} articles, the best {shown}</translation>
        </message>
        <message>
            <source>{total} fiches</source>
            <translation>{total} articles</translation>
        </message>
        <message>
            <source>Tapez un ou deux mots du sujet : procuration, carte résident, titre: piscine.
Les fiches ouvertes d'ici s'afficheront à cette place.</source>
            <translation>Type a word or two on the subject: procuration, carte résident, titre: piscine.
Articles opened from here will be listed in this place.</translation>
        </message>
        <message>
            <source>Aucune fiche ne répond à cette recherche.
Essayez avec un mot de moins, ou avec le début d'un mot suivi de *.</source>
            <translation>No article matches this search.
Try one word less, or the start of a word followed by *.</translation>
        </message>
        <message>
            <source>{close} fermer</source>
            <translation>{close} close</translation>
        </message>
        <message>
            <source>↑↓ choisir   {open} ouvrir   {close} fermer</source>
            <translation>↑↓ choose   {open} open   {close} close</translation>
        </message>
        <message>
            <source>Recherche dans toutes les fiches</source>
            <translation>Search all articles</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>Réglages</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Fermer</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Réglage imposé par {owner}.</source>
            <translation>Setting imposed by {owner}.</translation>
        </message>
    </context>
    <context>
        <name>Prose</name>
        <message>
            <source>Texte de la fiche</source>
            <translation>Article text</translation>
        </message>
    </context>
    <context>
        <name>Reader</name>
        <message>
            <source>La fiche s'ouvre ici</source>
            <translation>The article opens here</translation>
        </message>
        <message>
            <source>Entrée sur une suggestion, ou Alt + 1 à 8 depuis le texte.</source>
            <translation>Enter on a suggestion, or Alt + 1 to 8 from the text.</translation>
        </message>
        <message>
            <source>Ctrl + K pour une fiche dont vous connaissez le titre.</source>
            <translation>Ctrl + K for an article whose title you know.</translation>
        </message>
    </context>
    <context>
        <name>ReaderHeader</name>
        <message>
            <source>Retour</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Copier</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Copier la réponse ({key})</source>
            <translation>Copy the answer ({key})</translation>
        </message>
        <message>
            <source>Copier la réponse</source>
            <translation>Copy the answer</translation>
        </message>
        <message>
            <source>Sommaire</source>
            <translation>Contents</translation>
        </message>
        <message>
            <source>Chercher dans la fiche ({key})</source>
            <translation>Find in the article ({key})</translation>
        </message>
    </context>
    <context>
        <name>Scroller</name>
        <message>
            <source>Fiche</source>
            <translation>Article</translation>
        </message>
        <message>
            <source>Flèches pour lire, Échap pour revenir</source>
            <translation>Arrows to read, Esc to go back</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>La base a changé, mais son index n'a pas pu être reconstruit : les réponses sont celles de l'ancienne version.</source>
            <translation>The base has changed, but its index could not be rebuilt: the answers are those of the old version.</translation>
        </message>
        <message>
            <source>La base de connaissances n'a pas pu être ouverte : prévenez l'informatique.</source>
            <translation>The knowledge base could not be opened: tell the IT department.</translation>
        </message>
        <message>
            <source>Une erreur imprévue est survenue ; votre texte est conservé. Le détail est dans le journal.</source>
            <translation>Something unforeseen went wrong; your text is kept. The detail is in the log.</translation>
        </message>
    </context>
    <context>
        <name>SuggestionList</name>
        <message>
            <source>Suggestions</source>
            <translation>Suggestions</translation>
        </message>
        <message>
            <source>Flèches pour choisir, Entrée pour ouvrir, Échap pour revenir au texte</source>
            <translation>Arrows to choose, Enter to open, Esc to go back to the text</translation>
        </message>
    </context>
    <context>
        <name>Suggestions</name>
        <message>
            <source>National</source>
            <translation>National</translation>
        </message>
        <message>
            <source>Ville</source>
            <translation>Town</translation>
        </message>
        <message>
            <source>à vérifier</source>
            <translation>to be checked</translation>
        </message>
        <message>
            <source>{kind} : {words}</source>
            <translation>{kind}: {words}</translation>
        </message>
        <message>
            <source>date de vérification inconnue</source>
            <translation>date of verification unknown</translation>
        </message>
        <message>
            <source>sans date</source>
            <translation>no date</translation>
        </message>
        <message>
            <source>vérifiée le {day}</source>
            <translation>verified on {day}</translation>
        </message>
        <message>
            <source>mot</source>
            <translation>word</translation>
        </message>
        <message>
            <source>mots</source>
            <translation>words</translation>
        </message>
        <message>
            <source>synonyme</source>
            <translation>synonym</translation>
        </message>
        <message>
            <source>synonymes</source>
            <translation>synonyms</translation>
        </message>
        <message>
            <source>corrigé</source>
            <translation>corrected</translation>
        </message>
        <message>
            <source>début de mot</source>
            <translation>start of word</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Chercher une fiche</source>
            <translation>Search for an article</translation>
        </message>
        <message>
            <source>Toujours visible</source>
            <translation>Always on top</translation>
        </message>
        <message>
            <source>Fenêtre étroite</source>
            <translation>Narrow window</translation>
        </message>
        <message>
            <source>Touches du clavier</source>
            <translation>Keyboard keys</translation>
        </message>
        <message>
            <source>Réglages</source>
            <translation>Settings</translation>
        </message>
    </context>
    <context>
        <name>_IntakeNotice</name>
        <message>
            <source>Copier le texte entier</source>
            <translation>Copy the whole text</translation>
        </message>
    </context>
    <context>
        <name>actions</name>
        <message>
            <source>Chercher une fiche</source>
            <translation>Search for an article</translation>
        </message>
        <message>
            <source>Copier la réponse</source>
            <translation>Copy the answer</translation>
        </message>
        <message>
            <source>Copier l'inverse : sans ou avec la source</source>
            <translation>Copy the other way: without or with the source</translation>
        </message>
        <message>
            <source>Usager suivant (le précédent se retrouve par Ctrl+Z)</source>
            <translation>Next citizen (Ctrl+Z brings the last one back)</translation>
        </message>
        <message>
            <source>Signaler un manque</source>
            <translation>Report a gap</translation>
        </message>
        <message>
            <source>Aller à ce que dit l'usager</source>
            <translation>Go to what the citizen says</translation>
        </message>
        <message>
            <source>Aller aux suggestions</source>
            <translation>Go to the suggestions</translation>
        </message>
        <message>
            <source>Aller à la fiche</source>
            <translation>Go to the article</translation>
        </message>
        <message>
            <source>Fenêtre étroite ou large</source>
            <translation>Narrow or wide window</translation>
        </message>
        <message>
            <source>Toujours visible, ou non</source>
            <translation>Always on top, or not</translation>
        </message>
        <message>
            <source>Texte plus grand</source>
            <translation>Larger text</translation>
        </message>
        <message>
            <source>Texte plus petit</source>
            <translation>Smaller text</translation>
        </message>
        <message>
            <source>Texte à sa taille normale</source>
            <translation>Normal text size</translation>
        </message>
        <message>
            <source>Touches du clavier</source>
            <translation>Keyboard keys</translation>
        </message>
        <message>
            <source>Réglages</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Quitter Aparté</source>
            <translation>Quit Aparté</translation>
        </message>
        <message>
            <source>Entrer dans les suggestions, depuis la dernière ligne</source>
            <translation>Enter the suggestions, from the last line</translation>
        </message>
        <message>
            <source>Ouvrir la suggestion de ce rang</source>
            <translation>Open the suggestion of that rank</translation>
        </message>
        <message>
            <source>Ouvrir la suggestion</source>
            <translation>Open the suggestion</translation>
        </message>
        <message>
            <source>Revenir au texte</source>
            <translation>Back to the text</translation>
        </message>
        <message>
            <source>Chercher dans la fiche</source>
            <translation>Find in the article</translation>
        </message>
        <message>
            <source>Résultat suivant</source>
            <translation>Next match</translation>
        </message>
        <message>
            <source>Résultat précédent</source>
            <translation>Previous match</translation>
        </message>
        <message>
            <source>Partie suivante</source>
            <translation>Next section</translation>
        </message>
        <message>
            <source>Partie précédente</source>
            <translation>Previous section</translation>
        </message>
        <message>
            <source>Ouvrir la fiche choisie</source>
            <translation>Open the selected article</translation>
        </message>
        <message>
            <source>Prendre l'orthographe proposée</source>
            <translation>Take the spelling offered</translation>
        </message>
        <message>
            <source>Fermer</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Partout</source>
            <translation>Everywhere</translation>
        </message>
        <message>
            <source>Dans ce que dit l'usager</source>
            <translation>In what the citizen says</translation>
        </message>
        <message>
            <source>Dans les suggestions</source>
            <translation>In the suggestions</translation>
        </message>
        <message>
            <source>Dans la fiche</source>
            <translation>In the article</translation>
        </message>
        <message>
            <source>Dans la recherche</source>
            <translation>In the search</translation>
        </message>
    </context>
    <context>
        <name>blocks</name>
        <message>
            <source>En ligne</source>
            <translation>On line</translation>
        </message>
        <message>
            <source>Ouvrir {site}</source>
            <translation>Open {site}</translation>
        </message>
        <message>
            <source>Sans ordinateur</source>
            <translation>Without a computer</translation>
        </message>
        <message>
            <source>Prend en charge : {what}</source>
            <translation>Takes over: {what}</translation>
        </message>
        <message>
            <source>Fiche {fresh}</source>
            <translation>Article {fresh}</translation>
        </message>
    </context>
    <context>
        <name>settings</name>
        <message>
            <source>Affichage</source>
            <translation>Display</translation>
        </message>
        <message>
            <source>À côté du logiciel métier</source>
            <translation>Beside the business software</translation>
        </message>
        <message>
            <source>Copie</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Clavier</source>
            <translation>Keyboard</translation>
        </message>
        <message>
            <source>Comme le système</source>
            <translation>Like the system</translation>
        </message>
        <message>
            <source>Clair</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Sombre</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Apparence</source>
            <translation>Appearance</translation>
        </message>
        <message>
            <source>Taille du texte</source>
            <translation>Text size</translation>
        </message>
        <message>
            <source>Langue</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Prend effet au prochain démarrage.</source>
            <translation>Takes effect at the next start.</translation>
        </message>
        <message>
            <source>Fenêtre étroite</source>
            <translation>Narrow window</translation>
        </message>
        <message>
            <source>Une seule colonne, à côté d'un autre programme.</source>
            <translation>A single column, beside another program.</translation>
        </message>
        <message>
            <source>Toujours visible</source>
            <translation>Always on top</translation>
        </message>
        <message>
            <source>La fenêtre reste devant les autres, sans prendre le clavier.</source>
            <translation>The window stays in front of the others without taking the keyboard.</translation>
        </message>
        <message>
            <source>Ajouter la source</source>
            <translation>Add the source</translation>
        </message>
        <message>
            <source>Termine le texte copié par sa source et sa date.</source>
            <translation>Ends the copied text with its source and its date.</translation>
        </message>
        <message>
            <source>Revenir au programme précédent</source>
            <translation>Go back to the previous program</translation>
        </message>
        <message>
            <source>Après une copie, rend la main au logiciel métier.</source>
            <translation>After a copy, gives the keyboard back to the business software.</translation>
        </message>
        <message>
            <source>Raccourci pour appeler Aparté</source>
            <translation>Shortcut that calls Aparté</translation>
        </message>
        <message>
            <source>Fonctionne depuis tous les programmes.</source>
            <translation>Works from every program.</translation>
        </message>
        <message>
            <source>Protection contre une liste qui change</source>
            <translation>Guard against a changing list</translation>
        </message>
        <message>
            <source>Alt + chiffre ouvre la suggestion affichée depuis au moins ce temps.</source>
            <translation>Alt + digit opens the suggestion shown for at least this long.</translation>
        </message>
    </context>
    <context>
        <name>shortcut</name>
        <message>
            <source>Choisissez une seule touche : une lettre, un chiffre, Espace ou F1 à F12.</source>
            <translation>Choose a single key: a letter, a digit, Space or F1 to F12.</translation>
        </message>
        <message>
            <source>Ctrl+Alt sert à taper @, # ou € (AltGr) : prenez d'autres touches.</source>
            <translation>Ctrl+Alt types @, # or € (AltGr): choose other keys.</translation>
        </message>
        <message>
            <source>Ajoutez deux touches parmi Ctrl, Maj, Alt ou Windows.</source>
            <translation>Add two keys among Ctrl, Shift, Alt or Windows.</translation>
        </message>
    </context>
    <context>
        <name>states</name>
        <message>
            <source>Écrivez ce que dit l'usager</source>
            <translation>Write what the citizen says</translation>
        </message>
        <message>
            <source>Les fiches qui répondent apparaissent à chaque touche.</source>
            <translation>The articles that answer appear at each key.</translation>
        </message>
        <message>
            <source>↓ puis Entrée, ou Alt + 1 à 8, ouvre une fiche.</source>
            <translation>↓ then Enter, or Alt + 1 to 8, opens an article.</translation>
        </message>
        <message>
            <source>Ctrl + K cherche partout, F1 montre les touches.</source>
            <translation>Ctrl + K searches everywhere, F1 shows the keys.</translation>
        </message>
        <message>
            <source>Encore un mot ou deux</source>
            <translation>One or two more words</translation>
        </message>
        <message>
            <source>Un mot qui porte la demande suffit : carte, cantine, encombrant…</source>
            <translation>One word that carries the request is enough: carte, cantine, encombrant…</translation>
        </message>
        <message>
            <source>Aucune fiche n'en parle</source>
            <translation>No article speaks of it</translation>
        </message>
        <message>
            <source>Essayez un autre mot, ou Ctrl + K pour chercher dans toute la base.</source>
            <translation>Try another word, or Ctrl + K to search the whole base.</translation>
        </message>
        <message>
            <source>Signalez le manque : la fiche pourra être écrite.</source>
            <translation>Report the gap: the article can then be written.</translation>
        </message>
        <message>
            <source>La base de connaissances s'ouvre</source>
            <translation>The knowledge base is opening</translation>
        </message>
        <message>
            <source>Vous pouvez déjà écrire : la réponse viendra aussitôt.</source>
            <translation>You can write already: the answer will come at once.</translation>
        </message>
        <message>
            <source>La base ne répond pas</source>
            <translation>The base does not answer</translation>
        </message>
    </context>
    <context>
        <name>Sentences</name>
        <message>
            <source>Cette fiche n'est plus dans la base : relancez la recherche.</source>
            <translation>This article is no longer in the base: search again.</translation>
        </message>
        <message>
            <source>Cette recherche est trop longue : gardez l'essentiel.</source>
            <translation>This search is too long: keep the essential words.</translation>
        </message>
        <message>
            <source>La recherche dans toute la base se prépare : réessayez dans un instant.</source>
            <translation>The search over the whole base is being prepared: try again in a moment.</translation>
        </message>
        <message>
            <source>La base de connaissances s'ouvre : réessayez dans un instant.</source>
            <translation>The knowledge base is opening: try again in a moment.</translation>
        </message>
        <message>
            <source>La base ne contient aucune fiche lisible : lancez « aparte kb check ».</source>
            <translation>The base holds no readable article: run “aparte kb check”.</translation>
        </message>
        <message>
            <source>Avant un joker, tapez au moins deux lettres.</source>
            <translation>Before a wildcard, type at least two letters.</translation>
        </message>
        <message>
            <source>Cette recherche est trop générale : ajoutez un mot.</source>
            <translation>This search is too general: add a word.</translation>
        </message>
        <message>
            <source>Cette recherche n'a pas de sens pour ce champ : simplifiez-la.</source>
            <translation>This search makes no sense for this field: simplify it.</translation>
        </message>
        <message>
            <source>Un autre programme construit déjà l'index : réessayez dans un instant.</source>
            <translation>Another program is already building the index: try again in a moment.</translation>
        </message>
        <message>
            <source>L'index ne peut pas être écrit : disque plein ou protégé.</source>
            <translation>The index cannot be written: disk full or protected.</translation>
        </message>
        <message>
            <source>L'index ne peut pas être écrit : disque plein ou protégé. L'ancien reste en service.</source>
            <translation>The index cannot be written: disk full or protected. The old one stays in service.</translation>
        </message>
        <message>
            <source>Aucune base de connaissances dans « {folder} » : le dossier « articles » manque.</source>
            <translation>No knowledge base in “{folder}”: the folder “articles” is missing.</translation>
        </message>
        <message>
            <source>Le fichier {name} de la base est illisible : « aparte kb check » dit à quelle ligne.</source>
            <translation>The base's file {name} cannot be read: “aparte kb check” tells at which line.</translation>
        </message>
        <message>
            <source>Le fichier {name} est illisible : corrigez-le ou retirez-le.</source>
            <translation>The file {name} cannot be read: correct it or remove it.</translation>
        </message>
        <message>
            <source>Le lexique {name} est illisible : corrigez-le ou retirez-le.</source>
            <translation>The lexicon {name} cannot be read: correct it or remove it.</translation>
        </message>
        <message>
            <source>Le manque n'a pas pu être noté : le disque est plein ou protégé.</source>
            <translation>The gap could not be noted: the disk is full or protected.</translation>
        </message>
        <message>
            <source>Fiches illisibles laissées de côté : {count}. Prévenez la personne qui tient la base.</source>
            <translation>Unreadable articles left out: {count}. Tell the person who keeps the base.</translation>
        </message>
        <message>
            <source>L'index ne peut pas être gardé sur ce poste : il sera reconstruit à chaque ouverture.</source>
            <translation>The index cannot be kept on this computer: it will be built again at each start.</translation>
        </message>
        <message>
            <source>Ce réglage est imposé par {who}.</source>
            <translation>This setting is imposed by {who}.</translation>
        </message>
        <message>
            <source>Les réglages n'ont pas pu être enregistrés : le disque est plein ou protégé.</source>
            <translation>The settings could not be saved: the disk is full or protected.</translation>
        </message>
        <message>
            <source>La politique impose un réglage inconnu : {key}.</source>
            <translation>The policy imposes an unknown setting: {key}.</translation>
        </message>
        <message>
            <source>La politique impose une valeur impossible : {key}.</source>
            <translation>The policy imposes an impossible value: {key}.</translation>
        </message>
        <message>
            <source>Un réglage illisible a repris sa valeur d'origine : {key}.</source>
            <translation>An unreadable setting is back to its default: {key}.</translation>
        </message>
        <message>
            <source>Le fichier des réglages est illisible : les valeurs d'origine sont reprises.</source>
            <translation>The settings file cannot be read: the defaults are used.</translation>
        </message>
        <message>
            <source>La politique de la collectivité est illisible, rien n'est imposé : prévenez l'informatique ({path}).</source>
            <translation>The organisation's policy cannot be read, nothing is imposed: tell the IT department ({path}).</translation>
        </message>
        <message>
            <source>La politique contient une clé inconnue : {key}.</source>
            <translation>The policy holds an unknown key: {key}.</translation>
        </message>
        <message>
            <source>La politique ne peut pas être suivie : « {key} » est mal écrit.</source>
            <translation>The policy cannot be followed: “{key}” is badly written.</translation>
        </message>
    </context>
</TS>
