"""The journal's screen: list, search, filters, details, and what can be done to a contact."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from aparte.core.contact import Channel, CodeChoice
from aparte.core.errors import StorageError
from aparte.core.records import SyncState
from aparte.ui.journal.view import Tab
from aparte.ui.screen.picker import Picker
from tests.fakes.journal import FAMILY, RETENTION, EndlessJournal, FakeJournal, contacts
from tests.ui.records import JournalScreen, Room, assert_whole, choose, dialog, find, open_journal, press, room, said


class Mailed(QObject):
    """Stands for the mail program; `addresses` are those it was opened with."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[QUrl] = []

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        self.addresses.append(address)


@pytest.fixture
def mailed() -> Iterator[Mailed]:
    program = Mailed()
    QDesktopServices.setUrlHandler("mailto", program, "take")  # type: ignore[arg-type]  # a name, whatever the stub says
    yield program
    QDesktopServices.unsetUrlHandler("mailto")


@pytest.fixture
def here(qtbot: QtBot) -> Iterator[Room]:
    with room(qtbot) as made:
        yield made


@pytest.fixture
def screen(here: Room) -> JournalScreen:
    opened = open_journal(here)
    opened.wait_contact("family")
    return opened


def test_the_newest_contact_is_first_and_its_details_are_shown(screen: JournalScreen) -> None:
    assert screen.view.table.model.contacts[0] == FAMILY
    assert screen.view.table.selected_id() == "family"
    assert "E-7K4PQ2" in said(screen.view.details)


def test_the_details_tell_demands_answers_history_and_retention(screen: JournalScreen) -> None:
    shown = said(screen.view.details)
    for words in (
        "Identité et voyages · Titre perdu ou volé",
        "code par défaut, non confirmé · vers Service scolaire",
        "Refaire une carte perdue ou volée coûte 25 €, en timbre fiscal.",
        "copiée · Service-Public.gouv.fr, fiche F1344 · vérifiée le 12 octobre 2026 · version 2026-10-12",
        "Aide d'une IA à la rédaction",
        "brouillon IA modifié · Mairie d'Aubremont",
        "Brouillons refusés",
        "Brouillon IA refusé : faux (Carte d'identité perdue ou volée)",
        "Part en Italie le 14 décembre.",
        "Appel, et non guichet",
        "Guichet → Téléphone",
        RETENTION,
    ):
        assert words in shown


def test_a_late_entry_shows_no_time_that_nobody_measured(here: Room) -> None:
    opened = open_journal(here, FakeJournal([replace(FAMILY, late=True, handled_s=0)]))
    opened.wait_contact("family")
    summary = find(opened.view.details, QLabel, "sheetSummary").text()
    assert "saisi après coup" in summary
    assert "0 s" not in summary


def test_a_search_keeps_the_contacts_that_hold_its_words(screen: JournalScreen) -> None:
    screen.view.filters.field.setText("livret famille")
    screen.room.bot.waitUntil(lambda: 0 < screen.view.table.model.total < 140)
    assert all("livret" in contact.notes for contact in screen.view.table.model.contacts)


def test_the_newest_search_wins(screen: JournalScreen) -> None:
    for typed in ("E-7", "E-7K", "E-7K4PQ2"):
        screen.view.filters.field.setText(typed)
    screen.room.bot.waitUntil(lambda: screen.view.table.model.total == 1)
    assert screen.journal.asked[-1].words == "E-7K4PQ2"


def test_filters_are_asked_together(screen: JournalScreen) -> None:
    for name, value in (("filterChannel", "phone"), ("filterOutcome", "transferred"), ("filterPeriod", "week")):
        picker = find(screen.view, Picker, name)
        picker.take(value)
        picker.picked.emit(value)
    screen.room.bot.waitUntil(lambda: screen.journal.asked[-1].first is not None)
    asked = screen.journal.asked[-1]
    assert (asked.channel, asked.outcome) == ("phone", "transferred")
    assert (str(asked.first), str(asked.last)) == ("2026-11-17", "2026-11-23")


