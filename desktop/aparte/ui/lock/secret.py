"""Asking one agent for a code: what was wrong, how long to wait."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from aparte.assist.contacts.agents import Agent, Secret
from aparte.ui.announcing import announce
from aparte.ui.screen.scale import sized
from aparte.ui.screen.words import across, button, frame, stacked, words

_LONGEST = 200


class SecretPanel(QWidget):
    """The code is sent with Enter and never kept: the field is emptied whatever comes of it.

    Signals: `given(str)`; `left`, back to the list of agents.
    """

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wait_s = 0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self._name = words(role="title", name="secretName")
        self._asked = words(role="soft", name="secretAsked")
        self.field = sized(QLineEdit(), at_least=(0, 44))
        self.field.setObjectName("secretField")
        self.field.setProperty("role", "pin")
        self.field.setMaxLength(_LONGEST)
        self.field.returnPressed.connect(self._give)
        self._told = words(role="caution", name="secretTold")
        self._open = button(self.tr("Ouvrir"), "secretOpen", self._give, role="main")
        self._back = button(self.tr("Changer d'agent"), "secretBack", self.left.emit, role="link", icon="arrow-left")
        card = frame("card")
        row = across(self.field, self._open)
        row.setStretch(0, 1)
        stacked(card, self._name, self._asked, row, self._told, gap=8, edges=(20, 16, 20, 18))
        stacked(self, across(self._back, None), card, None, gap=8)

    def ask(self, agent: Agent, *, alone: bool) -> None:
        """Ask for an agent's code; `alone` on the workstation, there is no list to go back to."""
        pin = agent.secret is Secret.PIN
        self._name.setText(agent.name)
        self._asked.setText(self.tr("Votre code") if pin else self.tr("Votre phrase de passe"))
        if agent.secret is Secret.NOTHING:
            self._asked.setText(self.tr("La session de l'ordinateur suffit : aucun code n'est demandé."))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.field.setInputMethodHints(hints | Qt.InputMethodHint.ImhPreferNumbers if pin else hints)
        self.field.setAccessibleName(self._asked.text())
        self.field.setVisible(agent.secret is not Secret.NOTHING)
        self._back.setVisible(not alone)
        self._stop_waiting()
        self.clear()
        self.enter()

    def enter(self) -> None:
        """Take the keyboard, unless another screen is in front."""
        if self.isVisible():
            (self._open if self.field.isHidden() else self.field).setFocus()

    def clear(self) -> None:
        """Nothing typed, nothing said."""
        self.field.clear()
        self._told.clear()
        self._told.hide()

    def show_wrong(self, sentence: str) -> None:
        """The code was refused: another may be typed at once."""
        self.field.clear()
        self._say(sentence)
        self._wake(awake=True)

    def show_wait(self, wait_s: int) -> None:
        """The next try has to wait; the seconds are counted down."""
        self.field.clear()
        self._wait_s = wait_s
        self._wake(awake=False)
        self._say_wait()
        announce(self, self._told.text())
        self._tick.start()

    def show_trying(self) -> None:
        """The code is being tried, which takes a moment on purpose."""
        self._wake(awake=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back.isVisible():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        if not self._open.isEnabled() or (self.field.isVisible() and not self.field.text()):
            return
        typed = self.field.text()
        self.field.clear()
        self.show_trying()
        self.given.emit(typed)

    def _count_down(self) -> None:
        self._wait_s -= 1
        if self._wait_s > 0:
            self._say_wait()
            return
        self._stop_waiting()
        self._say(self.tr("Vous pouvez réessayer."))

    def _say_wait(self) -> None:
        minutes, seconds = divmod(self._wait_s, 60)
        left = f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
        self._told.setText(self.tr("Trop d'essais : réessayez dans {left}.").format(left=left))
        self._told.show()

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.show()
        announce(self, sentence)

    def _stop_waiting(self) -> None:
        self._tick.stop()
        self._wake(awake=True)

    def _wake(self, *, awake: bool) -> None:
        self._open.setEnabled(awake)
        # Read only keeps the keyboard here, so that Enter pressed once more presses nothing else.
        self.field.setReadOnly(not awake)
        if awake and self.field.isVisible():
            self.field.setFocus()
