"""The search by meaning as `aparte` composes it: a real base, a real embedding model, its real worker process."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aparte.app import Session
from aparte.assist.desk import SuggestRequest
from aparte.core.suggestion import ReasonKind, Verdict
from aparte.llm.folder import Described, ModelFolder
from aparte.llm.manifest import Owner, read_folder
from aparte.settings import Settings, options
from aparte.settings.places import Places
from tests.fakes.base_folder import write_base
from tests.fakes.embedders import embedder, rows, write_bert
from tests.ui.windows import press_character

# No word of it is in the base; the model splits words into letters, so that "fourrieres" is near "fourrière".
OBLIQUE = "animalfourrieres chiengarde"
REQUEST = SuggestRequest(1, OBLIQUE, settled=True)
pytestmark = pytest.mark.slow


@pytest.fixture
def found(tmp_path: Path) -> Places:
    pytest.importorskip("llama_cpp")
    nobody = tmp_path / "nobody"
    seed = write_base(tmp_path / "seed")
    return Places(seed, tmp_path / "own", nobody / "policy.toml", machine_models=nobody, temporary=True)


@pytest.fixture
def install(found: Places) -> Path:
    """A small BERT that says it learnt French; returns its file."""
    found.base.mkdir(parents=True)
    path = write_bert(found.base / "sens.gguf")
    ModelFolder(found.models, Owner.USER).add(path, Described("Sens", "aucune", ("fr",)), lambda *_: None)
    return read_folder(found.models, Owner.USER).listed[0].path


@pytest.fixture
def session(qtbot: QtBot, found: Places) -> Iterator[Session]:
    made = Session(found, Settings())
    qtbot.addWidget(made.window)
    made.start()
    yield made
    made.window.close()
    made.close()


def base_line(session: Session) -> str:
    label = session.window.conversation.findChild(QLabel, "baseState")
    assert isinstance(label, QLabel)
    return label.toolTip()


def ask(session: Session, text: str) -> None:
    session.window.activateWindow()
    session.window.conversation.field.setFocus()
    for character in text:
        press_character(session.window.conversation.field, character)


def nearest(install: Path, session: Session, found: Places) -> str:
    """The article whose passage is nearest to the question, by the model's own vectors, without any of ours."""
    librarian = session.meaning.librarian if session.meaning is not None else None
    assert librarian is not None
    texts = librarian.base.texts()
    with embedder(install, found.base / "apart") as apart:
        asked = rows(apart.embed_question(OBLIQUE, 30.0))[0]
        near = rows(apart.embed_passages([texts.text(at) for at in range(len(texts))])) @ asked
    article = int(np.searchsorted(texts.starts, int(np.argmax(near)), "right")) - 1
    return [card.id for card in librarian.base.cards()][article]


def test_what_words_do_not_find_is_found_by_meaning_and_said_to_be_unsure(
    qtbot: QtBot, found: Places, install: Path, session: Session
) -> None:
    qtbot.waitUntil(lambda: "prête" in base_line(session), timeout=60_000)
    assert base_line(session) == "Recherche par le sens : prête, modèle Sens."
    with qtbot.waitSignal(session.window.refinements.settled, timeout=30_000):
        ask(session, OBLIQUE)
    shown = session.window.suggestions.answer
    assert shown is not None
    assert shown.items[0].article_id == nearest(install, session, found)
    assert [reason.kind for reason in shown.items[0].reasons] == [ReasonKind.MEANING]
    assert shown.verdict is Verdict.UNSURE


def test_a_base_renewed_under_the_window_is_read_and_searched_by_meaning_too(
    qtbot: QtBot, found: Places, install: Path, session: Session
) -> None:
    assert install.exists()
    qtbot.waitUntil(lambda: "prête" in base_line(session), timeout=60_000)
    dog = found.seed / "articles" / "animaux" / "chien-errant.md"
    cat = dog.read_text("utf-8").replace("chien-errant", "chat-errant").replace("hien", "hat").replace("huit", "dix")
    (dog.parent / "chat-errant.md").write_text(cat, "utf-8")
    meaning = session.meaning
    assert meaning is not None
    session.base.renew()
    qtbot.waitUntil(lambda: meaning.librarian.base.holds("chat-errant"), timeout=30_000)
    qtbot.waitUntil(lambda: (asked := meaning.refine(REQUEST)) is not None and len(asked.items) > 0, timeout=30_000)


def test_switched_off_nothing_is_read(qtbot: QtBot, found: Places, install: Path) -> None:
    assert install.exists()
    settings = Settings()
    settings.set(options.MEANING, False)
    made = Session(found, settings)
    qtbot.addWidget(made.window)
    made.start()
    qtbot.waitUntil(lambda: made.meaning is not None, timeout=60_000)
    made.window.close()
    made.close()
    assert not found.vectors.exists()
