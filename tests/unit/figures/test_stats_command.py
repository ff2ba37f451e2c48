"""`aparte stats month`: what is printed, what is written, what is refused."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

import pytest

from aparte.commands.stats import Counts, show_month
from aparte.core.errors import StorageError, UsageError
from aparte.settings.arguments_stats import add_stats, month
from aparte.stats.cells import Cells
from aparte.stats.month import span
from aparte.stats.months import Month
from tests.fakes.cells import OCTOBER, town_cells
from tests.fakes.figures import TODAY, seed_wording


def options(*argv: str) -> Namespace:
    parser = ArgumentParser(exit_on_error=False)
    actions = parser.add_subparsers(dest="action", required=True)
    add_stats(lambda name, text: actions.add_parser(name, help=text))
    return parser.parse_args(["month", *argv])


def run(*argv: str, asked: list[tuple[date, date, date]] | None = None) -> int:
    def cells(first: date, last: date, fine_from: date) -> Cells:
        if asked is not None:
            asked.append((first, last, fine_from))
        return town_cells()

    return show_month(Counts(cells, seed_wording(), TODAY), options(*argv))


def test_a_month_is_printed_with_its_definitions(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("2026-10") == 0
    said = capsys.readouterr().out
    assert said.startswith("Aubremont : L'accueil en octobre 2026\n")
    for expected in ("Échanges par canal", "Réglée au premier contact : réponse donnée", "Benjamini"):
        assert expected in said
    assert "\n  Guichet " in said


def test_the_store_is_asked_for_the_year_that_the_month_is_compared_with() -> None:
    asked: list[tuple[date, date, date]] = []
    run("2026-10", asked=asked)
    assert asked == [(date(2025, 10, 1), date(2026, 10, 31), date(2026, 10, 1))] == [(*span(OCTOBER), OCTOBER.first)]


@pytest.mark.parametrize(
    ("form", "start"), [("csv", b"\xef\xbb\xbfMois;"), ("ods", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-1.7")]
)
def test_a_form_writes_a_file_named_after_the_month(
    form: str, start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("2026-10", f"--{form}") == 0
    assert (tmp_path / f"accueil-2026-10.{form}").read_bytes().startswith(start)
    assert capsys.readouterr().out == f"Écrit : accueil-2026-10.{form}\n"
    assert [path.name for path in tmp_path.iterdir()] == [f"accueil-2026-10.{form}"]


def test_the_file_s_name_tells_its_form(tmp_path: Path) -> None:
    run("2026-10", "--out", str(tmp_path / "rapport.PDF"))
    assert (tmp_path / "rapport.PDF").read_bytes().startswith(b"%PDF")


def test_a_name_that_tells_no_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Quel format"):
        run("2026-10", "--out", str(tmp_path / "rapport.doc"))


def test_a_month_to_come_is_refused() -> None:
    with pytest.raises(UsageError, match="n'a pas commencé"):
        run("2026-12")


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="n'a pas pu être écrit"):
        run("2026-10", "--csv", "--out", str(tmp_path / "absent" / "x.csv"))
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_way_is_replaced_whole_or_kept(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(StorageError):
        run("2026-10", "--csv", "--out", str(tmp_path / "x.csv"))
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


@pytest.mark.parametrize("text", ["octobre", "2026-13", "26-10", "1999-12"])
def test_what_is_no_month_is_told_in_french(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="écrivez 2026-10"):
        month(text)


def test_a_month_is_understood() -> None:
    assert month("2026-10") == Month(2026, 10)
