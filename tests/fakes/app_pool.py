"""Connections that end in the application itself: real requests and real answers, no socket."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.types import ASGIApp
from urllib3.exceptions import ProtocolError

from tests.server.caller import Answer, Caller


class AppResponse:
    """What the pool hands out."""

    def __init__(self, answer: Answer) -> None:
        self.status = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self._body = answer.body

    def read(self, most: int) -> bytes:
        return self._body[:most]

    def read1(self, most: int) -> bytes:
        """The next bytes, as they come."""
        piece, self._body = self._body[:most], self._body[most:]
        return piece

    def close(self) -> None:
        """Nothing is held."""

    def release_conn(self) -> None:
        """Nothing is held."""


class AppPool:
    """A `PoolManager` whose network can fail.

    `loses_request` and `loses_response` count down: at 0 that request is lost on its way, or its answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._runner = asyncio.Runner()
        self._caller = Caller(app, run=self._runner.run)
        self.loses_request = -1
        self.loses_response = -1

    def close(self) -> None:
        self._runner.close()

    def heal(self) -> None:
        self.loses_request = self.loses_response = -1

    def request(self, method: str, url: str, headers: Mapping[str, str], **asked: Any) -> AppResponse:
        parts = urlsplit(url)
        query = f"?{urlencode(asked['fields'])}" if asked.get("fields") else ""
        self.loses_request -= 1
        self.loses_response -= 1
        if self.loses_request == -1:
            raise ProtocolError("lost on its way")
        answer = self._caller.ask(
            method, f"{parts.path}{query}", content=asked.get("body", b""), token="", headers=headers
        )
        if self.loses_response == -1:
            raise ProtocolError("lost on the way back")
        return AppResponse(answer)
