"""`aparte model`: what models are here, which one is in service; bring one, check it, take it away."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aparte.commands.importing import ProgressBar
from aparte.commands.output import json_text
from aparte.commands.trying import bench, named, test
from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte.core.model import ModelError, ModelKind
from aparte.llm.choosing import (
    NO_EMBEDDING,
    embedding_in_service,
    find_models,
    in_service,
    language_note,
    refuse_bringing,
    refuse_forbidden,
)
from aparte.llm.digests import sha256_of
from aparte.llm.folder import Described, ModelFolder
from aparte.llm.inspecting import inspect
from aparte.llm.manifest import Listed, Models, Owner
from aparte.settings import Policy, Settings
from aparte.settings.options import DRAFTS, EMBEDDING_MODEL, MODEL, Option
from aparte.settings.places import Places

_OWNERS = {Owner.MACHINE: "de tout le poste", Owner.SHIPPED: "livré avec Aparté", Owner.USER: "de cet utilisateur"}
_SOUND = "intact"


def model_list(options: Namespace, found: Places) -> int:
    """Every model with its state; what can't be read in a list goes to the error stream."""
    models = find_models(found)
    serving = _serving(models, _settings(found))
    if options.json:
        say(json_text([_as_json(model, serving) for model in models.listed]))
    else:
        for model in models.listed:
            say("\n".join(_lines(model, serving)))
        if not any(model.entry.kind is ModelKind.CHAT for model in serving):
            say("Aucun modèle n'est en service : Aparté répond sans modèle.")
    _tell_problems(models)
    return 0


def model_add(options: Namespace, found: Places) -> int:
    """Copy one file, or all those of a prepared folder."""
    folder = _folder(options, found)
    if not options.machine:
        refuse_bringing(_settings(found))
    bar = ProgressBar()
    try:
        if options.manifest is not None:
            if options.file is not None:
                raise UsageError("Donnez un fichier, ou un dossier préparé avec --manifest : pas les deux.")
            prepared = options.manifest.expanduser().absolute()
            for model in folder.prepared(prepared):
                _refuse_taken(model.entry.name, found)
            added = folder.add_all(prepared, bar.show)
        else:
            described = _described(options)
            _refuse_taken(described.name, found)
            added = (folder.add(options.file.expanduser().absolute(), described, bar.show),)
    finally:
        bar.close()
    if options.json:
        serving = _serving(find_models(found), _settings(found))
        say(json_text([_as_json(model, serving) for model in added]))
        return 0
    for model in added:
        say(f"Ajouté : {model.entry.name} ({_size(model.path)}), dans {model.path}")
        if note := _note(model):
            tell(f'{note} Pour vous en servir : aparte model use "{model.entry.name}".')
    tell(f'Essayez-le : aparte model test "{added[0].entry.name}", puis mesurez ce poste : aparte model bench.')
    return 0


def _refuse_taken(name: str, found: Places) -> None:
    if find_models(found).named(name) is not None:
        raise UsageError(f"Un modèle s'appelle déjà « {name} » : donnez un autre nom.")


def model_verify(options: Namespace, found: Places) -> int:
    """Read every byte again, whatever is remembered; 1 when a file is not the list's."""
    models = find_models(found)
    wanted = (named(models, options.name),) if options.name else models.listed
    bar = ProgressBar()
    try:
        checks = [_checked(model, bar) for model in wanted]
    finally:
        bar.close()
    if options.json:
        say(json_text([asdict(check) for check in checks]))
    else:
        for check in checks:
            say(f"{check.name} : {check.detail}")
        if not checks:
            say("Aucun modèle à vérifier.")
    _tell_problems(models)
    return 0 if all(check.sound for check in checks) else 1


def model_remove(options: Namespace, found: Places) -> int:
    """Take a model away; one that came with the program stays."""
    model = find_models(found).named(options.name)
    if model is not None and model.owner is Owner.SHIPPED:
        raise UsageError(f"« {model.entry.name} » est livré avec Aparté : mettez-en un autre en service.")
    if model is not None and model.owner is Owner.MACHINE and not options.machine:
        raise UsageError(f"« {model.entry.name} » est à tout le poste : en administrateur, ajoutez --machine.")
    removed = _folder(options, found).remove(options.name)
    say(f"Retiré : {removed.entry.name}")
    return 0


def model_use(options: Namespace, found: Places) -> int:
    """Choose the model that writes or the one that searches, or leave the choice to the program."""
    models, settings = find_models(found), _settings(found)
    option, name = _choice(options, models)
    if name and name != NO_EMBEDDING:
        refuse_forbidden(named(models, name), settings)
    settings.set(option, name)
    settings.save()
    if option is MODEL:
        chosen = in_service(models, settings)
        say(f"En service : {chosen.entry.name}" if chosen is not None else "Aucun modèle n'est en service.")
        return 0
    chosen = embedding_in_service(models, settings)
    if chosen is not None:
        say(f"En service pour la recherche : {chosen.entry.name}")
        if note := _note(chosen):
            tell(note)
    elif name not in ("", NO_EMBEDDING):
        say(f"Aucun modèle de recherche n'est en service : {settings.locked_by(DRAFTS)} interdit les modèles.")
    else:
        say("Aucun modèle de recherche n'est en service.")
    return 0


