<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="fr">
<context>
    <name>AddAgentDialog</name>
    <message>
        <source>Ajouter un agent à ce poste</source>
        <translation>Add an agent to this workstation</translation>
    </message>
    <message>
        <source>Chacun a son journal : les autres ne le voient pas.</source>
        <translation>Each has a journal of their own: the others can&apos;t see it.</translation>
    </message>
    <message>
        <source>Ajouter</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>AgentsDialog</name>
    <message>
        <source>Agents de ce poste</source>
        <translation>Agents of this workstation</translation>
    </message>
    <message>
        <source>Les noms ne quittent pas ce poste.</source>
        <translation>Names never leave this workstation.</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Ajouter</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Renommer</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Changer mon code</source>
        <translation>Change my code</translation>
    </message>
    <message>
        <source>Retirer</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>session en cours</source>
        <translation>signed in</translation>
    </message>
    <message>
        <source>son code, son journal</source>
        <translation>own code, own journal</translation>
    </message>
    <message>
        <source>Nom de {name} à l&apos;accueil</source>
        <translation>{name}&apos;s name at the desk</translation>
    </message>
</context>
<context>
    <name>AnswerBlock</name>
    <message>
        <source>Voir dans la fiche</source>
        <translation>See in the article</translation>
    </message>
    <message>
        <source>Brouillon IA</source>
        <translation>AI draft</translation>
    </message>
    <message>
        <source>Montrer ou cacher le brouillon écrit par IA</source>
        <translation>Show or hide the draft written by AI</translation>
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
        <source>Ouvrez d&apos;abord une fiche : c&apos;est elle qui sera copiée.</source>
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
        <source>Réponse modifiée copiée.</source>
        <translation>Edited answer copied.</translation>
    </message>
    <message>
        <source>Brouillon copié, avec sa source.</source>
        <translation>Draft copied, with its source.</translation>
    </message>
    <message>
        <source>Brouillon copié, sans sa source.</source>
        <translation>Draft copied, without its source.</translation>
    </message>
    <message>
        <source>Brouillon modifié copié.</source>
        <translation>Changed draft copied.</translation>
    </message>
    <message>
        <source>Écrivez d&apos;abord la question : elle dira ce qui manque.</source>
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
    <name>ChangeCodeDialog</name>
    <message>
        <source>Changer le code de {name}</source>
        <translation>Change {name}&apos;s code</translation>
    </message>
    <message>
        <source>Code actuel</source>
        <translation>Current code</translation>
    </message>
    <message>
        <source>Nouveau code</source>
        <translation>New code</translation>
    </message>
    <message>
        <source>Encore une fois</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>Changer</source>
        <translation>Change</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>Compléments de la ville à relire</source>
        <translation>Town overlays to read again</translation>
    </message>
    <message>
        <source>Fiches modifiées</source>
        <translation>Articles changed</translation>
    </message>
    <message>
        <source>Nouvelles fiches</source>
        <translation>New articles</translation>
    </message>
    <message>
        <source>Fiches remplacées par une autre</source>
        <translation>Articles replaced by another</translation>
    </message>
    <message>
        <source>Fiches retirées</source>
        <translation>Articles withdrawn</translation>
    </message>
    <message>
        <source>Fichier {name} du {day}, importé le {imported}.</source>
        <translation>File {name} of {day}, imported on {imported}.</translation>
    </message>
    <message>
        <source>Fiches à jour au {day}</source>
        <translation>Articles up to date on {day}</translation>
    </message>
    <message>
        <source>premier import</source>
        <translation>first import</translation>
    </message>
    <message>
        <source>avant : {day}</source>
        <translation>before: {day}</translation>
    </message>
    <message>
        <source>Source : Service-Public.gouv.fr / DILA, Licence Ouverte 2.0.</source>
        <translation>Source: Service-Public.gouv.fr / DILA, Licence Ouverte 2.0.</translation>
    </message>
    <message>
        <source>Aucune fiche nationale n&apos;est importée. La commande « aparte kb import vosdroits » les importe.</source>
        <translation>No national article has been imported. The command “aparte kb import vosdroits” imports them.</translation>
    </message>
    <message>
        <source>Aucune ligne ne contient ces mots.</source>
        <translation>No line holds these words.</translation>
    </message>
    <message>
        <source>Cet import n&apos;a pas gardé ce qu&apos;il changeait : le prochain le dira.</source>
        <translation>This import did not keep what it changed: the next one will say.</translation>
    </message>
    <message>
        <source>Rien n&apos;a changé au dernier import, et aucun complément n&apos;est à relire.</source>
        <translation>Nothing changed in the last import, and no overlay is to be read again.</translation>
    </message>
    <message>
        <source>remplacée par {detail}</source>
        <translation>replaced by {detail}</translation>
    </message>
    <message>
        <source>{detail} n&apos;est pas dans les fiches nationales : gardé, non affiché</source>
        <translation>{detail} is not among the national articles: kept, not shown</translation>
    </message>
    <message>
        <source>{detail} est remplacée par {opens} : le complément l&apos;a suivie</source>
        <translation>{detail} is replaced by {opens}: the overlay followed it</translation>
    </message>
    <message>
        <source>« {detail} » n&apos;est plus une seule fois dans la fiche : rien n&apos;est remplacé</source>
        <translation>“{detail}” is no longer in the article just once: nothing is replaced</translation>
    </message>
    <message>
        <source>le texte national a changé, vu le {day}</source>
        <translation>the national text has changed, seen on {day}</translation>
    </message>
    <message>
        <source>à revoir depuis le {day}</source>
        <translation>to be reviewed since {day}</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>Ce qui a changé depuis le dernier import</source>
        <translation>What changed since the last import</translation>
    </message>
    <message>
        <source>Lecture…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>Ouvrir la fiche</source>
        <translation>Open the article</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Filtrer : un mot du titre, ou F1234</source>
        <translation>Filter: a word of the title, or F1234</translation>
    </message>
    <message>
        <source>Filtrer la liste</source>
        <translation>Filter the list</translation>
    </message>
</context>
<context>
    <name>ChannelRow</name>
    <message>
        <source>Autre</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Autre canal</source>
        <translation>Other channel</translation>
    </message>
    <message>
        <source>Canal : {channel}</source>
        <translation>Channel: {channel}</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Le tableau donne aussi les suivants.</source>
        <translation>The table gives the next ones too.</translation>
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
    <name>Choices</name>
    <message>
        <source>Choisissez un code de conclusion : tapez un mot, puis Entrée.</source>
        <translation>Choose a closure code: type a word, then Enter.</translation>
    </message>
    <message>
        <source>Notez un nom ou un téléphone : il faut savoir qui rappeler.</source>
        <translation>Note a name or a telephone: someone must know whom to call back.</translation>
    </message>
</context>
<context>
    <name>CodeList</name>
    <message>
        <source>Codes de conclusion proposés</source>
        <translation>Closure codes offered</translation>
    </message>
    <message>
        <source>Entrée pour confirmer, flèches pour choisir, ou tapez un autre code</source>
        <translation>Enter to confirm, arrows to choose, or type another code</translation>
    </message>
</context>
<context>
    <name>CodePicker</name>
    <message>
        <source>Autre code : tapez un mot</source>
        <translation>Another code: type a word</translation>
    </message>
    <message>
        <source>Chercher un autre code</source>
        <translation>Look for another code</translation>
    </message>
</context>
<context>
    <name>Companions</name>
    <message>
        <source>Appeler Aparté depuis un autre programme</source>
        <translation>Call Aparté from another program</translation>
    </message>
    <message>
        <source>Raccourci d&apos;appel : {problem}</source>
        <translation>Call shortcut: {problem}</translation>
    </message>
</context>
<context>
    <name>ContactPanel</name>
    <message>
        <source>Échange</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>souligné : sera masqué</source>
        <translation>underlined: will be masked</translation>
    </message>
    <message>
        <source>Autres actions de l&apos;échange</source>
        <translation>Other actions on this contact</translation>
    </message>
    <message>
        <source>Transférer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Ouvrir les échanges</source>
        <translation>Open the contacts</translation>
    </message>
    <message>
        <source>du {day}</source>
        <translation>of {day}</translation>
    </message>
    <message>
        <source>Réponse à remettre à l&apos;usager</source>
        <translation>Answer to hand over</translation>
    </message>
    <message>
        <source>Transférer à un service</source>
        <translation>Transfer to a service</translation>
    </message>
    <message>
        <source>Saisie après coup</source>
        <translation>Late entry</translation>
    </message>
    <message>
        <source>Abandonner cet échange</source>
        <translation>Give this contact up</translation>
    </message>
    <message>
        <source>Les échanges s&apos;ouvrent…</source>
        <translation>Contacts are being opened…</translation>
    </message>
    <message>
        <source>Les échanges ne peuvent pas être enregistrés</source>
        <translation>Contacts can&apos;t be recorded</translation>
    </message>
    <message>
        <source>Verrouillé : vos échanges sont gardés</source>
        <translation>Locked: your contacts are kept</translation>
    </message>
    <message>
        <source>Les suggestions continuent de fonctionner.</source>
        <translation>Suggestions go on working.</translation>
    </message>
</context>
<context>
    <name>ContactStrip</name>
    <message>
        <source>Échange</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Enregistrer cet échange</source>
        <translation>Save this contact</translation>
    </message>
    <message>
        <source>Enregistrement…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Suggestions</translation>
    </message>
    <message>
        <source>Revenir aux suggestions</source>
        <translation>Back to the suggestions</translation>
    </message>
    <message>
        <source>Échange : {words}</source>
        <translation>Contact: {words}</translation>
    </message>
</context>
<context>
    <name>ContactTable</name>
    <message>
        <source>Échanges enregistrés</source>
        <translation>Recorded contacts</translation>
    </message>
    <message>
        <source>Flèches pour choisir, Entrée pour lire, Échap pour chercher</source>
        <translation>Arrows to choose, Enter to read, Esc to search</translation>
    </message>
    <message>
        <source>1 échange</source>
        <translation>1 contact</translation>
    </message>
    <message>
        <source>{total} échanges</source>
        <translation>{total} contacts</translation>
    </message>
</context>
<context>
    <name>ContactTabs</name>
    <message>
        <source>Ouvrir un autre échange</source>
        <translation>Open another contact</translation>
    </message>
    <message>
        <source>Autres échanges ouverts : {n}</source>
        <translation>Other open contacts: {n}</translation>
    </message>
</context>
<context>
    <name>Contacting</name>
    <message>
        <source>Les échanges ne peuvent pas être enregistrés pour le moment.</source>
        <translation>Contacts can&apos;t be recorded for now.</translation>
    </message>
    <message>
        <source>Rien à enregistrer : écrivez d&apos;abord ce que dit l&apos;usager.</source>
        <translation>Nothing to save: first type what the citizen says.</translation>
    </message>
    <message>
        <source>Échange abandonné, rien n&apos;est enregistré.</source>
        <translation>Contact given up, nothing is recorded.</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Le disque refuse d&apos;écrire vos échanges : ils restent ouverts, le poste n&apos;est pas verrouillé.</source>
        <translation>The disk refuses to write your contacts: they stay open, the workstation is not locked.</translation>
    </message>
    <message>
        <source>Enregistré · {reference}</source>
        <translation>Saved · {reference}</translation>
    </message>
    <message>
        <source>L&apos;échange {reference} n&apos;est pas enregistré : choisissez d&apos;abord son code de conclusion.</source>
        <translation>Contact {reference} is not recorded: choose its closure code first.</translation>
    </message>
    <message>
        <source>Orientation comptée · {reference}</source>
        <translation>Orientation counted · {reference}</translation>
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
        <source>Écrivez les mots de l&apos;usager, pendant qu&apos;il parle…</source>
        <translation>Write the citizen&apos;s words while they speak…</translation>
    </message>
    <message>
        <source>Ce que dit l&apos;usager</source>
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
        <source>Ce que dit l&apos;usager</source>
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
        <source>plus garantie : à vérifier</source>
        <translation>no longer vouched for: check it</translation>
    </message>
    <message>
        <source>Texte trop long : la suite n&apos;entre pas dans le champ. Le texte entier est gardé.</source>
        <translation>Text too long: the rest does not fit in the field. The whole text is kept.</translation>
    </message>
    <message>
        <source>Le champ est plein : passez à l&apos;usager suivant ou raccourcissez.</source>
        <translation>The field is full: go on to the next citizen or shorten it.</translation>
    </message>
    <message>
        <source>Des caractères nuls ont été retirés du texte collé.</source>
        <translation>Null characters were removed from the pasted text.</translation>
    </message>
