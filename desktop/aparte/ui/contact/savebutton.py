"""The panel's one main action."""

from PySide6.QtWidgets import QPushButton

from aparte.ui.keymap.actions import Action, key_text
from aparte.ui.theme import Theme


class SaveButton(QPushButton):
    """The one main action, with its key in it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("saveContact")
        self.setProperty("role", "main")
        self._theme = theme
        self._saving = False
        self._with_key = True
        self._key = key_text(Action.SAVE)
        words = self.tr("Enregistrer cet échange")
        self.setToolTip(f"{words} ({self._key})")
        self._say()

    def show_saving(self, saving: bool) -> None:
        """Between the key and the receipt."""
        self._saving = saving
        self.setEnabled(not saving)
        self._say()

    def show_key(self, with_key: bool) -> None:
        """Print the key in it, or not."""
        if with_key != self._with_key:
            self._with_key = with_key
            self._say()

    def words_width(self) -> int:
        """What its words need."""
        return self._width(self.tr("Enregistrer"))

    def whole_width(self) -> int:
        """What its words and its key need."""
        words = self.tr("Enregistrer")
        return self._width(f"{words}   {self._key}")

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.setMinimumHeight(theme.px(38))

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + self._theme.px(30)

    def _say(self) -> None:
        words = self.tr("Enregistrement…") if self._saving else self.tr("Enregistrer")
        self.setAccessibleName(words)
        self.setText(f"{words}   {self._key}" if self._with_key and not self._saving else words)
