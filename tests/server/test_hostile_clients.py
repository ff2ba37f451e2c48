"""Clients that mean harm, over real sockets: the server goes on serving the others and closes these."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp

from aparte_server.api import bodies
from aparte_server.api.admission import Admission
from aparte_server.api.app import build_app
from aparte_server.serving import Patience, PatientProtocol, configured
from aparte_server.store.batches import MOST_BYTES
from aparte_server.store.database import Database
from tests.server.limits import no_limits
from tests.server.town import Town, body, events
from tools.town_server import free_port

HASTY = Patience(head_s=0.3, answer_s=0.3, head_bytes=4_000, pipelined=3, connections=20)
HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n"
Attack = Callable[[int], Awaitable[None]]


@pytest.fixture
def town(sqlite: Database, tmp_path: Path) -> Town:
    return Town(sqlite, tmp_path)


@asynccontextmanager
async def serving(app: ASGIApp, patience: Patience = HASTY) -> AsyncIterator[int]:
    """The real HTTP server in this loop; the port."""

    class Hasty(PatientProtocol):
        pass

    Hasty.patience = patience
    port = free_port()
    config = configured(app, "127.0.0.1", port, Hasty)
    config.lifespan, config.timeout_keep_alive = "off", 1
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await running


async def said(port: int, sent: bytes) -> bytes:
    """Everything that comes back until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(ConnectionError):
        writer.write(sent)
        await writer.drain()
    got = b""
    with suppress(ConnectionError):
        while part := await reader.read(65_536):
            got += part
    writer.close()
    return got


