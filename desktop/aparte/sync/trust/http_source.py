"""A repository over HTTPS: plain bytes, resumed where they stopped, a portal's page never taken for them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import urllib3
from urllib3.exceptions import HTTPError, SSLError

from aparte.sync.network import Pool
from aparte.sync.server import BusyError, NotTakenError, PortalError, UnreachableError, refused_sentence
from aparte.sync.trust.source import PIECE, MissingError

_SIGN_IN = 511
_LONGEST_WAIT_S = 3600.0
_UNREACHABLE = "Le serveur n'est pas joignable : le téléchargement reprendra où il en est, tout seul."
_UNTRUSTED = "Le serveur présente un certificat que ce poste ne connaît pas : rien n'est pris. Prévenez l'informatique."
_PORTAL = (
    "Ce réseau demande d'abord de s'identifier dans un navigateur : le téléchargement reprendra ensuite tout seul."
)
_BUSY = "Le serveur est occupé : nouvel essai dans un moment, tout seul."


class HttpSource:
    """Implements `Source`; `token` is a device's, or empty where everyone may read."""

    def __init__(self, address: str, pool: Pool, token: str = "") -> None:
        self._address = address.rstrip("/")
        self._pool = pool
        self._token = token
        self._date: datetime | None = None

    def read(self, name: str, start: int = 0) -> Iterator[bytes]:
        """Raises `MissingError`, or a `SyncError` at any piece."""
        try:
            with self._answer(name, start) as response:
                self._date = _date(response.headers)
                skipped = 0 if response.status == 206 else start
                # `stream` would hold a piece back until it is whole, and lose it when the line is cut.
                while piece := response.read1(PIECE):
                    kept = piece[skipped:]
                    skipped = max(0, skipped - len(piece))
                    if kept:
                        yield kept
        except SSLError as error:
            raise UnreachableError(_UNTRUSTED) from error
        except (HTTPError, OSError) as error:
            raise UnreachableError(_UNREACHABLE) from error

    def told_date(self) -> datetime | None:
        """The `Date` of the last answer."""
        return self._date

    @contextmanager
    def _answer(self, name: str, start: int) -> Iterator[urllib3.BaseHTTPResponse]:
        headers = {"Accept-Encoding": "identity", "User-Agent": "aparte"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if start:
            headers["Range"] = f"bytes={start}-"
        response = self._pool.request(
            "GET", f"{self._address}/{quote(name)}", headers=headers, redirect=False, preload_content=False
        )
        try:
            _sort_out(response, name, start)
            yield response
        except BaseException:
            # Half an answer in a connection that is given back would be read as the next one's.
            response.close()
            raise
        finally:
            response.release_conn()


def _sort_out(response: urllib3.BaseHTTPResponse, name: str, start: int) -> None:
    """Raises what the answer is when it is not the file asked for."""
    status, kind = response.status, response.headers.get("content-type", "")
    page = kind.startswith("text/html")
    if status == _SIGN_IN or (page and 200 <= status < 400) or 300 <= status < 400:
        raise PortalError(_PORTAL)
    if status == 200 or (status == 206 and _from(response.headers) == start):
        return
    if status in (403, 404, 416):  # 416: it has nothing from there on
        raise MissingError(name)
    if status == 401:
        raise NotTakenError(refused_sentence(""), "token_unknown")
    if status in (408, 429) or status >= 500:
        raise BusyError(_BUSY, _after(response.headers))
    raise UnreachableError(_UNREACHABLE)


def _from(headers: Mapping[str, str]) -> int:
    """Where the part that was sent begins, -1 when it is not said."""
    unit, _, rest = headers.get("content-range", "").partition(" ")
    first = rest.partition("-")[0]
    return int(first) if unit == "bytes" and first.isascii() and first.isdecimal() else -1


def _after(headers: Mapping[str, str]) -> float:
    text = headers.get("retry-after", "")
    return min(float(text), _LONGEST_WAIT_S) if text.isascii() and text.isdecimal() else 0.0


def _date(headers: Mapping[str, str]) -> datetime | None:
    try:
        told = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
