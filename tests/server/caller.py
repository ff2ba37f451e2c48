"""Calls the application in this process, as an HTTP server would; no socket, no other library."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back; `cookies` are the headers that set them."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()

    @property
    def said(self) -> Any:
        return json.loads(self.body)


class Caller:
    """One application; `token` is sent with each request that names no other.

    `run` runs a coroutine to its end: a runner's own keeps one loop for many requests.
    """

    def __init__(self, app: ASGIApp, token: str = "", run: Callable[..., Answer] = asyncio.run) -> None:
        self._app = app
        self.token = token
        self._run = run

    def get(self, path: str, **asked: Any) -> Answer:
        return self.ask("GET", path, **asked)

    def post(self, path: str, content: bytes = b"", **asked: Any) -> Answer:
        return self.ask("POST", path, content=content, **asked)

    def ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes = b"",
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        torn: bool = False,
    ) -> Answer:
        return self._run(self._ask(method, path, content, self.token if token is None else token, headers, torn))

    async def _ask(  # noqa: PLR0917 - `ask` names them
        self, method: str, path: str, content: bytes, token: str, headers: Mapping[str, str] | None, torn: bool
    ) -> Answer:
        bare, _, query = path.partition("?")
        sent = {**({"authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": bare,
            "raw_path": bare.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in sent.items()],
            "client": ("192.0.2.7", 1234),
            "server": ("localhost", 80),
            "state": {},
        }
        pending: list[Message] = [{"type": "http.request", "body": content, "more_body": torn}]
        told: list[Message] = []

        async def receive() -> Message:
            return pending.pop(0) if pending else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            told.append(message)

        await self._app(scope, receive, send)
        names = {name.decode(): value.decode() for name, value in told[0]["headers"]}
        cookies = tuple(value.decode() for name, value in told[0]["headers"] if name == b"set-cookie")
        return Answer(told[0]["status"], names, b"".join(part.get("body", b"") for part in told[1:]), cookies)
