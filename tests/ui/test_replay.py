"""The replay types real keys into the real window and shows what it found."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from aparte.core.clock import FixedClock
from aparte.core.errors import BaseUnavailableError
from aparte.core.suggestion import Verdict
from aparte.settings import Settings, options
from aparte.ui.messages import Notices
from aparte.ui.replay import Conversation, play, read_conversation, replay
from aparte.ui.tasks import Tasks
from aparte.ui.window.view import MainWindow
from tests.fakes.desk import FakeDesk

CLOCK = FixedClock(datetime(2026, 11, 20, tzinfo=UTC))
SAMPLES = Path(__file__).parents[2] / "kb_seed" / "conversations"


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Iterator[MainWindow]:
    tasks = Tasks()
    window = MainWindow(FakeDesk(), settings, tasks, CLOCK, Notices())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    tasks.close()


def test_each_finished_word_comes_with_what_the_window_showed(window: MainWindow) -> None:
    words = play(window, Conversation("Une carte", "phone", ("J'ai perdu ma carte d'identité",)))
    assert [word.text for word in words] == ["J", "ai", "perdu", "ma", "carte", "d", "identité"]
    assert words[-1].verdict is Verdict.ANSWERED
    assert words[-1].titles[0] == "Carte d'identité perdue ou volée"
    assert all(word.latency_ms > 0 for word in words)


def test_what_was_typed_is_in_the_field_accents_and_signs_included(window: MainWindow) -> None:
    play(window, Conversation("Signes", "desk", ("Où ça ? « 25 € », l'été.",)))
    assert window.conversation.field.toPlainText() == "Où ça ? « 25 € », l'été.\n"


def test_a_replay_tells_every_word_and_leaves_pictures(window: MainWindow, settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / "one.yaml").write_text(
        "title: Une carte\nchannel: phone\nturns:\n  - say: J'ai perdu ma carte\n", "utf-8"
    )
    said: list[str] = []
    settings.set(options.FONT_SCALE, 120)
    before = [settings.get(option) for option in options.CATALOGUE]
    assert replay(window, settings, folder, tmp_path / "shots", said.append) == 0
    assert any("Carte d'identité perdue" in line and " ms" in line for line in said)
    pictures = {path.name: QImage(str(path)).size().toTuple() for path in (tmp_path / "shots").iterdir()}
    wide, narrow = (1280, 800), (420, 760)
    assert pictures == {
        "light.png": wide,
        "dark.png": wide,
        "grand.png": wide,
        "compact.png": narrow,
        "compact-fiche.png": narrow,
    }
    assert [settings.get(option) for option in options.CATALOGUE] == before


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_delivered_conversations_can_be_read(path: Path) -> None:
    conversation = read_conversation(path)
    assert conversation.title
    assert len(conversation.turns) >= 2


def test_a_broken_conversation_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("turns: 3", "utf-8")
    with pytest.raises(BaseUnavailableError, match=r"broken\.yaml"):
        read_conversation(path)
