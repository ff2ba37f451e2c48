"""A base renewed in the whole program: real base, real index, real window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aparte.app import Session
from aparte.settings import Settings
from aparte.settings.places import Places
from tests.fakes.base_folder import LOST_CARD, write_base
from tests.ui.windows import press_character

QUESTION = "combien coûte une carte d'identité perdue ?"


@pytest.mark.slow
def test_an_article_edited_while_the_window_is_open_is_shown_without_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    seed, nobody = write_base(tmp_path / "seed"), tmp_path / "nobody"
    found = Places(seed, tmp_path / "own", nobody / "policy.toml", machine_models=nobody, temporary=True)
    session = Session(found, Settings())
    qtbot.addWidget(session.window)
    window = session.window
    try:
        session.start()
        qtbot.waitUntil(lambda: session.model is not None, timeout=60_000)
        window.activateWindow()
        window.conversation.field.setFocus()
        for character in QUESTION:
            press_character(window.conversation.field, character)
        qtbot.waitUntil(window.suggestions.has_cards, timeout=10_000)
        window.exchange.open_rank(1)
        qtbot.waitUntil(lambda: window.reader.opened is not None, timeout=10_000)
        before, model = window.reader.opened, session.model
        dearer = LOST_CARD.replace("25 €", "31 €").replace("25 euros", "31 euros")
        (seed / "articles/identite/carte-perdue.md").write_text(dearer, "utf-8")
        session.renew_base()
        qtbot.waitUntil(lambda: window.reader.opened is not before, timeout=10_000)
        opened = window.reader.opened
        assert opened is not None
        assert opened.reply is not None
        assert opened.suggestion is not None
        said = opened.reply.text(with_source=False) + opened.suggestion.quote + repr(opened.article)
        assert "31 €" in said
        assert "25" not in said
        qtbot.waitUntil(lambda: session.model is not model, timeout=10_000)
    finally:
        window.close()
        session.close()