</context>
<context>
    <name>CorrectDialog</name>
    <message>
        <source>Corriger {reference}</source>
        <translation>Correct {reference}</translation>
    </message>
    <message>
        <source>Canal</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>Ajouter une demande</source>
        <translation>Add a demand</translation>
    </message>
    <message>
        <source>Pourquoi</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Pourquoi, en quelques mots</source>
        <translation>Why, in a few words</translation>
    </message>
    <message>
        <source>Demandes</source>
        <translation>Demands</translation>
    </message>
    <message>
        <source>La version d&apos;avant reste dans l&apos;historique. N&apos;écrivez aucun nom ici.</source>
        <translation>The version before stays in the history. Write no name here.</translation>
    </message>
    <message>
        <source>Corriger</source>
        <translation>Correct</translation>
    </message>
</context>
<context>
    <name>Demands</name>
    <message>
        <source>Code de conclusion</source>
        <translation>Closure code</translation>
    </message>
    <message>
        <source>+ Demande</source>
        <translation>+ Demand</translation>
    </message>
    <message>
        <source>Ajouter une demande à cet échange</source>
        <translation>Add a demand to this contact</translation>
    </message>
    <message>
        <source>code à choisir</source>
        <translation>code to choose</translation>
    </message>
    <message>
        <source>Retirer la demande {n}</source>
        <translation>Remove demand {n}</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Liste</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Détail de l&apos;échange</source>
        <translation>Contact in detail</translation>
    </message>
    <message>
        <source>Choisissez un échange</source>
        <translation>Choose a contact</translation>
    </message>
    <message>
        <source>Ses demandes, les réponses données et son historique s&apos;affichent ici.</source>
        <translation>Its demands, the answers given and its history show here.</translation>
    </message>
    <message>
        <source>Cet échange ne peut pas être lu</source>
        <translation>This contact can&apos;t be read</translation>
    </message>
    <message>
        <source>Exporter</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Corriger</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Réponse à remettre</source>
        <translation>Answer to hand over</translation>
    </message>
    <message>
        <source>Effacer</source>
        <translation>Erase</translation>
    </message>
    <message>
        <source>En texte</source>
        <translation>As text</translation>
    </message>
    <message>
        <source>En JSON</source>
        <translation>As JSON</translation>
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
    <name>Draft</name>
    <message>
        <source>Brouillon écrit par IA : {text}</source>
        <translation>Draft written by AI: {text}</translation>
    </message>
    <message>
        <source>modèle {name}</source>
        <translation>model {name}</translation>
    </message>
    <message>
        <source>{name}, modèle de démonstration</source>
        <translation>{name}, demonstration model</translation>
    </message>
    <message>
        <source>Il s&apos;écrit dès que vous cessez de taper.</source>
        <translation>It is written as soon as you stop typing.</translation>
    </message>
    <message>
        <source>Lecture des extraits…</source>
        <translation>Reading the passages…</translation>
    </message>
    <message>
        <source>Refusé ({reason}) : la réponse de la fiche s&apos;applique.</source>
        <translation>Refused ({reason}): the article&apos;s reply stands.</translation>
    </message>
    <message>
        <source>Brouillon écarté : la réponse de la fiche s&apos;applique.</source>
        <translation>Draft set aside: the article&apos;s reply stands.</translation>
    </message>
    <message>
        <source>Pas de brouillon cette fois : la réponse de la fiche s&apos;applique.</source>
        <translation>No draft this time: the article&apos;s reply stands.</translation>
    </message>
    <message>
        <source>Faux</source>
        <translation>Wrong</translation>
    </message>
    <message>
        <source>Incomplet</source>
        <translation>Incomplete</translation>
    </message>
    <message>
        <source>Mal dit</source>
        <translation>Badly said</translation>
    </message>
    <message>
        <source>Pas utile</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>Brouillons : prêts, modèle {name}.</source>
        <translation>Drafts: ready, model {name}.</translation>
    </message>
    <message>
        <source>Brouillons : prêts, {name} (modèle de démonstration).</source>
        <translation>Drafts: ready, {name} (demonstration model).</translation>
    </message>
    <message>
        <source>Suggestions seules : brouillons coupés par la collectivité.</source>
        <translation>Suggestions only: drafts switched off by your organisation.</translation>
    </message>
    <message>
        <source>Suggestions seules : vous avez coupé les brouillons.</source>
        <translation>Suggestions only: you switched drafts off.</translation>
    </message>
    <message>
        <source>Suggestions seules : le moteur du modèle n&apos;est pas installé.</source>
        <translation>Suggestions only: the model&apos;s engine is not installed.</translation>
    </message>
    <message>
        <source>Suggestions seules : aucun modèle n&apos;est installé sur ce poste.</source>
        <translation>Suggestions only: no model is installed on this computer.</translation>
    </message>
    <message>
        <source>Suggestions seules : le fichier du modèle a été refusé, prévenez l&apos;informatique.</source>
        <translation>Suggestions only: the model&apos;s file was refused, tell your IT department.</translation>
    </message>
    <message>
        <source>Suggestions seules : machine trop lente pour le modèle.</source>
        <translation>Suggestions only: this computer is too slow for the model.</translation>
    </message>
    <message>
        <source>Suggestions seules pour le moment : la mémoire manque.</source>
        <translation>Suggestions only for now: memory is short.</translation>
    </message>
    <message>
        <source>Suggestions seules : le modèle s&apos;est arrêté deux fois de suite, relancez Aparté.</source>
        <translation>Suggestions only: the model stopped twice in a row, restart Aparté.</translation>
    </message>
</context>
<context>
    <name>DraftPanel</name>
    <message>
        <source>Brouillon écrit par IA</source>
        <translation>Draft written by AI</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Modifier</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Refuser</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Pourquoi le refuser ? {key} le garde.</source>
        <translation>Why refuse it? {key} keeps it.</translation>
    </message>
</context>
<context>
    <name>DraftText</name>
    <message>
        <source>Brouillon écrit par IA</source>
        <translation>Draft written by AI</translation>
    </message>
    <message>
        <source>Montrer l&apos;extrait {number} dans la fiche</source>
        <translation>Show passage {number} in the article</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>Aucun brouillon pour le moment.</source>
        <translation>No draft for now.</translation>
    </message>
    <message>
        <source>Le modèle s&apos;est arrêté deux fois : les réponses des fiches restent là, sans brouillon.</source>
        <translation>The model stopped twice: the articles&apos; replies are still there, without a draft.</translation>
    </message>
    <message>
        <source>Noté. « Copier » donne la réponse de la fiche.</source>
        <translation>Noted. “Copy” gives the article&apos;s reply.</translation>
    </message>
</context>
<context>
    <name>EditSheet</name>
    <message>
        <source>Modifier la réponse avant de la copier</source>
        <translation>Change the answer before copying it</translation>
    </message>
    <message>
        <source>Réponse</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
</context>
<context>
    <name>EraseDialog</name>
    <message>
        <source>Effacer {reference} ?</source>
        <translation>Erase {reference}?</translation>
    </message>
    <message>
        <source>Ce qui est effacé, pour toujours</source>
        <translation>What is erased, for good</translation>
    </message>
    <message>
        <source>L&apos;échange, ses demandes, ses notes, les réponses données, ses corrections, le rappel.</source>
        <translation>The contact, its demands, its notes, the answers given, its corrections, the call-back.</translation>
    </message>
    <message>
        <source>Ce qui reste</source>
        <translation>What stays</translation>
    </message>
    <message>
        <source>Les statistiques déjà comptées, qui ne nomment personne, et la trace qu&apos;un échange a été effacé.</source>
        <translation>The statistics already counted, which name no one, and the trace that a contact was erased.</translation>
    </message>
    <message>
        <source>L&apos;effacement est aussi envoyé au serveur, et refait si une sauvegarde est restaurée.</source>
        <translation>The erasure is also sent to the server, and done again if a backup is restored.</translation>
    </message>
    <message>
        <source>J&apos;ai compris : rien ne le fera revenir</source>
        <translation>I understand: nothing will bring it back</translation>
    </message>
    <message>
        <source>Effacer</source>
        <translation>Erase</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>L&apos;échange précédent reste ouvert.</source>
        <translation>The contact before stays open.</translation>
    </message>
    <message>
        <source>Y revenir</source>
        <translation>Go back to it</translation>
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
    <name>Figures</name>
    <message>
        <source>sur le mois d&apos;avant</source>
        <translation>on the month before</translation>
    </message>
    <message>
        <source>sur un an</source>
        <translation>on a year</translation>
    </message>
    <message>
        <source>Graphique</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Tableau</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Demandes en hausse</source>
        <translation>Rising demands</translation>
    </message>
    <message>
        <source>Aucune hausse nette ce mois-ci.</source>
        <translation>No clear rise this month.</translation>
    </message>
    <message>
        <source>Définitions</source>
        <translation>Definitions</translation>
    </message>
</context>
<context>
    <name>FiguresActions</name>
    <message>
        <source>Entrez votre code pour les retrouver.</source>
        <translation>Enter your code to find them again.</translation>
    </message>
    <message>
        <source>Chiffres verrouillés</source>
        <translation>Figures locked</translation>
    </message>
    <message>
        <source>Calcul des chiffres…</source>
        <translation>Working the figures out…</translation>
    </message>
    <message>
        <source>Ils viennent des échanges enregistrés.</source>
        <translation>They come from the recorded contacts.</translation>
    </message>
    <message>
        <source>Pas encore de chiffres</source>
        <translation>No figures yet</translation>
    </message>
    <message>
        <source>Vos chiffres du jour viennent avec le premier échange enregistré.</source>
        <translation>Your figures of the day come with the first recorded contact.</translation>
    </message>
    <message>
        <source>Rien d&apos;enregistré aujourd&apos;hui</source>
        <translation>Nothing recorded today</translation>
    </message>
    <message>
        <source>Enregistré : {name}</source>
        <translation>Saved: {name}</translation>
    </message>
    <message>
        <source>Les chiffres ne peuvent pas être lus</source>
        <translation>The figures can&apos;t be read</translation>
    </message>
