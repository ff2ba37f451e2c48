"""Which models this machine offers, and which one is in service."""

from pathlib import Path

from aparte.core.model import ModelEntry, ModelKind
from aparte.llm.keeper import Installed
from aparte.llm.manifest import SHIPPED, Listed, Models, Owner, read_folder
from aparte.settings import LockedOptionError, Settings
from aparte.settings.options import DRAFTS, EMBEDDING_MODEL, MODEL, MODELS, AllowedModels
from aparte.settings.places import Places

# In place of a model's name: none, whatever is installed.
NO_EMBEDDING = "aucun"
_FRENCH = "fr"


def find_models(found: Places, shipped: Path = SHIPPED) -> Models:
    """Every model of the machine's, the program's and the user's folders, in this order."""
    taken: dict[str, Listed] = {}
    problems: list[str] = []
    for folder, owner in (
        (found.machine_models, Owner.MACHINE),
        (shipped, Owner.SHIPPED),
        (found.models, Owner.USER),
    ):
        models = read_folder(folder, owner)
        problems.extend(models.problems)
        for model in models.listed:
            first = taken.setdefault(model.entry.name.casefold(), model)
            if first is not model:
                problems.append(f"« {model.entry.name} » de {folder} est ignoré : un autre modèle porte déjà ce nom.")
    return Models(tuple(taken.values()), tuple(problems))


def in_service(models: Models, settings: Settings) -> Listed | None:
    """The chat model that would write; None when there is none, or when the one that is imposed is missing.

    A name that the policy imposes has no replacement. A user's choice that is gone leaves it to the
    order: the machine's models, then the user's, and the demonstration only when nothing else is there.
    """
    usable = [model for model in _allowed(models, settings) if model.entry.kind is ModelKind.CHAT and model.present]
    wanted = settings.get(MODEL)
    if wanted:
        chosen = Models(tuple(usable)).named(wanted)
        if chosen is not None or settings.locked_by(MODEL):
            return chosen
    return min(usable, key=_rank, default=None)


def _rank(model: Listed) -> tuple[bool, int]:
    return model.entry.demonstration, (Owner.MACHINE, Owner.USER, Owner.SHIPPED).index(model.owner)


def installed_model(found: Places, settings: Settings) -> Installed | None:
    """The model in service as a writer takes it."""
    model = in_service(find_models(found), settings)
    return Installed(model.entry, model.path, found.model_state) if model is not None else None


def embedding_in_service(models: Models, settings: Settings) -> Listed | None:
    """The embedding model that would be used; None when there is none, or none is wanted.

    Left to itself the program takes only one that learnt French, the machine's first; any other must be
    chosen. A policy that forbids drafts forbids models, but for one that it names itself.
    """
    wanted, imposed = settings.get(EMBEDDING_MODEL), bool(settings.locked_by(EMBEDDING_MODEL))
    if wanted.casefold() == NO_EMBEDDING or (_models_are_forbidden(settings) and not (imposed and wanted)):
        return None
    usable = [
        model for model in _allowed(models, settings) if model.entry.kind is ModelKind.EMBEDDING and model.present
    ]
    if wanted:
        chosen = Models(tuple(usable)).named(wanted)
        if chosen is not None or imposed:
            return chosen
    return min((model for model in usable if _FRENCH in model.entry.languages), key=_rank, default=None)


def installed_embedding(found: Places, settings: Settings) -> Installed | None:
    """The embedding model in service as an embedder takes it."""
    model = embedding_in_service(find_models(found), settings)
    return Installed(model.entry, model.path, found.model_state) if model is not None else None


def language_note(entry: ModelEntry) -> str:
    """What whoever uses a model without French should know, one sentence; empty for the others."""
    if _FRENCH in entry.languages:
        return ""
    return f"« {entry.name} » n'a pas appris le français : la recherche par le sens y gagne peu, ou s'y trompe."


def refuse_forbidden(model: Listed, settings: Settings) -> None:
    """Raise `LockedOptionError` for a model that the policy does not let serve."""
    if model not in _allowed(Models((model,)), settings):
        raise LockedOptionError(f"« {model.entry.name} » ne peut pas servir : {_rule(settings)}")


def refuse_bringing(settings: Settings) -> None:
    """Raise `LockedOptionError` where no model of the user's own may serve."""
    if settings.get(MODELS) != AllowedModels.ANY.value:
        raise LockedOptionError(f"Aucun modèle ne peut être ajouté : {_rule(settings)}")


def no_model_allowed(settings: Settings) -> bool:
    """Whether the policy forbids every local model."""
    return settings.get(MODELS) == AllowedModels.NONE.value


def _rule(settings: Settings) -> str:
    who = settings.locked_by(MODELS)
    if no_model_allowed(settings):
        return f"{who} interdit les modèles sur ce poste."
    return f"{who} ne permet que les modèles de tout le poste."


def _allowed(models: Models, settings: Settings) -> tuple[Listed, ...]:
    match settings.get(MODELS):
        case AllowedModels.NONE.value:
            return ()
        case AllowedModels.MACHINE.value:
            return tuple(model for model in models.listed if model.owner is not Owner.USER)
        case _:
            return models.listed


def _models_are_forbidden(settings: Settings) -> bool:
    return bool(settings.locked_by(DRAFTS)) and not settings.get(DRAFTS)
