"""What administrators read of each setting: its effect, in French and in English.

The French labels are the options' own; the interface's help is written for agents, this is not.
"""

from dataclasses import dataclass

from aparte.settings import CATALOGUE, Option


@dataclass(frozen=True, slots=True)
class Said:
    """One setting's English label, and what it does in both languages; `label` in French where the option has none."""

    english: str
    effect: str
    english_effect: str
    label: str = ""


GROUPS = {
    "Affichage": "Display",
    "À côté du logiciel métier": "Beside the town's own software",
    "Copie": "Copy",
    "Clavier": "Keyboard",
    "Brouillons": "Drafts",
    "Confidentialité": "Privacy",
    "Serveur de la mairie": "Town server",
    "Mises à jour": "Updates",
}
# Where an option says no group of its own.
USUAL_GROUP = "Serveur de la mairie"

CHOICES = {
    "Comme le système": "As the system",
    "Clair": "Light",
    "Sombre": "Dark",
    "Français": "Français",
    "English": "English",
    "Tous": "Any",
    "Ceux du poste": "Those of the machine",
    "Aucun": "None",
    "Libre": "Free",
    "Obligatoire": "Required",
    "Interdit": "Forbidden",
    "Stables": "Stable",
    "En essai": "Preview",
    "Aucune": "None",
}

