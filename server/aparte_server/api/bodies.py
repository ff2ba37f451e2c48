"""Bodies of requests, read with every limit on: size, size once unpacked, time."""

import asyncio
import zlib

from starlette.requests import ClientDisconnect, Request

from aparte_server.api.refusals import ApiRefusal
from aparte_server.store.batches import MOST_BYTES

PATIENCE_S = 20.0
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


async def read(request: Request, most: int = MOST_BYTES, patience_s: float = PATIENCE_S) -> bytes:
    """The body, unpacked; `ApiRefusal` 408, 413 or 415 as soon as a limit is passed."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "deflate"):
        raise ApiRefusal(415, "encoding_unknown", {"Accept-Encoding": "gzip, deflate"})
    try:
        async with asyncio.timeout(patience_s):
            raw = await _raw(request, most)
    except TimeoutError as error:
        raise ApiRefusal(408, "too_slow") from error
    except ClientDisconnect as error:
        raise ApiRefusal(400, "torn") from error
    return raw if encoding == "identity" else unpacked(raw, most)


def unpacked(raw: bytes, most: int) -> bytes:
    """`raw` without its compression; never holds more than `most` bytes and one."""
    machine = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        data = machine.decompress(raw, most + 1)
    except zlib.error as error:
        raise ApiRefusal(400, "torn") from error
    if len(data) > most:
        raise ApiRefusal(413, "too_large")
    if not machine.eof or machine.unused_data:
        raise ApiRefusal(400, "torn")
    return data


async def _raw(request: Request, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise ApiRefusal(413, "too_large")
        parts.append(part)
    return b"".join(parts)
