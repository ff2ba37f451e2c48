"""The catalogue: every option of the client, declared once.

Labels are French source strings; the interface translates them in the context `settings`.
The window's own memory is kept beside them, and neither offered in the preferences nor set by a policy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from aparte.core.contact import Channel
from aparte.settings.kinds import Choice, Choices, Kind, Numbers, Switch, Text, Texts, Whole
from aparte.settings.marking import QT_TRANSLATE_NOOP

T = TypeVar("T")


class Enrolment(StrEnum):
    """Who may join this workstation to a town's server, or take it away."""

    FREE = "free"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"


class AllowedModels(StrEnum):
    """Whose local models may serve."""

    ANY = "any"
    MACHINE = "machine"
    NONE = "none"


class UpdateChannel(StrEnum):
    """Which versions of the program this workstation takes."""

    STABLE = "stable"
    PREVIEW = "preview"
    NONE = "none"


class Appearance(StrEnum):
    """Light, dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One option; `kind` says what its values are and how they are read from a file or the registry.

    `memory`: the window's own. `quiet`: the preferences show it only when a policy imposes it;
    `policy_only`: and nobody else sets it.
    `guarded`: an administrator's business, out of the agent's hands as long as a policy can't be read.
    `careful` makes the value then in force from the agent's own; without it, the default is.
    """

    key: str
    kind: Kind[T]
    default: T
    label: str = ""
    help: str = ""
    group: str = ""
    memory: bool = False
    quiet: bool = False
    policy_only: bool = False
    guarded: bool = False
    careful: Callable[[T], T] | None = None

    @property
    def is_offered(self) -> bool:
        """Whether the preferences let an agent change it."""
        return bool(self.label) and not self.quiet and not self.policy_only

    @property
    def is_imposable(self) -> bool:
        """Whether a policy may set it."""
        return not self.memory

    def held(self, chosen: T) -> T:
        """The value in force where a policy's can't be known; `chosen` is the agent's."""
        return self.careful(chosen) if self.careful is not None else self.default


def _as_chosen(value: T) -> T:
    """Comfort and access: a mistake in a policy takes nobody's large text away."""
    return value


_DISPLAY = QT_TRANSLATE_NOOP("settings", "Affichage")
_DESK = QT_TRANSLATE_NOOP("settings", "À côté du logiciel métier")
_COPY = QT_TRANSLATE_NOOP("settings", "Copie")
_KEYS = QT_TRANSLATE_NOOP("settings", "Clavier")
_PRIVACY = QT_TRANSLATE_NOOP("settings", "Confidentialité")
_DRAFTS = QT_TRANSLATE_NOOP("settings", "Brouillons")
_SYNC = QT_TRANSLATE_NOOP("settings", "Serveur de la mairie")
_UPDATES = QT_TRANSLATE_NOOP("settings", "Mises à jour")

