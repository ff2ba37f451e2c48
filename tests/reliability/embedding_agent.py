"""Reads a base in a process of its own that is killed at some moment: `kill -9`, nothing is tidied."""

import sys
from pathlib import Path

from aparte.assist.dense.reader import PassageReader
from aparte.assist.librarian import Librarian
from aparte.core.clock import SystemClock
from aparte.kb.dense.vectors import PassageVectors
from tests.fakes.embedder import WordEmbedder


def main(argv: list[str]) -> int:
    """Read what is missing of the base `seed` into `vectors`, saying how far after each batch."""
    seed, index, folder = Path(argv[0]), Path(argv[1]), Path(argv[2])
    librarian = Librarian.open(seed, index, SystemClock())
    embedder = WordEmbedder()
    vectors = PassageVectors(librarian.base.texts(), folder, embedder.fingerprint)
    reader = PassageReader(embedder, switched=lambda: True, busy=lambda: False)
    reader.read(vectors, lambda reading: print(reading.read, reading.total, flush=True))
    print("again" if embedder.passages else "nothing", len(embedder.passages), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
