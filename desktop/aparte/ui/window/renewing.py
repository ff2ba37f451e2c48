"""A base renewed while the window is open: what was asked is asked again, what is on screen is fetched again."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from aparte.assist.desk import Desk, SuggestRequest
from aparte.assist.urgent.telling import about
from aparte.core.errors import AparteError
from aparte.ui.contact.opened import OpenContacts
from aparte.ui.contact.tab import OpenTab
from aparte.ui.draft.actions import Drafts
from aparte.ui.messages import Level
from aparte.ui.reader.page import Opened
from aparte.ui.tasks import Tasks
from aparte.ui.window.answers import replying
from aparte.ui.window.parts import WindowParts


class Renewing(QObject):
    """Keeps nothing of the base before on screen, in any open contact; what has not changed stays as it is."""

    def __init__(
        self, window: WindowParts, *, desk: Desk, tasks: Tasks, contacts: OpenContacts, drafts: Drafts
    ) -> None:
        super().__init__(window)
        self._reader, self._answers, self._strip = window.reader, window.answers, window.strip
        self._desk, self._tasks, self._contacts, self._drafts = desk, tasks, contacts, drafts

    def follow(self) -> None:
        """Another base is in service."""
        self._answers.forget_asked()
        for tab in self._contacts.tabs:
            opened = self._on_screen(tab)
            if opened is not None:
                self._fetch(tab, opened)

    def _on_screen(self, tab: OpenTab) -> Opened | None:
        return self._reader.opened if tab is self._contacts.current else tab.screen.opened

    def _fetch(self, tab: OpenTab, before: Opened) -> None:
        self._tasks.run(
            _fetching(self._desk, before, tab.contact.said),
            lambda now: self._show(tab, before, now),
            lambda error: self._take_away(tab, before, error),
        )

    def _show(self, tab: OpenTab, before: Opened, now: Opened) -> None:
        if self._on_screen(tab) is not before or now == before:
            return
        if tab is not self._contacts.current:
            tab.screen.opened = now
            return
        share = self._reader.scroller.share()
        self._drafts.drop()
        self._reader.show_article(now)
        if now.urgent != before.urgent:
            self._strip.offer(self.tr("La mairie vient de changer la fiche ouverte : relisez-la."), level=Level.WARN)
        QTimer.singleShot(0, self._reader, lambda: self._reader.scroller.scroll_to_share(share))

    def _take_away(self, tab: OpenTab, before: Opened, error: Exception) -> None:
        """The article has gone with the base before."""
        if not isinstance(error, AparteError):
            raise error
        if self._on_screen(tab) is not before:
            return
        if tab is self._contacts.current:
            self._drafts.drop()
            self._reader.close_article()
            self._answers.tell(error)
        else:
            tab.screen.opened = None


def _fetching(desk: Desk, before: Opened, said: str) -> Callable[[], Opened]:
    article_id = before.article.id

    def fetch() -> Opened:
        article = desk.article(article_id)
        why = before.suggestion
        if why is not None:
            items = desk.suggest(SuggestRequest(0, said, settled=True)).items
            why = next((item for item in items if item.article_id == article_id), None)
        reply = desk.reply(said, article_id) if why is not None and not before.unsure and said.strip() else None
        now = replace(
            before,
            article=article,
            service=desk.service(article.contact) if article.contact else None,
            suggestion=why,
            file=desk.national_file(article),
            urgent=about(desk.urgent(), article),
        )
        return replying(now, reply)

    return fetch
