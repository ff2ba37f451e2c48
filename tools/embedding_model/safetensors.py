"""Weights in the safetensors format, read without its library or torch: a JSON header, then the values."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

Weights = np.ndarray[Any, np.dtype[Any]]
_KINDS = {"F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}
_LENGTH = 8


def read(content: bytes) -> Mapping[str, Weights]:
    """Every tensor by name; raises `ValueError` for a kind of number that is not known here."""
    size = int.from_bytes(content[:_LENGTH], "little")
    header = json.loads(content[_LENGTH : _LENGTH + size])
    found = {}
    for name, described in header.items():
        if name == "__metadata__":
            continue
        if described["dtype"] not in _KINDS:
            raise ValueError(f"{name}: {described['dtype']} is not read here")
        start, end = (_LENGTH + size + offset for offset in described["data_offsets"])
        found[name] = np.frombuffer(content[start:end], _KINDS[described["dtype"]]).reshape(described["shape"])
    return found
