"""The citizen's slip: read it, copy it, print it, mail it, keep it as a file."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aparte.assist.letters import Letter
from aparte.ui.printing import print_letter
from aparte.ui.screen.dialog import FormDialog
from aparte.ui.screen.scale import sized
from aparte.ui.screen.words import across, button
from aparte.ui.theme import Theme


class SlipDialog(FormDialog):
    """Shows the slip as it will be handed over.

    Signals: `copied`, once the text is on the clipboard; `saveWanted`, as a text; `mailWanted`, in the
    mail program; `mailFileWanted`, as a mail to send.
    """

    copied = Signal()
    saveWanted = Signal()
    mailWanted = Signal()
    mailFileWanted = Signal()

    def __init__(self, parent: QWidget, theme: Theme, reference: str, letter: Letter) -> None:
        title = self.tr("Réponse à remettre, {reference}")
        super().__init__(parent, theme, title.format(reference=reference), wide=560)
        self.setObjectName("slipDialog")
        self._letter = letter
        self._paper = sized(QPlainTextEdit(letter.text), at_least=(0, 220))
        self._paper.setObjectName("slipText")
        self._paper.setReadOnly(True)
        self._paper.setTabChangesFocus(True)
        self._paper.setAccessibleName(self.tr("Texte de la réponse à remettre"))
        self.body.addWidget(self._paper, 1)
        self.body.addLayout(
            across(
                button(self.tr("Courriel"), "slipMail", self.mailWanted.emit),
                button(self.tr("Fichier .eml"), "slipMailFile", self.mailFileWanted.emit),
                None,
            )
        )
        self.close_with(
            self.tr("Fermer"),
            button(self.tr("Copier"), "slipCopy", self._copy, icon="copy"),
            button(self.tr("Imprimer"), "slipPrint", self._print, icon="printer"),
            button(self.tr("Enregistrer"), "slipSave", self.saveWanted.emit, icon="download"),
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._letter.text)
        self.copied.emit()

    def _print(self) -> None:
        print_letter(self, self._letter, self._letter.text, self.theme.font())
