"""Writing an export where the agent says."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from aparte.core.errors import StorageError

translate = QCoreApplication.translate

# (parent, suggested file name, filter in words) -> the chosen file, or None.
Chooser = Callable[[QWidget, str, str], Path | None]


def choose_file(parent: QWidget, name: str, kind: str) -> Path | None:
    """Ask the agent for a file to write."""
    chosen, _ = QFileDialog.getSaveFileName(parent, translate("Saving", "Enregistrer"), name, kind)
    return Path(chosen) if chosen else None


def write(path: Path, data: bytes) -> Path:
    """Write a file; `StorageError` with a sentence when the disk refuses."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StorageError(
            translate("Saving", "Le fichier « {name} » n'a pas pu être écrit : choisissez un autre dossier.").format(
                name=path.name
            )
        ) from error
    return path