APPEARANCE: Option[str] = Option(
    "appearance",
    Choices(
        Choice(Appearance.SYSTEM.value, QT_TRANSLATE_NOOP("settings", "Comme le système")),
        Choice(Appearance.LIGHT.value, QT_TRANSLATE_NOOP("settings", "Clair")),
        Choice(Appearance.DARK.value, QT_TRANSLATE_NOOP("settings", "Sombre")),
    ),
    Appearance.SYSTEM.value,
    label=QT_TRANSLATE_NOOP("settings", "Apparence"),
    group=_DISPLAY,
    careful=_as_chosen,
)
FONT_SCALE: Option[int] = Option(
    "font_scale",
    Whole(100, 200, step=10, unit=" %"),
    100,
    label=QT_TRANSLATE_NOOP("settings", "Taille du texte"),
    group=_DISPLAY,
    careful=_as_chosen,
)
LANGUAGE: Option[str] = Option(
    "language",
    Choices(Choice("fr", "Français"), Choice("en", "English")),
    "fr",
    label=QT_TRANSLATE_NOOP("settings", "Langue"),
    help=QT_TRANSLATE_NOOP("settings", "Prend effet au prochain démarrage."),
    group=_DISPLAY,
    careful=_as_chosen,
)
COMPACT: Option[bool] = Option(
    "compact",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Fenêtre étroite"),
    help=QT_TRANSLATE_NOOP("settings", "Une seule colonne, à côté d'un autre programme."),
    group=_DESK,
)
ALWAYS_ON_TOP: Option[bool] = Option(
    "always_on_top",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Toujours visible"),
    help=QT_TRANSLATE_NOOP("settings", "La fenêtre reste devant les autres, sans prendre le clavier."),
    group=_DESK,
)
COPY_WITH_SOURCE: Option[bool] = Option(
    "copy_with_source",
    Switch(),
    True,
    label=QT_TRANSLATE_NOOP("settings", "Ajouter la source"),
    help=QT_TRANSLATE_NOOP("settings", "Termine le texte copié par sa source et sa date."),
    group=_COPY,
)
RETURN_AFTER_COPY: Option[bool] = Option(
    "return_after_copy",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Revenir au programme précédent"),
    help=QT_TRANSLATE_NOOP("settings", "Après une copie, rend la main au logiciel métier."),
    group=_COPY,
)
GLOBAL_SHORTCUT: Option[str] = Option(
    "global_shortcut",
    Text(longest=60),
    "Ctrl+Shift+Space",
    label=QT_TRANSLATE_NOOP("settings", "Raccourci pour appeler Aparté"),
    help=QT_TRANSLATE_NOOP("settings", "Fonctionne depuis tous les programmes."),
    group=_KEYS,
)
OPEN_DELAY_GUARD_MS: Option[int] = Option(
    "open_delay_guard_ms",
    Whole(0, 1000, step=50, unit=" ms"),
    250,
    label=QT_TRANSLATE_NOOP("settings", "Protection contre une liste qui change"),
    help=QT_TRANSLATE_NOOP("settings", "Alt + chiffre ouvre la suggestion affichée depuis au moins ce temps."),
    group=_KEYS,
)
DRAFTS: Option[bool] = Option(
    "drafts",
    Switch(),
    True,
    label=QT_TRANSLATE_NOOP("settings", "Proposer un brouillon"),
    help=QT_TRANSLATE_NOOP(
        "settings", "Écrit par une IA sur ce poste, à partir des extraits affichés ; rien ne part sans vous."
    ),
    group=_DRAFTS,
    guarded=True,
    careful=lambda _: False,
)
COMPLETIONS: Option[bool] = Option(
    "completions",
    Switch(),
    True,
    label=QT_TRANSLATE_NOOP("settings", "Proposer la fin des phrases"),
    help=QT_TRANSLATE_NOOP(
        "settings", "En gris dans la réponse et les notes : Ctrl+→ prend un mot, Fin prend le reste."
    ),
    group=_DRAFTS,
)
MODELS: Option[str] = Option(
    "models",
    Choices(
        Choice(AllowedModels.ANY.value, QT_TRANSLATE_NOOP("settings", "Tous")),
        Choice(AllowedModels.MACHINE.value, QT_TRANSLATE_NOOP("settings", "Ceux du poste")),
        Choice(AllowedModels.NONE.value, QT_TRANSLATE_NOOP("settings", "Aucun")),
    ),
    AllowedModels.ANY.value,
    label=QT_TRANSLATE_NOOP("settings", "Modèles permis"),
    group=_DRAFTS,
    policy_only=True,
    guarded=True,
    careful=lambda _: AllowedModels.NONE.value,
)
# By its name in `models.toml`; empty: the town's own, else the one that came with us.
MODEL: Option[str] = Option(
    "model",
    Text(longest=80),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Modèle qui écrit"),
    group=_DRAFTS,
    quiet=True,
    guarded=True,
)
# Likewise for the search by meaning; empty: one that learnt French, if any; "aucun": none.
EMBEDDING_MODEL: Option[str] = Option(
    "embedding_model",
    Text(longest=80),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Modèle de recherche"),
    group=_DRAFTS,
    quiet=True,
    guarded=True,
)
MEANING: Option[bool] = Option(
    "meaning",
    Switch(),
    True,
    label=QT_TRANSLATE_NOOP("settings", "Chercher aussi par le sens"),
    help=QT_TRANSLATE_NOOP(
        "settings", "Quand un modèle de recherche est installé : la liste s'affine dès que vous cessez de taper."
    ),
    group=_DRAFTS,
)

