"""Whether an answer is one that the API's description allows."""

from typing import Any

from aparte_server.api.contract import Operation
from aparte_server.api.openapi import description
from tests.server.caller import Answer

DOCUMENT = description()
_TYPES: dict[str, type] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "object": dict,
    "array": list,
}


def check(operation: Operation, answer: Answer) -> None:
    """Raise `AssertionError` for a status, a type or a shape that is not described."""
    described = DOCUMENT["paths"][operation.path][operation.method.lower()]["responses"]
    assert str(answer.status) in described, f"{operation.handler}: {answer.status} is not described"
    content = described[str(answer.status)].get("content")
    if content is None:
        assert answer.body == b""
        return
    media = answer.headers["content-type"].split(";")[0]
    assert media in content
    if media == "application/json":
        problems = faults(answer.said, content[media]["schema"])
        assert problems == []


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """Where `value` is not what the schema says; of JSON Schema, what our descriptions use."""
    if "$ref" in schema:
        return faults(value, DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], at)
    if "anyOf" in schema:
        tries = [faults(value, one, at) for one in schema["anyOf"]]
        return [] if [] in tries else tries[0]
    kind: str = schema["type"]
    if not isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, bool)):
        return [f"{at}: not {kind}"]
    found: list[str] = (
        [f"{at}: {value!r} is none of the values"] if "enum" in schema and value not in schema["enum"] else []
    )
    if isinstance(value, list):
        for place, one in enumerate(value):
            found += faults(one, schema["items"], f"{at}[{place}]")
    if isinstance(value, dict) and "properties" in schema:
        if set(value) != set(schema["properties"]):
            return [*found, f"{at}: {sorted(value)} instead of {sorted(schema['properties'])}"]
        for name, of in schema["properties"].items():
            found += faults(value[name], of, f"{at}.{name}")
    return found
