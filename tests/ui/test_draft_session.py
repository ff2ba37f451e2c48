"""Drafts as `aparte` composes them: a real base, a real model file, its real worker process, the real guard."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aparte.app import Session
from aparte.llm.client import LocalWriter
from aparte.llm.folder import Described, ModelFolder
from aparte.llm.manifest import SHIPPED, Owner, read_folder
from aparte.settings import Policy, Settings, options
from aparte.settings.places import Places
from aparte.ui.draft.state import Stage
from tests.fakes.models import Shape, write_model
from tests.fakes.writers import is_running, judged
from tests.ui.windows import press_character

SEED = Path(__file__).parents[2] / "kb_seed"
QUESTION = "combien coûte une carte d'identité perdue ?"
Start = Callable[..., Session]


@pytest.fixture
def found(tmp_path: Path) -> Places:
    nobody = tmp_path / "nobody"
    return Places(SEED, tmp_path / "own", nobody / "policy.toml", machine_models=nobody, temporary=True)


@pytest.fixture
def start(qtbot: QtBot, found: Places) -> Iterator[Start]:
    sessions: list[Session] = []

    def start(settings: Settings) -> Session:
        session = Session(found, settings)
        sessions.append(session)
        qtbot.addWidget(session.window)
        session.start()
        qtbot.waitUntil(lambda: session.model is not None, timeout=60_000)
        return session

    yield start
    for session in sessions:
        session.window.close()
        session.close()


def install(found: Places) -> None:
    """A small model whose words mean nothing, on a machine that was found quick enough."""
    found.base.mkdir(parents=True)
    path = write_model(found.base / "random.gguf", Shape(context=2048))
    folder = ModelFolder(found.models, Owner.USER)
    folder.add(path, Described("Au hasard", "aucune", ("fr",)), lambda *_: None)
    judged(found.model_state, folder.models().listed[0].entry)


def ask(session: Session, bot: QtBot) -> None:
    """Type a question the base answers, and open what answers it."""
    window = session.window
    window.activateWindow()
    window.conversation.field.setFocus()
    for character in QUESTION:
        press_character(window.conversation.field, character)
    bot.waitUntil(window.suggestions.has_cards, timeout=10_000)
    bot.wait(400)
    window.exchange.open_rank(1)
    bot.waitUntil(lambda: window.reader.opened is not None, timeout=10_000)
    assert window.reader.opened is not None
    assert window.reader.opened.reply is not None


@pytest.mark.slow
def test_the_shipped_model_is_ready_and_phrases_are_completed_beside_it(qtbot: QtBot, start: Start) -> None:
    session = start(Settings())
    shipped = read_folder(SHIPPED, Owner.SHIPPED).listed[0].entry.name
    assert session.window.drafts.status() in (
        "Suggestions seules : le moteur du modèle n'est pas installé.",
        f"Brouillons : prêts, {shipped} (modèle de démonstration).",
    )
    notes = session.window.contact.notes
    session.window.activateWindow()
    qtbot.waitUntil(lambda: session.window.contacting.tools is not None, timeout=30_000)
    notes.setFocus()
    for character in "Dossier incomplet, liste des piè":
        press_character(notes, character)
    qtbot.waitUntil(lambda: bool(session.window.completions.offered), timeout=5_000)
    assert session.window.completions.offered.startswith("ces")


@pytest.mark.slow
def test_words_that_mean_nothing_are_set_aside_and_the_worker_goes_with_the_window(
    qtbot: QtBot, found: Places, start: Start
) -> None:
    pytest.importorskip("llama_cpp")
    install(found)
    session = start(Settings())
    assert session.window.drafts.status() == "Brouillons : prêts, modèle Au hasard."
    ask(session, qtbot)
    qtbot.waitUntil(
        lambda: session.window.drafts.shown.stage not in (Stage.WAITING, Stage.WRITING, Stage.OFF), timeout=60_000
    )
    assert session.window.drafts.shown.stage is Stage.SET_ASIDE
    assert session.model is not None
    writer = session.model.writer
    assert isinstance(writer, LocalWriter)
    process = writer.process
    assert is_running(process) or sys.platform != "linux"
    session.window.close()
    session.close()
    qtbot.waitUntil(lambda: not is_running(process), timeout=5_000)


@pytest.mark.slow
def test_a_policy_without_drafts_is_honoured_and_says_who_decided(qtbot: QtBot, found: Places, start: Start) -> None:
    install(found)
    session = start(Settings(policy=Policy("la direction informatique", {options.DRAFTS.key: False})))
    assert session.window.drafts.status() == "Suggestions seules : brouillons coupés par la collectivité."
    ask(session, qtbot)
    qtbot.wait(400)
    assert session.window.drafts.shown.stage is Stage.OFF