</context>
<context>
    <name>FiguresView</name>
    <message>
        <source>Chiffres</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Le mois</source>
        <translation>The month</translation>
    </message>
    <message>
        <source>Ma journée</source>
        <translation>My day</translation>
    </message>
    <message>
        <source>Pages des chiffres</source>
        <translation>Pages of the figures</translation>
    </message>
    <message>
        <source>Mois</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>Mois d&apos;avant</source>
        <translation>Month before</translation>
    </message>
    <message>
        <source>Mois d&apos;après</source>
        <translation>Month after</translation>
    </message>
    <message>
        <source>Exporter</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Rapport à publier (PDF)</source>
        <translation>Report to publish (PDF)</translation>
    </message>
    <message>
        <source>Excel (XLSX)</source>
        <translation>Excel (XLSX)</translation>
    </message>
    <message>
        <source>LibreOffice (ODS)</source>
        <translation>LibreOffice (ODS)</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Chercher : référence, code, notes</source>
        <translation>Search: reference, code, notes</translation>
    </message>
    <message>
        <source>Chercher dans le journal</source>
        <translation>Search the journal</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>Canal</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Code de conclusion</source>
        <translation>Closure code</translation>
    </message>
    <message>
        <source>Envoi au serveur</source>
        <translation>Sending to the server</translation>
    </message>
    <message>
        <source>Tout montrer</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>Filtres</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>{theme} (tout le thème)</source>
        <translation>{theme} (whole theme)</translation>
    </message>
    <message>
        <source>Tous les codes</source>
        <translation>All codes</translation>
    </message>
    <message>
        <source>du</source>
        <translation>from</translation>
    </message>
    <message>
        <source>au</source>
        <translation>to</translation>
    </message>
    <message>
        <source>Toutes les dates</source>
        <translation>All dates</translation>
    </message>
    <message>
        <source>Aujourd&apos;hui</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Hier</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>7 derniers jours</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>30 derniers jours</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>Entre deux dates</source>
        <translation>Between two dates</translation>
    </message>
    <message>
        <source>Tous les canaux</source>
        <translation>All channels</translation>
    </message>
    <message>
        <source>Toutes les issues</source>
        <translation>All outcomes</translation>
    </message>
    <message>
        <source>Envoyés ou non</source>
        <translation>Sent or not</translation>
    </message>
    <message>
        <source>À envoyer</source>
        <translation>To be sent</translation>
    </message>
    <message>
        <source>Envoyés</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Filtres (actifs)</source>
        <translation>Filters (on)</translation>
    </message>
    <message>
        <source>Premier jour</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>Dernier jour</source>
        <translation>Last day</translation>
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
    <name>FollowUp</name>
    <message>
        <source>effacé une fois fait</source>
        <translation>erased once done</translation>
    </message>
    <message>
        <source>Nom</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Téléphone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>À quel sujet</source>
        <translation>What about</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Gardé jusqu&apos;au</source>
        <translation>Kept until</translation>
    </message>
    <message>
        <source>Rendez-vous</source>
        <translation>Appointment</translation>
    </message>
    <message>
        <source>Personne à rappeler</source>
        <translation>Person to call back</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
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
    <name>GapList</name>
    <message>
        <source>Ouvertes</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Traitées</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>État des questions</source>
        <translation>State of the questions</translation>
    </message>
    <message>
        <source>Exporter en CSV</source>
        <translation>Export as CSV</translation>
    </message>
    <message>
        <source>Questions sans réponse</source>
        <translation>Unanswered questions</translation>
    </message>
    <message>
        <source>Les questions ne peuvent pas être lues</source>
        <translation>The questions can&apos;t be read</translation>
    </message>
    <message>
        <source>Aucune question traitée pour le moment</source>
        <translation>No question done for now</translation>
    </message>
    <message>
        <source>Aucune question sans réponse</source>
        <translation>No unanswered question</translation>
    </message>
    <message>
        <source>« Signaler un manque » (Ctrl+M) en ouvre une pendant un échange.</source>
        <translation>“Report a gap” (Ctrl+M) opens one during a contact.</translation>
    </message>
    <message>
        <source>Fiche : {names}</source>
        <translation>Article: {names}</translation>
    </message>
    <message>
        <source>Relire encore</source>
        <translation>Reread again</translation>
    </message>
    <message>
        <source>Relire avant l&apos;envoi</source>
        <translation>Reread before sending</translation>
    </message>
    <message>
        <source>Traitée</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>La base répond maintenant à cette question.</source>
        <translation>The base answers this question now.</translation>
    </message>
    <message>
        <source>Relue : peut partir au serveur.</source>
        <translation>Reread: may go to the server.</translation>
    </message>
    <message>
        <source>Pas encore relue : reste sur ce poste.</source>
        <translation>Not reread yet: stays on this workstation.</translation>
    </message>
</context>
<context>
    <name>GapSheet</name>
    <message>
        <source>Signaler un manque</source>
        <translation>Report a gap</translation>
    </message>
    <message>
        <source>Cette fiche est fausse ou ancienne</source>
        <translation>This article is wrong or old</translation>
    </message>
    <message>
        <source>Relisez : rien ne doit permettre de reconnaître une personne. Seul ce texte sera transmis.</source>
        <translation>Reread: nothing may let anyone be recognised. Only this text will be sent.</translation>
    </message>
    <message>
        <source>Ce que la base devrait dire, ou ce qui est faux</source>
        <translation>What the base should say, or what is wrong</translation>
    </message>
    <message>
        <source>Texte du manque</source>
        <translation>Text of the gap</translation>
    </message>
    <message>
        <source>Écrivez en quelques mots ce qui manque.</source>
        <translation>Write in a few words what is missing.</translation>
    </message>
    <message>
        <source>Signaler</source>
        <translation>Report</translation>
    </message>
