"""`aparte privacy test FILE`, as a reader of the terminal sees it."""

import io
from pathlib import Path

import pytest

from aparte.commands import privacy
from aparte.core.errors import UsageError
from aparte.settings.arguments import parse
from aparte.settings.places import Places
from tests.fakes.base_folder import write_base


@pytest.fixture
def found(tmp_path: Path) -> Places:
    return Places(seed=write_base(tmp_path / "seed"), base=tmp_path / "own")


def run(found: Places, *arguments: str) -> int:
    return privacy.privacy_test(parse(["privacy", "test", *arguments]), found)


def test_each_finding_has_its_line_its_column_and_its_kind(
    found: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Bonjour,\nrappeler Mme Colin au 06 39 98 12 34\n", "utf-8")
    assert run(found, str(note)) == 0
    assert capsys.readouterr().out == (
        "ligne 2, colonne 14 : nom, Colin\n"
        "ligne 2, colonne 23 : téléphone, 06 39 98 12 34\n"
        "\n"
        "Bonjour,\nrappeler Mme [nom] au [téléphone]\n"
        "\n"
        "2 données personnelles seraient masquées : nom 1, téléphone 1.\n"
    )


def test_nothing_found_is_said_without_promising(
    found: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("rien à signaler"))
    assert run(found, "-") == 0
    assert capsys.readouterr().out == (
        "rien à signaler\n\nAucune donnée personnelle reconnue : "
        "relisez quand même, aucun contrôle automatique ne voit tout.\n"
    )


def test_a_file_that_is_not_there_is_one_sentence(found: Places, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="n'existe pas"):
        run(found, str(tmp_path / "absent.txt"))


def test_a_file_that_is_no_text_is_one_sentence(found: Places, tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(UsageError, match="UTF-8"):
        run(found, str(tmp_path / "image"))
