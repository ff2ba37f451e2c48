"""A month in French: the same numbers in tables, charts and sentences."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.figures.figures import month_figures
from aparte.assist.figures.shapes import Absent, Share
from aparte.assist.figures.wording import OTHERS, clean
from aparte.core.contact import Channel, Outcome
from aparte.stats.cells import Cells, ContactCell, DemandCell
from aparte.stats.month import span
from tests.fakes.cells import OCTOBER, town_cells
from tests.fakes.figures import TODAY, seed_wording, town_figures

EMPTY = Cells(*span(OCTOBER))


def test_each_chart_shows_the_numbers_of_its_table() -> None:
    figures = town_figures()
    for name in ("canaux", "issues", "themes", "sans-reponse"):
        chart, table = figures.chart(name), figures.table(name)
        rows = [row for row in table.rows if row[0] != "Ensemble"]
        assert list(chart.labels) == [row[0] for row in rows]
        assert list(chart.values) == [row[1] for row in rows]
        assert table.rows[-1][1] == sum(row[1] for row in rows)  # type: ignore[misc]


def test_every_chart_has_a_table_and_a_sentence() -> None:
    figures = town_figures()
    names = {table.name for table in figures.tables}
    assert all(chart.table in names and chart.description.endswith(".") for chart in figures.charts)
    assert figures.hours is not None
    assert figures.hours.table in names


def test_parts_of_a_table_make_a_whole() -> None:
    rows = town_figures().table("canaux").rows
    shares = [cell.value for row in rows[:-1] for cell in row if isinstance(cell, Share)]
    assert abs(sum(shares) - 1) < 1e-9


def test_small_channels_are_one_row() -> None:
    labels = [row[0] for row in town_figures().table("canaux").rows]
    assert OTHERS in labels
    assert "Visio" not in labels


def test_labels_are_the_town_s_words() -> None:
    figures = town_figures()
    assert figures.town == "Aubremont"
    assert ("Identité et voyages", "Passeport") in [row[:2] for row in figures.table("codes").rows]
    assert "Service voirie et stationnement" in [row[0] for row in figures.table("transferts").rows]
    assert figures.rising[0].label == "Voirie et stationnement : Occupation de voirie, travaux, déménagement"


def test_key_figures_tell_how_they_moved() -> None:
    contacts = town_figures().key_figures[0]
    assert contacts.before_change.startswith("−")
    assert contacts.year_change.startswith("+")


def test_a_month_under_way_says_so_and_is_not_compared() -> None:
    figures = month_figures(town_cells(months=2), OCTOBER, seed_wording(), date(2026, 10, 20))
    assert figures.notice == "Mois en cours : chiffres arrêtés au 20 octobre 2026."
    assert all(not figure.before_change for figure in figures.key_figures)


def test_a_short_past_proves_no_rise_and_says_why() -> None:
    figures = month_figures(town_cells(months=4), OCTOBER, seed_wording(), TODAY)
    assert (figures.rising, "6 mois" in figures.rising_note) == ((), True)


def test_an_empty_month_is_told_in_one_sentence() -> None:
    figures = month_figures(EMPTY, OCTOBER, seed_wording(), TODAY)
    assert figures.summary == "En octobre 2026, aucun échange n'a été enregistré."
    assert [figure.value for figure in figures.key_figures] == [0, 0, *[Absent.NOTHING] * 3, 0]
    assert figures.hours is None


def test_one_contact_is_not_told_of() -> None:
    day = date(2026, 10, 5)
    cells = replace(
        EMPTY,
        contacts=(ContactCell(day, 9, Channel.DESK, 1, 300, 1),),
        demands=(DemandCell(day, Channel.DESK, "IDE-CNI", Outcome.ANSWERED, "", 1),),
    )
    figures = month_figures(cells, OCTOBER, seed_wording(), TODAY)
    assert [figure.value for figure in figures.key_figures[:5]] == [Absent.HIDDEN] * 5
    assert figures.table("canaux").rows == figures.table("codes").rows == ()
    assert {row[2] for row in figures.table("jours").rows} == {Absent.HIDDEN}


def test_definitions_say_how_each_share_is_made() -> None:
    said = {one.term: one.text for one in town_figures().definitions}
    assert "réponse donnée ou démarche faite" in said["Réglée au premier contact"]
    assert "pas été abandonnées" in said["Réglée au premier contact"]


@given(st.text())
def test_a_label_is_one_line_that_every_file_format_takes(text: str) -> None:
    label = clean(text)
    assert label.isprintable()
    label.encode("utf-8")