KEEP_WORDS_DAYS: Option[int] = Option(
    "keep_words_days",
    Whole(0, 365, unit=" j"),
    0,
    label=QT_TRANSLATE_NOOP("settings", "Garder ce qu'a dit l'usager"),
    help=QT_TRANSLATE_NOOP("settings", "En jours après l'enregistrement ; 0 : effacé aussitôt."),
    group=_PRIVACY,
    guarded=True,
)
KEEP_NOTES_DAYS: Option[int] = Option(
    "keep_notes_days",
    Whole(0, 365, unit=" j"),
    30,
    label=QT_TRANSLATE_NOOP("settings", "Garder les notes"),
    help=QT_TRANSLATE_NOOP("settings", "En jours après l'enregistrement ; elles ne quittent jamais ce poste."),
    group=_PRIVACY,
    guarded=True,
    careful=lambda days: min(days, 30),
)
KEEP_CALL_BACK_DAYS: Option[int] = Option(
    "keep_call_back_days",
    Whole(1, 365, unit=" j"),
    30,
    label=QT_TRANSLATE_NOOP("settings", "Garder les coordonnées à rappeler"),
    help=QT_TRANSLATE_NOOP("settings", "En jours ; effacées plus tôt quand le rappel est fait."),
    group=_PRIVACY,
    guarded=True,
    careful=lambda days: min(days, 30),
)
KEEP_BACKUPS_DAYS: Option[int] = Option(
    "keep_backups_days",
    Whole(1, 90, unit=" j"),
    14,
    label=QT_TRANSLATE_NOOP("settings", "Garder les sauvegardes"),
    help=QT_TRANSLATE_NOOP("settings", "En jours ; elles sont chiffrées et restent sur ce poste."),
    group=_PRIVACY,
    guarded=True,
    careful=lambda days: min(days, 14),
)
REQUIRE_PIN: Option[bool] = Option(
    "require_pin",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Demander un code à l'ouverture"),
    help=QT_TRANSLATE_NOOP("settings", "Utile quand plusieurs agents se partagent le poste."),
    group=_PRIVACY,
    guarded=True,
    careful=_as_chosen,
)
LOCK_AFTER_MINUTES: Option[int] = Option(
    "lock_after_minutes",
    Whole(0, 120, unit=" min"),
    10,
    label=QT_TRANSLATE_NOOP("settings", "Verrouiller après"),
    help=QT_TRANSLATE_NOOP("settings", "Sans frappe ni souris ; 0 : jamais. Les suggestions restent disponibles."),
    group=_PRIVACY,
    guarded=True,
    careful=lambda minutes: min(minutes or 10, 10),
)
# Given by the town's policy or at enrolment, never looked for in the preferences: `sync_proxy` is
# empty for the system's, "direct", or an address; `sync_authorities` a PEM file besides the system's.
SYNC_SERVER: Option[str] = Option(
    "sync_server",
    Text(longest=200),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Adresse du serveur"),
    group=_SYNC,
    quiet=True,
    guarded=True,
)
ENROLMENT: Option[str] = Option(
    "enrolment",
    Choices(
        Choice(Enrolment.FREE.value, QT_TRANSLATE_NOOP("settings", "Libre")),
        Choice(Enrolment.REQUIRED.value, QT_TRANSLATE_NOOP("settings", "Obligatoire")),
        Choice(Enrolment.FORBIDDEN.value, QT_TRANSLATE_NOOP("settings", "Interdit")),
    ),
    Enrolment.FREE.value,
    label=QT_TRANSLATE_NOOP("settings", "Raccordement"),
    group=_SYNC,
    policy_only=True,
    guarded=True,
    careful=lambda _: Enrolment.FORBIDDEN.value,
)
# A file that holds a one-time code: read at an exchange of a workstation that is enrolled nowhere, then removed.
ENROLMENT_FILE: Option[str] = Option(
    "enrolment_file",
    Text(longest=500),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Fichier du code de raccordement"),
    group=_SYNC,
    policy_only=True,
    guarded=True,
)
SYNC_PROXY: Option[str] = Option(
    "sync_proxy",
    Text(longest=200),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Serveur mandataire"),
    group=_SYNC,
    quiet=True,
    guarded=True,
)
SYNC_AUTHORITIES: Option[str] = Option(
    "sync_authorities",
    Text(longest=500),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Fichier de certificats"),
    group=_SYNC,
    quiet=True,
    guarded=True,
)
# The trusted root of the town's bundles, a file's path: imposed by the policy, else the server's own
# at enrolment, or the one given by `aparte kb bundle trust`.
BUNDLE_ROOT: Option[str] = Option(
    "bundle_root",
    Text(longest=500),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Racine des lots de connaissances"),
    group=_SYNC,
    quiet=True,
    guarded=True,
)
SYNC_SLOW: Option[bool] = Option(
    "sync_slow",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Connexion lente"),
    help=QT_TRANSLATE_NOOP("settings", "Échange avec le serveur toutes les demi-heures au lieu de deux minutes."),
    group=_SYNC,
)
# What the program's updates follow; `update_source` is a folder, a share or an address.
UPDATE_CHANNEL: Option[str] = Option(
    "update_channel",
    Choices(
        Choice(UpdateChannel.STABLE.value, QT_TRANSLATE_NOOP("settings", "Stables")),
        Choice(UpdateChannel.PREVIEW.value, QT_TRANSLATE_NOOP("settings", "En essai")),
        Choice(UpdateChannel.NONE.value, QT_TRANSLATE_NOOP("settings", "Aucune")),
    ),
    UpdateChannel.STABLE.value,
    label=QT_TRANSLATE_NOOP("settings", "Versions suivies"),
    group=_UPDATES,
    policy_only=True,
    guarded=True,
    careful=lambda _: UpdateChannel.NONE.value,
)
UPDATE_SOURCE: Option[str] = Option(
    "update_source",
    Text(longest=500),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Source des mises à jour"),
    group=_UPDATES,
    policy_only=True,
    guarded=True,
)

