"""The words of a suggestion: its origin, its reasons, its place for a screen reader."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from aparte.core.article import Origin
from aparte.core.suggestion import Reason, ReasonKind, Suggestion
from aparte.ui.freshness import day_in_words, freshness

translate = QCoreApplication.translate

SEPARATOR = " · "
_WORDS_A_CHIP = 3


def origin_label(origin: Origin) -> str:
    """“Ville” or “National”."""
    return translate("Suggestions", "National") if origin is Origin.NATIONAL else translate("Suggestions", "Ville")


def verify_label() -> str:
    """The tag of a suggestion that is not a safe answer."""
    return translate("Suggestions", "à vérifier")


def reason_line(reasons: Iterable[Reason]) -> str:
    """One soft line: “mot : perte · synonyme : CNI = carte d'identité”."""
    met = _met(reasons)
    parts = []
    for kind in ReasonKind:
        if kind is ReasonKind.MEANING:
            if (kind, "") in met:
                parts.append(translate("Suggestions", "sens proche"))
            continue
        texts = [_pair(kind, typed, words) for (of, typed), words in met.items() if of is kind]
        # Two words typed may be one in the article.
        if texts := list(dict.fromkeys(texts)):
            line = translate("Suggestions", "{kind} : {words}")
            parts.append(line.format(kind=_kind_label(kind, len(texts)), words=", ".join(texts)))
    return SEPARATOR.join(parts)


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
        origin_label(Origin.LOCAL) if suggestion.local else "",
        suggestion.source_label if suggestion.origin is Origin.NATIONAL else "",
        freshness(suggestion.verified_on, suggestion.review_by, today).text,
        reason_line(suggestion.reasons),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)


def chip_texts(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """What was repaired or widened, each typed word once: “fille = mineur, enfant”."""
    shown = (ReasonKind.REPAIR, ReasonKind.SYNONYM)
    met = _met(reason for reason in reasons if reason.kind in shown)
    return tuple(_pair(kind, typed, words[:_WORDS_A_CHIP]) for (kind, typed), words in met.items())


def _met(reasons: Iterable[Reason]) -> dict[tuple[ReasonKind, str], list[str]]:
    """The articles' words that each typed word met; a plural adds nothing to its singular."""
    met: dict[tuple[ReasonKind, str], list[str]] = {}
    for reason in reasons:
        words = met.setdefault((reason.kind, reason.typed), [])
        if reason.matched and not any(_alike(reason.matched, word) for word in words):
            words.append(reason.matched)
    return met


def _alike(one: str, other: str) -> bool:
    bare = sorted((_bare(one), _bare(other)), key=len)
    return bare[1].startswith(bare[0])


@lru_cache(maxsize=512)
def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _pair(kind: ReasonKind, typed: str, words: list[str]) -> str:
    met = ", ".join(words)
    if kind is ReasonKind.REPAIR:
        return f"{typed} → {met}"
    if kind is ReasonKind.SYNONYM:
        return f"{typed} = {met}"
    if kind is ReasonKind.PREFIX:
        return f"{typed}… {met}"
    return met or typed


def _kind_label(kind: ReasonKind, count: int) -> str:
    if kind is ReasonKind.TYPED:
        return translate("Suggestions", "mot") if count == 1 else translate("Suggestions", "mots")
    if kind is ReasonKind.SYNONYM:
        return translate("Suggestions", "synonyme") if count == 1 else translate("Suggestions", "synonymes")
    if kind is ReasonKind.REPAIR:
        return translate("Suggestions", "corrigé")
    return translate("Suggestions", "début de mot")
