"""The part of the sheet about the team: call-backs shared, or what they wait for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from aparte.assist.syncing.enrolling import TeamStanding
from aparte.assist.syncing.syncer import SyncState
from aparte.ui.theme import Theme

_LONGEST_CODE = 60


class TeamPart(QWidget):
    """Says how the team stands; asks for its code where nothing else can be done.

    Attributes: `has_something`. Signals: `codeGiven(code)`.
    """

    codeGiven = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.has_something = False
        self._said = QLabel()
        self._said.setObjectName("syncTeam")
        self._said.setWordWrap(True)
        self._said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._code = QLineEdit()
        self._code.setObjectName("syncTeamCode")
        self._code.setMaxLength(_LONGEST_CODE)
        self._code.setAccessibleName(self.tr("Code d'équipe"))
        self._code.setPlaceholderText(self.tr("Code d'équipe"))
        self._code.returnPressed.connect(self._give)
        self._join = QPushButton(self.tr("Rejoindre l'équipe"))
        self._join.setObjectName("syncTeamJoin")
        self._join.setAutoDefault(False)
        self._join.clicked.connect(self._give)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._code, 1)
        row.addWidget(self._join)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(theme.px(8))
        around.addWidget(self._said)
        around.addLayout(row)

    def show_team(self, state: SyncState) -> None:
        """Say how things are."""
        self.has_something = state.team is not TeamStanding.NONE
        match state.team:
            case TeamStanding.READY:
                said = self.tr(
                    "Rappels partagés avec l'équipe. Code d'équipe, à taper sur un poste qui se raccorde : {code}"
                ).format(code=state.team_code)
            case TeamStanding.WAITING:
                said = self.tr(
                    "Les rappels de l'équipe attendent qu'un autre de ses postes soit ouvert. Si cela dure, "
                    "vérifiez le code d'équipe."
                )
            case TeamStanding.CODE:
                said = self.tr(
                    "Pour lire les rappels de l'équipe, tapez le code d'équipe qu'un autre poste affiche ici."
                )
            case _:
                said = ""
        self._said.setText(said)
        asked = state.team in (TeamStanding.WAITING, TeamStanding.CODE)
        self._code.setVisible(asked)
        self._join.setVisible(asked)

    def _give(self) -> None:
        code = self._code.text().strip()
        if code:
            self._code.clear()
            self.codeGiven.emit(code)
