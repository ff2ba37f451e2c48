"""The API's description (OpenAPI 3.1), made from the declared routes and the types of their answers."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from aparte_server.api.contract import OPERATIONS, Body, Operation, Parameter, Who
from aparte_server.api.staff_door import SESSION_COOKIE

Schema = dict[str, Any]
_PLAIN: dict[type, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    dict: {"type": "object"},
}
_SECURITY = {
    Who.DEVICE: "Token of a device, given once at its enrolment.",
    Who.STAFF: "Token made by « aparte-server org token », which reads figures, or a person's.",
    Who.EDITOR: "Token of a person who proposes urgent changes, made by « aparte-server person token ».",
    Who.VALIDATOR: "Token of a person who validates them, made by « aparte-server person token ».",
    Who.SESSION: "The cookie of someone who signed in; a change also sends x-aparte-proof.",
    Who.OPERATOR: "The token that the server was started with.",
}
_BEARER: Schema = {"type": "http", "scheme": "bearer"}
_SCHEMES: dict[Who, Schema] = {Who.SESSION: {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE}}
_REASONS = {
    200: "Done.",
    201: "Made.",
    206: "The part that Range asked for.",
    303: "Go on there.",
    304: "It has not changed.",
    400: "The request can't be read.",
    401: "The token opens nothing: unknown, expired or revoked.",
    403: "The code is unknown, used or too old; or this person may not.",
    404: "Nothing there, or not for this token.",
    408: "The body came too slowly.",
    409: "The batch does not follow what the server has; or it was decided already.",
    413: "Too large, packed or unpacked.",
    416: "There is nothing from there on.",
    415: "A compression that the server does not know.",
    429: "Too often; see Retry-After.",
    503: "The database does not answer; see Retry-After.",
}


def description() -> Schema:
    """The document, as JSON values."""
    named: Schema = {}
    paths: dict[str, Schema] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, named)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Aparté, central server", "version": "1", "license": {"name": "EUPL-1.2"}},
        "paths": paths,
        "components": {
            "schemas": named,
            "securitySchemes": {
                who.value: {**_SCHEMES.get(who, _BEARER), "description": said} for who, said in _SECURITY.items()
            },
        },
    }


def schema_of(kind: Any, named: Schema) -> Schema:  # noqa: ANN401 - any annotation of a dataclass
    """The JSON schema of a type; that of a dataclass goes to `named` and is referred to."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [one.value for one in kind]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": schema_of(get_args(kind)[0], named)}
    if get_origin(kind) in (Union, types.UnionType):
        return {"anyOf": [schema_of(one, named) for one in get_args(kind)]}
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind, named)
    raise TypeError(f"no schema for {kind}")


def _dataclass(kind: type, named: Schema) -> Schema:
    if kind.__name__ not in named:
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        named[kind.__name__] = {
            "type": "object",
            "description": (kind.__doc__ or "").strip().split("\n", maxsplit=1)[0],
            "required": names,
            "properties": {name: schema_of(hints[name], named) for name in names},
        }
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _operation(operation: Operation, named: Schema) -> Schema:
    said: Schema = {
        "operationId": operation.handler,
        "summary": operation.said,
        "responses": _answers(operation.answers, named, operation.media),
    }
    if operation.who is not Who.ANYONE:
        said["security"] = [{who.value: []} for who in _may(operation.who)]
    if operation.parameters:
        said["parameters"] = [_parameter(one) for one in operation.parameters]
    if operation.body:
        said["requestBody"] = _body(operation.body)
    return said


def _may(who: Who) -> tuple[Who, ...]:
    """Someone of the staff shows a token or has a session."""
    return (who, Who.SESSION) if who in (Who.STAFF, Who.EDITOR, Who.VALIDATOR) else (who,)


def _answers(answers: Mapping[int, type | types.UnionType | None], named: Schema, media: str) -> Schema:
    return {
        str(status): {"description": _REASONS[status], **_content(status, kind, named, media)}
        for status, kind in answers.items()
    }


def _content(status: int, kind: type | types.UnionType | None, named: Schema, media: str) -> Schema:
    if status == 303:
        return {}  # all is said by where it sends
    if kind is None:
        return {"content": {(media if status < 300 else "text/plain"): {"schema": {"type": "string"}}}}
    return {"content": {"application/json": {"schema": schema_of(kind, named)}}}


def _parameter(one: Parameter) -> Schema:
    said = {"name": one.name, "in": one.where, "required": one.required, "description": one.said}
    return {**said, "schema": dict(one.schema)}


def _body(body: Body) -> Schema:
    return {"required": True, "description": body.said, "content": {body.media: {"schema": dict(body.schema)}}}
