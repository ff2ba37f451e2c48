"""The made-up archive that tests and benches import in the place of the real one."""

from collections import Counter
from datetime import date
from pathlib import Path

from aparte.kb.importers.archive import open_archive
from aparte.kb.importers.collection import Collection
from aparte.kb.importers.vosdroits import import_vosdroits
from tools.national_archive import ArchiveWriter, Size

SMALL = Size(fiches=40, resources=12, contents=4)
TODAY = date(2026, 11, 26)


def test_at_full_size_it_has_the_files_of_the_real_one() -> None:
    size = Size()
    assert (size.fiches, size.resources, size.contents) == (3_000, 2_305, 243)
    kinds = Counter(name[0] for name, _ in ArchiveWriter(SMALL).documents() if name[1].isdigit())
    assert kinds == {"F": 40, "R": 12, "N": 4}
    assert len(list(ArchiveWriter(SMALL).documents())) == 40 + 12 + 4 + 9


def test_the_same_seed_gives_the_same_archive(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        ArchiveWriter(SMALL).write(tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_it_imports_without_a_document_left_out_and_a_later_edition_changes_some(tmp_path: Path) -> None:
    kept = Collection(tmp_path / "kept")
    ArchiveWriter(SMALL).write(tmp_path / "a.zip")
    ArchiveWriter(SMALL, day="2026-11-24", changed=0.1).write(tmp_path / "b.zip")
    with kept.importing():
        first = import_vosdroits(open_archive(tmp_path / "a.zip"), kept, TODAY)
        assert (first.generation.manifest.left_out, first.generation.manifest.unknown) == ((), {})
        kept.switch(first.generation)
        second = import_vosdroits(open_archive(tmp_path / "b.zip"), kept, TODAY).differences
    assert 0 < len(second.changed) < 15
    assert (second.added, second.withdrawn, second.redirected) == ((), (), ())
