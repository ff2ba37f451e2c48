"""The server over HTTP: compressed bodies, bounded answers, no redirection followed.

Whatever is not one of the server's own answers is a captive portal's or a broken proxy's, and is
never taken for data.
"""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar

import urllib3
from urllib3.exceptions import HTTPError, SSLError

from aparte.store.link import ServerChange
from aparte.store.team_state import TeamDevice, TeamState, Wrap
from aparte.sync.server import (
    Ack,
    BusyError,
    Granted,
    NotTakenError,
    OddAnswerError,
    OutOfStepError,
    Page,
    PortalError,
    Pushed,
    SyncError,
    UnreachableError,
    refused_sentence,
)
from aparte.wire.codes import split
from aparte.wire.event import Event, encode

T = TypeVar("T")

LARGEST_ANSWER = 2_000_000
_LONGEST_WAIT_S = 3600.0
_SIGN_IN = 511

_UNREACHABLE = (
    "Le serveur de la mairie n'est pas joignable : ce qui est enregistré partira dès que le réseau reviendra."
)
_UNTRUSTED = (
    "Le serveur de la mairie présente un certificat que ce poste ne connaît pas : rien n'a été envoyé. "
    "Prévenez l'informatique."
)
_PORTAL = (
    "Ce réseau demande d'abord de s'identifier dans un navigateur : ce qui est enregistré partira ensuite tout seul."
)
_ODD = "Le serveur de la mairie a donné une réponse illisible : prévenez l'informatique. Rien n'est perdu."
_BUSY = "Le serveur de la mairie est occupé : nouvel essai dans un moment, tout seul."
_CODE = "Ce code de raccordement n'est pas connu, a déjà servi ou a plus d'un quart d'heure : demandez-en un autre."


