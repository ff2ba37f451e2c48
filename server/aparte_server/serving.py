"""The HTTP server around the application: uvicorn, with a patience of its own for every connection.

uvicorn waits for ever for a request that never ends its headers, and keeps as many of them as come.
Here a connection has seconds to say what it wants, a bounded number of bytes to say it in, and a
bounded number of neighbours from its address. Bodies have their own limits (`api.bodies`).
"""

import asyncio
import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# What a reverse proxy on this machine says of the caller's address is believed, and its connections are everyone's.
PROXY = "127.0.0.1"
DRAIN_S = 20
KEEP_ALIVE_S = 15


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for a request's headers and for an answer to be taken, bytes of headers, connections at once."""

    head_s: float = 10.0
    answer_s: float = 30.0
    head_bytes: int = 32_768
    pipelined: int = 8
    connections: int = 2_000
    of_an_address: int = 200


class HeadTooLargeError(Exception):
    """More headers than any client of ours sends."""


class PatientProtocol(HttpToolsProtocol):
    """One connection, closed when it takes too long, too many bytes or too many places."""

    patience = Patience()
    # By class, hence by server process: who holds how many connections.
    held: ClassVar[Counter[str]] = Counter()

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - passed on as they come
        super().__init__(*arguments, **named)
        self._address = ""
        self._waiting: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._in_head = True
        # Parsed so far, and received since the parser last told of anything: it holds an unfinished header.
        self._head_bytes = self._untold_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        self.held[self._address] += 1
        several = self._address != PROXY and self.held[self._address] > self.patience.of_an_address
        if several or self.held.total() > self.patience.connections:
            self._refuse(503, "busy")
            return
        self._wait_for_a_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self.held[self._address] -= 1
        if not self.held[self._address]:
            del self.held[self._address]
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        between = self.cycle is None or self.cycle.response_complete
        if between and self._waiting is None:
            self._wait_for_a_head()
        super().data_received(data)
        if self._in_head and between:
            self._untold_bytes += len(data)
            if self._untold_bytes > self.patience.head_bytes:
                self._refuse(431, "head_too_large")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._head_bytes = True, 0
        if self._waiting is None:
            self._wait_for_a_head()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if len(self.pipeline) >= self.patience.pipelined:
            raise HeadTooLargeError
        self._stop_waiting()
        self._in_head, self._untold_bytes = False, 0
        super().on_headers_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck = self.loop.call_later(self.patience.answer_s, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        # Closing waits for what the other side does not take.
        self._stuck = self._stuck or self.loop.call_later(self.patience.answer_s, self.transport.abort)

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > self.patience.head_bytes:
            raise HeadTooLargeError

    def _wait_for_a_head(self) -> None:
        self._waiting = self.loop.call_later(self.patience.head_s, self._refuse, 408, "too_slow")

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _refuse(self, status: int, word: str) -> None:
        self._waiting = None
        if self.cycle is not None and not self.cycle.response_complete:
            self.transport.abort()  # a word of ours would land in the middle of an answer
        elif not self.transport.is_closing():
            self.transport.write(refusal(status, word))
            self.transport.close()
        self._stuck = self._stuck or self.loop.call_later(self.patience.answer_s, self.transport.abort)


def refusal(status: int, word: str) -> bytes:
    """A whole answer, for a connection that gets no further."""
    body = json.dumps({"error": word}).encode()
    lines = [f"HTTP/1.1 {status} {_SAID[status]}", "content-type: application/json", f"content-length: {len(body)}"]
    lines += ["retry-after: 5"] if status == 503 else []
    return "\r\n".join([*lines, "connection: close", "", ""]).encode() + body


_SAID = {408: "Request Timeout", 431: "Request Header Fields Too Large", 503: "Service Unavailable"}


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Until a signal; what was begun is finished first."""
    _allow_connections(Patience().connections)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(configured(app, host, port)).run()


def _allow_connections(most: int) -> None:
    """Each is an open file; a system's own habit is to allow 1,024 of them."""
    if resource is not None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = most + 200 if hard == resource.RLIM_INFINITY else min(most + 200, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def configured(app: ASGIApp, host: str, port: int, protocol: type[PatientProtocol] = PatientProtocol) -> uvicorn.Config:
    """What uvicorn is told."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=PROXY,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=DRAIN_S,
        backlog=2048,
    )