def test_show_everything_takes_the_filters_away(screen: JournalScreen) -> None:
    screen.view.filters.field.setText("kangourou")
    screen.room.bot.waitUntil(lambda: "Aucun échange ne correspond" in said(screen.view.table))
    press(screen.view, "filterClear")
    screen.room.bot.waitUntil(lambda: screen.view.table.model.total == 141)


def test_what_waits_to_be_sent_can_be_listed(screen: JournalScreen) -> None:
    screen.view.tabs.choose(Tab.GAPS.value)
    screen.actions.show_waiting()
    screen.room.bot.waitUntil(lambda: screen.view.table.model.total == 5)
    assert screen.journal.asked[-1].sync is SyncState.WAITING
    assert screen.view.tabs.current == Tab.CONTACTS.value


def test_the_arrows_go_through_the_contacts(screen: JournalScreen) -> None:
    screen.view.enter()
    QTest.keyClick(screen.view.table.view, Qt.Key.Key_Down)
    screen.wait_contact("c0000000")
    assert "E-000000" in said(screen.view.details)


def test_escape_on_the_list_goes_to_the_search_field(screen: JournalScreen) -> None:
    screen.view.enter()
    QTest.keyClick(screen.view.table.view, Qt.Key.Key_Escape)
    assert screen.view.focusWidget() is screen.view.filters.field


def test_a_character_typed_on_the_list_begins_a_search(screen: JournalScreen) -> None:
    screen.view.enter()
    QTest.keyClicks(screen.view.table.view, "p")
    assert screen.view.filters.field.text() == "p"
    assert screen.view.focusWidget() is screen.view.filters.field


def test_scrolling_to_the_end_fetches_the_next_page(screen: JournalScreen) -> None:
    screen.view.table.view.scrollToBottom()
    screen.room.bot.waitUntil(lambda: screen.view.table.model.rowCount() > 60)
    model = screen.view.table.model
    assert [contact.id for contact in model.contacts] == [c.id for c in contacts()[: model.rowCount()]]


def test_a_million_contacts_open_with_one_page(here: Room) -> None:
    opened = open_journal(here, EndlessJournal(1_000_000))
    here.bot.waitUntil(lambda: opened.view.table.model.total == 1_000_000)
    here.bot.waitUntil(lambda: "1\u202f000\u202f000 échanges" in said(opened.view.table))
    assert opened.view.table.model.rowCount() <= 120


def test_a_page_that_fails_is_told_and_can_be_asked_again(screen: JournalScreen) -> None:
    screen.journal.problem = StorageError("Le disque ne répond pas.")
    screen.view.table.view.scrollToBottom()
    screen.room.bot.waitUntil(lambda: "Le disque ne répond pas." in screen.room.told)
    screen.journal.problem = None
    model = screen.view.table.model
    assert model.canFetchMore(model.index(-1, -1))


def test_a_correction_needs_a_change(screen: JournalScreen) -> None:
    press(screen.view, "detailsCorrect")
    opened = dialog(screen.view, "correctDialog")
    assert not find(opened, QWidget, "dialogMain").isEnabled()


def test_a_correction_is_kept_with_its_reason_and_shown_in_the_history(screen: JournalScreen) -> None:
    press(screen.view, "detailsCorrect")
    opened = dialog(screen.view, "correctDialog")
    channel = find(opened, Picker, "correctChannel")
    channel.take(Channel.EMAIL.value)
    channel.picked.emit(Channel.EMAIL.value)
    code = find(opened, Picker, "correctCode")
    code.take("IDE-PASS")
    code.picked.emit("IDE-PASS")
    find(opened, QLineEdit, "correctReason").setText("C'était un courriel")
    press(opened, "dialogMain")
    screen.room.bot.waitUntil(lambda: "C'était un courriel" in said(screen.view.details))
    (kept,) = screen.journal.corrected
    assert (kept.channel, kept.demands[0].code, kept.demands[0].choice) == (
        Channel.EMAIL,
        "IDE-PASS",
        CodeChoice.CHANGED,
    )
    assert kept.demands[1:] == FAMILY.demands[1:]
    assert screen.view.table.model.contacts[0].channel is Channel.EMAIL