TEXTS = {
    "appearance": Said(
        "Appearance",
        "Clair, sombre, ou comme le système. À laisser libre : certains agents ne lisent que l'un des deux.",
        "Light, dark, or as the system says. Better left free: some people can read only one of them.",
    ),
    "font_scale": Said(
        "Text size",
        "En pour cent. À laisser libre : une personne malvoyante en a besoin.",
        "In percent. Better left free: people with low vision need it.",
    ),
    "language": Said("Language", "Langue de l'interface : fr ou en.", "Language of the interface: fr or en."),
    "compact": Said("Narrow window", "Une seule colonne.", "One column only."),
    "always_on_top": Said(
        "Always on top",
        "La fenêtre reste devant les autres, sans prendre le clavier.",
        "The window stays in front of others, without taking the keyboard.",
    ),
    "copy_with_source": Said(
        "Add the source to what is copied",
        "Termine chaque texte copié par sa source et sa date.",
        "Ends each copied text with its source and date.",
    ),
    "return_after_copy": Said(
        "Return to the previous program",
        "Après une copie, rend la main au logiciel métier.",
        "After a copy, gives the keyboard back to the program in front before.",
    ),
    "global_shortcut": Said(
        "Shortcut that calls Aparté",
        "Par exemple Ctrl+Shift+Space ; fonctionne depuis tous les programmes.",
        "For example Ctrl+Shift+Space; works from any program.",
    ),
    "open_delay_guard_ms": Said(
        "Guard against a list that moves",
        "En millisecondes : Alt + chiffre ouvre la suggestion affichée depuis au moins ce temps.",
        "In milliseconds: Alt + digit opens the suggestion shown for at least that long.",
    ),
    "drafts": Said(
        "Offer drafts",
        "Brouillons écrits par le modèle local. Désactivé : suggestions et réponses sans modèle.",
        "Drafts written by the local model. Disabled: suggestions and replies without a model.",
    ),
    "completions": Said(
        "Offer the end of sentences",
        "En gris dans la réponse et les notes ; par comptes, sans modèle.",
        "In grey in the reply and the notes; by counts, without a model.",
    ),
    "models": Said(
        "Models allowed",
        "any : tous, y compris ceux que l'agent apporte ; machine : ceux du poste et celui livré avec Aparté ; none : "
        "aucun, ni brouillon ni recherche par le sens.",
        "any: all, those that the agent brings included; machine: those of the machine and the one that comes with "
        "Aparté; none: neither drafts nor search by meaning.",
    ),
    "model": Said(
        "Model that writes",
        "Son nom tel que « aparte model list » le montre. Un modèle nommé ici n'a pas de remplaçant : s'il manque, "
        "il n'y a pas de brouillon.",
        "Its name as `aparte model list` shows it. A model named here has no replacement: where it is missing there "
        "are no drafts.",
    ),
    "embedding_model": Said(
        "Model of search",
        "Son nom tel que « aparte model list » le montre, ou aucun.",
        'Its name as `aparte model list` shows it, or "aucun" for none.',
    ),
    "meaning": Said(
        "Search by meaning too",
        "Quand un modèle de recherche est en service ; la liste des mots est montrée d'abord, puis affinée.",
        "When a model of search is in service; the list by words comes first and is then refined.",
    ),
    "keep_words_days": Said(
        "Keep what the citizen said",
        "En jours après l'enregistrement ; 0 : effacé aussitôt.",
        "In days after recording; 0: erased at once.",
    ),
    "keep_notes_days": Said(
        "Keep notes",
        "En jours après l'enregistrement ; 0 : effacées aussitôt. Elles ne quittent jamais le poste.",
        "In days after recording; 0: erased at once. They never leave the workstation.",
    ),
    "keep_call_back_days": Said(
        "Keep whom to call back",
        "En jours ; effacé plus tôt quand le rappel est fait.",
        "In days; erased sooner once called back.",
    ),
    "keep_backups_days": Said(
        "Keep backups",
        "En jours. Une sauvegarde contient encore ce qui a été effacé après elle : pas plus longtemps que nécessaire.",
        "In days. A backup still holds what was erased after it: no longer than needed.",
    ),
    "require_pin": Said(
        "Ask for a code at opening",
        "Chaque agent ouvre ses échanges par un code. À activer sur un poste partagé.",
        "Each agent opens the records with a code. To be enabled on a shared workstation.",
    ),
    "lock_after_minutes": Said(
        "Lock after",
        "En minutes sans frappe ni souris ; 0 : jamais. Les suggestions restent disponibles.",
        "In minutes without keyboard or mouse; 0: never. Suggestions stay available.",
    ),
    "sync_server": Said(
        "Server address",
        "Par exemple https://aparte.ville.example. Une adresse en http:// est refusée.",
        "For example https://aparte.ville.example. An http:// address is refused.",
    ),
    "enrolment": Said(
        "Enrolment",
        "free : l'agent raccorde le poste s'il a un code ; required : un poste seul le demande, un poste raccordé le "
        "reste ; forbidden : l'agent ne peut pas, seul « enrolment_file » le fait.",
        "free: the agent enrols with a code; required: a workstation alone asks for it, an enrolled one stays so; "
        "forbidden: the agent can't, only `enrolment_file` does.",
    ),
    "enrolment_file": Said(
        "File of the enrolment code",
        "Chemin d'un fichier dont la première ligne est un code de raccordement : lu au prochain échange d'un poste "
        "qui n'est pas raccordé, puis effacé si le compte de l'agent en a le droit.",
        "Path of a file whose first line is an enrolment code: read at the next exchange of a workstation that is not "
        "enrolled, then removed where the agent's account may.",
    ),
    "sync_proxy": Said(
        "Proxy",
        'Vide : celui du système ; direct ; ou une adresse, "http://proxy.ville.example:3128".',
        'Empty: the system\'s; direct; or an address, "http://proxy.ville.example:3128".',
    ),
    "sync_authorities": Said(
        "File of certificates",
        "Fichier PEM des autorités de la ville, en plus du magasin du système.",
        "PEM file of the town's authorities, besides the system's store.",
    ),
    "sync_slow": Said(
        "Slow line",
        "Échange toutes les demi-heures au lieu de deux minutes.",
        "Exchange every half hour instead of every two minutes.",
    ),
    "lease_days": Said(
        "Days away from the server",
        "Combien de jours un poste peut rester sans échange avant que ses échanges se ferment : au moins ce que dit "
        "le serveur ; 0 : comme le serveur ; -1 : sans fin.",
        "How many days a workstation may go without an exchange before its records close: at least what the server "
        "says; 0: as the server says; -1: for ever.",
        "Jours sans échange permis",
    ),
    "recovery_key": Said(
        "Recovery key",
        "La seule clé de secours à qui la clé de ce poste est confiée, telle que « aparte store » la montre.",
        "The only recovery key that this workstation's own is entrusted to, as `aparte store` shows it.",
        "Clé de secours",
    ),
    "share_agent_names": Said(
        "Share agents' names",
        "Si l'équipe voit qui a pris un rappel.",
        "Whether the team sees who took a call-back.",
        "Partager les noms des agents",
    ),
    "bundle_root": Said(
        "Trusted root of knowledge bundles",
        "Fichier de la racine de confiance des lots de connaissances (1.root.json).",
        "File of the trusted root of knowledge bundles (1.root.json).",
        "Racine des lots signés",
    ),
    "update_channel": Said(
        "Versions followed",
        "stable : les versions éprouvées ; preview : les versions en essai aussi ; none : aucune mise à jour par "
        "Aparté lui-même.",
        "stable: proven versions; preview: those on trial too; none: no update by Aparté itself.",
    ),
    "update_source": Said(
        "Source of updates",
        "Un dossier, un partage ou une adresse https:// ; vide : nulle part.",
        "A folder, a share or an https:// address; empty: nowhere.",
    ),
}


def imposable() -> tuple[Option[object], ...]:
    """Every option that a policy may set."""
    return tuple(option for option in CATALOGUE if option.is_imposable)


def label(option: Option[object]) -> str:
    """In French."""
    return option.label or TEXTS[option.key].label


def group(option: Option[object]) -> str:
    """In French."""
    return option.group or USUAL_GROUP
