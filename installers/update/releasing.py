"""What is announced of the program, and what waits for signatures: additions, shares, withdrawals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import TargetFile, Targets

from aparte.core.errors import UsageError
from aparte.wire.release import PROGRAM, Release, ReleaseFormatError, read_release, version_key
from aparte_server.bundles.repository import RepositoryFolder, target_name
from aparte_server.bundles.signing import make_targets
from aparte_server.bundles.staging import Staged
from aparte_server.bundles.verifying import NotValidError, verified
from installers.update.artefacts import ArtefactFile

Change = Callable[[dict[str, TargetFile]], None]


@dataclass(frozen=True, slots=True)
class Published:
    """One artefact as it is signed, or waits to be."""

    release: Release
    size: int
    sha256: str


def published(repository: RepositoryFolder) -> tuple[Published, ...]:
    """What is announced."""
    content = repository.role(Targets.type)
    return _releases(content.signed.targets if content is not None else {})


def verified_releases(repository: RepositoryFolder, now: datetime) -> tuple[Published, ...]:
    """The same, once everything is checked as a workstation would; raises `NotValidError`, `UsageError`."""
    try:
        return _releases(verified(repository, now).signed.targets)
    except (RepositoryError, OSError, ValueError) as error:
        raise NotValidError(f"Ce dépôt serait refusé par les postes : {error}. Refaites l'étape d'avant.") from error


def staged_with(
    repository: RepositoryFolder, artefacts: Iterable[ArtefactFile], now: datetime, *, keep: int = 4, days: int = 400
) -> tuple[Published, ...]:
    """Stage artefacts beside what is announced; of each channel and kind the `keep` newest versions stay."""

    def change(targets: dict[str, TargetFile]) -> None:
        for one in artefacts:
            path, data = one.release.path, one.path.read_bytes()
            made = TargetFile.from_data(path, data, ["sha256"])
            before = targets.get(path)
            # Two different files under one version would be one version that works and one that does not.
            if before is not None and before.hashes != made.hashes:
                raise UsageError(
                    f"« {one.release.name} » est déjà publié avec un autre contenu : une version publiée ne change "
                    "plus, donnez un nouveau numéro."
                )
            repository.put_target(path, data)
            targets[path] = _described(made, one.release)
        _drop_older(targets, keep)

    return _stage(repository, change, now, days)


def stage_rollout(
    repository: RepositoryFolder, channel: str, version: str, percent: int, now: datetime, *, days: int = 400
) -> tuple[Published, ...]:
    """Stage another share of the workstations for a version."""

    def change(targets: dict[str, TargetFile]) -> None:
        for path, release in _those(targets, channel, version):
            try:
                targets[path] = _described(targets[path], replace(release, rollout=percent))
            except ReleaseFormatError as error:
                raise UsageError("Une part va de 0 à 100 pour cent.") from error

    return _stage(repository, change, now, days)


def stage_withdrawal(
    repository: RepositoryFolder, channel: str, version: str, now: datetime, *, days: int = 400
) -> tuple[Published, ...]:
    """Stage the content without a version."""

    def change(targets: dict[str, TargetFile]) -> None:
        for path, _ in _those(targets, channel, version):
            del targets[path]

    return _stage(repository, change, now, days)


def sweep(repository: RepositoryFolder) -> int:
    """Remove the artefacts that are neither announced nor waiting; returns how many."""
    with repository.changing():
        kept: set[str] = set()
        for content in (repository.role(Targets.type), Staged(repository).get(Targets.type)):
            targets = content.signed.targets.values() if content is not None else ()
            kept |= {target_name(one) for one in targets}
        found = [path for path in (repository.targets_folder / PROGRAM).rglob("*") if path.is_file()]
        gone = [path for path in found if path.relative_to(repository.targets_folder).as_posix() not in kept]
        for path in gone:
            path.unlink()
    return len(gone)


def _stage(repository: RepositoryFolder, change: Change, now: datetime, days: int) -> tuple[Published, ...]:
    """The next content waits for signatures; what waited already is changed with the rest."""
    waiting = Staged(repository)
    with repository.changing():
        announced, begun = repository.role(Targets.type), waiting.get(Targets.type)
        before = begun if begun is not None else announced
        targets = dict(before.signed.targets) if before is not None else {}
        change(targets)
        version = announced.signed.version + 1 if announced is not None else 1
        waiting.put(Targets.type, make_targets(targets, version, now + timedelta(days=days), None))
    return _releases(targets)


def _those(targets: Mapping[str, TargetFile], channel: str, version: str) -> list[tuple[str, Release]]:
    found = [
        (path, release)
        for path, target in targets.items()
        if (release := read_release(path, target.custom)).channel == channel and release.version == version
    ]
    if not found:
        raise UsageError(f"La version {version} n'est pas publiée dans « {channel} » : vérifiez avec « list ».")
    return found


def _drop_older(targets: dict[str, TargetFile], keep: int) -> None:
    """Keep the newest versions of each channel, system, kind and machine: one to go to, one to go back to."""
    kinds: dict[tuple[str, ...], list[tuple[tuple[int, int, int], str]]] = {}
    for path, target in targets.items():
        one = read_release(path, target.custom)
        kinds.setdefault((one.channel, one.system, one.kind, one.machine), []).append((version_key(one.version), path))
    for found in kinds.values():
        for _, path in sorted(found, reverse=True)[max(keep, 1) :]:
            del targets[path]


def _described(target: TargetFile, release: Release) -> TargetFile:
    return TargetFile(target.length, target.hashes, target.path, {"custom": release.custom()})


def _releases(targets: Mapping[str, TargetFile]) -> tuple[Published, ...]:
    found = (
        Published(read_release(path, target.custom), target.length, target.hashes["sha256"])
        for path, target in targets.items()
    )
    return tuple(
        sorted(found, key=lambda one: (one.release.channel, version_key(one.release.version), one.release.name))
    )
