"""The agents of the workstation: add, rename, take off, and change one's own code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QVBoxLayout, QWidget

from aparte.assist.contacts.agents import Agent, Door, Secret
from aparte.ui.lock.begin import NewAgentForm, code_help, code_name, differing, secret_field
from aparte.ui.screen.dialog import FormDialog
from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.words import across, button, frame, stacked, words
from aparte.ui.theme import Theme


class AddAgentDialog(FormDialog):
    """One more agent; stays open while the code is refused.

    Signals: `addWanted(name, code)`.
    """

    addWanted = Signal(str, str)

    def __init__(self, parent: QWidget, theme: Theme, secret: Secret) -> None:
        super().__init__(parent, theme, self.tr("Ajouter un agent à ce poste"))
        self.setObjectName("addAgentDialog")
        self.form = NewAgentForm(secret)
        self.body.addWidget(self.form)
        self.body.addWidget(words(self.tr("Chacun a son journal : les autres ne le voient pas."), "soft"))
        self.finish_with(self.tr("Ajouter"), self._take)
        self.main.setEnabled(False)
        self.form.changed.connect(lambda: self.main.setEnabled(self.form.complete))

    def _take(self) -> None:
        if self.form.complete:
            self.addWanted.emit(self.form.name.text().strip(), self.form.code.text())


class ChangeCodeDialog(FormDialog):
    """The old code is proved, the new one typed twice; stays open while either is refused.

    Signals: `changeWanted(old, new)`.
    """

    changeWanted = Signal(str, str)

    def __init__(self, parent: QWidget, theme: Theme, agent: Agent, chosen: Secret) -> None:
        super().__init__(parent, theme, self.tr("Changer le code de {name}").format(name=agent.name))
        self.setObjectName("changeCodeDialog")
        self._proves = agent.secret is not Secret.NOTHING
        self.old = secret_field("codeOld", self.tr("Code actuel"))
        self.new = secret_field("codeNew", self.tr("Nouveau code"))
        self.again = secret_field("codeAgain", self.tr("Encore une fois"))
        self._told = words(role="caution", name="codeTold")
        self._told.hide()
        if self._proves:
            self.body.addWidget(words(self.tr("Code actuel"), "strong"))
            self.body.addWidget(self.old)
        self.body.addWidget(words(code_name(chosen), "strong"))
        for part in (self.new, self.again, words(code_help(chosen), "soft"), self._told):
            self.body.addWidget(part)
        self.finish_with(self.tr("Changer"), self._take)
        for field in (self.old, self.new, self.again):
            field.textChanged.connect(self._follow)
        self._follow()

    def show_problem(self, sentence: str) -> None:
        """What was refused."""
        for field in (self.old, self.new, self.again):
            field.clear()
        self._told.setText(sentence)
        self._told.show()

    def _follow(self) -> None:
        same = bool(self.new.text()) and self.new.text() == self.again.text()
        differ = bool(self.again.text()) and not self.new.text().startswith(self.again.text())
        if self.sender() is not None:
            self._told.setText(differing() if differ else "")
            self._told.setVisible(differ)
        self.main.setEnabled(same and (bool(self.old.text()) or not self._proves))

    def _take(self) -> None:
        self.changeWanted.emit(self.old.text(), self.new.text())


class AgentsDialog(FormDialog):
    """The list, with what may be done to each.

    Signals: `addAsked`, `codeAsked`; `renameWanted(ref, name)`, `removeWanted(ref)`.
    """

    addAsked = Signal()
    codeAsked = Signal()
    renameWanted = Signal(str, str)
    removeWanted = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, door: Door) -> None:
        super().__init__(parent, theme, self.tr("Agents de ce poste"))
        self.setObjectName("agentsDialog")
        self._rows = QWidget()
        self._told = words(role="caution", name="agentsTold")
        self._told.hide()
        self.body.addWidget(words(self.tr("Les noms ne quittent pas ce poste."), "soft"))
        self.body.addWidget(self._rows)
        self.body.addWidget(self._told)
        self.body.addStretch(1)
        self.close_with(
            self.tr("Fermer"), button(self.tr("Ajouter"), "agentsAdd", self.addAsked.emit, icon="user-plus")
        )
        self.show_door(door)

    def show_door(self, door: Door) -> None:
        """Show the agents as they now are."""
        fresh = QWidget()
        pile = spaced(QVBoxLayout(fresh), 8)
        for agent in door.agents:
            pile.addWidget(self._row(agent, here=door.current is not None and agent.ref == door.current.ref))
        self.body.replaceWidget(self._rows, fresh)
        self._rows.deleteLater()
        self._rows = fresh
        self._told.hide()
        rescale(self, self.theme)

    def show_problem(self, sentence: str) -> None:
        """What was refused."""
        self._told.setText(sentence)
        self._told.show()

    def _row(self, agent: Agent, *, here: bool) -> QWidget:
        card = frame("card")
        rename = button(self.tr("Renommer"), "agentRename", lambda: self._rename(agent), role="link")
        other = (
            button(self.tr("Changer mon code"), "agentCode", self.codeAsked.emit, role="link")
            if here
            else button(self.tr("Retirer"), "agentRemove", lambda: self.removeWanted.emit(agent.ref), role="link")
        )
        name = words(agent.name, "strong")
        note = words(self.tr("session en cours"), "soft") if here else words(self.tr("son code, son journal"), "soft")
        stacked(card, name, note, across(rename, other, None), gap=3, edges=(12, 8, 12, 8))
        return card

    def _rename(self, agent: Agent) -> None:
        dialog = QInputDialog(self)
        dialog.setObjectName("renameDialog")
        dialog.setWindowTitle(self.tr("Renommer"))
        dialog.setLabelText(self.tr("Nom de {name} à l'accueil").format(name=agent.name))
        dialog.setTextValue(agent.name)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.textValueSelected.connect(lambda name: self.renameWanted.emit(agent.ref, name.strip()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
