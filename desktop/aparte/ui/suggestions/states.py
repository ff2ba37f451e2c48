"""What the list says when it has no card: nothing typed, nothing found, not ready, broken."""

from PySide6.QtCore import QCoreApplication

from aparte.ui.emptystate import State

translate = QCoreApplication.translate


def nothing_typed() -> State:
    """Before the first word."""
    return State(
        "message-circle-question-mark",
        translate("states", "Écrivez ce que dit l'usager"),
        (
            translate("states", "Les fiches qui répondent apparaissent à chaque touche."),
            translate("states", "↓ puis Entrée, ou Alt + 1 à 8, ouvre une fiche."),
            translate("states", "Ctrl + K cherche partout, F1 montre les touches."),
        ),
    )


def not_enough() -> State:
    """Words too few or too common to search with."""
    return State(
        "message-circle-question-mark",
        translate("states", "Encore un mot ou deux"),
        (translate("states", "Un mot qui porte la demande suffit : carte, cantine, encombrant…"),),
    )


def nothing_found() -> State:
    """A finished question that no article meets."""
    return State(
        "search",
        translate("states", "Aucune fiche n'en parle"),
        (
            translate("states", "Essayez un autre mot, ou Ctrl + K pour chercher dans toute la base."),
            translate("states", "Signalez le manque : la fiche pourra être écrite."),
        ),
    )


def opening() -> State:
    """The base is being read."""
    return State(
        "clock",
        translate("states", "La base de connaissances s'ouvre"),
        (translate("states", "Vous pouvez déjà écrire : la réponse viendra aussitôt."),),
    )


def broken(sentence: str) -> State:
    """The base can't be used; the sentence says what to do."""
    return State("triangle-alert", translate("states", "La base ne répond pas"), (sentence,))
