"""What an urgent change says to an agent."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from aparte.core.urgent import UrgentChange, UrgentKind, clock_words, suspended_words
from aparte.ui.sentences import in_words

translate = QCoreApplication.translate


def kind_word(change: UrgentChange) -> str:
    """The word that comes with the colour."""
    match change.kind:
        case UrgentKind.NOTICE:
            return translate("Urgent", "Avis")
        case UrgentKind.SUSPEND:
            return translate("Urgent", "Suspendue")
        case _:
            return translate("Urgent", "Corrigée")


def said(change: UrgentChange) -> str:
    """The sentence of a change, as it is shown and read out."""
    match change.kind:
        case UrgentKind.NOTICE:
            return change.text
        case UrgentKind.SUSPEND:
            return in_words(suspended_words(change))
        case _:
            day = f"{change.validated_at.astimezone():%d/%m/%Y}"
            text = translate("Urgent", "Corrigé par la mairie le {day} : {value}. {why}")
            return text.format(day=day, value=change.value.rstrip("."), why=change.text)


def span(change: UrgentChange, today: date) -> str:
    """How long it holds: “jusqu'à 18 h”, “du 27/11/2026 au 28/11/2026”; empty when no end is known."""
    if change.ends is None:
        return ""
    begins, ends = change.begins.astimezone(), change.ends.astimezone()
    if ends.date() == today:
        return translate("Urgent", "jusqu'à {hour}").format(hour=clock_words(ends))
    last = _last_day(ends)
    if last == begins.date() == today:
        return translate("Urgent", "toute la journée")
    if begins.date() > today:
        return translate("Urgent", "du {first} au {last}").format(first=f"{begins:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    return translate("Urgent", "jusqu'au {last}").format(last=f"{last:%d/%m/%Y}")


def _last_day(ends: datetime) -> date:
    """Midnight ends the day before."""
    midnight = (ends.hour, ends.minute) == (0, 0)
    return ends.date() - timedelta(days=1) if midnight else ends.date()
