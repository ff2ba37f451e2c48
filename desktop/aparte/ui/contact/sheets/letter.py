"""A prepared text that leaves the window: to a service, or to the citizen."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from aparte.assist.letters import Letter
from aparte.core.article import Service
from aparte.core.contact import CallBack
from aparte.ui.contact.choice import ChoiceBox
from aparte.ui.contact.sheets.sheet import Sheet
from aparte.ui.contact.tools import Writing
from aparte.ui.printing import print_letter
from aparte.ui.reader.checkrow import CheckRow
from aparte.ui.theme import Theme


class LetterSheet(Sheet):
    """The text may be changed before it goes: copied, mailed, kept as a mail, or printed.

    Signals: `sent(Letter)` with the words that went; `keepRequested(str, bytes)` with a path and
    the mail to write there.
    """

    sent = Signal(object)
    keepRequested = Signal(str, bytes)

    def __init__(self, parent: QWidget, theme: Theme, title: str, letter: Letter, writing: Writing) -> None:
        super().__init__(parent, theme, title, size=(560, 560))
        self.setObjectName("letterSheet")
        self._writing = writing
        self._letter = letter
        self.field = QPlainTextEdit(letter.text)
        self.field.setObjectName("letterText")
        self.field.setTabChangesFocus(True)
        self.grow(self.field, 120)
        self.field.setAccessibleName(self.tr("Texte préparé"))
        self.body.addWidget(self.field, 1)
        self.add_button(self.tr("Copier"), "letterCopy", main=True).clicked.connect(self._copy)
        self.add_button(self.tr("Courriel"), "letterMail").clicked.connect(self._mail)
        self.add_button(self.tr("Fichier .eml"), "letterKeep").clicked.connect(self._keep)
        self.add_button(self.tr("Imprimer"), "letterPrint").clicked.connect(self._print)
        self.end_buttons()

    def letter(self) -> Letter:
        """The letter with the words as they stand."""
        return Letter(self._letter.subject, self._letter.to, self.field.toPlainText())

    def show_letter(self, letter: Letter) -> None:
        """Another letter in place of this one."""
        self._letter = letter
        self.field.setPlainText(letter.text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.field.toPlainText())
        self._done()

    def _mail(self) -> None:
        QDesktopServices.openUrl(QUrl(self._writing.mailto(self.letter())))
        self._done()

    def _keep(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Enregistrer le courriel"), "aparte.eml", "*.eml")
        if path:
            self.keepRequested.emit(path, self._writing.eml(self.letter()))
            self._done()

    def _print(self) -> None:
        if print_letter(self, self._letter, self.field.toPlainText(), self._theme.font()):
            self._done()

    def _done(self) -> None:
        self.sent.emit(self.letter())
        self.accept()


class Prepare(Protocol):
    """Writes the context for a service."""

    def __call__(self, service: Service, *, with_call_back: bool) -> Letter:
        """Whom to call back is in it only when asked."""
        ...


class TransferSheet(LetterSheet):
    """A second-level service and its context, ready; whom to call back goes along only if ticked.

    Signals: `handed(Service)`, to whom it went.
    """

    handed = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        *,
        services: tuple[Service, ...],
        prepare: Prepare,
        writing: Writing,
        wanted: str = "",
        title: str = "",
        call_back: CallBack | None = None,
    ) -> None:
        first = next((service for service in services if service.id == wanted), services[0])
        title = title or QCoreApplication.translate("TransferSheet", "Transférer à un service")
        super().__init__(parent, theme, title, prepare(first, with_call_back=False), writing)
        self.setObjectName("transferSheet")
        self._services = services
        self._prepare = prepare
        self.choice = ChoiceBox(theme)
        self.choice.setObjectName("transferService")
        self.choice.setAccessibleName(self.tr("Service"))
        for service in services:
            self.choice.addItem(service.name, service.id)
        self.choice.setCurrentIndex(services.index(first))
        self.body.insertWidget(1, self.choice)
        self._reach = self.add_note(_reach(first))
        self.body.removeWidget(self._reach)
        self.body.insertWidget(2, self._reach)
        self.with_call_back = CheckRow(self.tr("Joindre les coordonnées de rappel"), theme)
        self.with_call_back.setObjectName("transferCallBack")
        self.with_call_back.setVisible(call_back is not None and bool(call_back.name or call_back.phone))
        self.body.insertWidget(3, self.with_call_back)
        self.choice.currentIndexChanged.connect(self._prepare_again)
        self.with_call_back.toggled.connect(self._prepare_again)
        self.sent.connect(lambda _: self.handed.emit(self._services[self.choice.currentIndex()]))
        self.choice.setFocus()

    def _prepare_again(self) -> None:
        service = self._services[self.choice.currentIndex()]
        self._reach.setText(_reach(service))
        self.show_letter(self._prepare(service, with_call_back=self.with_call_back.isChecked()))


def _reach(service: Service) -> str:
    return " · ".join(part for part in (service.phone, service.email, service.hours) if part)
