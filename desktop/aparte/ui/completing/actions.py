"""Phrase completion in the reply and the notes: asked off the main thread, at each key, never waited for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPlainTextEdit
from shiboken6 import isValid

from aparte.assist.completing.completer import Completing, CompletionRequest
from aparte.assist.completing.texts import article_texts
from aparte.settings import Option, Settings, options
from aparte.ui.completing.ghost import Ghost
from aparte.ui.reader.page import Opened
from aparte.ui.tasks import LatestTask, Tasks
from aparte.ui.theme import Appearance

Cited = Callable[[], tuple[str, ...]]
# What stands far before the cursor says nothing of the next word.
LOOK_BACK = 400


class Completions(QObject):
    """Every field that may be completed; no word is offered until `attach`."""

    def __init__(self, settings: Settings, tasks: Tasks, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._tasks, self._appearance = settings, tasks, appearance
        self._completing: Completing | None = None
        self._worker: LatestTask | None = None
        self._ghosts: list[Ghost] = []
        self._number = 0
        settings.changed.append(self._follow_setting)

    def attach(self, completing: Completing) -> None:
        """Words can be offered from now on."""
        self._completing = completing
        if self._worker is None:
            self._worker = self._tasks.latest()
            self._worker.done.connect(self._deliver)

    def watch(self, field: QPlainTextEdit, cited: Cited) -> Ghost:
        """Offer words in a field; a value is only offered when `cited` holds it."""
        ghost = Ghost(field, self._grey)
        ghost.wanted.connect(lambda: self._ask(ghost, cited))
        self._ghosts = [other for other in self._ghosts if isValid(other)]
        self._ghosts.append(ghost)
        return ghost

    @property
    def offered(self) -> str:
        """The grey words on screen, empty when there are none."""
        return next((ghost.words for ghost in self._ghosts if isValid(ghost) and ghost.words), "")

    def close(self) -> None:
        """The window goes."""
        self._completing = None
        if self._follow_setting in self._settings.changed:
            self._settings.changed.remove(self._follow_setting)

    def _ask(self, ghost: Ghost, cited: Cited) -> None:
        completing, worker = self._completing, self._worker
        if completing is None or worker is None or not self._settings.get(options.COMPLETIONS) or not ghost.may_show():
            return
        self._number += 1
        number, before = self._number, ghost.before[-LOOK_BACK:]
        if not before.strip():
            return
        request = CompletionRequest(before, cited())
        worker.submit(lambda: (number, ghost, before, completing.complete(request)))

    def _deliver(self, answer: tuple[int, Ghost, str, str]) -> None:
        """Words for a text that has changed since are dropped."""
        number, ghost, before, words = answer
        if number == self._number and isValid(ghost) and ghost.before[-LOOK_BACK:] == before:
            ghost.show(words)

    def _grey(self) -> QColor:
        return self._appearance.theme.color("soft")

    def _follow_setting(self, option: Option[Any]) -> None:
        if option is options.COMPLETIONS:
            for ghost in self._ghosts:
                if isValid(ghost):
                    ghost.hide()


def cited_texts(opened: Opened | None) -> tuple[str, ...]:
    """What may be quoted beside a text: the reply's own words first, then all that its article says."""
    if opened is None:
        return ()
    return (*(opened.reply.lines() if opened.reply is not None else ()), *article_texts(opened.article))
