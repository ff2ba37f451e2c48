"""The citizen's slip: read it, copy it, print it, keep it as a file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from aparte.ui.screen.dialog import FormDialog
from aparte.ui.screen.scale import sized
from aparte.ui.screen.words import button
from aparte.ui.theme import Theme


class SlipDialog(FormDialog):
    """Shows the slip as it will be handed over.

    Signals: `copied`, once the text is on the clipboard; `saveWanted(reference, text)`.
    """

    copied = Signal()
    saveWanted = Signal(str, str)

    def __init__(self, parent: QWidget, theme: Theme, reference: str, text: str) -> None:
        super().__init__(parent, theme, self.tr("Bon pour l'usager, {reference}").format(reference=reference), wide=560)
        self.setObjectName("slipDialog")
        self._text = text
        self._paper = sized(QPlainTextEdit(text), at_least=(0, 220))
        self._paper.setObjectName("slipText")
        self._paper.setReadOnly(True)
        self._paper.setTabChangesFocus(True)
        self._paper.setAccessibleName(self.tr("Texte du bon"))
        self.body.addWidget(self._paper, 1)
        self.close_with(
            self.tr("Fermer"),
            button(self.tr("Copier"), "slipCopy", self._copy, icon="copy"),
            button(self.tr("Imprimer"), "slipPrint", self._print, icon="printer"),
            button(self.tr("Enregistrer"), "slipSave", lambda: self.saveWanted.emit(reference, text), icon="download"),
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copied.emit()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            paper = QTextDocument()
            paper.setDefaultFont(self.theme.font())
            paper.setPlainText(self._text)
            paper.print_(printer)
