"""How fresh an article is, in words."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Freshness:
    """A short text and whether the review date has passed."""

    text: str
    overdue: bool


def freshness(verified_on: date | None, review_by: date | None, today: date) -> Freshness:
    """“vérifiée le 12 octobre 2026”, or since when it should have been reviewed."""
    if review_by is not None and review_by < today:
        return Freshness(_overdue((today - review_by).days), overdue=True)
    if verified_on is None:
        return Freshness(translate("Freshness", "date de vérification inconnue"), overdue=False)
    return Freshness(translate("Freshness", "vérifiée le {day}").format(day=day_in_words(verified_on)), overdue=False)


def day_in_words(day: date) -> str:
    """“12 octobre 2026”, “1er mai 2026”."""
    language = translate("Freshness", "fr")
    words = QLocale(language).toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
    if language == "fr" and day.day == 1:
        return f"1er{words[1:]}"
    return words


def _overdue(days: int) -> str:
    if days == 1:
        return translate("Freshness", "à revoir depuis 1 jour")
    if days < 60:
        return translate("Freshness", "à revoir depuis {days} jours").format(days=days)
    return translate("Freshness", "à revoir depuis {months} mois").format(months=days // 30)