class HttpServer:
    """Implements `Server` for one device; `token` is empty before enrolment."""

    def __init__(self, address: str, pool: urllib3.PoolManager, token: str = "") -> None:
        self._address = address
        self._pool = pool
        self._token = token

    def enrol(self, code: str) -> Granted:
        # What follows the code, on paper, is the team's: the server must not see it.
        return self._granted(self._send("/enrol", {"code": split(code)[0]}))

    def push(self, events: Sequence[Event]) -> Pushed:
        said = self._ask("POST", "/events", b"\n".join(map(encode, events)))
        return _read(lambda: Pushed(_ack(said), len(said["not_accepted"])))

    def ack(self) -> Ack:
        said = self._ask("GET", "/ack")
        return _read(lambda: _ack(said))

    def changes(self, cursor: str) -> Page:
        said = self._ask("GET", "/changes", fields={"cursor": cursor})
        return _read(lambda: _page(said))

    def fork(self) -> Granted:
        return self._granted(self._ask("POST", "/devices/fork"))

    def rotate(self) -> Granted:
        return self._granted(self._ask("POST", "/devices/token"))

    def team(self) -> TeamState:
        said = self._ask("GET", "/team")
        return _read(lambda: _team(said))

    def show_key(self, public: str, proof: str) -> TeamState:
        said = self._send("/team/device", {"public": public, "proof": proof})
        return _read(lambda: _team(said))

    def give_keys(self, epoch: int, wraps: Sequence[Wrap]) -> TeamState:
        said = self._send("/team/keys", {"epoch": epoch, "wraps": [asdict(wrap) for wrap in wraps]})
        return _read(lambda: _team(said))

    def entrust(self, document: str) -> None:
        self._send("/escrow", {"document": document})

    def _send(self, path: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._ask("POST", path, json.dumps(told).encode())

    @staticmethod
    def _granted(said: Mapping[str, Any]) -> Granted:
        return _read(
            lambda: Granted(
                _text(said["device_id"]),
                _text(said["token"]),
                datetime.fromtimestamp(said["expires_at"] / 1000, UTC),
            )
        )

    def _ask(
        self, method: str, path: str, body: bytes = b"", fields: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        headers = {"Accept": "application/json", "User-Agent": "aparte"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        sent: dict[str, Any] = {"fields": fields} if fields else {}
        if body:
            headers |= {"Content-Encoding": "gzip", "Content-Type": "application/json"}
            sent["body"] = gzip.compress(body, compresslevel=6, mtime=0)
        try:
            response = self._pool.request(
                method,
                f"{self._address}/api/v1{path}",
                headers=headers,
                redirect=False,
                preload_content=False,
                decode_content=True,
                **sent,
            )
            try:
                data = response.read(LARGEST_ANSWER + 1)
            finally:
                response.release_conn()
        except SSLError as error:
            raise UnreachableError(_UNTRUSTED) from error
        except (HTTPError, OSError) as error:
            raise UnreachableError(_UNREACHABLE) from error
        return _sorted_out(response.status, response.headers, data)


def _sorted_out(status: int, headers: Mapping[str, str], data: bytes) -> Mapping[str, Any]:
    """What was said, or the error that it is."""
    said = _said(headers, data)
    if said is None:
        raise _not_ours(status, headers)
    if status in (200, 201) and "error" not in said:
        return said
    word = said.get("error")
    if status == 409 and word in ("gap", "fork"):
        raise _read(lambda: OutOfStepError(_ack(said), forked=word == "fork"))
    if status == 401:
        raise NotTakenError(refused_sentence(str(word)), str(word))
    if status == 403 and word == "code_refused":
        raise NotTakenError(_CODE, str(word))
    if status in (408, 429) or status >= 500:
        raise BusyError(_BUSY, _after(headers))
    raise OddAnswerError(_ODD)


def _not_ours(status: int, headers: Mapping[str, str]) -> SyncError:
    """A reverse proxy's own page is a server that is not there; any other page is a portal's."""
    if status in (502, 503, 504):
        return BusyError(_BUSY, _after(headers))
    if status == _SIGN_IN or 200 <= status < 400:
        return PortalError(_PORTAL)
    return UnreachableError(_UNREACHABLE)


def _said(headers: Mapping[str, str], data: bytes) -> Mapping[str, Any] | None:
    """The JSON object that came; None for anything else, however it calls itself."""
    if not headers.get("content-type", "").startswith("application/json") or len(data) > LARGEST_ANSWER:
        return None
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _after(headers: Mapping[str, str]) -> float:
    text = headers.get("retry-after", "")
    return min(float(text), _LONGEST_WAIT_S) if text.isascii() and text.isdecimal() else 0.0


def _read(reading: Callable[[], T]) -> T:
    try:
        return reading()
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise OddAnswerError(_ODD) from error


def _ack(said: Mapping[str, Any]) -> Ack:
    seq = said["ack_seq"]
    if not isinstance(seq, int) or isinstance(seq, bool) or seq < 0:
        raise TypeError
    # A server of before says nothing of the last two.
    return Ack(seq, _text(said["event_id_at_ack"]), _count(said.get("lease_days")), _count(said.get("team_version")))


def _page(said: Mapping[str, Any]) -> Page:
    changes = tuple(
        ServerChange(int(one["change_no"]), _text(one["kind"]), _text(one["subject"]), _text(one.get("content", "")))
        for one in said["changes"]
    )
    return Page(changes, _text(said["cursor"]), said["more"] is True)


def _team(said: Mapping[str, Any]) -> TeamState:
    return TeamState(
        version=int(said["version"]),
        org_id=_text(said["org_id"]),
        epoch=int(said["epoch"]),
        rotate=said["rotate"] is True,
        wrapped=_text(said["wrapped"]),
        recovery=_text(said["recovery"]),
        devices=tuple(
            TeamDevice(
                device_id=_text(one["device_id"]),
                label=_text(one["label"]),
                public=_text(one["public"]),
                proof=_text(one["proof"]),
                epoch=int(one["epoch"]),
                revoked=one["revoked"] is True,
            )
            for one in said["devices"]
        ),
    )


def _count(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
