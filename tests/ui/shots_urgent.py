"""Writes screenshots of urgent changes on the window: `python tests/ui/shots_urgent.py OUT [NAME…]`."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from aparte.core.clock import FixedClock
from aparte.core.suggestion import Suggestions, Suspended, Verdict
from aparte.core.urgent import UrgentChange, suspended_words
from aparte.kb.overlays.correcting import corrected
from aparte.kb.revising import stand_in
from aparte.settings import Settings, options
from aparte.ui.messages import Notices
from aparte.ui.tasks import Tasks
from aparte.ui.translations import speak
from aparte.ui.window.view import MainWindow
from tests.fakes.articles import ARTICLES, SERVICES
from tests.fakes.contacts import fake_tools
from tests.fakes.desk import FakeDesk
from tests.fakes.urgent import CLOSED, DEARER, STRIKE, SUSPENDED
from tests.ui.shots import SENTENCE, Act, both, opened, typed, wait

CLOCK = FixedClock(datetime(2026, 11, 26, 12, 30, tzinfo=UTC))
CARD = "cni-perdue-volee"
SNOW = replace(CLOSED, text="Neige : la mairie ferme à 15 h, les rendez-vous de l'après-midi sont reportés.")
SCHOOL = replace(STRIKE, text="Grève vendredi : ni cantine ni accueil du soir, l'école du Moulin ouvre à 8 h 30.")
TITLES = replace(
    SNOW,
    id="titres",
    service="titres",
    text="Le pôle titres n'a plus d'accès au logiciel national : aucun dépôt de dossier avant demain.",
)
FEE = replace(DEARER, article_id=CARD, condition="ancienne carte perdue ou volée")
AWAY = replace(SUSPENDED, article_id=CARD, text="le tarif et les pièces sont en cours de vérification.")


def desk_with(*changes: UrgentChange) -> FakeDesk:
    """The fake desk with what the real one makes of these changes."""
    articles = []
    for article in ARTICLES:
        ours = [one for one in changes if one.article_id == article.id]
        fixed = [one for one in ours if one.value]
        away = [one for one in ours if one is AWAY]
        now = corrected(article, fixed).article if fixed else article
        articles.append(stand_in(article, away[0]) if away else now)
    return FakeDesk(tuple(articles), in_force=changes)


def suspended(window: MainWindow) -> None:
    typed(SENTENCE)(window)
    answer = window.suggestions.answer
    assert answer is not None
    said = Suspended(CARD, "Carte d'identité perdue ou volée", suspended_words(AWAY))
    items = tuple(item for item in answer.items if item.article_id != CARD)
    window.suggestions.show_answer(
        Suggestions(answer.number + 1, Verdict.UNSURE, items, 0.0, (), SERVICES[0], 1.0, said)
    )
    window.open_article(CARD)
    wait(300)


def unfolded(window: MainWindow) -> None:
    window.urgent._toggle()
    wait(200)


def states() -> Iterator[tuple[str, tuple[int, int], dict[str, Any], tuple[UrgentChange, ...], Act]]:
    article = opened(SENTENCE)
    three = (SNOW, SCHOOL, TITLES)
    for look in ("light", "dark"):
        style = {"appearance": look}
        yield f"notice-{look}", (1280, 800), style, (SNOW,), article
        yield f"several-{look}", (1280, 800), style, three, both(article, unfolded)
        yield f"corrected-{look}", (1280, 800), style, (FEE, TITLES), article
        yield f"suspended-{look}", (1280, 800), style, (AWAY, SNOW), suspended
    large = {"font_scale": 200}
    yield "corrected-200", (1280, 800), large, (FEE, TITLES), article
    yield "several-200", (1280, 800), large, three, both(article, unfolded)
    yield "suspended-200", (1280, 800), large, (AWAY,), suspended
    yield "notice-narrow", (380, 760), {}, (SNOW,), typed(SENTENCE)
    yield "several-narrow", (380, 760), {}, three, both(typed(SENTENCE), unfolded)
    yield "folded", (760, 700), {}, three, article


def main(folder: Path, *wanted: str) -> None:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    speak("fr")
    folder.mkdir(parents=True, exist_ok=True)
    for name, size, chosen, changes, act in states():
        if wanted and name not in wanted:
            continue
        settings = Settings(None)
        settings.set(options.APPEARANCE, chosen.get("appearance", "light"))
        settings.set(options.FONT_SCALE, chosen.get("font_scale", 100))
        tasks = Tasks()
        window = MainWindow(desk_with(*changes), settings, tasks, CLOCK, Notices(), contacts=fake_tools())
        window.resize(*size)
        window.show()
        wait(100)
        act(window)
        window.grab().save(str(folder / f"{name}.png"))
        window.close()
        tasks.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
