"""The local model as a completer, for the bench: the one that is shipped, or the file that MODEL names."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aparte.core.lanes import FreeLane
from aparte.core.model import ModelEntry, ModelKind, Writer
from aparte.llm.client import LocalWriter
from aparte.llm.keeper import Installed, engine_installed
from aparte.llm.manifest import SHIPPED, Owner, read_folder

_CONTEXT, _MEMORY_MB = 512, 200


def chosen_model() -> tuple[ModelEntry, Path] | None:
    """What MODEL names, else the shipped chat model; None when there is none, or no engine."""
    if not engine_installed():
        return None
    named = os.environ.get("MODEL")
    if named:
        path = Path(named)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return ModelEntry(path.stem, path.name, digest, "", ("fr",), _CONTEXT, _MEMORY_MB, rewrites=True), path
    shipped = (
        (one.entry, one.path)
        for one in read_folder(SHIPPED, Owner.SHIPPED).listed
        if one.entry.kind is ModelKind.CHAT and one.present
    )
    return next(shipped, None)


@contextmanager
def started(entry: ModelEntry, path: Path) -> Iterator[Writer]:
    """Its worker process, however slow the machine is."""
    lane = FreeLane("model")
    with tempfile.TemporaryDirectory() as folder:
        writer = LocalWriter(Installed(entry, path, Path(folder)), lane, insist=True)
        try:
            yield writer
        finally:
            writer.close()
            lane.close()
