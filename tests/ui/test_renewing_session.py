"""A base renewed in the whole program: real base, real index, real window."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aparte.app import Session
from aparte.settings import Settings
from aparte.settings.places import Places
from tests.fakes.base_folder import LOST_CARD, write_base
from tests.fakes.urgent import CLOSED, DEARER, on, urgent_set
from tests.ui.windows import press_character

QUESTION = "combien coûte une carte d'identité perdue ?"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    seed, nobody = write_base(tmp_path / "seed"), tmp_path / "nobody"
    found = Places(seed, tmp_path / "own", nobody / "policy.toml", machine_models=nobody, temporary=True)
    session = Session(found, Settings())
    qtbot.addWidget(session.window)
    session.start()
    qtbot.waitUntil(lambda: session.model is not None, timeout=60_000)
    ask(session, qtbot)
    yield session
    session.window.close()
    session.close()


def ask(session: Session, qtbot: QtBot) -> None:
    """Type a question and open what answers it."""
    window = session.window
    window.activateWindow()
    window.conversation.field.setFocus()
    for character in QUESTION:
        press_character(window.conversation.field, character)
    qtbot.waitUntil(window.suggestions.has_cards, timeout=10_000)
    window.exchange.open_rank(1)
    qtbot.waitUntil(lambda: window.reader.opened is not None, timeout=10_000)


def said(session: Session) -> str:
    """All that the window has of the article on screen."""
    opened = session.window.reader.opened
    assert opened is not None
    assert opened.reply is not None
    assert opened.suggestion is not None
    return opened.reply.text(with_source=False) + opened.suggestion.quote + repr(opened.article)


@pytest.mark.slow
def test_an_article_edited_while_the_window_is_open_is_shown_without_a_restart(qtbot: QtBot, session: Session) -> None:
    before, model, librarian = session.window.reader.opened, session.model, session.base.librarian
    assert librarian is not None
    dearer = LOST_CARD.replace("25 €", "31 €").replace("25 euros", "31 euros")
    (librarian.folder / "articles/identite/carte-perdue.md").write_text(dearer, "utf-8")
    session.base.renew()
    qtbot.waitUntil(lambda: session.window.reader.opened is not before, timeout=10_000)
    assert "31 €" in said(session)
    assert "25" not in said(session)
    qtbot.waitUntil(lambda: session.model is not model, timeout=10_000)


@pytest.mark.slow
def test_an_urgent_change_is_in_force_in_the_open_window_and_ends_there(qtbot: QtBot, session: Session) -> None:
    before, model, now = session.window.reader.opened, session.model, session.clock.now()
    notice = on(CLOSED, begins=now, ends=now + timedelta(days=1))
    session.base.take_urgent(urgent_set([on(DEARER, validated_at=now), notice], 1))
    qtbot.waitUntil(lambda: session.window.reader.opened is not before, timeout=10_000)
    assert "31 €" in said(session)
    assert "25" not in said(session).replace("Délibération du 25 novembre", "")
    assert session.window.urgent.isVisible()
    qtbot.waitUntil(lambda: session.model is not model, timeout=10_000)
    corrected = session.window.reader.opened
    session.base.take_urgent(urgent_set([], 2))
    qtbot.waitUntil(lambda: session.window.reader.opened is not corrected, timeout=10_000)
    assert "25 €" in said(session)
    assert not session.window.urgent.isVisible()
