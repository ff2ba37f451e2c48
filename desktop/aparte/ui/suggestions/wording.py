"""The words of a suggestion: its origin, its reasons, its place for a screen reader."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from aparte.core.article import Origin
from aparte.core.suggestion import Reason, ReasonKind, Suggestion
from aparte.ui.freshness import day_in_words, freshness

translate = QCoreApplication.translate

SEPARATOR = " · "


def origin_label(origin: Origin) -> str:
    """“Ville” or “National”."""
    return translate("Suggestions", "National") if origin is Origin.NATIONAL else translate("Suggestions", "Ville")


def verify_label() -> str:
    """The tag of a suggestion that is not a safe answer."""
    return translate("Suggestions", "à vérifier")


def reason_line(reasons: Iterable[Reason]) -> str:
    """One soft line: “mot : perte · synonyme : CNI = carte d'identité”."""
    grouped: dict[ReasonKind, list[str]] = {}
    for reason in reasons:
        words = grouped.setdefault(reason.kind, [])
        if (text := _pair(reason)) not in words:
            words.append(text)
    return SEPARATOR.join(
        f"{_kind_label(kind, len(grouped[kind]))} : {', '.join(grouped[kind])}"
        for kind in ReasonKind
        if kind in grouped
    )


def source_lines(suggestion: Suggestion) -> tuple[str, ...]:
    """Source and day of verification, from the longest wording to the shortest."""
    day = suggestion.verified_on
    if day is None:
        return (translate("Suggestions", "date de vérification inconnue"), translate("Suggestions", "sans date"))
    words, short = day_in_words(day), f"{day:%d/%m/%Y}"
    checked = (
        translate("Suggestions", "vérifiée le {day}").format(day=words),
        translate("Suggestions", "vérifiée le {day}").format(day=short),
        short,
    )
    if suggestion.origin is Origin.LOCAL or not suggestion.source_label:
        return checked
    source = suggestion.source_label
    return (f"{source}, {checked[0]}", f"{source}, {words}", f"{source}, {short}", *checked)


def spoken(rank: int, suggestion: Suggestion, today: date, *, unsure: bool) -> str:
    """Everything the card shows, as one sentence for a screen reader."""
    parts = [
        f"{rank}. {suggestion.title}",
        verify_label() if unsure else "",
        suggestion.quote,
        origin_label(suggestion.origin),
        suggestion.source_label if suggestion.origin is Origin.NATIONAL else "",
        freshness(suggestion.verified_on, suggestion.review_by, today).text,
        reason_line(suggestion.reasons),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)


def chip_texts(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """What was repaired or widened, without the words taken as they are: “CNI = carte”."""
    chips = {_pair(reason): None for reason in reasons if reason.kind in (ReasonKind.REPAIR, ReasonKind.SYNONYM)}
    return tuple(chips)


def _pair(reason: Reason) -> str:
    if reason.kind is ReasonKind.REPAIR:
        return f"{reason.typed} → {reason.matched}"
    if reason.kind is ReasonKind.SYNONYM:
        return f"{reason.typed} = {reason.matched}"
    if reason.kind is ReasonKind.PREFIX:
        return f"{reason.typed}… {reason.matched}"
    return reason.matched or reason.typed


def _kind_label(kind: ReasonKind, count: int) -> str:
    if kind is ReasonKind.TYPED:
        return translate("Suggestions", "mot") if count == 1 else translate("Suggestions", "mots")
    if kind is ReasonKind.SYNONYM:
        return translate("Suggestions", "synonyme") if count == 1 else translate("Suggestions", "synonymes")
    if kind is ReasonKind.REPAIR:
        return translate("Suggestions", "corrigé")
    return translate("Suggestions", "début de mot")