def test_a_retired_code_can_t_be_chosen_in_a_correction(screen: JournalScreen) -> None:
    press(screen.view, "detailsCorrect")
    code = find(dialog(screen.view, "correctDialog"), Picker, "correctCode")
    offered = [code.itemData(row) for row in range(code.count())]
    assert "VOI-STAT" in offered
    assert "VOI-DISQUE" not in offered


def test_a_demand_can_be_added_and_taken_out(screen: JournalScreen) -> None:
    press(screen.view, "detailsCorrect")
    opened = dialog(screen.view, "correctDialog")
    press(opened, "correctRemove")
    press(opened, "correctAdd")
    added = [picker for picker in opened.findChildren(Picker, "correctCode") if picker.isVisible()][-1]
    assert not find(opened, QWidget, "dialogMain").isEnabled()
    added.take("DEC-COLL")
    added.picked.emit("DEC-COLL")
    press(opened, "dialogMain")
    screen.room.bot.waitUntil(lambda: screen.journal.corrected != [])
    assert [demand.code for demand in screen.journal.corrected[0].demands] == ["IDE-SORTIE", "SCO-CANT", "DEC-COLL"]


def test_erasing_asks_first_and_says_what_stays(screen: JournalScreen) -> None:
    press(screen.view, "detailsErase")
    opened = dialog(screen.view, "eraseDialog")
    assert "Les statistiques déjà comptées" in said(opened)
    assert not find(opened, QWidget, "dialogMain").isEnabled()
    assert screen.journal.kept[0].id == "family"


def test_an_erased_contact_leaves_the_list_and_its_reminder_too(screen: JournalScreen) -> None:
    press(screen.view, "detailsErase")
    opened = dialog(screen.view, "eraseDialog")
    press(opened, "eraseSure")
    press(opened, "dialogMain")
    screen.wait_contact("c0000000")
    assert screen.view.table.model.row_of("family") == -1
    assert "E-7K4PQ2 effacé." in screen.room.told
    screen.room.bot.waitUntil(lambda: screen.view.tabs.findChild(QWidget, "tab-reminders") is not None)


def test_a_change_says_that_what_waits_may_have_changed(screen: JournalScreen) -> None:
    with screen.room.bot.waitSignal(screen.actions.changed):
        press(screen.view, "sheetDone")
    screen.room.bot.waitUntil(lambda: "Mme Ferrand" not in said(screen.view.details))


def test_the_slip_is_read_and_copied(screen: JournalScreen) -> None:
    press(screen.view, "detailsSlip")
    screen.room.bot.waitUntil(lambda: screen.view.findChild(QPlainTextEdit, "slipText") is not None)
    opened = dialog(screen.view, "slipDialog")
    press(opened, "slipCopy")
    assert QGuiApplication.clipboard().text() == "Votre réponse"


def test_the_slip_leaves_as_a_mail(screen: JournalScreen, tmp_path: Path, mailed: Mailed) -> None:
    screen.room.chosen = tmp_path
    press(screen.view, "detailsSlip")
    screen.room.bot.waitUntil(lambda: screen.view.findChild(QPlainTextEdit, "slipText") is not None)
    opened = dialog(screen.view, "slipDialog")
    assert_whole(screen.room.bot, opened)
    press(opened, "slipMail")
    assert [address.toString() for address in mailed.addresses] == ["mailto:?subject=Votre réponse"]
    press(opened, "slipMailFile")
    file = tmp_path / "E-7K4PQ2-reponse.eml"
    screen.room.bot.waitUntil(lambda: f"Enregistré : {file.name}" in screen.room.told)
    assert file.read_bytes() == "Subject: Votre réponse\n\nVotre réponse".encode()


