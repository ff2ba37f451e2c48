"""What the list says when it has no card: nothing typed, nothing found, not ready, broken."""

from PySide6.QtCore import QCoreApplication

from aparte.ui.emptystate import State


def nothing_typed() -> State:
    """Before the first word."""
    return State(
        "message-circle-question-mark",
        _tr("Écrivez ce que dit l'usager"),
        (
            _tr("Les fiches qui répondent apparaissent à chaque touche."),
            _tr("↓ puis Entrée, ou Alt + 1 à 8, ouvre une fiche."),
            _tr("Ctrl + K cherche partout, F1 montre les touches."),
        ),
    )


def not_enough() -> State:
    """Words too few or too common to search with."""
    return State(
        "message-circle-question-mark",
        _tr("Encore un mot ou deux"),
        (_tr("Un mot qui porte la demande suffit : carte, cantine, encombrant…"),),
    )


def nothing_found() -> State:
    """A finished question that no article meets."""
    return State(
        "search",
        _tr("Aucune fiche n'en parle"),
        (
            _tr("Essayez un autre mot, ou Ctrl + K pour chercher dans toute la base."),
            _tr("Signalez le manque : la fiche pourra être écrite."),
        ),
    )


def opening() -> State:
    """The base is being read."""
    return State(
        "clock",
        _tr("La base de connaissances s'ouvre"),
        (_tr("Vous pouvez déjà écrire : la réponse viendra aussitôt."),),
    )


def broken(sentence: str) -> State:
    """The base can't be used; the sentence says what to do."""
    return State("triangle-alert", _tr("La base ne répond pas"), (sentence,))


def _tr(text: str) -> str:
    return QCoreApplication.translate("States", text)
