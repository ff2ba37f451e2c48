"""What is sent about the team and the escrow, checked before the store sees it."""

import json
import re
from dataclasses import dataclass
from typing import Any

from aparte_server.api.refusals import ApiRefusal
from aparte_server.store.batches import is_uuid
from aparte_server.store.team import Wrap

MOST_WRAPS = 1_000
LARGEST_BOXES = 1_000_000
_LARGEST_EPOCH = 1_000_000
_LONGEST_DOCUMENT = 10_000
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}", re.ASCII)
_LONGEST_KEY, _LONGEST_BOX = 64, 1_000


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and the proof that goes with it."""

    public: str
    proof: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """The team's keys for some devices."""

    epoch: int
    wraps: tuple[Wrap, ...]


def read_key(body: bytes) -> Key:
    """`ApiRefusal` 400 when it is something else, like all below."""
    said = _object(body)
    return Key(_base64(said, "public", _LONGEST_KEY, least=1), _base64(said, "proof", _LONGEST_KEY))


def read_boxes(body: bytes) -> Boxes:
    """An epoch and its boxes."""
    said = _object(body)
    epoch, wraps = said.get("epoch"), said.get("wraps")
    if not isinstance(epoch, int) or isinstance(epoch, bool) or not 1 <= epoch <= _LARGEST_EPOCH:
        raise _unreadable()
    if not isinstance(wraps, list) or len(wraps) > MOST_WRAPS:
        raise _unreadable()
    return Boxes(epoch, tuple(map(_wrap, wraps)))


def read_document(body: bytes) -> str:
    """A sealed key."""
    document = _object(body).get("document")
    if not isinstance(document, str) or not 0 < len(document) <= _LONGEST_DOCUMENT:
        raise _unreadable()
    if not (document.isascii() and document.isprintable()):
        raise _unreadable()
    return document


def _wrap(said: object) -> Wrap:
    if not isinstance(said, dict) or not is_uuid(said.get("device_id")):
        raise _unreadable()
    return Wrap(
        said["device_id"],
        _base64(said, "public", _LONGEST_KEY, least=1),
        _base64(said, "wrapped", _LONGEST_BOX, least=1),
        _base64(said, "proof", _LONGEST_KEY),
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(said, dict):
        raise _unreadable()
    return said


def _base64(said: dict[str, Any], name: str, longest: int, least: int = 0) -> str:
    text = said.get(name)
    if not isinstance(text, str) or not least <= len(text) <= longest or _BASE64.fullmatch(text) is None:
        raise _unreadable()
    return text


def _unreadable() -> ApiRefusal:
    return ApiRefusal(400, "body_unreadable")
