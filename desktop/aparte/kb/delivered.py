"""The index that comes with the program: a first start takes it instead of building its own."""

import logging
import shutil
from pathlib import Path

from aparte.core.errors import StorageError
from aparte.kb.renewal import FULL_TEXT
from aparte.kb.storage import DamagedIndexError, building, current_folder, open_generation

log = logging.getLogger(__name__)
# Beside the folder of the delivered base.
FOLDER = "kb_index"


def take_delivered(seed: Path, root: Path) -> None:
    """Copy the delivered index under `root` where there is none yet; what can't be taken is built as ever."""
    folder = current_folder(seed.parent / FOLDER)
    if folder is None or current_folder(root) is not None:
        return
    try:
        delivered = open_generation(folder)
        try:
            with building(root) as writer:
                writer.copy(delivered, share=False)
                shutil.copytree(folder / FULL_TEXT, writer.folder / FULL_TEXT, copy_function=shutil.copyfile)
                about = delivered.manifest
                writer.commit(about.digest, about.reader, about.articles, about.passages, about.left_out)
        finally:
            delivered.close()
    except (DamagedIndexError, StorageError) as refusal:
        log.info("the delivered index was not taken: %s", type(refusal).__name__)
