"""The words of a contact: channels, outcomes, time."""

from PySide6.QtCore import QCoreApplication

from aparte.assist.contacts.wording import CHANNELS, OUTCOMES
from aparte.core.contact import Channel, ClosureCode, CodeChoice, Outcome
from aparte.settings.marking import QT_TRANSLATE_NOOP

_CHOICES = {
    CodeChoice.CONFIRMED: QT_TRANSLATE_NOOP("contact", "confirmé"),
    CodeChoice.CHANGED: QT_TRANSLATE_NOOP("contact", "choisi"),
    CodeChoice.BY_DEFAULT: QT_TRANSLATE_NOOP("contact", "par défaut"),
}


def channel_label(channel: Channel) -> str:
    """“Téléphone”."""
    return QCoreApplication.translate("contact", CHANNELS[channel])


def outcome_label(outcome: Outcome) -> str:
    """“Dossier incomplet”."""
    return QCoreApplication.translate("contact", OUTCOMES[outcome])


def choice_label(choice: CodeChoice) -> str:
    """“confirmé”, “choisi”, “par défaut”."""
    return QCoreApplication.translate("contact", _CHOICES[choice])


def time_text(seconds: float) -> str:
    """“02:14”; beyond the hour “1:02:14”."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def share_text(share: float) -> str:
    """“82 %”; nothing under 1 %, and a guess is never sure."""
    percent = min(99, round(share * 100))
    return f"{percent}\u00a0%" if percent else ""


class CodeNames:
    """Labels of the code list, looked up by code."""

    def __init__(self, codes: tuple[ClosureCode, ...] = ()) -> None:
        self._codes = {code.code: code for code in codes}

    def label(self, code: str) -> str:
        """The code's own label, or the code itself when the list has lost it."""
        found = self._codes.get(code)
        return found.label if found else code

    def parent(self, code: str) -> str:
        """The label of its first level, empty when it has none."""
        found = self._codes.get(code)
        return self.label(found.parent) if found and found.parent else ""

    def described(self) -> tuple[ClosureCode, ...]:
        """The whole list."""
        return tuple(self._codes.values())
