"""Erasing a contact: a confirmation that says what goes and what stays."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from aparte.core.contact import Contact
from aparte.ui.reader.checkrow import CheckRow
from aparte.ui.screen.dialog import FormDialog
from aparte.ui.screen.words import words
from aparte.ui.theme import Theme


class EraseDialog(FormDialog):
    """The button wakes once the box is ticked: no key pressed twice erases.

    Signals: `confirmed`.
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget, theme: Theme, contact: Contact) -> None:
        super().__init__(parent, theme, self.tr("Effacer {reference} ?").format(reference=contact.reference))
        self.setObjectName("eraseDialog")
        self.body.addWidget(words(self.tr("Ce qui est effacé, pour toujours"), "strong"))
        self.body.addWidget(
            words(self.tr("L'échange, ses demandes, ses notes, les réponses données, ses corrections, le rappel."))
        )
        self.body.addWidget(words(self.tr("Ce qui reste"), "strong"))
        self.body.addWidget(
            words(
                self.tr(
                    "Les statistiques déjà comptées, qui ne nomment personne, et la trace qu'un échange a été effacé."
                )
            )
        )
        self.body.addWidget(
            words(
                self.tr("L'effacement est aussi envoyé au serveur, et refait si une sauvegarde est restaurée."), "soft"
            )
        )
        self._sure = CheckRow(self.tr("J'ai compris : rien ne le fera revenir"), theme)
        self._sure.setObjectName("eraseSure")
        self.body.addWidget(self._sure)
        self.finish_with(self.tr("Effacer"), self._take, role="danger-main")
        self.main.setEnabled(False)
        self._sure.toggled.connect(self.main.setEnabled)

    def _take(self) -> None:
        self.confirmed.emit()
        self.done(QDialog.DialogCode.Accepted)
