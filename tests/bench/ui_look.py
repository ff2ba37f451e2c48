"""How long the window stands still when its look changes, an article open.

The longest turn of the event loop while the setting changes is what an agent feels, layout and
repaint included.
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from aparte.app import SWITCH_INTERVAL_S, Session
from aparte.assist.librarian import Librarian
from aparte.core.article import Article
from aparte.core.clock import SystemClock
from aparte.kb.seed import SeedFolder
from aparte.settings import Settings, options
from aparte.settings.places import Places
from aparte.ui.window.view import MainWindow
from tests.bench.passages import SEED_FOLDER
from tests.bench.report import machine, table, write_json

SCALES = (150, 100, 200, 125, 175, 100)
ARTICLES = int(os.environ.get("SEEN", "6"))
SETTLED_MS = 400


class Heart(QObject):
    """Notes each turn of the event loop; `longest` is the longest one in milliseconds.

    What an agent types is taken up between two turns.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._restless = QTimer(self)
        self._restless.start(0)
        QAbstractEventDispatcher.instance().awake.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


def wait(milliseconds: int = SETTLED_MS) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def longest_stop(settings: Settings, scale: int) -> float:
    """The longest stop, in milliseconds, while the text takes another size."""
    heart = Heart()
    QTimer.singleShot(20, lambda: settings.set(options.FONT_SCALE, scale))
    wait()
    heart.deleteLater()
    return heart.longest


def stops(window: MainWindow, settings: Settings, articles: list[Article]) -> list[float]:
    """One stop for each article and each change of size."""
    found = []
    window.show_text("carte d'identité perdue ")
    wait()
    for article in articles:
        window.open_article(article.id)
        wait()
        found += [longest_stop(settings, scale) for scale in SCALES]
    return found


def main() -> int:
    """The figures for the longest articles of the seed base and for ordinary ones."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    QApplication.instance() or QApplication([])
    with TemporaryDirectory() as folder:
        settings = Settings()
        session = Session(Places(SEED_FOLDER, Path(folder)), settings)
        session.window.resize(1280, 800)
        session.show()
        librarian = Librarian.open(SEED_FOLDER, Path(folder) / "index", SystemClock())
        session.attach(librarian)
        articles = list(SeedFolder(SEED_FOLDER).articles())
        articles.sort(key=lambda article: -sum(len(section.body) for section in article.sections))
        rows = []
        groups = {"longest": articles[:ARTICLES], "others": articles[ARTICLES :: len(articles) // ARTICLES]}
        for name, some in groups.items():
            taken = stops(session.window, settings, some)
            rows.append([name, len(taken), *np.percentile(taken, [50, 95]), max(taken)])
        session.window.close()
        session.close()
    print(machine())
    print("another text size, an article open")
    headings = ["", "changes", "p50 ms", "p95 ms", "max ms"]
    print(table(headings, rows))
    write_json([dict(zip(["articles", "changes", "p50_ms", "p95_ms", "max_ms"], row, strict=True)) for row in rows])
    return 0


if __name__ == "__main__":
    sys.exit(main())
