"""Answers that say no: a stable word for the client, a status, and when to try again."""

from collections.abc import Mapping
from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aparte_server.api.answers import ErrorAnswer, OutOfStepAnswer
from aparte_server.errors import DatabaseUnavailableError
from aparte_server.store.batches import BatchError
from aparte_server.store.devices import Refusal, RefusedError
from aparte_server.store.ingest import ForkError, GapError

RETRY_S = 5
_TOKEN_WORDS = {Refusal.UNKNOWN: "token_unknown", Refusal.EXPIRED: "token_expired", Refusal.REVOKED: "token_revoked"}


class ApiRefusal(Exception):  # noqa: N818 - not an error of ours
    """No, with a status and a word."""

    def __init__(self, status: int, word: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(word)
        self.status = status
        self.word = word
        self.headers = dict(headers or {})


def bearer(request: Request) -> str:
    """The token that was sent, empty without one."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


async def refuse(_: Request, error: Exception) -> Response:
    """The answer for each of `HANDLED`; the last is a database that does not answer."""
    match error:
        case ApiRefusal():
            return _no(error.status, error.word, error.headers)
        case GapError() | ForkError():
            word = "gap" if isinstance(error, GapError) else "fork"
            return JSONResponse(asdict(OutOfStepAnswer(word, error.ack.seq, error.ack.event_id)), 409)
        case RefusedError():
            return _no(401, _TOKEN_WORDS[error.why], {"WWW-Authenticate": "Bearer"})
        case BatchError():
            return _no(400, "batch_unreadable")
        case HTTPException():
            word = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "no")
            return _no(error.status_code, word, error.headers)
        case _:
            return _no(503, "unavailable", {"Retry-After": str(RETRY_S)})


HANDLED: tuple[type[Exception], ...] = (
    ApiRefusal,
    GapError,
    ForkError,
    RefusedError,
    BatchError,
    DatabaseUnavailableError,
    HTTPException,
)


def _no(status: int, word: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(asdict(ErrorAnswer(word)), status, dict(headers or {}))
