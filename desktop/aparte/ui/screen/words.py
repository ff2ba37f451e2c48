"""Labels and buttons as the stylesheet knows them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aparte.ui.screen.scale import iconed, spaced
from aparte.ui.theme.tied import tied


def words(text: str = "", role: str = "", *, name: str = "", wrap: bool = True) -> QLabel:
    """A label of plain text, never read as HTML."""
    label = QLabel(tied(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if name:
        label.setObjectName(name)
    return label


def badge(text: str, look: str) -> QLabel:
    """A word on its ground: “local”, “national”, “warning” or “machine”."""
    label = words(text, f"badge-{look}", wrap=False)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def selectable(label: QLabel) -> QLabel:
    """Let a label's text be taken with the pointer and the keyboard."""
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def button(text: str, name: str, do: Callable[[], object], *, role: str = "", icon: str = "") -> QPushButton:
    """A button; `role` is empty, “main”, “link” or “danger”."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if icon:
        iconed(made, icon, {"main": "on_accent", "danger": "warning"}.get(role, "accent"))
    made.clicked.connect(lambda _: do())
    return made


def small(made: QPushButton) -> QPushButton:
    """A button that stands in a row of several."""
    made.setProperty("dense", "true")
    return made


def frame(role: str) -> QFrame:
    """A frame with a look of the stylesheet."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def rule() -> QFrame:
    """A line between two parts."""
    made = frame("rule")
    made.setFixedHeight(1)
    return made


def page(role: str = "", name: str = "") -> QWidget:
    """A bare widget that paints its ground."""
    made = QWidget()
    if role:
        made.setProperty("role", role)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if name:
        made.setObjectName(name)
    return made


def across(
    *parts: QWidget | QLayout | None, gap: int = 8, edges: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Parts side by side; None takes the room that is left."""
    row = spaced(QHBoxLayout(), gap, edges)
    for part in parts:
        if part is None:
            row.addStretch(1)
        elif isinstance(part, QLayout):
            row.addLayout(part)
        else:
            row.addWidget(part)
    return row


def stacked(
    holder: QWidget, *parts: QWidget | QLayout | None, gap: int = 6, edges: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Parts one under the other in `holder`; None takes the room that is left."""
    column = spaced(QVBoxLayout(holder), gap, edges)
    for part in parts:
        if part is None:
            column.addStretch(1)
        elif isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return column


def narrowable(widget: QWidget) -> QWidget:
    """Let a widget be narrower than its words ask."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    return widget