async def dripped(port: int, parts: bytes, pause_s: float = 0.02) -> bytes:
    """Sent byte by byte, again and again, until the server has had enough; what it said."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def drip() -> None:
        with suppress(ConnectionError):
            while True:
                for at in range(len(parts)):
                    writer.write(parts[at : at + 1])
                    await writer.drain()
                    await asyncio.sleep(pause_s)

    dripping = asyncio.create_task(drip())
    got = b""
    with suppress(ConnectionError):
        got = await reader.read()
    dripping.cancel()
    writer.close()
    return got


async def healthy(port: int) -> bool:
    return b'"up"' in await said(port, HEALTH + b"Connection: close\r\n\r\n")


async def asked_for_ever(writer: asyncio.StreamWriter, one: bytes) -> None:
    while True:
        writer.write(one)
        await writer.drain()
        await asyncio.sleep(0.002)


def run(town: Town, attack: Attack, patience: Patience = HASTY) -> None:
    """The attack, then whether the server still answers, all within seconds."""

    async def all_of_it() -> None:
        async with serving(build_app(town.store, limits=no_limits()), patience) as port:
            await attack(port)
            assert await healthy(port)

    asyncio.run(asyncio.wait_for(all_of_it(), 30))


@pytest.mark.parametrize("drip", [b"GET /health HTTP/1.1\r\nX-A: b", b"\r\n", b"G"])
def test_headers_that_never_end_are_closed_while_others_are_served(town: Town, drip: bytes) -> None:
    async def attack(port: int) -> None:
        slow = [asyncio.create_task(dripped(port, drip)) for _ in range(10)]
        await asyncio.sleep(0.1)
        assert await healthy(port)
        for answer in await asyncio.gather(*slow):
            assert b"200 OK" not in answer

    run(town, attack)


def test_a_connection_that_says_nothing_is_closed(town: Town) -> None:
    async def attack(port: int) -> None:
        assert (await said(port, b"")).startswith(b"HTTP/1.1 408")

    run(town, attack)


def test_a_connection_that_is_slow_at_its_second_request_is_closed(town: Town) -> None:
    async def attack(port: int) -> None:
        got = await said(port, HEALTH + b"\r\n" + b"GET /hea")
        assert b"200 OK" in got
        assert b"408" in got

    run(town, attack)


def test_a_body_that_drips_is_refused(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies.read, "__defaults__", (MOST_BYTES, 0.3))
    code = b"POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n"

    async def attack(port: int) -> None:
        got = await said(port, code + b"{")
        assert b"408" in got.splitlines()[0]
        assert b"too_slow" in got

    run(town, attack)


def test_a_body_that_nobody_asked_for_is_not_waited_for(town: Town) -> None:
    async def attack(port: int) -> None:
        head = b"POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
        assert b"401" in (await said(port, head)).splitlines()[0]

    run(town, attack)


@pytest.mark.parametrize(
    "head",
    [
        HEALTH + b"X-A: " + b"a" * 20_000,
        HEALTH + b"".join(b"X-%d: a\r\n" % n for n in range(2_000)) + b"\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_huge_headers_are_refused(town: Town, head: bytes) -> None:
    async def attack(port: int) -> None:
        assert (await said(port, head)).split()[1] in (b"400", b"431")

    run(town, attack)


def test_pipelined_requests_are_answered_in_turn_and_bounded(town: Town) -> None:
    one = HEALTH + b"\r\n"

    async def attack(port: int) -> None:
        got = await said(port, one * 2 + HEALTH + b"Connection: close\r\n\r\n")
        assert got.count(b"200 OK") == 3
        flooded = await said(port, one * 500)
        assert flooded.count(b"200 OK") < 10

    run(town, attack)


def test_more_connections_than_there_is_room_for_are_told_to_come_back(town: Town) -> None:
    async def attack(port: int) -> None:
        held = [asyncio.create_task(said(port, b"GET /hea")) for _ in range(20)]
        await asyncio.sleep(0.05)
        answer = await said(port, HEALTH + b"\r\n")
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"retry-after: 5" in answer
        await asyncio.gather(*held)

    run(town, attack, Patience(head_s=1.0, connections=20))


def test_who_does_not_read_the_answers_is_dropped(town: Town) -> None:
    one = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"

    async def attack(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        with pytest.raises(ConnectionError):
            await asked_for_ever(writer, one)
        writer.close()
        assert reader is not None

    run(town, attack)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/v1/events HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /api/v1/events HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"GET /health HTTP/1.1\nHost: x\n\n\n",
        b"GET http://[bad/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"CONNECT x:1 HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_request_ends_its_connection_and_nothing_else(town: Town, sent: bytes) -> None:
    async def attack(port: int) -> None:
        await said(port, sent)

    run(town, attack)


def test_a_bomb_in_a_body_is_never_unpacked(town: Town) -> None:
    token = town.store.devices.enrol(town.store.devices.invite(town.org_id, "x")).token
    bomb = gzip.compress(b"0" * 50_000_000)
    nested = gzip.compress(b"[" * 200_000)
    head = b"POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nConnection: close\r\n"
    head += f"Authorization: Bearer {token}\r\n".encode()

    async def attack(port: int) -> None:
        for packed, status in ((bomb, b"413"), (nested, b"400")):
            length = f"Content-Length: {len(packed)}\r\n\r\n".encode()
            assert (await said(port, head + length + packed)).split()[1] == status

    run(town, attack)


def test_more_work_than_can_be_done_at_once_is_sent_home(town: Town) -> None:
    token = town.store.devices.enrol(town.store.devices.invite(town.org_id, "x")).token
    sent = body(events(1, 1))
    head = f"POST /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"

    async def all_of_it() -> None:
        app = Admission(build_app(town.store, limits=no_limits()), at_once=2, patience_s=0.2)
        async with serving(app, Patience()) as port:
            begun = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
            for _, writer in begun:
                writer.write(f"{head}Content-Length: {len(sent)}\r\n\r\n".encode())
            await asyncio.sleep(0.1)
            turned_away = await said(port, b"GET /api/v1/ack HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert turned_away.split()[1] == b"503"
            assert b"retry-after: 2" in turned_away
            assert await healthy(port)
            for reader, writer in begun:
                writer.write(sent)
                answer = await reader.read()
                assert json.loads(answer.split(b"\r\n\r\n")[1])["ack_seq"] == 1
                writer.close()

    asyncio.run(asyncio.wait_for(all_of_it(), 30))
