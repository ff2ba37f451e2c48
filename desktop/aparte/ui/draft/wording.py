"""The words of drafts: who wrote, how far it is, why it was refused, whether any can be had."""

from PySide6.QtCore import QCoreApplication

from aparte.core.contact import Refusal
from aparte.core.model import ModelEntry, ModelStanding
from aparte.ui.draft.state import Shown, Stage

translate = QCoreApplication.translate


def author(shown: Shown) -> str:
    """The model's name, and what it is worth."""
    if not shown.demonstration:
        return translate("Draft", "modèle {name}").format(name=shown.model)
    return translate("Draft", "{name}, modèle de démonstration").format(name=shown.model)


def calm_line(shown: Shown) -> str:
    """What stands where the draft would, while there is none to read."""
    reason = refusal_label(shown.refusal) if shown.refusal else ""
    return {
        Stage.WAITING: translate("Draft", "Il s'écrit dès que vous cessez de taper."),
        Stage.WRITING: translate("Draft", "Lecture des extraits…"),
        Stage.REFUSED: translate("Draft", "Refusé ({reason}) : la réponse de la fiche s'applique.").format(
            reason=reason.lower()
        ),
        Stage.SET_ASIDE: translate("Draft", "Brouillon écarté : la réponse de la fiche s'applique."),
        Stage.FAILED: translate("Draft", "Pas de brouillon cette fois : la réponse de la fiche s'applique."),
    }.get(shown.stage, "")


def refusal_label(refusal: Refusal) -> str:
    """Why a draft is refused, as its button says it."""
    return {
        Refusal.WRONG: translate("Draft", "Faux"),
        Refusal.INCOMPLETE: translate("Draft", "Incomplet"),
        Refusal.BADLY_SAID: translate("Draft", "Mal dit"),
        Refusal.NOT_NEEDED: translate("Draft", "Pas utile"),
    }[refusal]


def standing_line(standing: ModelStanding, model: ModelEntry | None) -> str:
    """Whether drafts can be had on this machine, in one sentence."""
    name = model.name if model is not None else ""
    ready = translate("Draft", "Brouillons : prêts, modèle {name}.")
    if model is not None and model.demonstration:
        ready = translate("Draft", "Brouillons : prêts, {name} (modèle de démonstration).")
    return {
        ModelStanding.READY: ready.format(name=name),
        ModelStanding.OFF_BY_POLICY: translate("Draft", "Suggestions seules : brouillons coupés par la collectivité."),
        ModelStanding.OFF_BY_AGENT: translate("Draft", "Suggestions seules : vous avez coupé les brouillons."),
        ModelStanding.NO_ENGINE: translate("Draft", "Suggestions seules : le moteur du modèle n'est pas installé."),
        ModelStanding.NO_MODEL: translate("Draft", "Suggestions seules : aucun modèle n'est installé sur ce poste."),
        ModelStanding.REFUSED: translate(
            "Draft", "Suggestions seules : le fichier du modèle a été refusé, prévenez l'informatique."
        ),
        ModelStanding.TOO_SLOW: translate("Draft", "Suggestions seules : machine trop lente pour le modèle."),
        ModelStanding.NO_MEMORY: translate("Draft", "Suggestions seules pour le moment : la mémoire manque."),
        ModelStanding.FAILED: translate(
            "Draft", "Suggestions seules : le modèle s'est arrêté deux fois de suite, relancez Aparté."
        ),
    }[standing]
