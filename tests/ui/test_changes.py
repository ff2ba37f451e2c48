"""F12, or the palette: what the last import changed, filtered, and opened from the list."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.errors import BaseUnavailableError
from aparte.ui.changes import ChangesDialog
from aparte.ui.theme import LIGHT, Theme
from tests.fakes.merged import CHANGES


class Dialog:
    """The view over a bare window, and the articles that it asked for."""

    def __init__(self, qtbot: QtBot, size: tuple[int, int] = (1280, 800), factor: float = 1.0) -> None:
        self.window = QWidget()
        self.window.resize(*size)
        qtbot.addWidget(self.window)
        self.view = ChangesDialog(self.window, Theme(LIGHT, factor))
        self.chosen: list[str] = []
        self.view.chosen.connect(self.chosen.append)
        self.view.show()

    def titles(self) -> list[str]:
        model = self.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def said(self, name: str) -> str:
        label = self.view.findChild(QLabel, name)
        assert label is not None
        return label.text().replace("\u00a0", " ") if label.isVisible() else ""

    @property
    def list(self) -> QListView:
        found = self.view.findChild(QListView, "changesList")
        assert found is not None
        return found

    @property
    def filter(self) -> QLineEdit:
        found = self.view.findChild(QLineEdit, "changesFilter")
        assert found is not None
        return found

    @property
    def open_button(self) -> QPushButton:
        found = self.view.findChild(QPushButton, "changesOpen")
        assert found is not None
        return found

    def row(self, title: str) -> int:
        return self.titles().index(title)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[Dialog]:
    made = Dialog(qtbot)
    made.view.show_changes(CHANGES)
    yield made
    made.view.close()


def test_what_asks_for_work_comes_first_under_its_heading(dialog: Dialog) -> None:
    assert dialog.titles()[:3] == [
        "Compléments de la ville à relire · 2",
        "Mariage en France : le dossier et la cérémonie",
        "ancien-livret",
    ]
    assert [title for title in dialog.titles() if "·" in title][1:] == [
        "Fiches modifiées · 2",
        "Nouvelles fiches · 1",
        "Fiches remplacées par une autre · 1",
        "Fiches retirées · 1",
    ]


def test_the_file_its_dates_and_the_credit_are_said(dialog: Dialog) -> None:
    said = dialog.said("changesLead")
    assert "vosdroits-latest.zip du 20 novembre 2026, importé le 21 novembre 2026" in said
    assert "avant : 12 octobre 2026" in said
    assert "Service-Public.gouv.fr / DILA, Licence Ouverte 2.0" in said


def test_enter_opens_the_first_article_and_closes_the_view(dialog: Dialog) -> None:
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert dialog.chosen == ["F90930"]
    assert not dialog.view.isVisible()


def test_a_redirected_article_opens_the_one_that_replaces_it(dialog: Dialog) -> None:
    dialog.list.setCurrentIndex(dialog.list.model().index(dialog.row("Passeport d'un enfant"), 0))
    QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert dialog.chosen == ["passeport-mineur"]


@pytest.mark.parametrize("title", ["ancien-livret", "Second livret de famille"])
def test_what_is_gone_opens_nothing(dialog: Dialog, title: str) -> None:
    dialog.list.setCurrentIndex(dialog.list.model().index(dialog.row(title), 0))
    assert not dialog.open_button.isEnabled()
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert dialog.chosen == []
    assert dialog.view.isVisible()


def test_words_filter_the_list_by_title_id_or_reason(dialog: Dialog) -> None:
    QTest.keyClicks(dialog.filter, "f90101")
    assert dialog.titles() == ["Fiches remplacées par une autre · 1", "Passeport d'un enfant"]
    dialog.filter.setText("autruche")
    assert dialog.said("changesEmpty") == "Aucune ligne ne contient ces mots."
    dialog.filter.clear()
    assert len(dialog.titles()) == 12


def test_the_arrows_move_in_the_list_over_the_headings(dialog: Dialog) -> None:
    for _ in range(2):
        QTest.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.list.currentIndex().row() == dialog.row("Fiches modifiées · 2") + 1
    assert dialog.filter.hasFocus()


def test_a_base_without_national_articles_says_how_to_get_them(qtbot: QtBot) -> None:
    dialog = Dialog(qtbot)
    dialog.view.show_changes(None)
    assert "aparte kb import vosdroits" in dialog.said("changesEmpty")
    assert not dialog.filter.isVisible()


def test_an_import_that_changed_nothing_says_so(qtbot: QtBot) -> None:
    dialog = Dialog(qtbot)
    dialog.view.show_changes(replace(CHANGES, changes=()))
    assert dialog.said("changesEmpty").startswith("Rien n'a changé au dernier import")


def test_overlays_that_cannot_be_read_are_told(qtbot: QtBot) -> None:
    dialog = Dialog(qtbot)
    dialog.view.show_changes(replace(CHANGES, problems=("jardins.md, ligne 3 : « x » n'est pas une clé connue.",)))
    assert dialog.said("changesProblems").startswith("jardins.md, ligne 3")


def test_damaged_imports_are_told_in_the_view(qtbot: QtBot) -> None:
    dialog = Dialog(qtbot)
    dialog.view.show_failure(BaseUnavailableError("Les fiches importées sont abîmées : importez-les de nouveau."))
    assert "importez-les de nouveau" in dialog.said("changesEmpty")


@pytest.mark.parametrize(("size", "factor"), [((1280, 800), 1.0), ((1280, 800), 2.0), ((420, 700), 1.0)])
def test_the_view_fits_its_window_and_cuts_no_line(qtbot: QtBot, size: tuple[int, int], factor: float) -> None:
    dialog = Dialog(qtbot, size, factor)
    dialog.view.show_changes(CHANGES)
    assert dialog.view.width() <= size[0]
    assert dialog.view.height() <= size[1]
    # Qt lays the rows out once the events in hand are done.
    qtbot.waitUntil(lambda: dialog.list.horizontalScrollBar().maximum() == 0)
    button = dialog.open_button
    qtbot.waitUntil(lambda: button.width() >= button.minimumSizeHint().width())
