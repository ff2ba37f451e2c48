"""The words of a suggestion: its origin, its reasons, its place for a screen reader."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from aparte.core.article import Origin
from aparte.core.suggestion import Reason, ReasonKind, Suggestion
from aparte.ui.freshness import day_in_words, freshness

SEPARATOR = " · "


def origin_label(origin: Origin) -> str:
    """“Ville” or “National”."""
    return _tr("National") if origin is Origin.NATIONAL else _tr("Ville")


def verify_label() -> str:
    """The tag of a suggestion that is not a safe answer."""
    return _tr("à vérifier")


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
        return (_tr("date de vérification inconnue"), _tr("sans date"))
    words, short = day_in_words(day), f"{day:%d/%m/%Y}"
    checked = (
        _tr("vérifiée le {day}").format(day=words),
        _tr("vérifiée le {day}").format(day=short),
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
    chips = {
        _pair(reason): None
        for reason in reasons
        if reason.kind in (ReasonKind.REPAIR, ReasonKind.SYNONYM)
    }
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
        return _tr("mot") if count == 1 else _tr("mots")
    if kind is ReasonKind.SYNONYM:
        return _tr("synonyme") if count == 1 else _tr("synonymes")
    if kind is ReasonKind.REPAIR:
        return _tr("corrigé")
    return _tr("début de mot")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Suggestions", text)
