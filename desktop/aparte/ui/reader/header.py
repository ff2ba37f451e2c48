"""What the article is: origin, theme, freshness, title, and what can be done with it."""

from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from aparte.core.article import Article, Origin
from aparte.ui.freshness import freshness
from aparte.ui.keymap.actions import Action, key_text, native
from aparte.ui.suggestions.wording import origin_label
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import icon
from aparte.ui.theme.roles import set_role


class ReaderHeader(QWidget):
    """Stays in place while the page scrolls under it.

    Signals: `returnRequested`, `copyRequested`, `findRequested`, `contentsRequested`,
    `moreRequested`.
    """

    returnRequested = Signal()
    copyRequested = Signal()
    findRequested = Signal()
    contentsRequested = Signal()
    moreRequested = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._return = QPushButton(" " + self.tr("Retour"))
        self._return.setObjectName("return")
        self._return.clicked.connect(self.returnRequested)
        self._return.hide()
        self._badge = QLabel()
        self._completed = QLabel(origin_label(Origin.LOCAL))
        self._completed.setObjectName("completed")
        self._completed.setProperty("role", "badge-local")
        self._completed.setToolTip(self.tr("Complétée par la ville"))
        self._completed.setAccessibleName(self._completed.toolTip())
        self._completed.hide()
        self._overdue = QLabel()
        self._overdue.setProperty("role", "badge-warning")
        self._trail = _line("small")
        self._title = _line("title")
        self._title.setObjectName("articleTitle")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = QPushButton(" " + self.tr("Copier"))
        self._copy.setObjectName("copy")
        self._copy.setProperty("role", "main")
        self._copy.setToolTip(self.tr("Copier la réponse ({key})").format(key=key_text(Action.COPY)))
        self._copy.setAccessibleName(self.tr("Copier la réponse"))
        self._copy.clicked.connect(self.copyRequested)
        self._copy_key = QLabel(key_text(Action.COPY))
        self._copy_key.setProperty("role", "key")
        self._menu = self._quiet(self.tr("Sommaire"), self.contentsRequested)
        self._menu.setObjectName("contentsMenu")
        find_key = native("Ctrl+F")
        self._find = self._quiet(self.tr("Chercher dans la fiche ({key})").format(key=find_key), self.findRequested)
        self._find.setObjectName("findInArticle")
        self._more = self._quiet(self.tr("Autres actions sur la fiche"), self.moreRequested)
        self._more.setObjectName("articleMenu")
        self._lay_out()
        self.restyle(theme)

    def show_article(self, article: Article) -> None:
        """Name an article."""
        national = article.origin is Origin.NATIONAL
        self._badge.setText(origin_label(article.origin))
        set_role(self._badge, "badge-national" if national else "badge-local")
        self._completed.setVisible(article.completed)
        fresh = freshness(article.verified_on, article.review_by, self._today)
        self._overdue.setVisible(fresh.overdue)
        self._overdue.setText(fresh.text if fresh.overdue else "")
        # A date is never cut by the end of a line.
        trail = [*article.breadcrumb, "" if fresh.overdue else fresh.text.replace(" ", "\u00a0")]
        self._trail.setText("\u00a0· ".join(part for part in trail if part))
        self._title.setText(article.title)

    def set_return_visible(self, visible: bool) -> None:
        """Offer the way back when the reader covers the list."""
        self._return.setVisible(visible)

    def set_menu_visible(self, visible: bool) -> None:
        """Offer the contents as a menu when they have no column."""
        self._menu.setVisible(visible)

    def menu_corner(self) -> QPoint:
        """Where the menu of contents opens, on the screen."""
        return self._menu.mapToGlobal(QPoint(0, self._menu.height() + 2))

    def more_corner(self) -> QPoint:
        """Where the menu of other actions opens, on the screen."""
        return self._more.mapToGlobal(QPoint(0, self._more.height() + 2))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        side = theme.px(18)
        size = QSize(side, side)
        for button, name, colour in (
            (self._return, "arrow-left", theme.tokens.accent),
            (self._copy, "copy", theme.tokens.on_accent),
            (self._menu, "list-tree", theme.tokens.soft),
            (self._find, "text-search", theme.tokens.soft),
            (self._more, "ellipsis", theme.tokens.soft),
        ):
            button.setIcon(icon(name, colour, side))
            button.setIconSize(size)
        for row in (self._tools, self._first):
            row.setSpacing(theme.px(8))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(theme.px(4))

    def set_key_visible(self, visible: bool) -> None:
        """Print the key that copies beside its button, where there is room."""
        self._copy_key.setVisible(visible)

    def set_narrow(self, *, narrow: bool, tiny: bool) -> None:
        """Give the buttons a line of their own; `tiny` leaves only their icons."""
        if (narrow, tiny) == self._shape:
            return
        self._shape = (narrow, tiny)
        self._place_badge()
        row = self._tools if narrow else self._first
        for button in (self._menu, self._find, self._more, self._copy, self._copy_key):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignVCenter)
        back = self._tools if narrow else self._first
        back.insertWidget(0, self._return, alignment=Qt.AlignmentFlag.AlignVCenter)
        # The menu of other actions has it too.
        self._find.setVisible(not narrow)
        self._copy.setText("" if tiny else " " + self.tr("Copier"))
        self._return.setText("" if tiny else " " + self.tr("Retour"))

    def set_tight(self, tight: bool) -> None:
        """A smaller title and no trail, when height is scarce."""
        self._tight = tight
        self._trail.setVisible(not tight)
        set_role(self._title, "subtitle" if tight else "title")
        self._place_badge()

    def _place_badge(self) -> None:
        """Without its trail, the origin needs no line of its own."""
        narrow, tiny = self._shape
        row = self._tools if narrow and not tiny and self._tight else self._first
        for at, mark in enumerate((self._badge, self._completed), start=1):
            row.insertWidget(at, mark, alignment=Qt.AlignmentFlag.AlignVCenter)

    _shape = (False, False)
    _tight = False

    def _lay_out(self) -> None:
        self._tools = QHBoxLayout()
        self._tools.addStretch(1)
        self._first = QHBoxLayout()
        top = Qt.AlignmentFlag.AlignVCenter
        self._first.addWidget(self._return, alignment=top)
        self._first.addWidget(self._badge, alignment=top)
        self._first.addWidget(self._completed, alignment=top)
        self._first.addWidget(self._overdue, alignment=top)
        self._first.addWidget(self._trail, 1)
        self._first.addStretch(0)
        for button in (self._menu, self._find, self._more, self._copy, self._copy_key):
            self._first.addWidget(button, alignment=top)
        column = QVBoxLayout(self)
        column.addLayout(self._tools)
        column.addLayout(self._first)
        column.addWidget(self._title)

    def _quiet(self, name: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "quiet")
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(signal)
        return button


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