@pytest.mark.parametrize(("entry", "name", "data"), [("En JSON", "json", b"json"), ("En texte", "txt", b"txt")])
def test_a_contact_is_exported(screen: JournalScreen, tmp_path: Path, entry: str, name: str, data: bytes) -> None:
    screen.room.chosen = tmp_path
    press(screen.view, "detailsExport")
    choose(screen.view, "exportMenu", entry)
    file = tmp_path / f"E-7K4PQ2.{name}"
    screen.room.bot.waitUntil(file.exists)
    assert file.read_bytes() == data
    screen.room.bot.waitUntil(lambda: f"Enregistré : E-7K4PQ2.{name}" in screen.room.told)


def test_a_folder_that_refuses_is_told_in_one_sentence(screen: JournalScreen, tmp_path: Path) -> None:
    screen.room.chosen = tmp_path / "absent"
    press(screen.view, "detailsExport")
    choose(screen.view, "exportMenu", "En JSON")
    sentence = "Le fichier « E-7K4PQ2.json » n'a pas pu être écrit : choisissez un autre dossier."
    screen.room.bot.waitUntil(lambda: sentence in screen.room.told)


def test_a_journal_that_can_t_be_read_says_why_in_its_place(here: Room) -> None:
    journal = FakeJournal()
    journal.problem = StorageError("Le journal est abîmé : prévenez l'informatique.")
    opened = open_journal(here, journal)
    here.bot.waitUntil(lambda: "Le journal est abîmé" in said(opened.view.table))


def test_an_empty_journal_says_what_comes_here(here: Room) -> None:
    opened = open_journal(here, FakeJournal([]))
    here.bot.waitUntil(lambda: "Le journal est vide" in said(opened.view.table))
    assert "Choisissez un échange" in said(opened.view.details)


def test_a_locked_journal_shows_and_holds_nothing(screen: JournalScreen) -> None:
    press(screen.view, "detailsCorrect")
    screen.actions.lock(locked=True)
    assert "Journal verrouillé" in said(screen.view)
    assert "E-7K4PQ2" not in said(screen.view)
    assert screen.view.table.model.contacts == []
    assert screen.view.details.contact is None
    assert not any(child.isVisible() for child in screen.view.findChildren(QWidget, "correctDialog"))


def test_an_answer_that_comes_after_the_lock_is_not_shown(screen: JournalScreen) -> None:
    screen.actions.refresh()
    screen.actions.lock(locked=True)
    done: list[bool] = []
    screen.room.tasks.run(lambda: True, done.append)
    screen.room.bot.waitUntil(lambda: done == [True])
    assert screen.view.table.model.contacts == []


def test_unlocking_reads_the_journal_again(screen: JournalScreen) -> None:
    screen.actions.lock(locked=True)
    screen.actions.lock(locked=False)
    screen.wait_contact("family")


def test_a_narrow_window_reads_one_contact_in_place_of_the_list(here: Room) -> None:
    opened = open_journal(here, size=(420, 700))
    opened.wait_contact("family")
    assert not opened.view.details.isVisible()
    QTest.keyClick(opened.view.table.view, Qt.Key.Key_Return)
    assert opened.view.details.isVisible()
    assert not opened.view.table.isVisible()
    press(opened.view, "detailsBack")
    assert opened.view.table.isVisible()


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("size", [(1216, 748), (1029, 498), (420, 652)])
def test_nothing_is_cut_at_any_size(qtbot: QtBot, scale: int, size: tuple[int, int]) -> None:
    with room(qtbot, scale) as here:
        opened = open_journal(here, size=size)
        opened.wait_contact("family")
        assert_whole(here.bot, opened.view)
        opened.view.show_reading(reading=True)
        assert_whole(here.bot, opened.view)


def test_every_control_has_a_name_for_screen_readers(screen: JournalScreen) -> None:
    controls = [
        part
        for part in screen.view.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless = [part.objectName() or type(part).__name__ for part in controls if not _name(part)]
    assert nameless == []


def _name(part: QWidget) -> str:
    text = part.property("text")
    return part.accessibleName() or (text if isinstance(text, str) else "")
