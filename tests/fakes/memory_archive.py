"""An archive in memory; implements `Archive`."""

import hashlib
from collections.abc import Mapping
from datetime import date


class MemoryArchive:
    """Documents by name."""

    ignored = 0

    def __init__(self, documents: Mapping[str, str], file_date: date) -> None:
        self._documents = documents
        self.name = "memory.zip"
        self.file_date = file_date
        self.names = tuple(sorted(documents))
        self.digest = hashlib.sha256(repr(sorted(documents.items())).encode()).hexdigest()[:16]

    def read(self, name: str) -> bytes:
        """The bytes of one document."""
        return self._documents[name].encode()
