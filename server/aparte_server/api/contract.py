"""Every route, declared once: the application is built from this, and so is its description."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import UnionType

from aparte.core.article import FactKind
from aparte.core.urgent import UrgentKind
from aparte.wire.urgent import LONGEST_TEXT, LONGEST_VALUE, MOST_REPLACED
from aparte_server.api.answers import AckAnswer, ErrorAnswer, GrantedAnswer, OutOfStepAnswer, StatusAnswer, TakenAnswer
from aparte_server.api.repositories import FILE_NAME
from aparte_server.api.sessions import NEXT, EndedAnswer, SessionAnswer
from aparte_server.api.urgent import DecidedAnswer, FieldAnswer, JournalAnswer, UrgentAnswer, UrgentListAnswer
from aparte_server.figures.month import MonthFigures
from aparte_server.identity.settings import CALLBACK
from aparte_server.store.batches import MOST_BYTES, MOST_EVENTS
from aparte_server.store.changes import MOST_CHANGES
from aparte_server.store.records import Changes

OPENAPI_PATH = "/api/v1/openapi.json"


class Who(StrEnum):
    """Who may ask: the kind of token that opens a route."""

    ANYONE = "anyone"
    DEVICE = "device"
    STAFF = "staff"
    EDITOR = "editor"
    VALIDATOR = "validator"
    SESSION = "session"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query, or of the `path`; `schema` is its JSON schema."""

    name: str
    schema: Mapping[str, object]
    said: str
    required: bool = False
    where: str = "query"


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent."""

    media: str
    schema: Mapping[str, object]
    said: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One route; `handler` is the method of `Routes`, `answers` a type for each status.

    A type of None is an answer that is no JSON of ours, and is of type `media`.
    """

    method: str
    path: str
    handler: str
    said: str
    who: Who
    answers: Mapping[int, type | UnionType | None]
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    media: str = "text/plain"


_CODE = Body(
    "application/json",
    {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}},
    "A code such as 7K4PQ2-M8RTVW-3XYZ9A.",
)
_BATCH = Body(
    "application/x-ndjson",
    {"type": "string"},
    f"One event a line, {MOST_EVENTS} events and {MOST_BYTES} bytes at most; gzip and deflate are taken.",
)
_CURSOR = Parameter("cursor", {"type": "string"}, "Where to start: what the last page ended with; empty for all.")
_LIMIT = Parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST_CHANGES}, "Changes a page.")
_MONTH = Parameter(
    "month",
    {"type": "string", "pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"},
    "Such as 2026-10; 400 before it begins.",
    required=True,
)
_FILE = {"type": "string", "pattern": FILE_NAME}
_NAME = Parameter("name", _FILE, "As the signed roles name it.", required=True, where="path")
_FOLDER = Parameter("folder", _FILE, "The first part of the name.", required=True, where="path")
_NO: Mapping[int, type | None] = {429: ErrorAnswer, 503: ErrorAnswer}
_TOKEN: Mapping[int, type | None] = {401: ErrorAnswer, **_NO}
_PART: Mapping[int, type | None] = {200: None, 206: None, 304: None, 400: None, 404: ErrorAnswer, 416: None}
_READ: Mapping[int, type | None] = {400: ErrorAnswer, 408: ErrorAnswer, 413: ErrorAnswer, 415: ErrorAnswer}

_PERSON: Mapping[int, type | None] = {403: ErrorAnswer, **_TOKEN}
_CHANGE = Body(
    "application/json",
    {
        "type": "object",
        "required": ["kind", "text", "until"],
        "properties": {
            "kind": {"type": "string", "enum": [kind.value for kind in UrgentKind]},
            "text": {"type": "string", "maxLength": LONGEST_TEXT},
            "from": {"type": "string", "format": "date-time"},
            "until": {"type": ["string", "null"], "format": "date-time"},
            "article_id": {"type": "string"},
            "service": {"type": "string"},
            "theme": {"type": "string"},
            "fact": {"type": "string", "enum": [kind.value for kind in FactKind]},
            "condition": {"type": "string", "maxLength": LONGEST_VALUE},
            "value": {"type": "string", "maxLength": LONGEST_VALUE},
            "replaces": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_REPLACED},
        },
    },
    "A change: plain text alone, no tag, no link.",
)
_REASON = Body(
    "application/json",
    {"type": "object", "required": ["reason"], "properties": {"reason": {"type": "string"}}},
    "Why, in a line; it may be empty to withdraw.",
)
_ID = Parameter("id", {"type": "string"}, "The change's.", required=True, where="path")

