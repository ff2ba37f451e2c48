"""The sheet on the town's server: where things stand, what waits, and the code that enrols this workstation."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from aparte.assist.syncing.syncer import SyncStanding, SyncState
from aparte.ui.contact.sheets.sheet import Sheet
from aparte.ui.sentences import in_words
from aparte.ui.sync.words import sync_words, synced, waiting
from aparte.ui.theme import Theme

_LONGEST_CODE, _LONGEST_ADDRESS = 40, 200
_TO_ENROL = (SyncStanding.ALONE, SyncStanding.REFUSED)


class SyncSheet(Sheet):
    """Enrols where it must, else says how things are and exchanges now.

    `locked_by` names who imposed the address, or is empty; `forbidden` why an agent may not enrol.
    Signals: `nowRequested`, `waitingRequested`, `enrolRequested(address, code)`.
    """

    nowRequested = Signal()
    waitingRequested = Signal()
    enrolRequested = Signal(str, str)

    def __init__(self, parent: QWidget, theme: Theme, address: str, locked_by: str, forbidden: str = "") -> None:
        title = QCoreApplication.translate("SyncSheet", "Serveur de la mairie")
        super().__init__(parent, theme, title, size=(520, 350))
        self.setObjectName("syncSheet")
        self._forbidden = forbidden
        self._status = self.add_note("", "strong")
        self._status.setObjectName("syncStatus")
        self._waiting = self.add_note("", "")
        self._waiting.setObjectName("syncWaiting")
        self._problem = self.add_note("", "warning")
        self._problem.setObjectName("syncProblem")
        self._form, self._address, self._code = self._made_form(address, locked_by)
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        self._enrol = self.add_button(self.tr("Raccorder ce poste"), "syncEnrol", main=True)
        self._enrol.clicked.connect(self._ask_enrol)
        self._now = self.add_button(self.tr("Synchroniser maintenant"), "syncNow", main=True)
        self._now.clicked.connect(self.nowRequested)
        self._see = self.add_button(self.tr("Voir ce qui attend"), "syncSee")
        self._see.clicked.connect(self._see_waiting)
        self.end_buttons(self.tr("Fermer"))

    def show_state(self, state: SyncState, now: datetime) -> None:
        """Say how things are."""
        outside = state.standing in _TO_ENROL
        to_enrol = outside and not self._forbidden
        self._status.setText(self._said(state, now))
        self._waiting.setText(self.tr("{waiting}.").format(waiting=waiting(state.waiting)))
        self._waiting.setVisible(state.standing is not SyncStanding.LOCKED)
        problem = state.problem if state.standing in (SyncStanding.OFFLINE, SyncStanding.ALONE) else ""
        self.show_problem(problem or (self._forbidden if outside else ""))
        self._form.setVisible(to_enrol)
        self._enrol.setVisible(to_enrol)
        self._now.setVisible(not to_enrol)
        self._see.setVisible(state.waiting > 0)
        if to_enrol and not self._code.hasFocus() and not self._address.hasFocus():
            (self._code if self._address.text() else self._address).setFocus()

    def show_problem(self, sentence: str) -> None:
        """One sentence, or nothing."""
        self._problem.setText(in_words(sentence) if sentence else "")
        self._problem.setVisible(bool(sentence))

    def set_working(self, working: bool) -> None:
        """While an exchange is under way nothing else is begun."""
        self._enrol.setEnabled(not working)
        self._now.setEnabled(not working)
        self._now.setText(self.tr("Échange en cours…") if working else self.tr("Synchroniser maintenant"))

    def _said(self, state: SyncState, now: datetime) -> str:
        match state.standing:
            case SyncStanding.ALONE:
                return self.tr("Ce poste n'est raccordé à aucun serveur : tout reste ici.")
            case SyncStanding.LOCKED:
                return self.tr("Les échanges sont verrouillés : rien n'est envoyé.")
            case SyncStanding.OFFLINE | SyncStanding.REFUSED:
                words = sync_words(state, now)
                return (
                    words.sentence
                    if words is not None and state.standing is SyncStanding.REFUSED
                    else (self.tr("Hors ligne. {synced}").format(synced=synced(state, now)))
                )
            case _:
                return synced(state, now)

    def _made_form(self, address: str, locked_by: str) -> tuple[QWidget, QLineEdit, QLineEdit]:
        px = self._theme.px
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, px(8), 0, 0)
        rows.setVerticalSpacing(px(8))
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        server = QLineEdit(address)
        server.setObjectName("syncAddress")
        server.setMaxLength(_LONGEST_ADDRESS)
        server.setPlaceholderText("https://aparte.ville.fr")
        server.setReadOnly(bool(locked_by))
        code = QLineEdit()
        code.setObjectName("syncCode")
        code.setMaxLength(_LONGEST_CODE)
        code.setPlaceholderText("7K4PQ2-M8RTVW-3XYZ9A")
        code.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhUppercaseOnly)
        rows.addRow(self.tr("&Adresse"), server)
        if locked_by:
            note = QLabel(self.tr("Imposée par {who}.").format(who=locked_by))
            note.setProperty("role", "soft")
            rows.addRow("", note)
        rows.addRow(self.tr("&Code de raccordement"), code)
        code.returnPressed.connect(self._ask_enrol)
        return form, server, code

    def _ask_enrol(self) -> None:
        address, code = self._address.text().strip(), self._code.text().strip()
        if not address or not code:
            self.show_problem(self.tr("Écrivez l'adresse du serveur et le code que la mairie vous a donné."))
            (self._code if address else self._address).setFocus()
            return
        self.show_problem("")
        self.enrolRequested.emit(address, code)

    def _see_waiting(self) -> None:
        self.accept()
        self.waitingRequested.emit()