# How long this workstation may stay away from the server, at least what the server says; 0 as it says, -1 for ever.
LEASE_DAYS: Option[int] = Option(
    "lease_days",
    Whole(-1, 3650, unit=" j"),
    0,
    label=QT_TRANSLATE_NOOP("settings", "Absence permise sans serveur"),
    help=QT_TRANSLATE_NOOP(
        "settings", "En jours, au moins ce que dit le serveur ; 0 : ce qu'il dit ; -1 : sans limite."
    ),
    group=_SYNC,
    policy_only=True,
    guarded=True,
)
# The only recovery key that this workstation's own is entrusted to.
RECOVERY_KEY: Option[str] = Option(
    "recovery_key",
    Text(longest=64),
    "",
    label=QT_TRANSLATE_NOOP("settings", "Clé de récupération admise"),
    help=QT_TRANSLATE_NOOP("settings", "La clé publique ; vide : la première que le serveur annonce."),
    group=_SYNC,
    policy_only=True,
    guarded=True,
)
SHARE_AGENT_NAMES: Option[bool] = Option(
    "share_agent_names",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Nommer qui prend un rappel en charge"),
    help=QT_TRANSLATE_NOOP("settings", "L'équipe voit le nom de l'agent ; sinon « un collègue »."),
    group=_SYNC,
    policy_only=True,
    guarded=True,
)

# The window's own memory.
WINDOW_GEOMETRY: Option[tuple[int, ...]] = Option("window_geometry", Numbers(count=4), (), memory=True)
WINDOW_MAXIMIZED: Option[bool] = Option("window_maximized", Switch(), False, memory=True)
WINDOW_SCREEN: Option[str] = Option("window_screen", Text(longest=200), "", memory=True)
COLUMN_WIDTHS: Option[tuple[int, ...]] = Option("column_widths", Numbers(), (), memory=True)
LAST_CHANNEL: Option[str] = Option(
    "last_channel",
    Choices(*(Choice(channel.value, channel.value) for channel in Channel)),
    Channel.DESK.value,
    memory=True,
)
RECENT_ARTICLES: Option[tuple[str, ...]] = Option("recent_articles", Texts(most=12), (), memory=True)

CATALOGUE: tuple[Option[Any], ...] = (
    APPEARANCE,
    FONT_SCALE,
    LANGUAGE,
    COMPACT,
    ALWAYS_ON_TOP,
    COPY_WITH_SOURCE,
    RETURN_AFTER_COPY,
    GLOBAL_SHORTCUT,
    OPEN_DELAY_GUARD_MS,
    DRAFTS,
    COMPLETIONS,
    MODELS,
    MODEL,
    EMBEDDING_MODEL,
    MEANING,
    KEEP_WORDS_DAYS,
    KEEP_NOTES_DAYS,
    KEEP_CALL_BACK_DAYS,
    KEEP_BACKUPS_DAYS,
    REQUIRE_PIN,
    LOCK_AFTER_MINUTES,
    SYNC_SERVER,
    ENROLMENT,
    ENROLMENT_FILE,
    SYNC_PROXY,
    SYNC_AUTHORITIES,
    SYNC_SLOW,
    LEASE_DAYS,
    RECOVERY_KEY,
    SHARE_AGENT_NAMES,
    BUNDLE_ROOT,
    UPDATE_CHANNEL,
    UPDATE_SOURCE,
    WINDOW_GEOMETRY,
    WINDOW_MAXIMIZED,
    WINDOW_SCREEN,
    COLUMN_WIDTHS,
    LAST_CHANNEL,
    RECENT_ARTICLES,
)
