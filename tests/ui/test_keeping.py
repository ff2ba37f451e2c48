"""Settings reach the disk, and a disk that refuses is told once."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aparte.core.errors import StorageError
from aparte.settings import Settings, options
from aparte.ui.keeping import Keeper
from aparte.ui.messages import Level, Notice, Notices


def test_a_change_is_on_the_disk_a_moment_later(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    keeper = Keeper(settings, Notices())
    settings.set(options.FONT_SCALE, 150)
    qtbot.waitUntil(path.exists)
    assert Settings(path).get(options.FONT_SCALE) == 150
    keeper.close()


def test_closing_saves_what_still_waits(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    keeper = Keeper(settings, Notices())
    settings.set(options.COMPACT, True)
    keeper.close()
    assert Settings(path).get(options.COMPACT) is True


class RefusingSettings(Settings):
    """Settings on a disk that is full."""

    def save(self) -> None:
        raise StorageError("Le disque est plein.")


def test_a_disk_that_refuses_is_told_once(qtbot: QtBot) -> None:
    settings, notices = RefusingSettings(), Notices()
    told: list[Notice] = []
    notices.posted.connect(told.append)
    keeper = Keeper(settings, notices)
    settings.set(options.COMPACT, True)
    qtbot.waitUntil(lambda: len(told) == 1)
    settings.set(options.COMPACT, False)
    qtbot.wait(450)
    assert told == [Notice(Level.PROBLEM, "Le disque est plein.")]
    keeper.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_is_kept(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(options.LANGUAGE, language)
    settings.save()
    assert Settings(tmp_path / "settings.json").get(options.LANGUAGE) == language
