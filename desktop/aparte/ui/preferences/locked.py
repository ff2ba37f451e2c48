"""How a setting that the town fixed is shown: a lock, the word, and who fixed it by what means."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from aparte.settings import Option, Settings, SourceKind
from aparte.settings.kinds import Choices, Whole
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap

_ICON = 15.0


class LockLine(QFrame):
    """A line that the keyboard reaches, as the control above it is out of reach; a screen reader says all of it."""

    def __init__(self, option: Option[Any], settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"lock-{option.key}")
        self.setProperty("role", "locked")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        px = theme.px
        side = px(_ICON)
        icon = QLabel()
        icon.setPixmap(pixmap("lock", theme.tokens.warning, side, self.devicePixelRatioF()))
        icon.setFixedSize(side, side)
        word = QLabel(self.tr("Verrouillé"))
        word.setProperty("role", "warning-strong")
        by = QLabel(who_fixed(option, settings))
        by.setProperty("role", "soft")
        by.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(2), px(2), px(2), px(2))
        row.setSpacing(px(6))
        row.addWidget(icon)
        row.addWidget(word)
        row.addWidget(by, 1)
        said = QCoreApplication.translate("settings", option.label)
        self.setAccessibleName(f"{said} : {in_words(option, settings)}. {word.text()}. {by.text()}")


class FixedText(QLineEdit):
    """A text of the policy: read and copied, never changed."""

    def __init__(self, option: Option[Any], settings: Settings) -> None:
        super().__init__(in_words(option, settings))
        self.setReadOnly(True)
        self.setCursorPosition(0)


def who_fixed(option: Option[Any], settings: Settings) -> str:
    """Who fixed it and by what means, one sentence; or that the policy can't be read."""
    translate = QCoreApplication.translate
    source = settings.origin(option)
    if settings.is_held(option):
        return translate(
            "LockLine", "La politique de {who} est illisible : la valeur la plus prudente est en vigueur."
        ).format(who=source.who)
    match source.kind:
        case SourceKind.GROUP | SourceKind.GROUP_OF_USER:
            said = translate("LockLine", "Fixé par {who} (stratégie de groupe).")
        case SourceKind.PROFILE:
            said = translate("LockLine", "Fixé par {who} (profil de configuration).")
        case _:
            said = translate("LockLine", "Fixé par {who} (fichier de politique).")
    return said.format(who=source.who)


def in_words(option: Option[Any], settings: Settings) -> str:
    """The value in force, as the interface says it."""
    value = settings.get(option)
    translate = QCoreApplication.translate
    match option.kind, value:
        case _, bool():
            return translate("LockLine", "oui") if value else translate("LockLine", "non")
        case Choices(choices=choices), _:
            label = next((choice.label for choice in choices if choice.value == value), str(value))
            return translate("settings", label)
        case Whole(unit=unit), _:
            return f"{value}{unit}"
        case _:
            return str(value) or translate("LockLine", "aucun")
