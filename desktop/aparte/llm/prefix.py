"""The state of a prompt's fixed beginning, kept on disk: read in milliseconds instead of computed again.

A file is named by everything its content depends on: model, engine, context and tokens, the tokens
standing for the prompt's version and the model's template. One that is damaged is as good as none.
"""

import contextlib
import hashlib
import os
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path

_SIGN = b"aparte-state-1\n"
_KEPT = 4


class PrefixStore:
    """States in `folder`; nowhere when it is None. No failure of the disk is worth more than a slower start."""

    def __init__(self, folder: Path | None, model: str) -> None:
        self._folder = folder
        self._model = model

    def load(self, tokens: Sequence[int]) -> bytes | None:
        """The state kept for `tokens`, whole."""
        if self._folder is None:
            return None
        try:
            content = self._file(self._folder, tokens).read_bytes()
        except OSError:
            return None
        head, rest = content[: len(_SIGN)], content[len(_SIGN) :]
        if head != _SIGN or hashlib.sha256(rest[32:]).digest() != rest[:32]:
            return None
        return rest[32:]

    def save(self, tokens: Sequence[int], state: bytes) -> None:
        """Keep a state: whole or not at all; the oldest beyond a few go."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_whole(self._file(self._folder, tokens), _SIGN + hashlib.sha256(state).digest() + state)
            self._forget_oldest(self._folder)

    def _file(self, folder: Path, tokens: Sequence[int]) -> Path:
        spelled = struct.pack(f"<{len(tokens)}i", *tokens)
        return folder / f"{hashlib.sha256(self._model.encode() + b'|' + spelled).hexdigest()[:32]}.state"

    def _forget_oldest(self, folder: Path) -> None:
        files = sorted(folder.glob("*.state"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[_KEPT:]:
            file.unlink(missing_ok=True)


def _write_whole(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".state-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
