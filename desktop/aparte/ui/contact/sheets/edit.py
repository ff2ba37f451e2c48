"""The answer, changed by the agent before it is given."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aparte.ui.contact.sheets.sheet import Sheet
from aparte.ui.theme import Theme


class EditSheet(Sheet):
    """Signals: `copied(str)`, the text as the agent gives it."""

    copied = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, text: str, title: str = "") -> None:
        title = title or QCoreApplication.translate("EditSheet", "Modifier la réponse avant de la copier")
        super().__init__(parent, theme, title, size=(560, 520))
        self.setObjectName("editSheet")
        self.field = QPlainTextEdit(text)
        self.field.setObjectName("editText")
        self.field.setTabChangesFocus(True)
        self.grow(self.field, 120)
        self.field.setAccessibleName(self.tr("Réponse"))
        self.body.addWidget(self.field, 1)
        self.add_button(self.tr("Copier"), "editCopy", main=True).clicked.connect(self._copy)
        self.end_buttons()
        self.field.setFocus()

    def _copy(self) -> None:
        self.copied.emit(self.field.toPlainText())
        self.accept()
