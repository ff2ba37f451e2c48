"""Archives that are damaged or made to harm: one clear sentence, and nothing changes."""

import stat
import tempfile
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.kb.importers import archive as limits
from aparte.kb.importers.archive import open_archive
from aparte.kb.importers.collection import Collection
from aparte.kb.importers.refusals import ImportRefusedError
from aparte.kb.importers.vosdroits import import_vosdroits
from tests.fakes.national import DOCUMENTS, QUESTION, document, write_zip

TODAY = date(2026, 11, 26)


@pytest.fixture
def kept(tmp_path: Path) -> Collection:
    """A collection with one good import in service."""
    found = Collection(tmp_path / "kept")
    with found.importing():
        found.switch(import_vosdroits(open_archive(write_zip(tmp_path / "good.zip")), found, TODAY).generation)
    return found


def state(kept: Collection) -> list[str]:
    return sorted(path.relative_to(kept.root).as_posix() for path in kept.root.rglob("*"))


def refused(path: Path, kept: Collection) -> str:
    before = state(kept)
    with pytest.raises(ImportRefusedError) as refusal, kept.importing():
        import_vosdroits(open_archive(path), kept, TODAY)
    assert state(kept) == before
    return str(refusal.value)


def left_out(path: Path, kept: Collection) -> tuple[str, ...]:
    with kept.importing():
        return import_vosdroits(open_archive(path), kept, TODAY).generation.manifest.left_out


@pytest.mark.parametrize("name", ["../F1.xml", "/F1.xml", "a/../../F1.xml", "C:/F1.xml", "a\\F1.xml"])
def test_a_name_that_leaves_the_archive(name: str, tmp_path: Path, kept: Collection) -> None:
    assert "sort de l'archive" in refused(write_zip(tmp_path / "slip.zip", {**DOCUMENTS, name: QUESTION}), kept)