def _choice(options: Namespace, models: Models) -> tuple[Option[str], str]:
    """Which setting, and the name to put there. Raises `UsageError`."""
    if not options.name:
        return (EMBEDDING_MODEL if options.search else MODEL), ""
    if options.search and options.name.casefold() == NO_EMBEDDING:
        return EMBEDDING_MODEL, NO_EMBEDDING
    model = named(models, options.name)
    if options.search and model.entry.kind is not ModelKind.EMBEDDING:
        raise UsageError(f"« {model.entry.name} » écrit : il ne sert pas à la recherche.")
    if not model.present:
        raise UsageError(f"Le fichier de « {model.entry.name} » manque, {model.path} : ajoutez-le de nouveau.")
    return (EMBEDDING_MODEL if model.entry.kind is ModelKind.EMBEDDING else MODEL), model.entry.name


@dataclass(frozen=True, slots=True)
class Check:
    """What came of reading one model's file whole."""

    name: str
    sound: bool
    detail: str
    path: str


def _checked(model: Listed, bar: ProgressBar) -> Check:
    detail = _fault(model, bar) or _SOUND
    return Check(model.entry.name, detail == _SOUND, detail, str(model.path))


def _fault(model: Listed, bar: ProgressBar) -> str:
    if not model.present:
        return f"son fichier manque, {model.path} : ajoutez-le de nouveau."
    try:
        digest = sha256_of(model.path, lambda done, total: bar.show(model.entry.name, done, total))
        if digest != model.entry.sha256:
            return "son fichier n'est pas celui de la liste, ou il est abîmé : ajoutez-le de nouveau."
        inspect(model.path)
    except ModelError as error:
        return str(error)
    except OSError:
        return f"{model.path} ne peut pas être lu : vérifiez les droits et le disque."
    return ""


def _described(options: Namespace) -> Described:
    asked = {
        "FICHIER": options.file,
        "--name": options.name,
        "--licence": options.licence,
        "--languages": options.languages,
    }
    missing = [name for name, value in asked.items() if not value]
    if missing:
        raise UsageError(f"Il manque {', '.join(missing)} : voir « aparte model add --help ».")
    return Described(
        name=options.name,
        licence=options.licence,
        languages=options.languages,
        context=options.context,
        memory_mb=options.memory,
        origin=options.origin,
        sha256=options.sha256.strip().lower(),
    )


def _folder(options: Namespace, found: Places) -> ModelFolder:
    if options.machine:
        return ModelFolder(found.machine_models, Owner.MACHINE)
    return ModelFolder(found.models, Owner.USER)


def _settings(found: Places) -> Settings:
    return Settings(found.settings, Policy.read(found.policy))


def _serving(models: Models, settings: Settings) -> tuple[Listed, ...]:
    """The models in service, one for each use at most."""
    return tuple(filter(None, (in_service(models, settings), embedding_in_service(models, settings))))


def _lines(model: Listed, serving: tuple[Listed, ...]) -> Iterator[str]:
    entry = model.entry
    yield f"{entry.name}  [{_state(model, serving)}]"
    size = _size(model.path) if model.present else "absent"
    facts = (entry.licence, ", ".join(entry.languages), size, f"mémoire {entry.memory_mb} Mo", _OWNERS[model.owner])
    yield f"   {' · '.join(facts)}"
    if note := _note(model):
        yield f"   {note}"
    yield f"   {model.path}"


def _note(model: Listed) -> str:
    """What to know of a model of search that did not learn French."""
    return language_note(model.entry) if model.entry.kind is ModelKind.EMBEDDING else ""


def _state(model: Listed, serving: tuple[Listed, ...]) -> str:
    if not model.present:
        return "fichier absent"
    if model.entry.kind is ModelKind.EMBEDDING:
        return "en service pour la recherche" if model in serving else "recherche"
    if model in serving:
        return "en service, démonstration" if model.entry.demonstration else "en service"
    return "démonstration" if model.entry.demonstration else "disponible"


def _as_json(model: Listed, serving: tuple[Listed, ...]) -> dict[str, Any]:
    return {
        **asdict(model.entry),
        "path": str(model.path),
        "owner": model.owner.value,
        "present": model.present,
        "in_service": model in serving,
    }


def _tell_problems(models: Models) -> None:
    for problem in models.problems:
        tell(f"attention : {problem}")


def _size(path: Path) -> str:
    size = path.stat().st_size / 1_000_000
    return f"{size / 1000:.1f} Go".replace(".", ",") if size >= 1000 else f"{size:.1f} Mo".replace(".", ",")


_RUN: dict[str, Callable[[Namespace, Places], int]] = {
    "model list": model_list,
    "model add": model_add,
    "model verify": model_verify,
    "model remove": model_remove,
    "model use": model_use,
    "model test": test,
    "model bench": bench,
}
ACTIONS = tuple(_RUN)


def run(options: Namespace, found: Places) -> int:
    """`aparte model ACTION`; returns the exit code."""
    return _RUN[options.command](options, found)
