"""One run of the window on a real base, as `aparte` composes it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aparte.app import Session
from aparte.assist.importing import ImportRequest, import_articles
from aparte.assist.librarian import Librarian
from aparte.core.clock import SystemClock
from aparte.settings import Policy, Settings
from aparte.settings.places import Places
from aparte.ui.reader.prose import Prose
from aparte.ui.sync.actions import SyncActions
from tests.fakes.base_folder import spoil_rebuilding, write_base
from tests.unit.bundles.workplace import Workplace

Start = Callable[[Settings], Session]


@pytest.fixture
def found(tmp_path: Path) -> Places:
    return Places(write_base(tmp_path / "seed"), tmp_path / "own")


@pytest.fixture
def start(qtbot: QtBot, found: Places) -> Iterator[Start]:
    sessions: list[Session] = []

    def start(settings: Settings) -> Session:
        sessions.append(Session(found, settings))
        qtbot.addWidget(sessions[-1].window)
        sessions[-1].start()
        return sessions[-1]

    yield start
    for session in sessions:
        session.window.close()
        session.close()


def test_an_index_that_could_not_follow_the_base_is_told(qtbot: QtBot, found: Places, start: Start) -> None:
    Librarian.open(found.seed, found.index, SystemClock())
    spoil_rebuilding(found.seed, found.index)
    session = start(Settings())
    qtbot.waitUntil(lambda: "ancienne version" in session.window.strip.text)


def test_a_search_that_a_stopped_import_left_undone_is_prepared(
    qtbot: QtBot, found: Places, start: Start, tmp_path: Path
) -> None:
    source = tmp_path / "fiches.csv"
    source.write_text("id;titre;texte\nlavoir;Le lavoir communal;Ouvert le samedi.\n", "utf-8")
    import_articles(ImportRequest("csv", source), found.seed, found.index, date(2026, 11, 26))
    assert not Librarian.open(found.seed, found.index, SystemClock()).state().searchable
    start(Settings())
    qtbot.waitUntil(lambda: Librarian.open(found.seed, found.index, SystemClock()).state().searchable)


def test_a_policy_that_cannot_be_followed_is_told_and_logged(
    qtbot: QtBot, tmp_path: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("values = {", "utf-8")
    session = start(Settings(policy=Policy.read(policy)))
    assert session.window.strip.text.startswith("La politique de la collectivité est illisible")
    assert session.window.strip.text in caplog.messages


def test_a_bundle_is_served_without_a_restart_and_what_is_read_follows(qtbot: QtBot, tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    session = Session(Places(place.shipped, place.base, temporary=True, follows=True), Settings())
    qtbot.addWidget(session.window)
    reader = session.window.reader

    def read() -> str:
        prose = reader.findChild(Prose)
        return prose.toPlainText() if prose is not None else ""

    try:
        session.start()
        qtbot.waitUntil(
            lambda: bool(session.findChildren(SyncActions)) and "Essaiville" in session.window.windowTitle()
        )
        session.window.open_article("chien-errant")
        qtbot.waitUntil(lambda: "huit jours" in read())
        place.dog_weeks("neuf jours")
        place.publish()
        place.trust()
        place.take()
        session.findChildren(SyncActions)[0].renewed.emit()
        qtbot.waitUntil(lambda: "mise à jour" in session.window.strip.text, timeout=20_000)
        qtbot.waitUntil(lambda: "neuf jours" in read())
    finally:
        session.window.close()
        session.close()
