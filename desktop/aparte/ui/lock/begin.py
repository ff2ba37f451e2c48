"""The first agent of a workstation, or one more: a name, and a code when one is needed."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from aparte.assist.contacts.agents import Secret
from aparte.ui.screen.words import stacked, words

translate = QCoreApplication.translate


class NewAgentForm(QWidget):
    """Two or three fields; the code is typed twice.

    Signals: `changed`, when `complete` may have; `entered`, by Enter in a field.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, secret: Secret) -> None:
        super().__init__()
        self._secret = secret
        self.name = _field("agentName", self.tr("Prénom et nom, ou surnom"))
        self.name.setMaxLength(60)
        self.code = secret_field("agentCode", code_name(secret))
        self.again = secret_field("agentAgain", self.tr("Encore une fois"))
        self._told = words(role="caution", name="agentTold")
        self._told.hide()
        parts: list[QWidget] = [words(self.tr("Comment vous appelle-t-on à l'accueil ?"), "strong"), self.name]
        if secret is not Secret.NOTHING:
            parts += [words(code_name(secret), "strong"), self.code, self.again, words(code_help(secret), "soft")]
        stacked(self, *parts, self._told, gap=6)
        for field in (self.name, self.code, self.again):
            field.textChanged.connect(self._follow)
            field.returnPressed.connect(self.entered)

    @property
    def complete(self) -> bool:
        """Whether everything that is needed was typed, the code twice the same."""
        if not self.name.text().strip():
            return False
        return self._secret is Secret.NOTHING or (bool(self.code.text()) and self.code.text() == self.again.text())

    def clear(self) -> None:
        """Forget the code."""
        self.code.clear()
        self.again.clear()

    def show_problem(self, sentence: str) -> None:
        """What was refused."""
        self.clear()
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def _follow(self) -> None:
        differ = bool(self.again.text()) and not self.code.text().startswith(self.again.text())
        self._told.setText(differing() if differ else "")
        self._told.setVisible(differ)
        self.changed.emit()


def secret_field(name: str, placeholder: str) -> QLineEdit:
    """A field whose text is never shown."""
    field = _field(name, placeholder)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(200)
    return field


def code_name(secret: Secret) -> str:
    """What the agent has to choose."""
    return translate("Lock", "Phrase de passe") if secret is Secret.PASSPHRASE else translate("Lock", "Code")


def code_help(secret: Secret) -> str:
    """What makes a good one."""
    if secret is Secret.PASSPHRASE:
        return translate("Lock", "Au moins quatre mots que vous seul mettriez ensemble. Sans elle, rien ne s'ouvre.")
    return translate("Lock", "Des chiffres faciles pour vous seul : ni une date, ni 1234. Il reste sur ce poste.")


def differing() -> str:
    """The two codes are not the same."""
    return translate("Lock", "Les deux saisies diffèrent.")


def _field(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(placeholder)
    return field