_AFTER = Parameter("next", {"type": "string", "pattern": NEXT}, "Where to go once signed in, a path of this server.")
_BACK = tuple(
    Parameter(name, {"type": "string"}, "As the provider sends it.") for name in ("code", "state", "iss", "error")
)
_SIGN_IN: Mapping[int, type | None] = {303: None, 400: ErrorAnswer, 404: ErrorAnswer, **_NO}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        *("POST", "/api/v1/enrol", "enrol", "Use an enrolment code up and become a device.", Who.ANYONE),
        answers={201: GrantedAnswer, 403: ErrorAnswer, **_READ, **_NO},
        body=_CODE,
    ),
    Operation(
        *("POST", "/api/v1/events", "events", "Send events; 409 says from where to send again.", Who.DEVICE),
        answers={200: TakenAnswer, 409: OutOfStepAnswer, **_READ, **_TOKEN},
        body=_BATCH,
    ),
    Operation(
        *("GET", "/api/v1/ack", "ack", "What the server answers for so far.", Who.DEVICE),
        answers={200: AckAnswer, **_TOKEN},
    ),
    Operation(
        *("GET", "/api/v1/changes", "changes", "What this device must apply, page by page.", Who.DEVICE),
        answers={200: Changes, 400: ErrorAnswer, **_TOKEN},
        parameters=(_CURSOR, _LIMIT),
    ),
    Operation(
        *("POST", "/api/v1/devices/fork", "fork", "A device of its own, for a disk that is a copy.", Who.DEVICE),
        answers={201: GrantedAnswer, **_TOKEN},
    ),
    Operation(
        *("POST", "/api/v1/devices/token", "rotate", "A new token; the old one ends at its first use.", Who.DEVICE),
        answers={201: GrantedAnswer, **_TOKEN},
    ),
    Operation(
        *("GET", "/api/v1/stats", "stats", "A month's figures, fit to publish.", Who.STAFF),
        answers={200: MonthFigures, 400: ErrorAnswer, **_TOKEN},
        parameters=(_MONTH,),
    ),
    Operation(
        *("GET", "/api/stats", "stats_unversioned", "The same, at an address that stays short.", Who.STAFF),
        answers={200: MonthFigures, 400: ErrorAnswer, **_TOKEN},
        parameters=(_MONTH,),
    ),
    Operation(
        *("GET", "/api/v1/knowledge/metadata/{name}", "knowledge_metadata"),
        said="A signed role of the town's knowledge (TUF 1.0).",
        who=Who.DEVICE,
        answers={**_PART, **_TOKEN},
        parameters=(_NAME,),
        media="application/octet-stream",
    ),
    Operation(
        *("GET", "/api/v1/knowledge/targets/{folder}/{name}", "knowledge_target"),
        said="A file that a signed role, or the signed list of a bundle, names; Range is answered.",
        who=Who.DEVICE,
        answers={**_PART, **_TOKEN},
        parameters=(_FOLDER, _NAME),
        media="application/octet-stream",
    ),
    Operation(
        *("POST", "/api/v1/urgent", "urgent_propose", "Propose an urgent change.", Who.EDITOR),
        answers={201: UrgentAnswer, 409: ErrorAnswer, **_READ, 400: FieldAnswer | ErrorAnswer, **_PERSON},
        body=_CHANGE,
    ),
    Operation(
        *("GET", "/api/v1/urgent", "urgent_list", "The urgent changes of the town.", Who.EDITOR),
        answers={200: UrgentListAnswer, **_PERSON},
    ),
    Operation(
        *("GET", "/api/v1/urgent/journal", "urgent_journal", "Who did what with them.", Who.EDITOR),
        answers={200: JournalAnswer, **_PERSON},
    ),
    Operation(
        *("POST", "/api/v1/urgent/{id}/validate", "urgent_validate"),
        said="Validate what someone else proposed: it is signed and goes out.",
        who=Who.VALIDATOR,
        answers={200: DecidedAnswer, 404: ErrorAnswer, 409: ErrorAnswer, **_PERSON},
        parameters=(_ID,),
    ),
    Operation(
        *("POST", "/api/v1/urgent/{id}/reject", "urgent_reject"),
        said="Refuse what someone else proposed, and say why.",
        who=Who.VALIDATOR,
        answers={200: DecidedAnswer, 404: ErrorAnswer, 409: ErrorAnswer, **_READ, **_PERSON},
        parameters=(_ID,),
        body=_REASON,
    ),
    Operation(
        *("POST", "/api/v1/urgent/{id}/withdraw", "urgent_withdraw"),
        said="End a change: one's own while it waits, any of them for who validates.",
        who=Who.EDITOR,
        answers={200: DecidedAnswer, 404: ErrorAnswer, 409: ErrorAnswer, **_READ, **_PERSON},
        parameters=(_ID,),
        body=_REASON,
    ),
    Operation(
        *("GET", "/api/v1/session/begin", "session_begin", "To the identity provider.", Who.ANYONE),
        answers=_SIGN_IN,
        parameters=(_AFTER,),
    ),
    Operation(
        *("GET", CALLBACK, "session_callback", "Back from it; a page for a browser, where it fails.", Who.ANYONE),
        answers={**_SIGN_IN, 403: ErrorAnswer},
        parameters=_BACK,
    ),
    Operation(
        *("GET", "/api/v1/session", "session", "Who is signed in.", Who.SESSION),
        answers={200: SessionAnswer, **_TOKEN},
    ),
    Operation(
        *("POST", "/api/v1/session/end", "session_end", "Sign out.", Who.SESSION),
        answers={200: EndedAnswer, 403: ErrorAnswer, **_TOKEN},
    ),
    Operation(
        *("GET", OPENAPI_PATH, "openapi", "This description.", Who.ANYONE),
        answers={200: dict},
    ),
    Operation(
        *("GET", "/health", "health", "The process runs.", Who.ANYONE),
        answers={200: StatusAnswer},
    ),
    Operation(
        *("GET", "/ready", "ready", "The database answers and has this program's tables.", Who.ANYONE),
        answers={200: StatusAnswer, 503: StatusAnswer},
    ),
    Operation(
        *("GET", "/metrics", "metrics", "Figures for Prometheus; closed unless a token was set.", Who.OPERATOR),
        answers={200: None, 404: ErrorAnswer},
    ),
)
