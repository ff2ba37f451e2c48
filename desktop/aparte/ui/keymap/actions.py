"""The one table of actions and keys: the shortcuts and the F1 key map are both made from it.

Labels are French source strings, translated in the context `actions`. `Alt+1` to `Alt+8` and
`Ctrl+1` to `Ctrl+9` are physical keys of the digit row, handled by the window itself since AZERTY
types &é"' there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from aparte.settings.marking import QT_TRANSLATE_NOOP


class Group(StrEnum):
    """Where on the screen an action works."""

    EVERYWHERE = "everywhere"
    CONVERSATION = "conversation"
    CONTACT = "contact"
    SUGGESTIONS = "suggestions"
    READER = "reader"
    DRAFT = "draft"
    WRITING = "writing"
    PALETTE = "palette"


class Action(StrEnum):
    """Every action that has a key."""

    PALETTE = "palette"
    KEYMAP = "keymap"
    PREFERENCES = "preferences"
    COPY = "copy"
    COPY_OTHER = "copy_other"
    EDIT_COPY = "edit_copy"
    COPY_DRAFT = "copy_draft"
    EDIT_DRAFT = "edit_draft"
    REFUSE_DRAFT = "refuse_draft"
    TO_DRAFT = "to_draft"
    NEW_CONTACT = "new_contact"
    SAVE = "save"
    SWITCH = "switch"
    TALLY = "tally"
    TRANSFER = "transfer"
    SLIP = "slip"
    FILE_GAP = "file_gap"
    COMPACT = "compact"
    ON_TOP = "on_top"
    LARGER = "larger"
    SMALLER = "smaller"
    NORMAL_SIZE = "normal_size"
    TO_CONVERSATION = "to_conversation"
    TO_CODES = "to_codes"
    TO_SUGGESTIONS = "to_suggestions"
    TO_READER = "to_reader"
    TO_EXCHANGE = "to_exchange"
    TO_JOURNAL = "to_journal"
    TO_FIGURES = "to_figures"
    CHANGES = "changes"
    LOCK = "lock"
    QUIT = "quit"
    ENTER_LIST = "enter_list"
    OPEN_RANK = "open_rank"
    LEAVE_LIST = "leave_list"
    OPEN_SELECTED = "open_selected"
    REFUSE = "refuse"
    CONFIRM_CODE = "confirm_code"
    LEAVE_CONTACT = "leave_contact"
    FIND = "find"
    FIND_NEXT = "find_next"
    FIND_PREVIOUS = "find_previous"
    NEXT_SECTION = "next_section"
    PREVIOUS_SECTION = "previous_section"
    LEAVE_READER = "leave_reader"
    DRAFT_WHY = "draft_why"
    DRAFT_KEEP = "draft_keep"
    TAKE_WORD = "take_word"
    TAKE_REST = "take_rest"
    HIDE_REST = "hide_rest"
    PALETTE_REPAIR = "palette_repair"
    PALETTE_OPEN = "palette_open"
    PALETTE_CLOSE = "palette_close"


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """An action, its keys as Qt writes them, and its French label.

    `handled` is true when a widget reads the key itself, so that no window shortcut is made.
    """

    action: Action
    keys: tuple[str, ...]
    label: str
    group: Group
    handled: bool = False


def _everywhere(action: Action, label: str, *keys: str) -> KeyBinding:
    return KeyBinding(action, keys, label, Group.EVERYWHERE)


def _inside(group: Group, action: Action, label: str, *keys: str) -> KeyBinding:
    return KeyBinding(action, keys, label, group, handled=True)


BINDINGS: tuple[KeyBinding, ...] = (
    _everywhere(Action.PALETTE, QT_TRANSLATE_NOOP("actions", "Chercher une fiche"), "Ctrl+K"),
    _everywhere(Action.COPY, QT_TRANSLATE_NOOP("actions", "Copier la réponse"), "Ctrl+Shift+C"),
    _everywhere(
        Action.COPY_OTHER,
        QT_TRANSLATE_NOOP("actions", "Copier l'inverse : sans ou avec la source"),
        "Ctrl+Shift+X",
    ),
    _everywhere(Action.EDIT_COPY, QT_TRANSLATE_NOOP("actions", "Modifier la réponse avant de la copier"), "Ctrl+E"),
    _everywhere(Action.COPY_DRAFT, QT_TRANSLATE_NOOP("actions", "Copier le brouillon écrit par IA"), "Ctrl+Shift+B"),
    _everywhere(
        Action.EDIT_DRAFT,
        QT_TRANSLATE_NOOP("actions", "Modifier le brouillon avant de le copier"),
        "Ctrl+Shift+E",
    ),
    _everywhere(Action.REFUSE_DRAFT, QT_TRANSLATE_NOOP("actions", "Refuser le brouillon"), "Ctrl+Shift+R"),
    _everywhere(Action.SAVE, QT_TRANSLATE_NOOP("actions", "Enregistrer l'échange"), "Ctrl+Return", "Ctrl+Enter"),
    _everywhere(
        Action.NEW_CONTACT,
        QT_TRANSLATE_NOOP("actions", "Usager suivant (l'échange reste ouvert ; Ctrl+Z y revient)"),
        "Ctrl+N",
    ),
    KeyBinding(
        Action.SWITCH,
        ("Ctrl+1", "Ctrl+9"),
        QT_TRANSLATE_NOOP("actions", "Aller à l'échange ouvert de ce rang"),
        Group.EVERYWHERE,
        handled=True,
    ),
    _everywhere(Action.TALLY, QT_TRANSLATE_NOOP("actions", "Compter une orientation, sans texte"), "Ctrl+Shift+O"),
    _everywhere(Action.TRANSFER, QT_TRANSLATE_NOOP("actions", "Transférer à un service"), "Ctrl+T"),
    _everywhere(Action.SLIP, QT_TRANSLATE_NOOP("actions", "Réponse à remettre à l'usager"), "Ctrl+P"),
    _everywhere(Action.FILE_GAP, QT_TRANSLATE_NOOP("actions", "Signaler un manque"), "Ctrl+M"),
    _everywhere(Action.TO_CONVERSATION, QT_TRANSLATE_NOOP("actions", "Aller à ce que dit l'usager"), "Ctrl+L"),
    _everywhere(Action.TO_CODES, QT_TRANSLATE_NOOP("actions", "Aller au code de conclusion"), "F5"),
    _everywhere(Action.TO_SUGGESTIONS, QT_TRANSLATE_NOOP("actions", "Aller aux suggestions"), "F3"),
    _everywhere(Action.TO_READER, QT_TRANSLATE_NOOP("actions", "Aller à la fiche"), "F4"),
    _everywhere(Action.TO_DRAFT, QT_TRANSLATE_NOOP("actions", "Aller au brouillon, ou le cacher"), "F9"),
    _everywhere(Action.TO_EXCHANGE, QT_TRANSLATE_NOOP("actions", "Aller à l'échange"), "F2"),
    _everywhere(Action.TO_JOURNAL, QT_TRANSLATE_NOOP("actions", "Aller au journal"), "F6"),
    _everywhere(Action.TO_FIGURES, QT_TRANSLATE_NOOP("actions", "Aller aux chiffres"), "F7"),
    _everywhere(Action.CHANGES, QT_TRANSLATE_NOOP("actions", "Voir ce que le dernier import a changé"), "F12"),
    _everywhere(Action.LOCK, QT_TRANSLATE_NOOP("actions", "Verrouiller le journal"), "Ctrl+Shift+L"),
    _everywhere(Action.COMPACT, QT_TRANSLATE_NOOP("actions", "Fenêtre étroite ou large"), "F8"),
    _everywhere(Action.ON_TOP, QT_TRANSLATE_NOOP("actions", "Toujours visible, ou non"), "Ctrl+Shift+T"),
    _everywhere(Action.LARGER, QT_TRANSLATE_NOOP("actions", "Texte plus grand"), "Ctrl++", "Ctrl+="),
    _everywhere(Action.SMALLER, QT_TRANSLATE_NOOP("actions", "Texte plus petit"), "Ctrl+-"),
    _everywhere(Action.NORMAL_SIZE, QT_TRANSLATE_NOOP("actions", "Texte à sa taille normale"), "Ctrl+0"),
    _everywhere(Action.KEYMAP, QT_TRANSLATE_NOOP("actions", "Touches du clavier"), "F1"),
    _everywhere(Action.PREFERENCES, QT_TRANSLATE_NOOP("actions", "Réglages"), "Ctrl+,"),
    _everywhere(Action.QUIT, QT_TRANSLATE_NOOP("actions", "Quitter Aparté"), "Ctrl+Q"),
    _inside(
        Group.CONVERSATION,
        Action.ENTER_LIST,
        QT_TRANSLATE_NOOP("actions", "Entrer dans les suggestions, depuis la dernière ligne"),
        "Down",
    ),
    _inside(
        Group.CONVERSATION,
        Action.OPEN_RANK,
        QT_TRANSLATE_NOOP("actions", "Ouvrir la suggestion de ce rang"),
        "Alt+1",
        "Alt+8",
    ),
    _inside(
        Group.CONTACT,
        Action.CONFIRM_CODE,
        QT_TRANSLATE_NOOP("actions", "Confirmer le code choisi dans la liste"),
        "Return",
    ),
    _inside(Group.CONTACT, Action.LEAVE_CONTACT, QT_TRANSLATE_NOOP("actions", "Revenir au texte"), "Esc"),
    _inside(
        Group.SUGGESTIONS,
        Action.OPEN_SELECTED,
        QT_TRANSLATE_NOOP("actions", "Ouvrir la suggestion"),
        "Return",
    ),
    _inside(
        Group.SUGGESTIONS,
        Action.REFUSE,
        QT_TRANSLATE_NOOP("actions", "Noter que la suggestion ne convient pas"),
        "Del",
    ),
    _inside(
        Group.SUGGESTIONS,
        Action.LEAVE_LIST,
        QT_TRANSLATE_NOOP("actions", "Revenir au texte"),
        "Esc",
    ),
    _inside(Group.READER, Action.FIND, QT_TRANSLATE_NOOP("actions", "Chercher dans la fiche"), "Ctrl+F"),
    _inside(
        Group.READER,
        Action.FIND_NEXT,
        QT_TRANSLATE_NOOP("actions", "Résultat suivant"),
        "Return",
    ),
    _inside(
        Group.READER,
        Action.FIND_PREVIOUS,
        QT_TRANSLATE_NOOP("actions", "Résultat précédent"),
        "Shift+Return",
    ),
    _inside(
        Group.READER,
        Action.NEXT_SECTION,
        QT_TRANSLATE_NOOP("actions", "Partie suivante"),
        "Ctrl+Down",
    ),
    _inside(
        Group.READER,
        Action.PREVIOUS_SECTION,
        QT_TRANSLATE_NOOP("actions", "Partie précédente"),
        "Ctrl+Up",
    ),
    _inside(Group.READER, Action.LEAVE_READER, QT_TRANSLATE_NOOP("actions", "Revenir au texte"), "Esc"),
    _inside(
        Group.DRAFT,
        Action.DRAFT_WHY,
        QT_TRANSLATE_NOOP("actions", "Pourquoi il est refusé : faux, incomplet, mal dit, pas utile"),
        "1",
        "4",
    ),
    _inside(Group.DRAFT, Action.DRAFT_KEEP, QT_TRANSLATE_NOOP("actions", "Garder le brouillon"), "Esc"),
    _inside(
        Group.WRITING,
        Action.TAKE_WORD,
        QT_TRANSLATE_NOOP("actions", "Prendre le mot proposé en gris"),
        "Ctrl+Right",
    ),
    _inside(
        Group.WRITING,
        Action.TAKE_REST,
        QT_TRANSLATE_NOOP("actions", "Prendre tout ce qui est proposé en gris"),
        "End",
    ),
    _inside(Group.WRITING, Action.HIDE_REST, QT_TRANSLATE_NOOP("actions", "Ne pas le proposer"), "Esc"),
    _inside(
        Group.PALETTE,
        Action.PALETTE_OPEN,
        QT_TRANSLATE_NOOP("actions", "Ouvrir la fiche choisie"),
        "Return",
    ),
    _inside(
        Group.PALETTE,
        Action.PALETTE_REPAIR,
        QT_TRANSLATE_NOOP("actions", "Prendre l'orthographe proposée"),
        "Tab",
    ),
    _inside(Group.PALETTE, Action.PALETTE_CLOSE, QT_TRANSLATE_NOOP("actions", "Fermer"), "Esc"),
)


def binding(action: Action) -> KeyBinding:
    """The binding of `action`."""
    return next(item for item in BINDINGS if item.action is action)


def label(action: Action) -> str:
    """The action's name in the interface's language."""
    return QCoreApplication.translate("actions", binding(action).label)


def key_text(action: Action) -> str:
    """The action's first key as printed on the agent's keyboard (“Ctrl+K”, “Échap”)."""
    return native(binding(action).keys[0])


def native(key: str) -> str:
    """A key in the words printed on the keyboard, in the interface's language."""
    printed = key.replace("Return", "Enter").replace("Down", "↓").replace("Up", "↑").replace("Right", "→")
    return QKeySequence(printed).toString(QKeySequence.SequenceFormat.NativeText)


def install(window: QWidget, handlers: dict[Action, Callable[[], object]]) -> list[QShortcut]:
    """Make the window's shortcuts; only actions with a handler get one."""
    made = []
    for item in BINDINGS:
        if item.handled or item.action not in handlers:
            continue
        for key in item.keys:
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setObjectName(f"shortcut-{item.action}")
            shortcut.activated.connect(handlers[item.action])
            made.append(shortcut)
    return made
