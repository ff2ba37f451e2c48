"""The palette's panel: its field, its rows, and the words round them."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aparte.core.clock import Clock
from aparte.ui.keymap.actions import Action, key_text, native
from aparte.ui.palette.actions import Found
from aparte.ui.palette.delegate import HitDelegate
from aparte.ui.palette.model import HitModel
from aparte.ui.sentences import in_words
from aparte.ui.theme import Theme
from aparte.ui.theme.icons import pixmap

translate = QCoreApplication.translate

_WIDEST, _TALLEST = 720, 620
_LENS = 18
_BETWEEN = "   "


class PalettePanel(QFrame):
    """What the palette shows; the field alone ever holds the focus.

    Signals: `typed(str)`, `picked(int)` a row clicked, `repaired()` the spelling offered was
    clicked, `changesRequested()` what the last import changed is wanted.
    """

    typed = Signal(str)
    picked = Signal(int)
    repaired = Signal()
    changesRequested = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("paletteFrame")
        self.setProperty("role", "notice")
        self._theme = theme
        self.model = HitModel(clock.today(), self)
        self._delegate = HitDelegate(theme, clock.today(), self)
        self.field = self._make_field()
        self._lens = QLabel()
        inside = QHBoxLayout(self.field)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._lens, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._repair = self._make_repair()
        self._heading = _label("heading", "paletteHeading")
        self._results = self._make_results()
        self._empty = _label("", "paletteEmpty")
        self._rule = QFrame()
        self._rule.setProperty("role", "rule")
        self._help = _label("small", "paletteHelp")
        self._help.setText(translate("Palette", "« mots exacts »   titre: mot   theme: mot   début*   mot SAUF autre"))
        self._changes = self._make_changes()
        self._says_keys = ""
        self._keys = _label("small", "paletteKeys")
        self._keys.setWordWrap(False)
        self._lay_out()
        for part in (self._repair, self._heading, self._results, self._empty, self._changes):
            part.hide()

    def restyle(self, theme: Theme) -> None:
        """Take another look or size."""
        self._theme = theme
        px = theme.px
        self._delegate.restyle(theme)
        self._column.setContentsMargins(px(14), px(14), px(14), px(10))
        self._column.setSpacing(px(8))
        self._foot.setSpacing(px(4))
        self._rule.setFixedHeight(1)
        self._empty.setContentsMargins(px(14), px(8), px(14), px(12))
        self._lens.setPixmap(pixmap("search", theme.tokens.soft, px(_LENS), self.devicePixelRatioF()))
        self._lens.setFixedSize(px(_LENS + 12), px(_LENS))
        self._lens.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setTextMargins(px(_LENS + 8), 0, 0, 0)
        self.field.setMinimumHeight(px(40))
        self._results.doItemsLayout()

    def fit(self, width: int, height: int) -> None:
        """Take at most this room: as tall as what is shown, terse where room is short."""
        px = self._theme.px
        narrow, low = width < px(600), height < px(420)
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._help.setHidden(low)
        self._heading.setHidden(low or not self.model.rows)
        self._results.setFixedHeight(0)
        self.setFixedWidth(min(width, px(_WIDEST)))
        self._fit_keys(self.width() - 2 * px(14))
        # The scroll bar's place is always kept, so that its coming wraps no text anew.
        self._delegate.width = self.width() - 2 * px(14) - px(11)
        self._results.setUniformItemSizes(not self._delegate.stacks)
        self._results.doItemsLayout()
        room = min(height, px(_TALLEST)) - self._tall()
        self._results.setFixedHeight(max(0, min(room, self._wanted(room))))
        self.setFixedHeight(self._tall())

    def show_found(self, found: Found) -> None:
        """Show an answer, its first row selected."""
        self._repair.setEnabled(True)
        self._repair.setVisible(bool(found.did_you_mean))
        self._repair.setText(
            translate("Palette", "Vouliez-vous dire « {text} » ?   {key}").format(
                text=found.did_you_mean, key=native("Tab")
            )
        )
        self.model.show(found.rows)
        self._results.setVisible(bool(found.rows))
        self._heading.setText(_heading(found))
        self._empty.setVisible(not found.rows)
        self._empty.setText(_nothing(found))
        self._changes.setVisible(found.recent)
        self._says_keys = _keys(found)
        self._keys.setText(self._says_keys)
        if found.rows:
            self.select(0)

    def show_waiting(self) -> bool:
        """The answer is late: rows found for other words must not be taken for it.

        Returns whether the panel must be fitted anew.
        """
        # The emptied list keeps its height under the heading, so that nothing jumps.
        in_place = self._results.isVisible() and self._heading.isVisible()
        self.model.show(())
        says = self._heading if in_place else self._empty
        says.setText(translate("Palette", "Recherche…"))
        self._results.setVisible(in_place)
        self._empty.setVisible(not in_place)
        self._repair.setEnabled(False)
        return not in_place

    def row(self) -> int:
        """The selected row, -1 when there is none."""
        return self._results.currentIndex().row()

    def select(self, row: int) -> None:
        """Select a row and tell the screen reader, whose focus stays in the field."""
        index = self.model.index(row)
        self._results.setCurrentIndex(index)
        self.field.setAccessibleDescription(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def _fit_keys(self, room: int) -> None:
        """Leave out the first key where the row is too narrow for all."""
        parts = self._says_keys.split(_BETWEEN)
        self._keys.setText(_BETWEEN.join(parts))
        if self._keys.sizeHint().width() > room and len(parts) > 1:
            self._keys.setText(_BETWEEN.join(parts[1:]))

    def _wanted(self, room: int) -> int:
        """The height of the rows, or of as many as fill the room."""
        height = 0
        for row in range(len(self.model.rows)):
            if height >= room:
                break
            height += self._results.sizeHintForRow(row)
        return height

    def _tall(self) -> int:
        """The height of what is shown at the present width."""
        self._column.invalidate()
        return max(self._column.totalHeightForWidth(self.width()), self._column.totalMinimumSize().height())

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        parts = (self.field, self._repair, self._heading, self._results, self._empty, self._rule)
        for part in parts:
            self._column.addWidget(part)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addWidget(self._help, 1)
        self._column.insertWidget(self._column.indexOf(self._rule), self._changes, 0, Qt.AlignmentFlag.AlignLeft)
        self._foot.addWidget(self._keys)
        self._column.addLayout(self._foot)

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("paletteField")
        field.setAccessibleName(translate("Palette", "Chercher une fiche"))
        field.setPlaceholderText(translate("Palette", "Chercher dans toutes les fiches"))
        field.setMaxLength(500)
        field.textChanged.connect(self.typed)
        return field

    def _make_repair(self) -> QPushButton:
        button = QPushButton()
        button.setObjectName("paletteRepair")
        button.setProperty("role", "link")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.repaired)
        return button

    def _make_changes(self) -> QPushButton:
        said = translate("Palette", "Ce qui a changé depuis le dernier import   {key}")
        button = QPushButton(said.format(key=key_text(Action.CHANGES)))
        button.setObjectName("paletteChanges")
        button.setProperty("role", "link")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.changesRequested)
        return button

    def _make_results(self) -> QListView:
        results = QListView()
        results.setObjectName("paletteResults")
        results.setAccessibleName(translate("Palette", "Fiches trouvées"))
        results.setModel(self.model)
        results.setItemDelegate(self._delegate)
        results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        results.setMouseTracking(True)
        results.setUniformItemSizes(True)
        results.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        results.clicked.connect(lambda index: self.picked.emit(index.row()))
        return results


def _heading(found: Found) -> str:
    if found.recent:
        return translate("Palette", "Ouvertes récemment")
    if found.total == 1:
        return translate("Palette", "1 fiche")
    if found.total > len(found.rows):
        return translate("Palette", "{total} fiches, les {shown} meilleures").format(
            total=found.total, shown=len(found.rows)
        )
    return translate("Palette", "{total} fiches").format(total=found.total)


def _nothing(found: Found) -> str:
    if found.problem:
        return in_words(found.problem)
    if found.recent:
        return translate(
            "Palette",
            "Tapez un ou deux mots du sujet : procuration, carte résident, titre: piscine.\n"
            "Les fiches ouvertes d'ici s'afficheront à cette place.",
        )
    return translate(
        "Palette",
        "Aucune fiche ne répond à cette recherche.\n"
        "Essayez avec un mot de moins, ou avec le début d'un mot suivi de *.",
    )


def _keys(found: Found) -> str:
    if not found.rows:
        return translate("Palette", "{close} fermer").format(close=native("Esc"))
    return translate("Palette", "↑↓ choisir   {open} ouvrir   {close} fermer").format(
        open=native("Enter"), close=native("Esc")
    )


def _label(role: str, name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
