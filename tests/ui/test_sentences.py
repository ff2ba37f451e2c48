"""What the layers below say is said in the interface's language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import aparte
from aparte.core.errors import AparteError, StorageError
from aparte.settings import Settings
from aparte.settings.policy import Policy
from aparte.ui.messages import Notice, Notices
from aparte.ui.sentences import SENTENCES, in_words
from aparte.ui.translations import fall_silent, speak

PACKAGE = Path(aparte.__file__).parent
BELOW = ("core", "kb", "assist", "settings", "sync")


@pytest.fixture
def english(qtbot: QtBot) -> Iterator[None]:
    used = speak("en")
    yield
    fall_silent(used)
    fall_silent(speak("fr"))


def _texts(path: Path) -> Iterator[str]:
    """Every text of a module, what is filled in as `{}`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.sub(r"\{\w*\}", "{}", node.value)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def test_every_listed_sentence_is_said_below() -> None:
    said = {text for folder in BELOW for path in (PACKAGE / folder).rglob("*.py") for text in _texts(path)}
    assert [sentence for sentence in SENTENCES if re.sub(r"\{\w+\}", "{}", sentence) not in said] == []


def test_an_error_from_below_is_told_in_english(english: None) -> None:
    heard: list[Notice] = []
    notices = Notices()
    notices.posted.connect(heard.append)
    notices.problem(StorageError("Le manque n'a pas pu être noté : le disque est plein ou protégé."))
    notices.warn("La politique impose un réglage inconnu : café.")
    assert [notice.text for notice in heard] == [
        "The gap could not be noted: the disk is full or protected.",
        "The policy imposes an unknown setting: café.",
    ]


def test_a_sentence_keeps_what_was_filled_in(qtbot: QtBot) -> None:
    sentence = "Ce réglage est imposé par Mairie {d'Aubremont}."
    assert in_words(sentence) == sentence


def test_what_nobody_listed_is_told_as_it_is(english: None) -> None:
    assert in_words(str(AparteError("Une phrase nouvelle."))) == "Une phrase nouvelle."


def test_problems_of_the_settings_are_all_listed(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"values": {"font_scale": "x"}}', "utf-8")
    settings = Settings(path, Policy("", {"strange": 1, "font_scale": -3}))
    patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(sentence)) for sentence in SENTENCES]
    assert settings.problems
    assert all(any(re.fullmatch(pattern, problem) for pattern in patterns) for problem in settings.problems)
