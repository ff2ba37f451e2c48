"""The words of a contact: channels, outcomes, time."""

from PySide6.QtCore import QCoreApplication

from aparte.core.contact import Channel, ClosureCode, CodeChoice, Outcome
from aparte.settings.marking import QT_TRANSLATE_NOOP

_CHANNELS = {
    Channel.DESK: QT_TRANSLATE_NOOP("contact", "Guichet"),
    Channel.PHONE: QT_TRANSLATE_NOOP("contact", "Téléphone"),
    Channel.EMAIL: QT_TRANSLATE_NOOP("contact", "Courriel"),
    Channel.CHAT: QT_TRANSLATE_NOOP("contact", "Messagerie"),
    Channel.SOCIAL: QT_TRANSLATE_NOOP("contact", "Réseau social"),
    Channel.MAIL: QT_TRANSLATE_NOOP("contact", "Courrier"),
    Channel.VIDEO: QT_TRANSLATE_NOOP("contact", "Visio"),
}
_OUTCOMES = {
    Outcome.ANSWERED: QT_TRANSLATE_NOOP("contact", "Répondu à l'accueil"),
    Outcome.PROCEDURE_DONE: QT_TRANSLATE_NOOP("contact", "Démarche faite"),
    Outcome.FILE_INCOMPLETE: QT_TRANSLATE_NOOP("contact", "Dossier incomplet"),
    Outcome.TRANSFERRED: QT_TRANSLATE_NOOP("contact", "Transféré à un service"),
    Outcome.REDIRECTED: QT_TRANSLATE_NOOP("contact", "Orienté hors de la ville"),
    Outcome.CALL_BACK: QT_TRANSLATE_NOOP("contact", "À rappeler"),
    Outcome.APPOINTMENT: QT_TRANSLATE_NOOP("contact", "Rendez-vous"),
    Outcome.ABANDONED: QT_TRANSLATE_NOOP("contact", "Échange interrompu"),
}
_CHOICES = {
    CodeChoice.CONFIRMED: QT_TRANSLATE_NOOP("contact", "confirmé"),
    CodeChoice.CHANGED: QT_TRANSLATE_NOOP("contact", "choisi"),
    CodeChoice.BY_DEFAULT: QT_TRANSLATE_NOOP("contact", "par défaut"),
}


def channel_label(channel: Channel) -> str:
    """“Téléphone”."""
    return QCoreApplication.translate("contact", _CHANNELS[channel])


def outcome_label(outcome: Outcome) -> str:
    """“Dossier incomplet”."""
    return QCoreApplication.translate("contact", _OUTCOMES[outcome])


def choice_label(choice: CodeChoice) -> str:
    """“confirmé”, “choisi”, “par défaut”."""
    return QCoreApplication.translate("contact", _CHOICES[choice])


def time_text(seconds: float) -> str:
    """“02:14”; beyond the hour “1:02:14”."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def share_text(share: float) -> str:
    """“82 %”."""
    return f"{round(share * 100)}\u00a0%"


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
