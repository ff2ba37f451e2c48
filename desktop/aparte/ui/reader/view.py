"""The reader: what the article is, above; its page, which scrolls; its contents, beside."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from aparte.assist.reply.reply import Citation
from aparte.core.suggestion import Span
from aparte.ui.emptystate import EmptyState, State
from aparte.ui.keymap.actions import Action, key_text, native
from aparte.ui.reader.cited import cited_quote, cited_values
from aparte.ui.reader.contents import Contents, Entry
from aparte.ui.reader.findbar import FindBar
from aparte.ui.reader.header import ReaderHeader
from aparte.ui.reader.page import ArticlePage, Opened
from aparte.ui.reader.scroller import Scroller
from aparte.ui.reader.search import PageSearch
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density

translate = QCoreApplication.translate

_HEADING_ROOM = 44.0
_WIDE, _KEYED, _NARROW, _TINY = 800.0, 640.0, 430.0, 310.0


class Reader(QWidget):
    """Shows one article at a time.

    Attributes: `opened`, the article on screen, or None; `page`, which shows it.
    Signals: `shown`, when another article or reply is on screen, or none; `built(ArticlePage)`, when its page is
    made anew; `left` by Esc or the return button; `copyRequested`; `editRequested`;
    `refuseRequested`, when the article does not fit; `reportRequested`, when it is wrong or old;
    `linkChosen(str)`.
    """

    shown = Signal()
    built = Signal(object)
    left = Signal()
    copyRequested = Signal()
    editRequested = Signal()
    refuseRequested = Signal()
    reportRequested = Signal()
    linkChosen = Signal(str)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.opened: Opened | None = None
        self._theme = theme
        self._today = today
        self._density = Density.ROOMY
        self._page: ArticlePage | None = None
        self._share, self._returning = 0.0, False
        self.header = ReaderHeader(theme, today)
        self.header.copyRequested.connect(self.copyRequested)
        self.header.returnRequested.connect(self.left)
        self.header.findRequested.connect(self.open_find)
        self.header.contentsRequested.connect(self._show_menu)
        self.header.moreRequested.connect(self._show_more)
        self.find_bar = FindBar(theme)
        self.scroller = Scroller()
        self.scroller.left.connect(self.left)
        self.scroller.verticalScrollBar().valueChanged.connect(self._stress_current)
        self.contents = Contents(theme)
        self._search = PageSearch(self.find_bar, self.scroller)
        self.find_bar.closed.connect(self.close_find)
        self._empty = EmptyState(theme)
        self._empty.show_state(_nothing_open())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._article_side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.restyle(theme)

    @property
    def page(self) -> ArticlePage | None:
        """The page on screen, None while there is none or it is being made anew."""
        return self._page

    def show_article(self, opened: Opened) -> None:
        """Show an article from its top: what answers, and the facts, at a glance."""
        self.opened = opened
        self._returning = False
        self.find_bar.hide()
        self.header.show_article(opened.article)
        self._build_page()
        self._stack.setCurrentIndex(1)
        self.scroller.scroll_to(0)
        self._stress_current()
        self.shown.emit()

    def show_reply(self, opened: Opened) -> None:
        """The question has gone on: another reply from the article on screen, which stays where it is."""
        if self.opened is None or self._page is None or self._page.answer is None:
            return
        self.opened = opened
        self._page.answer.show_reply(opened.reply)
        self._mark_answer()
        self._page.answer.offer_section(0 <= opened.section < len(opened.article.sections))
        self.shown.emit()

    def close_article(self) -> None:
        """Show nothing: the next citizen."""
        self.opened = None
        self._stack.setCurrentIndex(0)
        self.shown.emit()

    def open_find(self) -> None:
        """Open find in page."""
        if self.opened is None:
            return
        self.find_bar.show()
        self.find_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_bar.field.selectAll()

    def close_find(self) -> None:
        """Close find in page; the marks go with it."""
        self.find_bar.hide()
        self.find_bar.field.clear()
        self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_section(self, step: int) -> None:
        """Go to the next or the previous heading."""
        if self._page is None:
            return
        here = self.scroller.verticalScrollBar().value()
        tops = [entry.top() - self._theme.px(4) for entry in self._page.entries]
        ahead = [top for top in tops if (top > here + 2 if step > 0 else top < here - 2)]
        if ahead:
            self.scroller.scroll_to(min(ahead) if step > 0 else max(ahead))

    def set_density(self, density: Density) -> None:
        """Say less above the page when height is scarce."""
        self._density = density
        self.header.set_tight(density is Density.TIGHT)
        if self._page is not None:
            self._page.set_density(density)

    def drop_page(self) -> None:
        """Before another theme: Qt takes longer to dress a page again than to build it."""
        if self._page is None:
            return
        if not self._returning:
            self._share = self.scroller.share()
        self._page = None
        self._search.look_in(None)
        self.scroller.setWidget(QWidget())

    def restyle(self, theme: Theme) -> None:
        """Take another theme; the place on the page is kept."""
        self._theme = theme
        self.header.restyle(theme)
        self.find_bar.restyle(theme)
        self.contents.restyle(theme)
        self._empty.restyle(theme)
        self._top.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(6))
        self._top.setSpacing(theme.px(8))
        # The page's own edge makes up the rest of the header's, so that the texts line up.
        self._body.setContentsMargins(theme.px(8) - 2, 0, theme.px(6), theme.px(6))
        self._place_contents()
        if self.opened is not None:
            self.drop_page()
            # The window is painted in between: both at once would stop it for a tenth of a second.
            self._returning = True
            QTimer.singleShot(0, self, self._build_again)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_contents()

    def _article_side(self) -> QWidget:
        side = QWidget()
        top = QWidget()
        self._top = QVBoxLayout(top)
        self._top.addWidget(self.header)
        self._top.addWidget(self.find_bar)
        self._body = body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.scroller, 1)
        body.addWidget(self.contents)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addLayout(body, 1)
        return side

    def _build_again(self) -> None:
        if self._page is None:
            self._build_page()
            QTimer.singleShot(0, self, self._scroll_back)

    def _scroll_back(self) -> None:
        if self._returning:
            self._returning = False
            self.scroller.scroll_to_share(self._share)

    def _build_page(self) -> None:
        if self.opened is None:
            return
        page = ArticlePage(self.opened, self._theme, self._today, self.linkChosen.emit, self._density)
        page.setProperty("role", "surface")
        self._page = page
        self.scroller.setWidget(page)
        page.show()
        self._search.look_in(page)
        self.contents.show_entries(page.entries, self._go)
        self._place_contents()
        if page.answer is not None:
            self._mark_answer()
            page.answer.offer_section(0 <= self.opened.section < len(self.opened.article.sections))
            page.answer.sectionWanted.connect(self._show_section)
        self.built.emit(page)

    def _mark_answer(self) -> tuple[int, int] | None:
        if self._page is None or self.opened is None or self.opened.suggestion is None:
            return None
        suggestion, reply = self.opened.suggestion, self.opened.reply
        if reply is not None and reply.sentences:
            first = reply.sentences[0]
            return self._page.prose.mark_quote(first.citation.section, first.text, ())
        return self._page.prose.mark_quote(suggestion.section, suggestion.quote, suggestion.marks)

    def _show_section(self) -> None:
        """Go to the passage that answers, where it stands in the article."""
        if self.opened is None:
            return
        self._go_to(self.opened.section, self._mark_answer())

    def show_citation(self, citation: Citation, words: str) -> None:
        """Go to what a sentence of the draft rests on, and mark it; `words` are the sentence's own."""
        if self._page is None or self.opened is None:
            return
        if citation.section < 0:
            top = self._page.mark_facts(cited_values(self.opened.reply, words))
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroller.scroll_to(top - self._theme.px(_HEADING_ROOM))
            return
        quote = cited_quote(self.opened.article, self.opened.reply, citation, words)
        marks = (Span(0, len(quote)),) if quote else ()
        self._go_to(citation.section, self._page.prose.mark_quote(citation.section, quote, marks))

    def _go_to(self, section: int, place: tuple[int, int] | None) -> None:
        """Bring a section on screen, with the place that is marked in it."""
        if self._page is None:
            return
        self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)
        top = self._page.section_top(section) - self._theme.px(6)
        if place is not None:
            bottom = self._page.prose.y() + sum(place) + self._theme.px(12)
            if bottom - top > self.scroller.viewport().height():
                top = self._page.prose.y() + place[0] - self._theme.px(12)
        self.scroller.scroll_to(top)

    def _go(self, entry: Entry) -> None:
        self.scroller.scroll_to(entry.top() - self._theme.px(4))

    def _show_menu(self) -> None:
        if self._page is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self._page.entries:
            action = menu.addAction(entry.title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, chosen=entry: self._go(chosen))
        menu.popup(self.header.menu_corner())

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit, find = self.tr("Modifier avant de copier"), self.tr("Chercher dans la fiche")
        for text, signal in (
            (f"{edit}\t{key_text(Action.EDIT_COPY)}", self.editRequested),
            (f"{find}\t{native('Ctrl+F')}", self.header.findRequested),
            (self.tr("Ne convient pas à cet échange"), self.refuseRequested),
            (self.tr("Cette fiche est fausse ou ancienne"), self.reportRequested),
        ):
            menu.addAction(text).triggered.connect(signal)
        menu.popup(self.header.more_corner())

    def _place_contents(self) -> None:
        many = self._page is not None and len(self._page.entries) > 2
        wide = self.width() >= self._theme.px(_WIDE)
        self.contents.setVisible(many and wide)
        self.header.set_menu_visible(many and not wide)
        self.header.set_key_visible(self.width() >= self._theme.px(_KEYED))
        self.header.set_narrow(narrow=self.width() < self._theme.px(_NARROW), tiny=self.width() < self._theme.px(_TINY))

    def _stress_current(self) -> None:
        if self._page is None or not self.contents.isVisible():
            return
        here = self.scroller.verticalScrollBar().value() + self._theme.px(40)
        past = [at for at, entry in enumerate(self._page.entries) if entry.top() <= here]
        self.contents.stress(past[-1] if past else 0)


def _nothing_open() -> State:
    return State(
        "book-open-text",
        translate("Reader", "La fiche s'ouvre ici"),
        (
            translate("Reader", "Entrée sur une suggestion, ou Alt + 1 à 8 depuis le texte."),
            translate("Reader", "Ctrl + K pour une fiche dont vous connaissez le titre."),
        ),
    )
