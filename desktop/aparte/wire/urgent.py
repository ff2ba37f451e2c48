"""The signed file of a town's urgent changes, `local/urgent.json`: written on the server, read on each client.

Strict on both sides: a file with anything else in it is refused whole, and the set before stays.
Texts are plain: no tag, no link, no formatting that a reader of Markdown would take for an order.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aparte.core.article import FactKind
from aparte.core.urgent import UrgentChange, UrgentKind, UrgentSet
from aparte.wire.payloads import stamp

TARGET = "local/urgent.json"
LARGEST_BYTES = 256_000
MOST_CHANGES = 200
MOST_REPLACED = 8
LONGEST_TEXT, LONGEST_VALUE, LONGEST_NAME = 500, 200, 100
_FORMAT = 1
_REFUSED_SIGNS = frozenset("<>[]|`*#\\")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_REQUIRED = {"id", "kind", "text", "from", "until", "proposed_at", "validated_at"}
_OPTIONAL = {"article_id", "service", "theme", "fact", "condition", "value", "replaces"}
_ABOUT = {
    UrgentKind.CORRECT: {"article_id", "fact", "condition", "value", "replaces"},
    UrgentKind.SUSPEND: {"article_id"},
    UrgentKind.NOTICE: {"article_id", "service", "theme"},
}


class UrgentFormatError(ValueError):
    """What is no urgent change; the message names the field."""


def encode(urgent: UrgentSet) -> bytes:
    """Canonical JSON; `UrgentFormatError` for a set that no client would take."""
    if len(urgent.changes) > MOST_CHANGES:
        raise UrgentFormatError(f"changes: {len(urgent.changes)}, {MOST_CHANGES} at most")
    raw = {"format": _FORMAT, "version": urgent.version, "changes": [written(one) for one in urgent.changes]}
    data = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    decode(data)
    return data


def decode(data: bytes) -> UrgentSet:
    """The set in `data`; raises `UrgentFormatError`."""
    if len(data) > LARGEST_BYTES:
        raise UrgentFormatError(f"{len(data)} bytes, {LARGEST_BYTES} at most")
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UrgentFormatError("not JSON") from error
    if not isinstance(raw, dict) or raw.keys() != {"format", "version", "changes"} or raw["format"] != _FORMAT:
        raise UrgentFormatError("not a set of urgent changes")
    version, changes = raw["version"], raw["changes"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UrgentFormatError("version: counts from 1")
    if not isinstance(changes, list) or len(changes) > MOST_CHANGES:
        raise UrgentFormatError("changes: not a list, or too long")
    found = tuple(map(read, changes))
    if len({one.id for one in found}) < len(found):
        raise UrgentFormatError("id: twice")
    return UrgentSet(version, found)


def written(change: UrgentChange) -> dict[str, Any]:
    """A change as JSON values; what is empty and may be left out is."""
    raw: dict[str, Any] = {
        "id": change.id,
        "kind": change.kind.value,
        "text": change.text,
        "from": stamp(change.begins),
        "until": stamp(change.ends) if change.ends else None,
        "proposed_at": stamp(change.proposed_at),
        "validated_at": stamp(change.validated_at),
    }
    for name in ("article_id", "service", "theme", "condition", "value"):
        if getattr(change, name):
            raw[name] = getattr(change, name)
    if change.fact is not None:
        raw["fact"] = change.fact.value
    if change.replaces:
        raw["replaces"] = list(change.replaces)
    return raw


def read(raw: object) -> UrgentChange:
    """The change in JSON values; raises `UrgentFormatError`."""
    if not isinstance(raw, dict) or not _REQUIRED <= raw.keys() <= _REQUIRED | _OPTIONAL:
        raise UrgentFormatError("a change lacks a field, or has one too many")
    kind = _kind(raw)
    odd = (raw.keys() & _OPTIONAL) - _ABOUT[kind]
    if odd:
        raise UrgentFormatError(f"{min(odd)}: not in a change of this kind")
    change = UrgentChange(
        id=_text(raw, "id", LONGEST_NAME),
        kind=kind,
        text=_text(raw, "text", LONGEST_TEXT),
        begins=_moment(raw, "from"),
        ends=None if raw["until"] is None else _moment(raw, "until"),
        proposed_at=_moment(raw, "proposed_at"),
        validated_at=_moment(raw, "validated_at"),
        article_id=_optional(raw, "article_id", LONGEST_NAME),
        service=_optional(raw, "service", LONGEST_NAME),
        theme=_optional(raw, "theme", LONGEST_NAME),
        fact=_fact(raw),
        condition=_optional(raw, "condition", LONGEST_VALUE),
        value=_optional(raw, "value", LONGEST_VALUE),
        replaces=_replaces(raw),
    )
    _check(change)
    return change


def _check(change: UrgentChange) -> None:
    if change.ends is not None and change.ends <= change.begins:
        raise UrgentFormatError("until: before it begins")
    if change.kind is UrgentKind.NOTICE:
        if change.ends is None:
            raise UrgentFormatError("until: a notice has an end")
        if sum(map(bool, (change.article_id, change.service, change.theme))) > 1:
            raise UrgentFormatError("article_id: a notice names one thing")
    elif not change.article_id:
        raise UrgentFormatError("article_id: missing")
    if change.kind is UrgentKind.CORRECT:
        if not change.value:
            raise UrgentFormatError("value: missing")
        if not change.replaces:
            raise UrgentFormatError("replaces: missing")
        if any(_same(words, change.value) for words in change.replaces):
            raise UrgentFormatError("replaces: the very words of the new value")


def _same(one: str, other: str) -> bool:
    """Whether what is replaced would still be there once it was."""
    words = re.escape(" ".join(one.split()))
    return re.search(rf"(?<!\w){words}(?!\w)", " ".join(other.split()), re.IGNORECASE) is not None


def _kind(raw: Mapping[str, Any]) -> UrgentKind:
    try:
        return UrgentKind(raw["kind"])
    except ValueError as error:
        raise UrgentFormatError("kind: unknown") from error


def _fact(raw: Mapping[str, Any]) -> FactKind | None:
    if "fact" not in raw:
        return None
    try:
        return FactKind(raw["fact"])
    except ValueError as error:
        raise UrgentFormatError("fact: unknown") from error


def _replaces(raw: Mapping[str, Any]) -> tuple[str, ...]:
    words = raw.get("replaces", [])
    if not isinstance(words, list) or len(words) > MOST_REPLACED:
        raise UrgentFormatError("replaces: not a list, or too long")
    return tuple(_text({"replaces": one}, "replaces", LONGEST_VALUE) for one in words)


def _optional(raw: Mapping[str, Any], name: str, longest: int) -> str:
    return _text(raw, name, longest) if name in raw else ""


def _text(raw: Mapping[str, Any], name: str, longest: int) -> str:
    """One line of plain text."""
    text = raw[name]
    if not isinstance(text, str) or not text.strip() or len(text) > longest:
        raise UrgentFormatError(f"{name}: no text, or more than {longest} characters")
    for sign in text:
        if sign in _REFUSED_SIGNS or unicodedata.category(sign) in _REFUSED_CATEGORIES:
            raise UrgentFormatError(f"{name}: a sign that is no plain text (U+{ord(sign):04X})")
    return text


def _moment(raw: Mapping[str, Any], name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(raw[name])
        aware = moment.tzinfo is not None
        return moment.astimezone(UTC) if aware else _no_moment(name)
    except (TypeError, ValueError, OverflowError) as error:
        raise UrgentFormatError(f"{name}: no moment with its zone") from error


def _no_moment(name: str) -> datetime:
    raise ValueError(name)
