"""The words of the view: its lists, its reasons, and where the national articles come from."""

from PySide6.QtCore import QCoreApplication

from aparte.assist.changes import BaseChanges, Change, ChangeKind, Why
from aparte.settings.marking import QT_TRANSLATE_NOOP
from aparte.ui.freshness import day_in_words

translate = QCoreApplication.translate

_KINDS = {
    ChangeKind.REVIEW: QT_TRANSLATE_NOOP("Changes", "Compléments de la ville à relire"),
    ChangeKind.CHANGED: QT_TRANSLATE_NOOP("Changes", "Fiches modifiées"),
    ChangeKind.ADDED: QT_TRANSLATE_NOOP("Changes", "Nouvelles fiches"),
    ChangeKind.REDIRECTED: QT_TRANSLATE_NOOP("Changes", "Fiches remplacées par une autre"),
    ChangeKind.WITHDRAWN: QT_TRANSLATE_NOOP("Changes", "Fiches retirées"),
}


def heading(kind: ChangeKind, count: int) -> str:
    """“Fiches modifiées · 12”."""
    return f"{translate('Changes', _KINDS[kind])} · {count}"


def under(change: Change) -> str:
    """The line under a title: the id, and why the line is there."""
    return " · ".join(part for part in (change.id if change.id != change.title else "", _reason(change)) if part)


def came_from(found: BaseChanges) -> str:
    """The national file, its dates, and the credit that its licence asks for."""
    file = translate("Changes", "Fichier {name} du {day}, importé le {imported}.").format(
        name=found.file_name, day=day_in_words(found.file_date), imported=day_in_words(found.imported_on)
    )
    edition = translate("Changes", "Fiches à jour au {day}").format(day=day_in_words(found.edition))
    if found.before is None:
        before = translate("Changes", "premier import")
    else:
        before = translate("Changes", "avant : {day}").format(day=day_in_words(found.before))
    credit = translate("Changes", "Source : Service-Public.gouv.fr / DILA, Licence Ouverte 2.0.")
    return f"{file} {edition} ({before}). {credit}"


def nothing(found: BaseChanges | None, typed: str) -> str:
    """What stands in the place of an empty list."""
    if found is None:
        return translate(
            "Changes",
            "Aucune fiche nationale n'est importée. La commande « aparte kb import vosdroits » les importe.",
        )
    if typed:
        return translate("Changes", "Aucune ligne ne contient ces mots.")
    if found.unknown:
        return translate("Changes", "Cet import n'a pas gardé ce qu'il changeait : le prochain le dira.")
    return translate("Changes", "Rien n'a changé au dernier import, et aucun complément n'est à relire.")


def _reason(change: Change) -> str:
    day = day_in_words(change.since) if change.since else ""
    match change.why:
        case None if change.detail:
            text = translate("Changes", "remplacée par {detail}")
        case None:
            return ""
        case Why.ORPHAN:
            text = translate("Changes", "{detail} n'est pas dans les fiches nationales : gardé, non affiché")
        case Why.REDIRECTED:
            text = translate("Changes", "{detail} est remplacée par {opens} : le complément l'a suivie")
        case Why.MISPLACED:
            text = translate("Changes", "« {detail} » n'est plus une seule fois dans la fiche : rien n'est remplacé")
        case Why.CHANGED:
            text = translate("Changes", "le texte national a changé, vu le {day}")
        case Why.OVERDUE:
            text = translate("Changes", "à revoir depuis le {day}")
    return text.format(detail=change.detail, opens=change.opens, day=day)
