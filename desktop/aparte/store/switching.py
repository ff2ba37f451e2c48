"""Replacing the database by another file, whole or not at all, whenever the power goes.

The replacement is prepared beside the database and synced. Then a note is written, the old files
(the journal of SQLite included: replayed on another database it would ruin it) are put aside, and
the replacement takes the name. Killed before the note, nothing has changed; killed after, the
next start goes on from where it was. Whoever switches is alone (`presence`).
"""

import json
from pathlib import Path

from aparte.store.durable import move, remove_for_good, sync_folder, write_whole
from aparte.store.places import StoreFiles

_PARTS = ("-wal", "-shm", "-journal", ".key-id", "")


def switch(files: StoreFiles, aside: Path) -> None:
    """Put `files.prepared` in the database's place, and what was there in `aside`; raises `OSError`."""
    aside.mkdir(parents=True, exist_ok=True)
    sync_folder(aside.parent)
    write_whole(files.switch, json.dumps({"aside": str(aside.relative_to(files.folder))}).encode())
    finish_switch(files)


def unfinished(files: StoreFiles) -> bool:
    """Whether a kill left something to finish."""
    return files.switch.exists() or files.prepared.exists()


def finish_switch(files: StoreFiles) -> None:
    """End a switch that was cut short, or forget a replacement that was never whole; raises `OSError`."""
    aside = _noted(files)
    if aside is None:
        for suffix in _PARTS:
            remove_for_good(_part(files.prepared, suffix))
        return
    if files.prepared.exists():
        aside.mkdir(parents=True, exist_ok=True)
        for suffix in _PARTS:
            old = _part(files.database, suffix)
            if old.exists():
                move(old, _free(aside / old.name))
        move(files.prepared, files.database)
        for suffix in _PARTS:
            remove_for_good(_part(files.prepared, suffix))
    files.switch.unlink()
    sync_folder(files.folder)


def clear(folder: Path) -> None:
    """Remove for good every file of a folder of ours, and the folder; raises `OSError`."""
    if not folder.exists():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            remove_for_good(path)
    folder.rmdir()


def _noted(files: StoreFiles) -> Path | None:
    """Where the old files go, or None when no switch was decided."""
    try:
        note = json.loads(files.switch.read_bytes())
        return files.folder / str(note["aside"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        # The note is renamed into place whole: a disk that spoilt it doesn't undo the decision.
        return files.damaged / "unknown"


def _part(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _free(path: Path) -> Path:
    number = 1
    free = path
    while free.exists():
        free, number = path.with_name(f"{path.name}.{number}"), number + 1
    return free