def test_a_link_in_the_place_of_a_file(tmp_path: Path, kept: Collection) -> None:
    path = write_zip(tmp_path / "link.zip")
    entry = zipfile.ZipInfo("F1.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "un lien" in refused(path, kept)


def test_an_entity_bomb(tmp_path: Path, kept: Collection) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + QUESTION.split("\n", 1)[1]
    assert "entités" in refused(write_zip(tmp_path / "bomb.zip", {**DOCUMENTS, "F90002.xml": bomb}), kept)


def test_an_external_entity(tmp_path: Path, kept: Collection) -> None:
    spy = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///x">]><Publication ID="F1">&f;</Publication>'
    assert "entités" in refused(write_zip(tmp_path / "spy.zip", {**DOCUMENTS, "F1.xml": spy}), kept)


def test_a_member_that_swells(tmp_path: Path, kept: Collection) -> None:
    swollen = document("F1", "T", " " * 5_000_000)
    assert "se gonfle" in refused(write_zip_deflated(tmp_path / "ratio.zip", {**DOCUMENTS, "F1.xml": swollen}), kept)


def test_a_member_longer_than_any_article(tmp_path: Path, kept: Collection) -> None:
    assert "20 Mo" in refused(write_zip(tmp_path / "big.zip", {**DOCUMENTS, "F1.xml": " " * 21_000_000}), kept)


def test_a_total_longer_than_any_archive(tmp_path: Path, kept: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(tmp_path / "total.zip")
    budget = limits._Budget
    monkeypatch.setattr(limits, "_Budget", lambda: budget(3_000))
    assert "plus de 1 Go" in refused(path, kept)


def write_zip_deflated(path: Path, documents: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in documents.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_archive(share: float, tmp_path: Path, kept: Collection) -> None:
    whole = write_zip(tmp_path / "whole.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
    assert "abîmée ou incomplète" in refused(tmp_path / "cut.zip", kept)


def test_a_byte_changed_on_the_way(tmp_path: Path, kept: Collection) -> None:
    content = bytearray(write_zip(tmp_path / "whole.zip").read_bytes())
    content[200] ^= 0xFF
    (tmp_path / "bent.zip").write_bytes(content)
    assert "abîmée ou incomplète" in refused(tmp_path / "bent.zip", kept)


def test_two_files_of_one_name(tmp_path: Path, kept: Collection) -> None:
    assert "deux fois" in refused(write_zip(tmp_path / "twice.zip", {**DOCUMENTS, "x/F90001.xml": QUESTION}), kept)


def test_another_archive(tmp_path: Path, kept: Collection) -> None:
    assert "aucune fiche" in refused(write_zip(tmp_path / "other.zip", {"lisez.txt": "bonjour"}), kept)


def test_an_archive_that_is_not_there(tmp_path: Path, kept: Collection) -> None:
    assert "n'existe pas" in refused(tmp_path / "none.zip", kept)


def test_an_older_archive_is_refused_unless_asked(tmp_path: Path, kept: Collection) -> None:
    older = {name: text.replace("2026-03-02", "2026-01-02") for name, text in DOCUMENTS.items()}
    path = write_zip(tmp_path / "older.zip", older)
    assert "plus ancienne" in refused(path, kept)
    with kept.importing():
        prepared = import_vosdroits(open_archive(path), kept, TODAY, force=True)
    assert len(prepared.differences.changed) == 5


def test_a_refused_older_file_of_the_same_edition_is_told_by_the_day_of_the_file(
    tmp_path: Path, kept: Collection
) -> None:
    said = refused(write_zip(tmp_path / "older.zip", day=(2026, 1, 5)), kept)
    assert "« older.zip » (fichier du 05/01/2026) est plus ancienne" in said
    assert "(fichier du 03/03/2026)" in said


def test_an_archive_that_lost_a_fifth_of_its_articles_is_refused(tmp_path: Path, kept: Collection) -> None:
    fewer = {name: text for name, text in DOCUMENTS.items() if name not in ("F90003.xml", "F90004.xml")}
    assert "incomplète" in refused(write_zip(tmp_path / "fewer.zip", fewer), kept)


def test_a_second_document_with_the_same_id_is_left_out(tmp_path: Path, kept: Collection) -> None:
    path = write_zip(tmp_path / "same.zip", {**DOCUMENTS, "F90009.xml": QUESTION})
    assert left_out(path, kept) == ("F90009.xml porte l'identifiant F90002, déjà pris par F90002.xml.",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<Publication", "bien formé"),
        ("<Publication>" + "<a>" * 200 + "</a>" * 200 + "</Publication>", "niveaux"),
        ("<Autre ID='F1'/>", "n'est pas une fiche"),
        ("<Publication ID='../F1'/>", "n'est pas une fiche"),
        ("<Publication ID='F1' " + " ".join(f"a{n}=''" for n in range(80)) + "/>", "attributs"),
        ('<?xml version="1.0" encoding="UTF-16"?><Publication/>', "encodage inattendu"),
    ],
)
def test_a_broken_document_is_left_out_and_said(content: str, said: str, tmp_path: Path, kept: Collection) -> None:
    (sentence,) = left_out(write_zip(tmp_path / "broken.zip", {**DOCUMENTS, "F1.xml": content}), kept)
    assert sentence.startswith("F1.xml")
    assert said in sentence


def test_bytes_that_belie_the_encoding_are_left_out(tmp_path: Path, kept: Collection) -> None:
    (sentence,) = left_out(write_zip(tmp_path / "latin.zip", {**DOCUMENTS, "F1.xml": b"<a>\xe9</a>"}), kept)
    assert "encodage annoncé" in sentence


def test_an_old_western_encoding_is_read(tmp_path: Path, kept: Collection) -> None:
    old = document("F1", "Été à 3 €", "<Texte/>").replace("UTF-8", "ISO-8859-15").encode("iso-8859-15")
    with kept.importing():
        found = import_vosdroits(
            open_archive(write_zip(tmp_path / "old.zip", {**DOCUMENTS, "F1.xml": old})), kept, TODAY
        )
    assert "Été à 3 €" in [record.article.title for record in found.generation.records()]


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10_000), noise=st.binary(min_size=1, max_size=8), cut=st.integers(0, 10_000))
def test_any_damage_to_an_archive_is_refused_or_read(at: int, noise: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_zip(Path(folder) / "damaged.zip")
        content = bytearray(path.read_bytes())
        at %= len(content)
        content[at : at + len(noise)] = noise
        path.write_bytes(content[: len(content) - (cut % 50 if cut % 3 == 0 else 0)])
        collection = Collection(Path(folder) / "kept")
        with suppress(ImportRefusedError), collection.importing():
            collection.switch(import_vosdroits(open_archive(path), collection, TODAY).generation)
