"""A gap, reread before it is filed: what the base could not answer, or what it says wrong."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from aparte.core.records import GapKind
from aparte.settings.marking import QT_TRANSLATE_NOOP
from aparte.ui.contact.sheets.sheet import Sheet
from aparte.ui.theme import Theme

_KINDS = {
    GapKind.WRONG: QT_TRANSLATE_NOOP("contact", "Fausse"),
    GapKind.OLD: QT_TRANSLATE_NOOP("contact", "Ancienne"),
}


class GapSheet(Sheet):
    """The wording as it will be kept, already masked, and open to change.

    Signals: `filed(GapKind, str)` with the wording reread.
    """

    filed = Signal(object, str)

    def __init__(
        self, parent: QWidget, theme: Theme, words: str, mask: Callable[[str], str], article_title: str = ""
    ) -> None:
        title = QCoreApplication.translate("GapSheet", "Signaler un manque")
        if article_title:
            title = QCoreApplication.translate("GapSheet", "Cette fiche est fausse ou ancienne")
        super().__init__(parent, theme, title, size=(520, 380 if article_title else 330))
        self.setObjectName("gapSheet")
        self._mask = mask
        self._kind = GapKind.UNANSWERED
        if article_title:
            self.add_note(article_title, "strong")
            self._offer_kinds()
        self.add_note(
            self.tr("Relisez : rien ne doit permettre de reconnaître une personne. Seul ce texte sera transmis.")
        )
        self.field = QPlainTextEdit(mask(words))
        self.field.setObjectName("gapWords")
        self.field.setTabChangesFocus(True)
        self.grow(self.field, 76)
        self.field.setPlaceholderText(self.tr("Ce que la base devrait dire, ou ce qui est faux"))
        self.field.setAccessibleName(self.tr("Texte du manque"))
        self.body.addWidget(self.field, 1)
        self._problem = QLabel(self.tr("Écrivez en quelques mots ce qui manque."))
        self._problem.setProperty("role", "warning")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_button(self.tr("Signaler"), "gapFile", main=True).clicked.connect(self._file)
        self.end_buttons()
        self.field.setFocus()

    def _offer_kinds(self) -> None:
        self._kind = GapKind.WRONG
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for (kind, label), place in zip(_KINDS.items(), ("first", "last"), strict=True):
            button = QPushButton(QCoreApplication.translate("contact", label))
            button.setProperty("role", "segment")
            button.setProperty("place", place)
            button.setObjectName(f"gap-{kind}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(kind is self._kind)
            button.clicked.connect(lambda _=False, chosen=kind: self._take(chosen))
            group.addButton(button)
            row.addWidget(button, 1)
        self.body.addLayout(row)

    def _take(self, kind: GapKind) -> None:
        self._kind = kind

    def _file(self) -> None:
        words = self._mask(self.field.toPlainText().strip())
        if not words:
            self._problem.show()
            self.field.setFocus()
            return
        self.filed.emit(self._kind, words)
        self.accept()
