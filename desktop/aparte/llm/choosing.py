"""Which models this machine offers, and which one is in service."""

from pathlib import Path

from aparte.core.model import ModelKind
from aparte.llm.keeper import Installed
from aparte.llm.manifest import SHIPPED, Listed, Models, Owner, read_folder
from aparte.settings import Settings
from aparte.settings.options import MODEL
from aparte.settings.places import Places


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
    usable = [model for model in models.listed if model.entry.kind is ModelKind.CHAT and model.present]
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
