"""What is said when the model can't be used: one sentence, and what to do next."""

from enum import StrEnum

from aparte.core.model import ModelError, ModelKind, ModelStanding
from aparte.llm.protocol import Refusal

_REPLY_STAYS = "la réponse sans modèle reste affichée"
_WORDS_SERVE = "la recherche par mots continue"


class Ending(StrEnum):
    """Why a worker process ended."""

    CRASHED = "crashed"
    LATE = "late"
    STUBBORN = "stubborn"
    IDLE = "idle"
    MEMORY = "memory"
    REFUSED = "refused"
    NO_ENGINE = "no_engine"
    CLOSED = "closed"


_STANDINGS = {
    ModelStanding.NO_ENGINE: "Le moteur du modèle n'est pas installé : « aparte doctor » dit quoi faire.",
    ModelStanding.NO_MODEL: "Aucun modèle n'est installé : ajoutez-en un avec « aparte model add ».",
    ModelStanding.REFUSED: "Le modèle est refusé : lancez « aparte model verify » puis réinstallez-le.",
    ModelStanding.TOO_SLOW: f"Ce poste est trop lent pour les brouillons : {_REPLY_STAYS}.",
    ModelStanding.NO_MEMORY: "La mémoire libre ne suffit pas au modèle : fermez des programmes, puis réessayez.",
    ModelStanding.FAILED: f"Le modèle s'est arrêté deux fois de suite : {_REPLY_STAYS} jusqu'au redémarrage d'Aparté.",
}
_REFUSALS = {
    Refusal.FILE: "Le fichier du modèle n'est pas celui du catalogue ou il est abîmé : réinstallez-le.",
    Refusal.TEMPLATE: "Ce modèle n'a pas de gabarit de conversation utilisable : choisissez-en un autre.",
    Refusal.KIND: "Ce modèle sert à rédiger, pas à chercher : choisissez un modèle de recherche (embedding).",
    Refusal.CANARY: "Le modèle a échoué à son essai, son fichier est sans doute abîmé : réinstallez-le.",
    Refusal.ENGINE: "Le moteur ne sait pas lire ce modèle : choisissez-en un autre.",
    Refusal.MEMORY: _STANDINGS[ModelStanding.NO_MEMORY],
    Refusal.TOO_LONG: f"La question et ses extraits sont trop longs pour le modèle : {_REPLY_STAYS}.",
    Refusal.ENGINE_FAILED: f"Le modèle n'a pas pu répondre : {_REPLY_STAYS}.",
}
_ENDINGS = {
    Ending.CRASHED: f"Le modèle s'est arrêté : {_REPLY_STAYS}, il repart à la prochaine question.",
    Ending.LATE: f"Le modèle n'a pas répondu à temps : {_REPLY_STAYS}.",
    Ending.MEMORY: _STANDINGS[ModelStanding.NO_MEMORY],
    Ending.CLOSED: "Aparté se ferme : aucun brouillon n'est écrit.",
}
# What is said otherwise of a model that embeds.
_OF_SEARCH: dict[ModelStanding | Refusal | Ending, str] = {
    ModelStanding.NO_MODEL: "Aucun modèle de recherche n'est installé : ajoutez-en un avec « aparte model add ».",
    ModelStanding.REFUSED: "Le modèle de recherche est refusé : lancez « aparte model verify » puis réinstallez-le.",
    ModelStanding.FAILED: (
        f"Le modèle de recherche s'est arrêté deux fois de suite : {_WORDS_SERVE} jusqu'au redémarrage d'Aparté."
    ),
    Refusal.ENGINE_FAILED: f"Le modèle de recherche n'a pas pu lire ce texte : {_WORDS_SERVE}.",
    Ending.CRASHED: f"Le modèle de recherche s'est arrêté : {_WORDS_SERVE}, il repart à la prochaine question.",
    Ending.LATE: f"Le modèle de recherche n'a pas répondu à temps : {_WORDS_SERVE}.",
    Ending.CLOSED: "Aparté se ferme : la recherche par le sens s'arrête.",
}


class OvertakenError(ModelError):
    """A newer question took this one's place before its tokens were counted."""


class RefusedModelError(ModelError):
    """The model will not be used; `reason` says which check it failed."""

    def __init__(self, reason: Refusal, kind: ModelKind = ModelKind.CHAT) -> None:
        super().__init__(_said(reason, kind) or _REFUSALS[reason])
        self.reason = reason


class PromptTooLongError(ModelError):
    """The prompt has too many tokens: the caller trims it with `count`."""

    def __init__(self) -> None:
        super().__init__(_REFUSALS[Refusal.TOO_LONG])


def from_standing(standing: ModelStanding, kind: ModelKind = ModelKind.CHAT) -> ModelError:
    """Why nothing can be asked for."""
    return ModelError(_said(standing, kind) or _STANDINGS[standing])


def from_request(reason: Refusal, kind: ModelKind = ModelKind.CHAT) -> ModelError:
    """Why this request was not served."""
    if reason is Refusal.TOO_LONG:
        return PromptTooLongError()
    return ModelError(_said(reason, kind) or _REFUSALS[reason])


def from_ending(ending: Ending | None, kind: ModelKind = ModelKind.CHAT) -> ModelError:
    """Why the answer never came."""
    known = ending if ending in _ENDINGS else Ending.CRASHED
    return ModelError(_said(known, kind) or _ENDINGS[known])


def starting(kind: ModelKind = ModelKind.CHAT) -> ModelError:
    """The model was not ready in the time that the request had."""
    if kind is ModelKind.EMBEDDING:
        return ModelError(f"Le modèle de recherche se charge encore : {_WORDS_SERVE}, réessayez dans un instant.")
    return ModelError(f"Le modèle se charge encore : {_REPLY_STAYS}, réessayez dans un instant.")


def _said(what: ModelStanding | Refusal | Ending, kind: ModelKind) -> str:
    return _OF_SEARCH.get(what, "") if kind is ModelKind.EMBEDDING else ""