</context>
<context>
    <name>Ghost</name>
    <message>
        <source>Complété : {words}</source>
        <translation>Completed: {words}</translation>
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
    <name>JournalActions</name>
    <message>
        <source>Lecture du journal…</source>
        <translation>Reading the journal…</translation>
    </message>
    <message>
        <source>Le journal ne peut pas être lu</source>
        <translation>The journal can&apos;t be read</translation>
    </message>
    <message>
        <source>Aucun échange ne correspond</source>
        <translation>No contact matches</translation>
    </message>
    <message>
        <source>« Tout montrer » les rend tous.</source>
        <translation>“Show all” brings them all back.</translation>
    </message>
    <message>
        <source>Un échange enregistré (Ctrl+Entrée) s&apos;affiche ici.</source>
        <translation>A recorded contact (Ctrl+Enter) shows here.</translation>
    </message>
    <message>
        <source>Le journal est vide</source>
        <translation>The journal is empty</translation>
    </message>
    <message>
        <source>{reference} corrigé.</source>
        <translation>{reference} corrected.</translation>
    </message>
    <message>
        <source>{reference} effacé.</source>
        <translation>{reference} erased.</translation>
    </message>
    <message>
        <source>Réponse copiée.</source>
        <translation>Answer copied.</translation>
    </message>
    <message>
        <source>Texte (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Courriel (*.eml)</source>
        <translation>Email (*.eml)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Rappel fait : le nom et le numéro sont effacés.</source>
        <translation>Called back: the name and the number are erased.</translation>
    </message>
    <message>
        <source>L&apos;équipe voit que vous vous en chargez.</source>
        <translation>The team sees that you are seeing to it.</translation>
    </message>
</context>
<context>
    <name>JournalView</name>
    <message>
        <source>Échanges</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>À rappeler</source>
        <translation>To call back</translation>
    </message>
    <message>
        <source>Sans réponse</source>
        <translation>Unanswered</translation>
    </message>
    <message>
        <source>Pages du journal</source>
        <translation>Pages of the journal</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Journal verrouillé</source>
        <translation>Journal locked</translation>
    </message>
    <message>
        <source>Entrez votre code pour le retrouver. Les suggestions, elles, restent disponibles.</source>
        <translation>Enter your code to find it again. Suggestions stay available.</translation>
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
    <name>LateSheet</name>
    <message>
        <source>Saisie après coup</source>
        <translation>Late entry</translation>
    </message>
    <message>
        <source>Quand l&apos;échange a-t-il eu lieu ?</source>
        <translation>When did the contact take place?</translation>
    </message>
    <message>
        <source>Jour et heure de l&apos;échange</source>
        <translation>Day and hour of the contact</translation>
    </message>
    <message>
        <source>Noter</source>
        <translation>Note it</translation>
    </message>
</context>
<context>
    <name>LetterSheet</name>
    <message>
        <source>Texte préparé</source>
        <translation>Prepared text</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Courriel</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Fichier .eml</source>
        <translation>.eml file</translation>
    </message>
    <message>
        <source>Imprimer</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Enregistrer le courriel</source>
        <translation>Save the email</translation>
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
        <source>Enregistre que la base n&apos;a pas répondu ; la phrase de l&apos;usager n&apos;est pas gardée</source>
        <translation>Records that the base had no answer; the citizen&apos;s sentence is not kept</translation>
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
    <name>LiveBase</name>
    <message>
        <source>La base de connaissances a été mise à jour. Les codes nouveaux viennent au prochain démarrage.</source>
        <translation>The knowledge base was updated. New codes come at the next start.</translation>
    </message>
    <message>
        <source>La base n&apos;a pas pu être mise à jour : l&apos;ancienne reste en service.</source>
        <translation>The base could not be updated: the old one stays in use.</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Phrase de passe</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Au moins quatre mots que vous seul mettriez ensemble. Sans elle, rien ne s&apos;ouvre.</source>
        <translation>At least four words that only you would put together. Without it, nothing opens.</translation>
    </message>
    <message>
        <source>Des chiffres faciles pour vous seul : ni une date, ni 1234. Il reste sur ce poste.</source>
        <translation>Digits that are easy for you alone: no date, no 1234. It stays on this workstation.</translation>
    </message>
    <message>
        <source>Les deux saisies diffèrent.</source>
        <translation>The two entries differ.</translation>
    </message>
    <message>
        <source>ouvre sans code</source>
        <translation>opens without a code</translation>
    </message>
    <message>
        <source>code personnel</source>
        <translation>personal code</translation>
    </message>
    <message>
        <source>phrase de passe</source>
        <translation>passphrase</translation>
    </message>
    <message>
        <source>session en cours</source>
        <translation>signed in</translation>
    </message>
</context>
<context>
    <name>LockActions</name>
    <message>
        <source>Code changé.</source>
        <translation>Code changed.</translation>
    </message>
    <message>
        <source>Le disque refuse d&apos;écrire les échanges ouverts : le poste ne peut pas changer de mains.</source>
        <translation>The disk refuses to write the open contacts: nobody else can take over this workstation.</translation>
    </message>
</context>
<context>
    <name>LockLine</name>
    <message>
        <source>Verrouillé</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>La politique de {who} est illisible : la valeur la plus prudente est en vigueur.</source>
        <translation>The policy of {who} is unreadable: the most careful value applies.</translation>
    </message>
    <message>
        <source>Fixé par {who} (stratégie de groupe).</source>
        <translation>Set by {who} (group policy).</translation>
    </message>
    <message>
        <source>Fixé par {who} (profil de configuration).</source>
        <translation>Set by {who} (configuration profile).</translation>
    </message>
    <message>
        <source>Fixé par {who} (fichier de politique).</source>
        <translation>Set by {who} (policy file).</translation>
    </message>
    <message>
        <source>oui</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>non</source>
        <translation>no</translation>
    </message>
    <message>
        <source>aucun</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>LockView</name>
    <message>
        <source>Suggestions seules</source>
        <translation>Suggestions only</translation>
    </message>
    <message>
        <source>Continuer sans ouvrir les échanges</source>
        <translation>Go on without opening the contacts</translation>
    </message>
    <message>
        <source>Vos échanges sont chiffrés sur ce poste. Les suggestions restent disponibles.</source>
        <translation>Your contacts are encrypted on this workstation. Suggestions stay available.</translation>
    </message>
    <message>
        <source>Un échange ouvert attend, tel que vous l&apos;avez laissé.</source>
        <translation>An open contact waits, as you left it.</translation>
    </message>
    <message>
        <source>{count} échanges ouverts attendent, tels que vous les avez laissés.</source>
        <translation>{count} open contacts wait, as you left them.</translation>
    </message>
    <message>
        <source>Qui est à l&apos;accueil ?</source>
        <translation>Who is at the desk?</translation>
    </message>
    <message>
        <source>Commencer sur ce poste</source>
        <translation>Begin on this workstation</translation>
    </message>
    <message>
        <source>Commencer</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>Échanges verrouillés</source>
        <translation>Contacts locked</translation>
    </message>
    <message>
        <source>Écran verrouillé</source>
        <translation>Screen locked</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Noté : cette fiche ne convient pas à cet échange.</source>
        <translation>Noted: this article does not fit this contact.</translation>
    </message>
</context>
<context>
    <name>Meaning</name>
    <message>
        <source>Recherche par le sens : prête, modèle {name}.</source>
        <translation>Search by meaning: ready, model {name}.</translation>
    </message>
    <message>
        <source>Recherche par le sens : {read} extraits lus sur {total}.</source>
        <translation>Search by meaning: {read} of {total} passages read.</translation>
    </message>
    <message>
        <source>La mémoire manque : la lecture reprendra.</source>
        <translation>Memory is short: reading will go on later.</translation>
    </message>
    <message>
        <source>Le modèle ne répond pas : la lecture attend.</source>
        <translation>The model does not answer: reading waits.</translation>
    </message>
</context>
<context>
    <name>NewAgentForm</name>
    <message>
        <source>Prénom et nom, ou surnom</source>
        <translation>First and last name, or nickname</translation>
    </message>
    <message>
        <source>Encore une fois</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>Comment vous appelle-t-on à l&apos;accueil ?</source>
        <translation>What are you called at the desk?</translation>
    </message>
</context>
<context>
    <name>NotesField</name>
    <message>
        <source>Notes, pour vous</source>
        <translation>Notes, for you</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Ce qui est souligné sera masqué</source>
        <translation>What is underlined will be masked</translation>
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
    <name>OfficeWindow</name>
    <message>
        <source>Des échanges ont été effacés de ce poste à la demande de la mairie.</source>
        <translation>Contacts were erased from this workstation at the town&apos;s request.</translation>
    </message>
</context>
<context>
    <name>OutcomeBox</name>
    <message>
        <source>Issue</source>
        <translation>Outcome</translation>
    </message>
</context>
<context>
    <name>OwnDay</name>
    <message>
        <source>Vos chiffres restent sur ce poste : ils ne sont ni envoyés ni comparés à d&apos;autres.</source>
        <translation>Your figures stay on this workstation: they are neither sent nor compared with others.</translation>
    </message>
    <message>
        <source>Échanges</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Demandes</source>
        <translation>Demands</translation>
    </message>
    <message>
        <source>Durée moyenne</source>
        <translation>Mean time</translation>
    </message>
    <message>
        <source>Codes confirmés</source>
        <translation>Confirmed codes</translation>
    </message>
    <message>
        <source>{confirmed} sur {total}</source>
        <translation>{confirmed} of {total}</translation>
    </message>
    <message>
        <source>échanges</source>
        <translation>contacts</translation>
    </message>
    <message>
        <source>demandes</source>
        <translation>demands</translation>
    </message>
    <message>
        <source>Par heure</source>
        <translation>By hour</translation>
    </message>
    <message>
        <source>Par canal</source>
        <translation>By channel</translation>
    </message>
    <message>
        <source>Par issue</source>
        <translation>By outcome</translation>
    </message>
    <message>
        <source>Le plus : {label}, {count}.</source>
        <translation>Most: {label}, {count}.</translation>
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
        <source>Ce qui a changé depuis le dernier import   {key}</source>
        <translation>What changed since the last import   {key}</translation>
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
Les fiches ouvertes d&apos;ici s&apos;afficheront à cette place.</source>
        <translation>Type a word or two on the subject: procuration, carte résident, titre: piscine.
Articles opened from here will be listed in this place.</translation>
    </message>
    <message>
        <source>Aucune fiche ne répond à cette recherche.
Essayez avec un mot de moins, ou avec le début d&apos;un mot suivi de *.</source>
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
    <name>PersonButton</name>
    <message>
        <source>Verrouillé : ouvrir une session</source>
        <translation>Locked: sign in</translation>
    </message>
    <message>
        <source>{name} : verrouiller, changer d&apos;agent</source>
        <translation>{name}: lock, change agent</translation>
    </message>
    <message>
        <source>Verrouillé</source>
        <translation>Locked</translation>
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
</context>
<context>
    <name>Prose</name>
    <message>
        <source>Texte de la fiche</source>
        <translation>Article text</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Écrans</source>
        <translation>Screens</translation>
    </message>
    <message>
        <source>Échange</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Chiffres</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Fiches</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Serveur de la mairie</source>
        <translation>Town&apos;s server</translation>
    </message>
    <message>
        <source>Verrouiller</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Changer d&apos;agent</source>
        <translation>Change agent</translation>
    </message>
    <message>
        <source>Agents de ce poste</source>
        <translation>Agents of this workstation</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Modifier avant de copier</source>
        <translation>Change before copying</translation>
    </message>
    <message>
        <source>Chercher dans la fiche</source>
        <translation>Find in the article</translation>
    </message>
    <message>
        <source>Ne convient pas à cet échange</source>
        <translation>Does not fit this contact</translation>
    </message>
    <message>
        <source>Cette fiche est fausse ou ancienne</source>
        <translation>This article is wrong or old</translation>
    </message>
    <message>
        <source>La fiche s&apos;ouvre ici</source>
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
        <source>Complétée par la ville</source>
        <translation>Completed by the town</translation>
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
    <message>
        <source>Autres actions sur la fiche</source>
        <translation>Other actions on the article</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Demande</source>
        <translation>Demand</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Envoi</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>décompte</source>
        <translation>tally</translation>
    </message>
    <message>
        <source>saisi après coup</source>
        <translation>entered late</translation>
    </message>
    <message>
        <source>corrigé</source>
        <translation>corrected</translation>
    </message>
    <message>
        <source>code confirmé</source>
        <translation>code confirmed</translation>
    </message>
    <message>
        <source>code choisi par l&apos;agent</source>
        <translation>code chosen by the agent</translation>
    </message>
    <message>
        <source>code par défaut, non confirmé</source>
        <translation>code by default, not confirmed</translation>
    </message>
    <message>
        <source>affichée</source>
        <translation>shown</translation>
    </message>
    <message>
        <source>ouverte</source>
        <translation>opened</translation>
    </message>
    <message>
        <source>copiée</source>
        <translation>copied</translation>
    </message>
    <message>
        <source>modifiée par l&apos;agent</source>
        <translation>changed by the agent</translation>
    </message>
    <message>
        <source>refusée</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>brouillon IA copié</source>
        <translation>AI draft copied</translation>
    </message>
    <message>
        <source>brouillon IA modifié</source>
        <translation>AI draft changed</translation>
    </message>
    <message>
        <source>brouillon IA refusé</source>
        <translation>AI draft refused</translation>
    </message>
    <message>
        <source>faux</source>
        <translation>wrong</translation>
    </message>
    <message>
        <source>incomplet</source>
        <translation>incomplete</translation>
    </message>
    <message>
        <source>mal dit</source>
        <translation>badly said</translation>
    </message>
    <message>
        <source>pas utile</source>
        <translation>not needed</translation>
    </message>
    <message>
        <source>Sans réponse</source>
        <translation>Unanswered</translation>
    </message>
    <message>
        <source>Fiche fausse</source>
        <translation>Wrong article</translation>
    </message>
    <message>
        <source>Fiche périmée</source>
        <translation>Outdated article</translation>
    </message>
    <message>
        <source>envoyé</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>à envoyer</source>
        <translation>to be sent</translation>
    </message>
    <message>
        <source>aujourd&apos;hui</source>
        <translation>today</translation>
    </message>
    <message>
        <source>hier</source>
        <translation>yesterday</translation>
    </message>
    <message>
        <source>demain</source>
        <translation>tomorrow</translation>
    </message>
    <message>
        <source>Sans code</source>
        <translation>No code</translation>
    </message>
    <message>
        <source>{code} : {outcome}</source>
        <translation>{code}: {outcome}</translation>
    </message>
    <message>
        <source>Ajouté : {demand}</source>
        <translation>Added: {demand}</translation>
    </message>
    <message>
        <source>Retiré : {demand}</source>
        <translation>Removed: {demand}</translation>
    </message>
</context>
<context>
    <name>Reminders</name>
    <message>
        <source>Rappels et rendez-vous</source>
        <translation>Call-backs and appointments</translation>
    </message>
    <message>
        <source>Personne à rappeler</source>
        <translation>No one to call back</translation>
    </message>
    <message>
        <source>Un rappel ou un rendez-vous noté dans un échange vient ici jusqu&apos;à ce qu&apos;il soit fait.</source>
        <translation>A call-back or an appointment noted in a contact comes here until it is done.</translation>
    </message>
    <message>
        <source>Les rappels ne peuvent pas être lus</source>
        <translation>The call-backs can&apos;t be read</translation>
    </message>
    <message>
        <source>sans date</source>
        <translation>no date</translation>
    </message>
    <message>
        <source>En retard : {moment}</source>
        <translation>Late: {moment}</translation>
    </message>
    <message>
        <source>Sans nom</source>
        <translation>No name</translation>
    </message>
    <message>
        <source>Fait</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Efface le nom et le numéro : ils ne servent plus.</source>
        <translation>Erases the name and the number: they are of no more use.</translation>
    </message>
    <message>
        <source>Fait : {who}</source>
        <translation>Done: {who}</translation>
    </message>
    <message>
        <source>Je m&apos;en charge</source>
        <translation>I will do it</translation>
    </message>
    <message>
        <source>L&apos;équipe voit que quelqu&apos;un rappelle.</source>
        <translation>The team sees that somebody is calling back.</translation>
    </message>
    <message>
        <source>Je m&apos;en charge : {who}</source>
        <translation>I will do it: {who}</translation>
    </message>
    <message>
        <source>Voir l&apos;échange</source>
        <translation>See the contact</translation>
    </message>
    <message>
        <source>Noté à un autre poste</source>
        <translation>Noted at another workstation</translation>
    </message>
    <message>
        <source>Noté à un autre poste : {workstation}</source>
        <translation>Noted at another workstation: {workstation}</translation>
    </message>
    <message>
        <source>Pris en charge sur ce poste</source>
        <translation>Taken on this workstation</translation>
    </message>
    <message>
        <source>un collègue</source>
        <translation>a colleague</translation>
    </message>
    <message>
        <source>Pris en charge par {agent}</source>
        <translation>Taken by {agent}</translation>
    </message>
    <message>
        <source>Pris en charge par {agent}, {workstation}</source>
        <translation>Taken by {agent}, {workstation}</translation>
    </message>
    <message>
        <source>1 rappel de l&apos;équipe n&apos;est pas encore lisible sur ce poste.</source>
        <translation>1 call-back of the team can&apos;t be read on this workstation yet.</translation>
    </message>
    <message>
        <source>{count} rappels de l&apos;équipe ne sont pas encore lisibles sur ce poste.</source>
        <translation>{count} call-backs of the team can&apos;t be read on this workstation yet.</translation>
    </message>
    <message>
        <source>Le voyant de synchronisation dit ce qu&apos;ils attendent.</source>
        <translation>The synchronisation indicator says what they wait for.</translation>
    </message>
    <message>
        <source>S&apos;efface de lui-même le {day}</source>
        <translation>Erases itself on {day}</translation>
    </message>
</context>
<context>
    <name>Renewing</name>
    <message>
        <source>La mairie vient de changer la fiche ouverte : relisez-la.</source>
        <translation>The town has just changed the open article: read it again.</translation>
    </message>
</context>
<context>
    <name>RereadDialog</name>
    <message>
        <source>Relire la question {reference}</source>
        <translation>Reread question {reference}</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Écrivez la question sans rien qui désigne une personne : ni nom, ni adresse, ni numéro.</source>
        <translation>Write the question with nothing that points to a person: no name, address or number.</translation>
    </message>
    <message>
        <source>Ce qui ressemble à une donnée personnelle est masqué de toute façon.</source>
        <translation>What looks like personal data is masked in any case.</translation>
    </message>
    <message>
        <source>Relue, peut partir</source>
        <translation>Reread, may go</translation>
    </message>
</context>
<context>
    <name>SaveButton</name>
    <message>
        <source>Enregistrer cet échange</source>
        <translation>Save this contact</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Enregistrement…</source>
        <translation>Saving…</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Le fichier « {name} » n&apos;a pas pu être écrit : choisissez un autre dossier.</source>
        <translation>The file “{name}” could not be written: choose another folder.</translation>
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
    <name>SecretPanel</name>
    <message>
        <source>Ouvrir</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Changer d&apos;agent</source>
        <translation>Change agent</translation>
    </message>
    <message>
        <source>Votre code</source>
        <translation>Your code</translation>
    </message>
    <message>
        <source>Votre phrase de passe</source>
        <translation>Your passphrase</translation>
    </message>
    <message>
        <source>La session de l&apos;ordinateur suffit : aucun code n&apos;est demandé.</source>
        <translation>The computer&apos;s session is enough: no code is asked for.</translation>
    </message>
    <message>
        <source>Vous pouvez réessayer.</source>
        <translation>You may try again.</translation>
    </message>
    <message>
        <source>Trop d&apos;essais : réessayez dans {left}.</source>
        <translation>Too many tries: try again in {left}.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Cette fiche n&apos;est plus dans la base : relancez la recherche.</source>
        <translation>This article is no longer in the base: search again.</translation>
    </message>
    <message>
        <source>Cette recherche est trop longue : gardez l&apos;essentiel.</source>
        <translation>This search is too long: keep the essential words.</translation>
    </message>
    <message>
        <source>La recherche dans toute la base se prépare : réessayez dans un instant.</source>
        <translation>The search over the whole base is being prepared: try again in a moment.</translation>
    </message>
    <message>
        <source>La base de connaissances s&apos;ouvre : réessayez dans un instant.</source>
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
        <source>ET, OU, SAUF et NON attendent un mot de chaque côté.</source>
        <translation>AND, OR, ANDNOT and NOT want a word on each side.</translation>
    </message>
    <message>
        <source>Cette recherche est trop générale : ajoutez un mot.</source>
        <translation>This search is too general: add a word.</translation>
    </message>
    <message>
        <source>Cette recherche n&apos;a pas de sens pour ce champ : simplifiez-la.</source>
        <translation>This search makes no sense for this field: simplify it.</translation>
    </message>
    <message>
        <source>Un autre programme construit déjà l&apos;index : réessayez dans un instant.</source>
        <translation>Another program is already building the index: try again in a moment.</translation>
    </message>
    <message>
        <source>L&apos;index ne peut pas être écrit : disque plein ou protégé.</source>
        <translation>The index cannot be written: disk full or protected.</translation>
    </message>
    <message>
        <source>L&apos;index ne peut pas être écrit : disque plein ou protégé. L&apos;ancien reste en service.</source>
        <translation>The index cannot be written: disk full or protected. The old one stays in service.</translation>
    </message>
    <message>
        <source>Les fiches importées de {name} sont abîmées : importez-les de nouveau.</source>
        <translation>The articles imported from {name} are damaged: import them again.</translation>
    </message>
    <message>
        <source>Les fiches importées dans « {folder} » sont illisibles : importez-les de nouveau.</source>
        <translation>The articles imported into “{folder}” can&apos;t be read: import them again.</translation>
    </message>
    <message>
        <source>Aucune base de connaissances dans « {folder} » : le dossier « articles » manque.</source>
        <translation>No knowledge base in “{folder}”: the folder “articles” is missing.</translation>
    </message>
    <message>
        <source>Le fichier {name} de la base est illisible : « aparte kb check » dit à quelle ligne.</source>
        <translation>The base&apos;s file {name} cannot be read: “aparte kb check” tells at which line.</translation>
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
        <source>Le manque n&apos;a pas pu être noté : le disque est plein ou protégé.</source>
        <translation>The gap could not be noted: the disk is full or protected.</translation>
    </message>
    <message>
        <source>Fiches illisibles laissées de côté : {count}. Prévenez la personne qui tient la base.</source>
        <translation>Unreadable articles left out: {count}. Tell the person who keeps the base.</translation>
    </message>
    <message>
        <source>L&apos;index ne peut pas être gardé sur ce poste : il sera reconstruit à chaque ouverture.</source>
        <translation>The index cannot be kept on this computer: it will be built again at each start.</translation>
    </message>
    <message>
        <source>Ce réglage est imposé par {who}.</source>
        <translation>This setting is imposed by {who}.</translation>
    </message>
    <message>
        <source>Les réglages n&apos;ont pas pu être enregistrés : le disque est plein ou protégé.</source>
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
        <source>Un réglage illisible a repris sa valeur d&apos;origine : {key}.</source>
        <translation>An unreadable setting is back to its default: {key}.</translation>
    </message>
    <message>
        <source>Le fichier des réglages est illisible : les valeurs d&apos;origine sont reprises.</source>
        <translation>The settings file cannot be read: the defaults are used.</translation>
    </message>
    <message>
        <source>La politique de la collectivité est illisible ({place}) : les réglages qui lui reviennent restent à leur valeur prudente. Prévenez l&apos;informatique.</source>
        <translation>The town&apos;s policy is unreadable ({place}): the settings that belong to it stay at their careful value. Tell the IT department.</translation>
    </message>
    <message>
        <source>La politique contient une clé inconnue : {key} ({place}).</source>
        <translation>The policy has an unknown key: {key} ({place}).</translation>
    </message>
    <message>
        <source>La politique ne peut pas être suivie : « {key} » est mal écrit ({place}).</source>
        <translation>The policy can&apos;t be followed: “{key}” is badly written ({place}).</translation>
    </message>
    <message>
        <source>Ce réglage ne se change que par la politique de la collectivité.</source>
        <translation>Only the town&apos;s policy changes this setting.</translation>
    </message>
    <message>
        <source>L&apos;adresse du serveur est imposée par {who} : c&apos;est {imposed}.</source>
        <translation>The server&apos;s address is imposed by {who}: it is {imposed}.</translation>
    </message>
    <message>
        <source>Le raccordement de ce poste est interdit par {who} : prévenez l&apos;informatique.</source>
        <translation>Enrolling this workstation is forbidden by {who}: tell the IT department.</translation>
    </message>
    <message>
        <source>Le raccordement de ce poste est imposé par {who} : prévenez l&apos;informatique.</source>
        <translation>Enrolling this workstation is imposed by {who}: tell the IT department.</translation>
    </message>
    <message>
        <source>La collectivité demande que ce poste soit raccordé à son serveur : demandez un code de raccordement à l&apos;informatique.</source>
        <translation>The town wants this workstation enrolled with its server: ask the IT department for an enrolment code.</translation>
    </message>
    <message>
        <source>Ce poste a été retiré par la mairie : les échanges d&apos;avant y sont fermés, rien n&apos;est effacé. Vous pouvez enregistrer ; demandez un code de raccordement.</source>
        <translation>This workstation was removed by the town: earlier contacts are closed on it, nothing is erased. You can record; ask for an enrolment code.</translation>
    </message>
    <message>
        <source>Ce poste n&apos;a pas joint le serveur de la mairie depuis {days} jours : les échanges d&apos;avant sont fermés, rien n&apos;est effacé. Vous pouvez enregistrer ; ils se rouvrent dès qu&apos;il répond.</source>
        <translation>This workstation has not reached the town&apos;s server for {days} days: earlier contacts are closed, nothing is erased. You can record; they open again as soon as it answers.</translation>
    </message>
    <message>
        <source>Ce poste n&apos;a pas joint le serveur de la mairie depuis longtemps : ses échanges se fermeront demain. Reliez-le au réseau de la mairie aujourd&apos;hui.</source>
        <translation>This workstation has not reached the town&apos;s server for long: its contacts will close tomorrow. Connect it to the town&apos;s network today.</translation>
    </message>
    <message>
        <source>Ce poste n&apos;a pas joint le serveur de la mairie depuis longtemps : ses échanges se fermeront dans {days} jours. Reliez-le d&apos;ici là au réseau de la mairie.</source>
        <translation>This workstation has not reached the town&apos;s server for long: its contacts will close in {days} days. Connect it to the town&apos;s network before then.</translation>
    </message>
    <message>
        <source>L&apos;horloge de ce poste n&apos;est pas à l&apos;heure : {subject} ne peut pas être vérifié, l&apos;ancien reste en service. Réglez la date, ou prévenez l&apos;informatique.</source>
        <translation>The clock of this workstation is wrong: {subject} can&apos;t be verified, the old one stays in use. Set the date, or tell the IT department.</translation>
    </message>
    <message>
        <source>{subject} a dépassé la date limite de sa signature : il est refusé, l&apos;ancien reste en service. Demandez-en un nouveau, et vérifiez la date de ce poste.</source>
        <translation>{subject} is past the end of its signature: it is refused, the old one stays in use. Ask for a new one, and check the date of this workstation.</translation>
    </message>
    <message>
        <source>{subject} n&apos;est plus garanti comme le plus récent, sa dernière annonce a expiré : rien n&apos;est installé, l&apos;ancien reste en service. Demandez une copie récente, et vérifiez la date de ce poste.</source>
        <translation>{subject} is no longer vouched for as the newest, its last announcement has expired: nothing is installed, the old one stays in use. Ask for a recent copy, and check the date of this workstation.</translation>
    </message>
    <message>
        <source>{subject} est plus gros que ce qu&apos;un poste accepte : il est refusé, l&apos;ancien reste en service. Prévenez l&apos;informatique.</source>
        <translation>{subject} is larger than a workstation takes: it is refused, the old one stays in use. Tell the IT department.</translation>
    </message>
    <message>
        <source>{subject} est plus ancien que ce que ce poste a déjà vu : il est refusé, l&apos;actuel reste en service. Demandez le plus récent.</source>
        <translation>{subject} is older than what this workstation has already seen: it is refused, the present one stays in use. Ask for the newest.</translation>
    </message>
    <message>
        <source>{subject} a été modifié depuis sa signature : il est refusé, l&apos;ancien reste en service. Prévenez l&apos;informatique.</source>
        <translation>{subject} was changed after it was signed: it is refused, the old one stays in use. Tell the IT department.</translation>
    </message>
    <message>
        <source>{subject} n&apos;a pas toutes les signatures exigées : il est refusé, l&apos;ancien reste en service. Prévenez l&apos;informatique.</source>
        <translation>{subject} lacks some of the signatures required: it is refused, the old one stays in use. Tell the IT department.</translation>
    </message>
    <message>
        <source>{subject} est incomplet ou abîmé : il est refusé, l&apos;ancien reste en service. Recopiez-le, ou réessayez plus tard.</source>
        <translation>{subject} is incomplete or damaged: it is refused, the old one stays in use. Copy it again, or try later.</translation>
    </message>
    <message>
        <source>{subject} n&apos;est pas recevable. Rien n&apos;a changé : prévenez l&apos;informatique.</source>
        <translation>{subject} can&apos;t be accepted. Nothing has changed: tell the IT department.</translation>
    </message>
    <message>
        <source>{subject} ne se rattache pas à la racine de confiance de ce poste : il est refusé, l&apos;ancien reste en service. L&apos;informatique donne la bonne (« aparte kb bundle trust »).</source>
        <translation>{subject} does not follow from this workstation&apos;s root of trust: it is refused, the old one stays in use. The IT department gives the right one (“aparte kb bundle trust”).</translation>
    </message>
    <message>
        <source>{subject} est signé par une clé que la mairie n&apos;a pas désignée : il est refusé, l&apos;ancien reste en service. Prévenez l&apos;informatique.</source>
        <translation>{subject} is signed by a key that the town did not name: it is refused, the old one stays in use. Tell the IT department.</translation>
    </message>
    <message>
        <source>La base de connaissances n&apos;est plus garantie depuis le {day} : elle répond toujours, vérifiez les montants et les dates.</source>
        <translation>The knowledge base has not been vouched for since {day}: it still answers, check amounts and dates.</translation>
    </message>
    <message>
        <source>Lot de connaissances n° {version} du {day}</source>
        <translation>Knowledge bundle no. {version} of {day}</translation>
    </message>
    <message>
        <source>L&apos;horloge de ce poste est en retard : réglez la date, ou prévenez l&apos;informatique.</source>
        <translation>The clock of this workstation is late: set the date, or tell the IT department.</translation>
    </message>
    <message>
        <source>Ce lot est bien signé mais ne peut pas servir : {why} L&apos;ancien reste en service.</source>
        <translation>This bundle is rightly signed but can&apos;t be used: {why} The old one stays in use.</translation>
    </message>
    <message>
        <source>La racine de confiance {path}, imposée par la collectivité, ne se lit pas : prévenez l&apos;informatique.</source>
        <translation>The root of trust {path}, imposed by the town, can&apos;t be read: tell the IT department.</translation>
    </message>
    <message>
        <source>Le lot ne peut pas être installé : disque plein ou protégé. L&apos;ancien reste en service.</source>
        <translation>The bundle can&apos;t be installed: disk full or protected. The old one stays in use.</translation>
    </message>
    <message>
        <source>Un lot s&apos;installe déjà sur ce poste : attendez qu&apos;il finisse.</source>
        <translation>A bundle is already being installed on this workstation: wait until it is done.</translation>
    </message>
    <message>
        <source>Les preuves de signature ne peuvent pas être écrites sur ce poste : disque plein ou protégé.</source>
        <translation>The proofs of signature can&apos;t be written on this workstation: disk full or protected.</translation>
    </message>
    <message>
        <source>Le téléchargement ne peut pas être gardé sur ce poste : disque plein ou protégé.</source>
        <translation>The download can&apos;t be kept on this workstation: disk full or protected.</translation>
    </message>
    <message>
        <source>Le téléchargement ne peut pas être relu sur ce poste : vérifiez le disque. L&apos;ancien lot reste en service.</source>
        <translation>The download can&apos;t be read back on this workstation: check the disk. The old bundle stays in use.</translation>
    </message>
    <message>
        <source>La racine de confiance ne peut pas être gardée : disque plein ou protégé.</source>
        <translation>The root of trust can&apos;t be kept: disk full or protected.</translation>
    </message>
    <message>
        <source>Changement urgent sans effet, la fiche {article} n&apos;est pas dans la base : relisez-le.</source>
        <translation>Urgent change without effect, article {article} is not in the base: read it again.</translation>
    </message>
    <message>
        <source>Correction urgente de la fiche {article} : « {words} » n&apos;y est plus, « {value} » y est ajouté. Relisez-la.</source>
        <translation>Urgent correction of article {article}: “{words}” is no longer in it, “{value}” is added. Read it again.</translation>
    </message>
    <message>
        <source>Les changements urgents de la mairie ne peuvent pas être gardés ici : disque plein ou protégé.</source>
        <translation>The town&apos;s urgent changes can&apos;t be kept here: disk full or protected.</translation>
    </message>
    <message>
        <source>Fiche suspendue par la mairie depuis le {day} à {hour} : {reason}</source>
        <translation>Article suspended by the town since {day} at {hour}: {reason}</translation>
    </message>
    <message>
        <source>{subject} ne se rattache pas à la racine de confiance de ce poste : il est refusé, l&apos;ancien reste en service. L&apos;informatique pose la bonne (update-root.json).</source>
        <translation>{subject} does not follow from this workstation&apos;s trusted root: it is refused, the old one stays in service. The IT department puts the right one in place (update-root.json).</translation>
    </message>
    <message>
        <source>{subject} ne contient pas la version annoncée : il est refusé, l&apos;ancien reste en service. Prévenez l&apos;informatique.</source>
        <translation>{subject} does not hold the version announced: it is refused, the old one stays in service. Tell the IT department.</translation>
    </message>
    <message>
        <source>Aparté {version} est en service, rien de plus récent n&apos;est connu.</source>
        <translation>Aparté {version} is in service, nothing newer is known.</translation>
    </message>
    <message>
        <source>La version {newer} sort par étapes : elle viendra plus tard sur ce poste.</source>
        <translation>Version {newer} is going out by stages: it will reach this workstation later.</translation>
    </message>
    <message>
        <source>La version {newer} est disponible, pas encore téléchargée.</source>
        <translation>Version {newer} is available, not downloaded yet.</translation>
    </message>
    <message>
        <source>La version {newer} est prête et vérifiée : l&apos;informatique l&apos;installe.</source>
        <translation>Version {newer} is ready and verified: the IT department installs it.</translation>
    </message>
    <message>
        <source>Le suivi des mises à jour ne peut pas être écrit : disque plein ou protégé.</source>
        <translation>The record of updates can&apos;t be written: disk full or protected.</translation>
    </message>
    <message>
        <source>Une mise à jour est déjà en cours sur ce poste : attendez qu&apos;elle finisse.</source>
        <translation>An update is already under way on this workstation: wait until it ends.</translation>
    </message>
    <message>
        <source>Aucune racine de confiance des programmes sur ce poste ({path}) : rien n&apos;est pris. L&apos;informatique l&apos;y pose, elle seule.</source>
        <translation>No trusted root of programs on this workstation ({path}): nothing is taken. Only the IT department puts it there.</translation>
    </message>
    <message>
        <source>Cette source n&apos;annonce aucune version : vérifiez que la copie est entière, ou prévenez l&apos;informatique.</source>
        <translation>This source announces no version: check that the copy is whole, or tell the IT department.</translation>
    </message>
    <message>
        <source>Le serveur de la mairie répond de façon incohérente : prévenez l&apos;informatique. Rien n&apos;est perdu, ce qui est enregistré reste à envoyer.</source>
        <translation>The town&apos;s server answers inconsistently: tell the IT department. Nothing is lost, what is recorded is still to be sent.</translation>
    </message>
    <message>
        <source>Le serveur de la mairie n&apos;est pas joignable : ce qui est enregistré partira dès que le réseau reviendra.</source>
        <translation>The town&apos;s server can&apos;t be reached: what is recorded leaves as soon as the network is back.</translation>
    </message>
    <message>
        <source>Le serveur de la mairie présente un certificat que ce poste ne connaît pas : rien n&apos;a été envoyé. Prévenez l&apos;informatique.</source>
        <translation>The town&apos;s server shows a certificate that this workstation does not know: nothing was sent. Tell the IT department.</translation>
    </message>
    <message>
        <source>Ce réseau demande d&apos;abord de s&apos;identifier dans un navigateur : ce qui est enregistré partira ensuite tout seul.</source>
        <translation>This network first asks to sign in with a browser: what is recorded then leaves by itself.</translation>
    </message>
    <message>
        <source>Le serveur de la mairie a donné une réponse illisible : prévenez l&apos;informatique. Rien n&apos;est perdu.</source>
        <translation>The town&apos;s server gave an unreadable answer: tell the IT department. Nothing is lost.</translation>
    </message>
    <message>
        <source>Le serveur de la mairie est occupé : nouvel essai dans un moment, tout seul.</source>
        <translation>The town&apos;s server is busy: another try in a moment, by itself.</translation>
    </message>
    <message>
        <source>Ce code de raccordement n&apos;est pas connu, a déjà servi ou a plus d&apos;un quart d&apos;heure : demandez-en un autre.</source>
        <translation>This enrolment code is unknown, was used already or is more than a quarter of an hour old: ask for another.</translation>
    </message>
    <message>
        <source>Ce poste a été retiré par la mairie : il continue d&apos;enregistrer, mais n&apos;envoie plus rien. Demandez un code de raccordement.</source>
        <translation>This workstation was removed by the town: it goes on recording, but sends nothing any more. Ask for an enrolment code.</translation>
    </message>
    <message>
        <source>Ce poste n&apos;a pas été connecté depuis trop longtemps : demandez un code de raccordement. Rien n&apos;est perdu.</source>
        <translation>This workstation was not connected for too long: ask for an enrolment code. Nothing is lost.</translation>
    </message>
    <message>
        <source>Le serveur de la mairie ne connaît plus ce poste : demandez un code de raccordement. Rien n&apos;est perdu.</source>
        <translation>The town&apos;s server no longer knows this workstation: ask for an enrolment code. Nothing is lost.</translation>
    </message>
    <message>
        <source>L&apos;adresse du serveur doit commencer par https:// : rien ne part en clair sur le réseau.</source>
        <translation>The server&apos;s address must begin with https://: nothing leaves in clear over the network.</translation>
    </message>
    <message>
        <source>« {address} » n&apos;est pas une adresse de serveur : demandez-la à l&apos;informatique, par exemple https://aparte.ville.fr.</source>
        <translation>“{address}” is no server address: ask the IT department for it, for instance https://aparte.ville.fr.</translation>
    </message>
    <message>
        <source>Le fichier de certificats « {path} » ne peut pas être lu : prévenez l&apos;informatique.</source>
        <translation>The certificates&apos; file “{path}” can&apos;t be read: tell the IT department.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>La base a changé, mais son index n&apos;a pas pu être reconstruit : les réponses sont celles de l&apos;ancienne version.</source>
        <translation>The base has changed, but its index could not be rebuilt: the answers are those of the old version.</translation>
    </message>
    <message>
        <source>Les échanges n&apos;ont pas pu être ouverts : prévenez l&apos;informatique.</source>
        <translation>The contacts could not be opened: tell IT.</translation>
    </message>
    <message>
        <source>La recherche dans toute la base n&apos;a pas pu être préparée : vérifiez la place sur le disque.</source>
        <translation>The search of the whole base could not be prepared: check the room left on the disk.</translation>
    </message>
    <message>
        <source>La base de connaissances n&apos;a pas pu être ouverte : prévenez l&apos;informatique.</source>
        <translation>The knowledge base could not be opened: tell the IT department.</translation>
    </message>
    <message>
        <source>Une erreur imprévue est survenue ; votre texte est conservé. Le détail est dans le journal.</source>
        <translation>Something unforeseen went wrong; your text is kept. The detail is in the log.</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Ce que dit l&apos;usager</source>
        <translation>What the citizen says</translation>
    </message>
    <message>
        <source>Historique</source>
        <translation>History</translation>
    </message>
    <message>
        <source>décompte sans texte</source>
        <translation>tally without text</translation>
    </message>
    <message>
        <source>saisi après coup</source>
        <translation>entered late</translation>
    </message>
    <message>
        <source>{count} demandes</source>
        <translation>{count} demands</translation>
    </message>
    <message>
        <source>Demande</source>
        <translation>Demand</translation>
    </message>
    <message>
        <source>vers {service}</source>
        <translation>to {service}</translation>
    </message>
    <message>
        <source>proposé : {code}</source>
        <translation>offered: {code}</translation>
    </message>
    <message>
        <source>Fait</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Efface le nom et le numéro : ils ne servent plus.</source>
        <translation>Erases the name and the number: they are of no more use.</translation>
    </message>
    <message>
        <source>À rappeler</source>
        <translation>To call back</translation>
    </message>
    <message>
        <source>À rappeler {moment}</source>
        <translation>To call back {moment}</translation>
    </message>
    <message>
        <source>Réponses données</source>
        <translation>Answers given</translation>
    </message>
    <message>
        <source>Brouillons refusés</source>
        <translation>Refused drafts</translation>
    </message>
    <message>
        <source>Autres fiches</source>
        <translation>Other articles</translation>
    </message>
    <message>
        <source>Aide d&apos;une IA à la rédaction</source>
        <translation>Written with the help of AI</translation>
    </message>
    <message>
        <source>vérifiée le {day}</source>
        <translation>verified on {day}</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>version {version}</translation>
    </message>
    <message>
        <source>{told} ({title})</source>
        <translation>{told} ({title})</translation>
    </message>
    <message>
        <source>Affichées ({count}) : {titles}</source>
        <translation>Shown ({count}): {titles}</translation>
    </message>
    <message>
        <source>Ouvertes ({count}) : {titles}</source>
        <translation>Opened ({count}): {titles}</translation>
    </message>
    <message>
        <source>Refusées ({count}) : {titles}</source>
        <translation>Refused ({count}): {titles}</translation>
    </message>
    <message>
        <source>Enregistré {moment}</source>
        <translation>Recorded {moment}</translation>
    </message>
    <message>
        <source>Corrigé {moment}</source>
        <translation>Corrected {moment}</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>L&apos;annuaire ne connaît aucun service à qui transférer.</source>
        <translation>The directory knows no service to transfer to.</translation>
    </message>
    <message>
        <source>L&apos;annuaire ne connaît aucune administration hors de la ville.</source>
        <translation>The directory knows no administration outside the town.</translation>
    </message>
    <message>
        <source>Orienter hors de la ville</source>
        <translation>Redirect outside the town</translation>
    </message>
    <message>
        <source>Réponse à remettre à l&apos;usager</source>
        <translation>Answer to hand over</translation>
    </message>
    <message>
        <source>Modifier le brouillon écrit par IA avant de le copier</source>
        <translation>Change the draft written by AI before copying it</translation>
    </message>
    <message>
        <source>Noté : cette fiche ne convient pas à cet échange.</source>
        <translation>Noted: this article does not fit this contact.</translation>
    </message>
    <message>
        <source>Les échanges ne peuvent pas être enregistrés pour le moment.</source>
        <translation>Contacts can&apos;t be recorded for now.</translation>
    </message>
    <message>
        <source>Transfert préparé : enregistrez l&apos;échange pour le compter.</source>
        <translation>Transfer prepared: save the contact to count it.</translation>
    </message>
    <message>
        <source>Prévenir l&apos;usager</source>
        <translation>Tell the citizen</translation>
    </message>
    <message>
        <source>Lettre de transmission à l&apos;usager</source>
        <translation>Letter of forwarding to the citizen</translation>
    </message>
    <message>
        <source>Manque signalé, référence {reference}.</source>
        <translation>Gap reported, reference {reference}.</translation>
    </message>
    <message>
        <source>Courriel enregistré.</source>
        <translation>Email saved.</translation>
    </message>
</context>
<context>
    <name>SlipDialog</name>
    <message>
        <source>Réponse à remettre, {reference}</source>
        <translation>Answer to hand over, {reference}</translation>
    </message>
    <message>
        <source>Texte de la réponse à remettre</source>
        <translation>Text of the answer to hand over</translation>
    </message>
    <message>
        <source>Courriel</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Fichier .eml</source>
        <translation>.eml file</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Imprimer</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
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
        <source>sens proche</source>
        <translation>close in meaning</translation>
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
    <name>Sync</name>
    <message>
        <source>Synchronisé</source>
        <translation>Synchronised</translation>
    </message>
    <message>
        <source>{waiting}, tout seul, dans un moment.</source>
        <translation>{waiting}, by itself, in a moment.</translation>
    </message>
    <message>
        <source>Hors ligne</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>À raccorder</source>
        <translation>To enrol</translation>
    </message>
    <message>
        <source>Raccordé, jamais synchronisé.</source>
        <translation>Enrolled, never synchronised.</translation>
    </message>
    <message>
        <source>Synchronisé {when}.</source>
        <translation>Synchronised {when}.</translation>
    </message>
    <message>
        <source>Rien à envoyer</source>
        <translation>Nothing to send</translation>
    </message>
    <message>
        <source>1 enregistrement à envoyer</source>
        <translation>1 record to send</translation>
    </message>
    <message>
        <source>{count} enregistrements à envoyer</source>
        <translation>{count} records to send</translation>
    </message>
    <message>
        <source>Hors ligne depuis {since}. {waiting}.</source>
        <translation>Offline since {since}. {waiting}.</translation>
    </message>
    <message>
        <source>{count} à envoyer</source>
        <translation>{count} to send</translation>
    </message>
    <message>
        <source>aujourd&apos;hui à {hour}</source>
        <translation>today at {hour}</translation>
    </message>
    <message>
        <source>le {day} à {hour}</source>
        <translation>on {day} at {hour}</translation>
    </message>
</context>
<context>
    <name>SyncActions</name>
    <message>
        <source>Ce poste est raccordé : ce qui attendait part maintenant.</source>
        <translation>This workstation is enrolled: what waited leaves now.</translation>
    </message>
</context>
<context>
    <name>SyncSheet</name>
    <message>
        <source>Serveur de la mairie</source>
        <translation>Town&apos;s server</translation>
    </message>
    <message>
        <source>Raccorder ce poste</source>
        <translation>Enrol this workstation</translation>
    </message>
    <message>
        <source>Synchroniser maintenant</source>
        <translation>Synchronise now</translation>
    </message>
    <message>
        <source>Voir ce qui attend</source>
        <translation>See what waits</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{waiting}.</source>
        <translation>{waiting}.</translation>
    </message>
    <message>
        <source>Échange en cours…</source>
        <translation>Exchange under way…</translation>
    </message>
    <message>
        <source>Ce poste n&apos;est raccordé à aucun serveur : tout reste ici.</source>
        <translation>This workstation is enrolled on no server: everything stays here.</translation>
    </message>
    <message>
        <source>Les échanges sont verrouillés : rien n&apos;est envoyé.</source>
        <translation>The contacts are locked: nothing is sent.</translation>
    </message>
    <message>
        <source>Hors ligne. {synced}</source>
        <translation>Offline. {synced}</translation>
    </message>
    <message>
        <source>&amp;Adresse</source>
        <translation>&amp;Address</translation>
    </message>
    <message>
        <source>Imposée par {who}.</source>
        <translation>Imposed by {who}.</translation>
    </message>
    <message>
        <source>&amp;Code de raccordement</source>
        <translation>Enrolment &amp;code</translation>
    </message>
    <message>
        <source>Écrivez l&apos;adresse du serveur et le code que la mairie vous a donné.</source>
        <translation>Type the server&apos;s address and the code that the town gave you.</translation>
    </message>
</context>
<context>
    <name>TeamPart</name>
    <message>
        <source>Code d&apos;équipe</source>
        <translation>Team code</translation>
    </message>
    <message>
        <source>Rejoindre l&apos;équipe</source>
        <translation>Join the team</translation>
    </message>
    <message>
        <source>Rappels partagés avec l&apos;équipe. Code d&apos;équipe, à taper sur un poste qui se raccorde : {code}</source>
        <translation>Call-backs are shared with the team. Team code, to be typed on a workstation that enrols: {code}</translation>
    </message>
    <message>
        <source>Les rappels de l&apos;équipe attendent qu&apos;un autre de ses postes soit ouvert. Si cela dure, vérifiez le code d&apos;équipe.</source>
        <translation>The team&apos;s call-backs wait until another of its workstations is open. If this lasts, check the team code.</translation>
    </message>
    <message>
        <source>Pour lire les rappels de l&apos;équipe, tapez le code d&apos;équipe qu&apos;un autre poste affiche ici.</source>
        <translation>To read the team&apos;s call-backs, type the team code that another workstation shows here.</translation>
    </message>
</context>
<context>
    <name>TicketActions</name>
    <message>
        <source>{reference} relue.</source>
        <translation>{reference} reread.</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
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
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>Transférer à un service</source>
        <translation>Transfer to a service</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Joindre les coordonnées de rappel</source>
        <translation>Include the call-back details</translation>
    </message>
</context>
<context>
    <name>Urgent</name>
    <message>
        <source>Avis</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>Suspendue</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>Corrigée</source>
        <translation>Corrected</translation>
    </message>
    <message>
        <source>Corrigé par la mairie le {day} : {value}. {why}</source>
        <translation>Corrected by the town on {day}: {value}. {why}</translation>
    </message>
    <message>
        <source>jusqu&apos;à {hour}</source>
        <translation>until {hour}</translation>
    </message>
    <message>
        <source>toute la journée</source>
        <translation>all day</translation>
    </message>
    <message>
        <source>du {first} au {last}</source>
        <translation>from {first} to {last}</translation>
    </message>
    <message>
        <source>jusqu&apos;au {last}</source>
        <translation>until {last}</translation>
    </message>
</context>
<context>
    <name>UrgentBanner</name>
    <message>
        <source>1 avis de la mairie</source>
        <translation>1 notice from the town</translation>
    </message>
    <message>
        <source>{n} avis de la mairie</source>
        <translation>{n} notices from the town</translation>
    </message>
    <message>
        <source>Réduire</source>
        <translation>Fold</translation>
    </message>
    <message>
        <source>Lire</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Lire les {n} avis</source>
        <translation>Read the {n} notices</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Garder</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Garder le brouillon ({key})</source>
        <translation>Keep the draft ({key})</translation>
    </message>
    <message>
        <source>touche {rank}</source>
        <translation>key {rank}</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Enregistré : {name}</source>
        <translation>Saved: {name}</translation>
    </message>
</context>
<context>
    <name>_DemandRow</name>
    <message>
        <source>Code de conclusion</source>
        <translation>Closure code</translation>
    </message>
    <message>
        <source>Choisir un code</source>
        <translation>Choose a code</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Retirer</source>
        <translation>Remove</translation>
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
        <source>Copier l&apos;inverse : sans ou avec la source</source>
        <translation>Copy the other way: without or with the source</translation>
    </message>
    <message>
        <source>Réponse à remettre à l&apos;usager</source>
        <translation>Answer to hand over</translation>
    </message>
    <message>
        <source>Signaler un manque</source>
        <translation>Report a gap</translation>
    </message>
    <message>
        <source>Aller à ce que dit l&apos;usager</source>
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
        <source>Modifier la réponse avant de la copier</source>
        <translation>Change the answer before copying it</translation>
    </message>
    <message>
        <source>Copier le brouillon écrit par IA</source>
        <translation>Copy the draft written by AI</translation>
    </message>
    <message>
        <source>Modifier le brouillon avant de le copier</source>
        <translation>Change the draft before copying it</translation>
    </message>
    <message>
        <source>Refuser le brouillon</source>
        <translation>Refuse the draft</translation>
    </message>
    <message>
        <source>Enregistrer l&apos;échange</source>
        <translation>Save the contact</translation>
    </message>
    <message>
        <source>Usager suivant (l&apos;échange reste ouvert ; Ctrl+Z y revient)</source>
        <translation>Next citizen (the contact stays open; Ctrl+Z goes back)</translation>
    </message>
    <message>
        <source>Aller à l&apos;échange ouvert de ce rang</source>
        <translation>Go to the open contact of that rank</translation>
    </message>
    <message>
        <source>Compter une orientation, sans texte</source>
        <translation>Count an orientation, without text</translation>
    </message>
    <message>
        <source>Transférer à un service</source>
        <translation>Transfer to a service</translation>
    </message>
    <message>
        <source>Aller au code de conclusion</source>
        <translation>Go to the closure code</translation>
    </message>
    <message>
        <source>Aller au brouillon, ou le cacher</source>
        <translation>Go to the draft, or hide it</translation>
    </message>
    <message>
        <source>Aller à l&apos;échange</source>
        <translation>Go to the contact</translation>
    </message>
    <message>
        <source>Aller au journal</source>
        <translation>Go to the journal</translation>
    </message>
    <message>
        <source>Aller aux chiffres</source>
        <translation>Go to the figures</translation>
    </message>
    <message>
        <source>Voir ce que le dernier import a changé</source>
        <translation>See what the last import changed</translation>
    </message>
    <message>
        <source>Verrouiller le journal</source>
        <translation>Lock the journal</translation>
    </message>
    <message>
        <source>Confirmer le code choisi dans la liste</source>
        <translation>Confirm the code selected in the list</translation>
    </message>
    <message>
        <source>Noter que la suggestion ne convient pas</source>
        <translation>Note that the suggestion does not fit</translation>
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
        <source>Pourquoi il est refusé : faux, incomplet, mal dit, pas utile</source>
        <translation>Why it is refused: wrong, incomplete, badly said, not needed</translation>
    </message>
    <message>
        <source>Garder le brouillon</source>
        <translation>Keep the draft</translation>
    </message>
    <message>
        <source>Prendre le mot proposé en gris</source>
        <translation>Take the word offered in grey</translation>
    </message>
    <message>
        <source>Prendre tout ce qui est proposé en gris</source>
        <translation>Take all that is offered in grey</translation>
    </message>
    <message>
        <source>Ne pas le proposer</source>
        <translation>Hide it</translation>
    </message>
    <message>
        <source>Ouvrir la fiche choisie</source>
        <translation>Open the selected article</translation>
    </message>
    <message>
        <source>Prendre l&apos;orthographe proposée</source>
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
        <source>Dans ce que dit l&apos;usager</source>
        <translation>In what the citizen says</translation>
    </message>
    <message>
        <source>Dans l&apos;échange</source>
        <translation>In the contact</translation>
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
        <source>Dans le brouillon qu&apos;on refuse</source>
        <translation>In the draft being refused</translation>
    </message>
    <message>
        <source>Dans la réponse et les notes</source>
        <translation>In the reply and the notes</translation>
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
        <source>Copie du fichier {name} du {day}. Aparté n&apos;est pas le site officiel.</source>
        <translation>Copy of the file {name} of {day}. Aparté is not the official site.</translation>
    </message>
    <message>
        <source>Fiche {fresh}</source>
        <translation>Article {fresh}</translation>
    </message>
    <message>
        <source>à revoir avant le {day}</source>
        <translation>to be reviewed before {day}</translation>
    </message>
</context>
<context>
    <name>contact</name>
    <message>
        <source>Guichet</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>Téléphone</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Courriel</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Tchat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Réseau social</source>
        <translation>Social network</translation>
    </message>
    <message>
        <source>Courrier</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Visio</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Répondu à l&apos;accueil</source>
        <translation>Answered at the desk</translation>
    </message>
    <message>
        <source>Démarche faite</source>
        <translation>Procedure done</translation>
    </message>
    <message>
        <source>Dossier incomplet</source>
        <translation>File incomplete</translation>
    </message>
    <message>
        <source>Transféré à un service</source>
        <translation>Transferred to a service</translation>
    </message>
    <message>
        <source>Orienté hors de la ville</source>
        <translation>Redirected outside the town</translation>
    </message>
    <message>
        <source>À rappeler</source>
        <translation>To call back</translation>
    </message>
    <message>
        <source>Rendez-vous</source>
        <translation>Appointment</translation>
    </message>
    <message>
        <source>Échange interrompu</source>
        <translation>Contact broken off</translation>
    </message>
    <message>
        <source>confirmé</source>
        <translation>confirmed</translation>
    </message>
    <message>
        <source>choisi</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>par défaut</source>
        <translation>by default</translation>
    </message>
    <message>
        <source>Fausse</source>
        <translation>Wrong</translation>
    </message>
    <message>
        <source>Ancienne</source>
        <translation>Old</translation>
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
        <source>Confidentialité</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>Brouillons</source>
        <translation>Drafts</translation>
    </message>
    <message>
        <source>Serveur de la mairie</source>
        <translation>Town&apos;s server</translation>
    </message>
    <message>
        <source>Mises à jour</source>
        <translation>Updates</translation>
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
        <source>Une seule colonne, à côté d&apos;un autre programme.</source>
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
    <message>
        <source>Proposer un brouillon</source>
        <translation>Offer a draft</translation>
    </message>
    <message>
        <source>Écrit par une IA sur ce poste, à partir des extraits affichés ; rien ne part sans vous.</source>
        <translation>Written by an AI on this computer from the passages shown; nothing leaves without you.</translation>
    </message>
    <message>
        <source>Proposer la fin des phrases</source>
        <translation>Offer the end of sentences</translation>
    </message>
    <message>
        <source>En gris dans la réponse et les notes : Ctrl+→ prend un mot, Fin prend le reste.</source>
        <translation>In grey in the reply and the notes: Ctrl+→ takes a word, End takes the rest.</translation>
    </message>
    <message>
        <source>Tous</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Ceux du poste</source>
        <translation>The machine&apos;s</translation>
    </message>
    <message>
        <source>Aucun</source>
        <translation>None</translation>
    </message>
    <message>
        <source>Modèles permis</source>
        <translation>Models allowed</translation>
    </message>
    <message>
        <source>Modèle qui écrit</source>
        <translation>Model that writes</translation>
    </message>
    <message>
        <source>Modèle de recherche</source>
        <translation>Search model</translation>
    </message>
    <message>
        <source>Chercher aussi par le sens</source>
        <translation>Search by meaning too</translation>
    </message>
    <message>
        <source>Quand un modèle de recherche est installé : la liste s&apos;affine dès que vous cessez de taper.</source>
        <translation>When a search model is installed: the list is refined as soon as you stop typing.</translation>
    </message>
    <message>
        <source>Garder ce qu&apos;a dit l&apos;usager</source>
        <translation>Keep what the citizen said</translation>
    </message>
    <message>
        <source>En jours après l&apos;enregistrement ; 0 : effacé aussitôt.</source>
        <translation>In days after saving; 0: erased at once.</translation>
    </message>
    <message>
        <source>Garder les notes</source>
        <translation>Keep notes</translation>
    </message>
    <message>
        <source>En jours après l&apos;enregistrement ; elles ne quittent jamais ce poste.</source>
        <translation>In days after saving; they never leave this workstation.</translation>
    </message>
    <message>
        <source>Garder les coordonnées à rappeler</source>
        <translation>Keep call-back details</translation>
    </message>
    <message>
        <source>En jours ; effacées plus tôt quand le rappel est fait.</source>
        <translation>In days; erased sooner once the call is made.</translation>
    </message>
    <message>
        <source>Garder les sauvegardes</source>
        <translation>Keep backups</translation>
    </message>
    <message>
        <source>En jours ; elles sont chiffrées et restent sur ce poste.</source>
        <translation>In days; they are encrypted and stay on this workstation.</translation>
    </message>
    <message>
        <source>Demander un code à l&apos;ouverture</source>
        <translation>Ask for a code at opening</translation>
    </message>
    <message>
        <source>Utile quand plusieurs agents se partagent le poste.</source>
        <translation>Useful when several agents share the workstation.</translation>
    </message>
    <message>
        <source>Verrouiller après</source>
        <translation>Lock after</translation>
    </message>
    <message>
        <source>Sans frappe ni souris ; 0 : jamais. Les suggestions restent disponibles.</source>
        <translation>Without key or mouse; 0: never. Suggestions stay available.</translation>
    </message>
    <message>
        <source>Adresse du serveur</source>
        <translation>Server address</translation>
    </message>
    <message>
        <source>Libre</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>Obligatoire</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>Interdit</source>
        <translation>Forbidden</translation>
    </message>
    <message>
        <source>Raccordement</source>
        <translation>Enrolment</translation>
    </message>
    <message>
        <source>Fichier du code de raccordement</source>
        <translation>Enrolment code file</translation>
    </message>
    <message>
        <source>Serveur mandataire</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Fichier de certificats</source>
        <translation>Certificate file</translation>
    </message>
    <message>
        <source>Racine des lots de connaissances</source>
        <translation>Root of knowledge bundles</translation>
    </message>
    <message>
        <source>Connexion lente</source>
        <translation>Slow connection</translation>
    </message>
    <message>
        <source>Échange avec le serveur toutes les demi-heures au lieu de deux minutes.</source>
        <translation>Exchanges with the server every half hour instead of every two minutes.</translation>
    </message>
    <message>
        <source>Stables</source>
        <translation>Stable</translation>
    </message>
    <message>
        <source>En essai</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>Aucune</source>
        <translation>None</translation>
    </message>
    <message>
        <source>Versions suivies</source>
        <translation>Versions followed</translation>
    </message>
    <message>
        <source>Source des mises à jour</source>
        <translation>Update source</translation>
    </message>
    <message>
        <source>Absence permise sans serveur</source>
        <translation>Absence allowed without the server</translation>
    </message>
    <message>
        <source>En jours, au moins ce que dit le serveur ; 0 : ce qu&apos;il dit ; -1 : sans limite.</source>
        <translation>In days, at least what the server says; 0: what it says; -1: no limit.</translation>
    </message>
    <message>
        <source>Clé de récupération admise</source>
        <translation>Recovery key admitted</translation>
    </message>
    <message>
        <source>La clé publique ; vide : la première que le serveur annonce.</source>
        <translation>The public key; empty: the first one that the server announces.</translation>
    </message>
    <message>
        <source>Nommer qui prend un rappel en charge</source>
        <translation>Name who takes a call-back</translation>
    </message>
    <message>
        <source>L&apos;équipe voit le nom de l&apos;agent ; sinon « un collègue ».</source>
        <translation>The team sees the agent&apos;s name; otherwise “a colleague”.</translation>
    </message>
</context>
<context>
    <name>shortcut</name>
    <message>
        <source>Choisissez une seule touche : une lettre, un chiffre, Espace ou F1 à F12.</source>
        <translation>Choose a single key: a letter, a digit, Space or F1 to F12.</translation>
    </message>
    <message>
        <source>Ctrl+Alt sert à taper @, # ou € (AltGr) : prenez d&apos;autres touches.</source>
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
        <source>Écrivez ce que dit l&apos;usager</source>
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
        <source>Aucune fiche n&apos;en parle</source>
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
        <source>La base de connaissances s&apos;ouvre</source>
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
</TS>
