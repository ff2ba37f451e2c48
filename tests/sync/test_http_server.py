"""What may answer on a town's network besides its server; none of it is ever taken for data."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from aparte.core.errors import UsageError
from aparte.sync.http_server import LARGEST_ANSWER, HttpServer
from aparte.sync.network import Network, checked_address, pool_for
from aparte.sync.server import (
    BusyError,
    NotTakenError,
    OddAnswerError,
    OutOfStepError,
    PortalError,
    SyncError,
    UnreachableError,
)

JSON = {"Content-Type": "application/json"}


@contextmanager
def answering(status: int, body: bytes, headers: Mapping[str, str] = JSON) -> Iterator[HttpServer]:
    """A real socket that gives one answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    pool = pool_for(address, Network(proxy="direct"))
    try:
        yield HttpServer(address, pool, "token")
    finally:
        pool.clear()
        server.shutdown()
        thread.join()
        server.server_close()


def said(**fields: object) -> bytes:
    return json.dumps(fields).encode()


PORTALS = [
    (200, b"<html>Bienvenue, acceptez les conditions</html>", {"Content-Type": "text/html"}),
    (302, b"", {"Location": "http://192.0.2.1/portail"}),
    (302, b"{}", {"Location": "http://192.0.2.1/portail", "Content-Type": "text/html"}),
    (511, b"sign in", {"Content-Type": "text/plain"}),
    (200, b"<html></html>", {"Content-Type": "application/json"}),
]


@pytest.mark.parametrize(("status", "body", "headers"), PORTALS)
def test_a_captive_portal_is_recognised(status: int, body: bytes, headers: dict[str, str]) -> None:
    with answering(status, body, headers) as server, pytest.raises(PortalError, match="navigateur"):
        server.ack()


ODD = [
    said(),
    said(ack_seq="3", event_id_at_ack="x"),
    said(ack_seq=-1, event_id_at_ack="x"),
    said(ack_seq=True, event_id_at_ack="x"),
    said(ack_seq=3, event_id_at_ack=None),
]


@pytest.mark.parametrize("body", ODD)
def test_an_answer_that_says_something_else_is_refused(body: bytes) -> None:
    with answering(200, body) as server, pytest.raises(OddAnswerError):
        server.ack()


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    with answering(200, b'{"a": "' + b"x" * LARGEST_ANSWER + b'"}') as server, pytest.raises(SyncError):
        server.ack()


def test_a_moment_asked_for_is_kept() -> None:
    with answering(429, said(error="too_often"), {**JSON, "Retry-After": "17"}) as server:
        with pytest.raises(BusyError) as caught:
            server.ack()
        assert caught.value.after_s == 17


def test_a_proxy_whose_server_is_down_is_a_busy_server() -> None:
    with answering(502, b"<h1>Bad Gateway</h1>", {"Content-Type": "text/html"}) as server, pytest.raises(BusyError):
        server.ack()


@pytest.mark.parametrize("word", ["token_revoked", "token_expired", "token_unknown"])
def test_a_token_that_opens_nothing_asks_for_a_code(word: str) -> None:
    with answering(401, said(error=word)) as server, pytest.raises(NotTakenError, match="code de raccordement"):
        server.ack()


def test_a_gap_says_what_the_server_has() -> None:
    with answering(409, said(error="gap", ack_seq=4, event_id_at_ack="e4")) as server:
        with pytest.raises(OutOfStepError) as caught:
            server.ack()
        assert (caught.value.ack.seq, caught.value.forked) == (4, False)


def test_nobody_there_is_told_in_one_sentence() -> None:
    server = HttpServer("http://127.0.0.1:9", pool_for("http://127.0.0.1:9", Network(proxy="direct")), "token")
    with pytest.raises(UnreachableError, match="joignable"):
        server.ack()


@pytest.mark.parametrize("text", ["http://aparte.ville.fr", "ftp://x", "https://", "https://u:p@x", "https://x:port"])
def test_an_address_that_sends_in_clear_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        checked_address(text)


def test_an_address_is_taken_as_it_is_dictated() -> None:
    assert checked_address(" aparte.ville.fr/ ") == "https://aparte.ville.fr"


def test_certificates_that_cannot_be_read_are_told() -> None:
    with pytest.raises(SyncError, match="certificats"):
        pool_for("https://aparte.ville.fr", Network(authorities="/nowhere.pem"))
