"""What stands in the panel's place while no contact can be worked on."""

from PySide6.QtCore import QCoreApplication

from aparte.core.errors import AparteError
from aparte.ui.emptystate import State

translate = QCoreApplication.translate


def opening() -> State:
    """The store is being opened."""
    return State("clock", translate("ContactPanel", "Les échanges s'ouvrent…"))


def unusable(error: AparteError) -> State:
    """No contact can be kept: why, and what goes on."""
    return State(
        "triangle-alert",
        translate("ContactPanel", "Les échanges ne peuvent pas être enregistrés"),
        (str(error), _suggestions_go_on()),
    )


def locked() -> State:
    """Whoever has the code brings the contacts back."""
    return State("lock", translate("ContactPanel", "Verrouillé : vos échanges sont gardés"), (_suggestions_go_on(),))


def _suggestions_go_on() -> str:
    return translate("ContactPanel", "Les suggestions continuent de fonctionner.")
