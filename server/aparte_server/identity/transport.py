"""Requests to the identity provider: bounded in time and size, no redirection followed, JSON or nothing."""

import json
import ssl
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote, urlencode

import truststore
import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers

from aparte_server.errors import ServerError

LARGEST_ANSWER = 500_000
_CONNECT_S, _READ_S = 3.0, 5.0


class ProviderUnavailableError(ServerError):
    """The provider does not answer, or says what no provider should."""

    exit_code = 4

    def __init__(self, detail: str) -> None:
        super().__init__(
            "Le service de connexion de la mairie ne répond pas comme il le devrait : réessayez dans un moment, "
            "puis prévenez l'informatique."
        )
        self.detail = detail


class Pool(Protocol):
    """What is asked of urllib3."""

    def request(self, method: str, url: str, **asked: Any) -> Any:  # noqa: ANN401 - urllib3's own answer
        """One request."""
        ...


def pool(proxy: str = "") -> Pool:
    """With the system's certificates, through `proxy` when there is one."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    timeout = urllib3.Timeout(connect=_CONNECT_S, read=_READ_S)
    if proxy:
        return urllib3.ProxyManager(proxy, ssl_context=context, timeout=timeout, retries=False)
    return urllib3.PoolManager(ssl_context=context, timeout=timeout, retries=False)


class Transport:
    """Asks, and returns text; raises `ProviderUnavailableError`."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def json_at(self, url: str) -> Mapping[str, Any]:
        """The object at an address."""
        return _object(self._ask("GET", url, {"Accept": "application/json"}))

    def exchanged(self, url: str, fields: Mapping[str, str], basic: tuple[str, str] | None) -> Mapping[str, Any]:
        """What a form is answered with; `basic` is a name and its password."""
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        if basic is not None:
            # RFC 6749, 2.3.1: both are form-encoded first.
            headers |= make_headers(basic_auth=":".join(quote(part, safe="") for part in basic))
        return _object(self._ask("POST", url, headers, urlencode(fields).encode()))

    def shown(self, url: str, token: str) -> str:
        """The text at an address that wants a token: an object, or a signed one."""
        return self._ask("GET", url, {"Authorization": f"Bearer {token}"})

    def _ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> str:
        try:
            response = self._pool.request(
                method, url, headers=headers, redirect=False, preload_content=False, **({"body": body} if body else {})
            )
            try:
                data: bytes = response.read(LARGEST_ANSWER + 1)
            finally:
                response.release_conn()
        except (HTTPError, OSError) as error:
            raise ProviderUnavailableError(type(error).__name__) from error
        if response.status != 200 or len(data) > LARGEST_ANSWER:
            raise ProviderUnavailableError(f"status {response.status}")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise ProviderUnavailableError("not UTF-8") from error


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProviderUnavailableError("not JSON") from error
    if not isinstance(found, dict):
        raise ProviderUnavailableError("not an object")
    return found
