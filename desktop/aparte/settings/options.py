"""The catalogue: every option of the client, declared once.

Labels are French source strings; the interface translates them in the context `settings`.
An option without a label is the window's own memory and is not offered in the preferences.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from aparte.core.contact import Channel
from aparte.settings.kinds import Choice, Choices, Kind, Numbers, Switch, Text, Texts, Whole
from aparte.settings.marking import QT_TRANSLATE_NOOP

T = TypeVar("T")


class Appearance(StrEnum):
    """Light, dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One option; `kind` says what its values are and how they are read from the file."""

    key: str
    kind: Kind[T]
    default: T
    label: str = ""
    help: str = ""
    group: str = ""


_DISPLAY = QT_TRANSLATE_NOOP("settings", "Affichage")
_DESK = QT_TRANSLATE_NOOP("settings", "À côté du logiciel métier")
_COPY = QT_TRANSLATE_NOOP("settings", "Copie")
_KEYS = QT_TRANSLATE_NOOP("settings", "Clavier")
_PRIVACY = QT_TRANSLATE_NOOP("settings", "Confidentialité")
_DRAFTS = QT_TRANSLATE_NOOP("settings", "Brouillons")
_SEARCH = QT_TRANSLATE_NOOP("settings", "Recherche")
_SYNC = QT_TRANSLATE_NOOP("settings", "Serveur de la mairie")

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
)
FONT_SCALE: Option[int] = Option(
    "font_scale",
    Whole(100, 200, step=10, unit=" %"),
    100,
    label=QT_TRANSLATE_NOOP("settings", "Taille du texte"),
    group=_DISPLAY,
)
LANGUAGE: Option[str] = Option(
    "language",
    Choices(Choice("fr", "Français"), Choice("en", "English")),
    "fr",
    label=QT_TRANSLATE_NOOP("settings", "Langue"),
    help=QT_TRANSLATE_NOOP("settings", "Prend effet au prochain démarrage."),
    group=_DISPLAY,
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
# The model in service, by its name in `models.toml`; empty: the town's own, else the one that came with us.
MODEL: Option[str] = Option("model", Text(longest=80), "")
# Likewise for the search by meaning; empty: one that learnt French, if any; "aucun": none.
EMBEDDING_MODEL: Option[str] = Option("embedding_model", Text(longest=80), "")
MEANING: Option[bool] = Option(
    "meaning",
    Switch(),
    True,
    label=QT_TRANSLATE_NOOP("settings", "Chercher aussi par le sens"),
    help=QT_TRANSLATE_NOOP(
        "settings", "Quand un modèle de recherche est installé : la liste s'affine dès que vous cessez de taper."
    ),
    group=_SEARCH,
)

KEEP_WORDS_DAYS: Option[int] = Option(
    "keep_words_days",
    Whole(0, 365, unit=" j"),
    0,
    label=QT_TRANSLATE_NOOP("settings", "Garder ce qu'a dit l'usager"),
    help=QT_TRANSLATE_NOOP("settings", "En jours après l'enregistrement ; 0 : effacé aussitôt."),
    group=_PRIVACY,
)
KEEP_NOTES_DAYS: Option[int] = Option(
    "keep_notes_days",
    Whole(0, 365, unit=" j"),
    30,
    label=QT_TRANSLATE_NOOP("settings", "Garder les notes"),
    help=QT_TRANSLATE_NOOP("settings", "En jours après l'enregistrement ; elles ne quittent jamais ce poste."),
    group=_PRIVACY,
)
KEEP_CALL_BACK_DAYS: Option[int] = Option(
    "keep_call_back_days",
    Whole(1, 365, unit=" j"),
    30,
    label=QT_TRANSLATE_NOOP("settings", "Garder les coordonnées à rappeler"),
    help=QT_TRANSLATE_NOOP("settings", "En jours ; effacées plus tôt quand le rappel est fait."),
    group=_PRIVACY,
)
KEEP_BACKUPS_DAYS: Option[int] = Option(
    "keep_backups_days",
    Whole(1, 90, unit=" j"),
    14,
    label=QT_TRANSLATE_NOOP("settings", "Garder les sauvegardes"),
    help=QT_TRANSLATE_NOOP("settings", "En jours ; elles sont chiffrées et restent sur ce poste."),
    group=_PRIVACY,
)
REQUIRE_PIN: Option[bool] = Option(
    "require_pin",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Demander un code à l'ouverture"),
    help=QT_TRANSLATE_NOOP("settings", "Utile quand plusieurs agents se partagent le poste."),
    group=_PRIVACY,
)
LOCK_AFTER_MINUTES: Option[int] = Option(
    "lock_after_minutes",
    Whole(0, 120, unit=" min"),
    10,
    label=QT_TRANSLATE_NOOP("settings", "Verrouiller après"),
    help=QT_TRANSLATE_NOOP("settings", "Sans frappe ni souris ; 0 : jamais. Les suggestions restent disponibles."),
    group=_PRIVACY,
)
# Given by the town's policy or at enrolment, never looked for in the preferences: `sync_proxy` is
# empty for the system's, "direct", or an address; `sync_authorities` a PEM file besides the system's.
SYNC_SERVER: Option[str] = Option("sync_server", Text(longest=200), "")
SYNC_PROXY: Option[str] = Option("sync_proxy", Text(longest=200), "")
SYNC_AUTHORITIES: Option[str] = Option("sync_authorities", Text(longest=500), "")
# The trusted root of the town's bundles, a file's path: imposed by the policy, else the server's own
# at enrolment, or the one given by `aparte kb bundle trust`.
BUNDLE_ROOT: Option[str] = Option("bundle_root", Text(longest=500), "")
SYNC_SLOW: Option[bool] = Option(
    "sync_slow",
    Switch(),
    False,
    label=QT_TRANSLATE_NOOP("settings", "Connexion lente"),
    help=QT_TRANSLATE_NOOP("settings", "Échange avec le serveur toutes les demi-heures au lieu de deux minutes."),
    group=_SYNC,
)

# The window's own memory.
WINDOW_GEOMETRY: Option[tuple[int, ...]] = Option("window_geometry", Numbers(count=4), ())
WINDOW_MAXIMIZED: Option[bool] = Option("window_maximized", Switch(), False)
WINDOW_SCREEN: Option[str] = Option("window_screen", Text(longest=200), "")
COLUMN_WIDTHS: Option[tuple[int, ...]] = Option("column_widths", Numbers(), ())
LAST_CHANNEL: Option[str] = Option(
    "last_channel", Choices(*(Choice(channel.value, channel.value) for channel in Channel)), Channel.DESK.value
)
RECENT_ARTICLES: Option[tuple[str, ...]] = Option("recent_articles", Texts(most=12), ())

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
    SYNC_PROXY,
    SYNC_AUTHORITIES,
    SYNC_SLOW,
    BUNDLE_ROOT,
    WINDOW_GEOMETRY,
    WINDOW_MAXIMIZED,
    WINDOW_SCREEN,
    COLUMN_WIDTHS,
    LAST_CHANNEL,
    RECENT_ARTICLES,
)
