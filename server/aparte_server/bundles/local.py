"""The town's urgent local content, signed online by the delegated role and nothing else."""

from collections.abc import Mapping
from datetime import datetime

from tuf.api.metadata import Metadata, Targets

from aparte.core.errors import UsageError
from aparte_server.bundles.keys import LOCAL, OnlineKeys
from aparte_server.bundles.repository import RepositoryFolder
from aparte_server.bundles.signing import Lifetimes, announce


def sign_local(
    repository: RepositoryFolder,
    files: Mapping[str, bytes],
    keys: OnlineKeys,
    now: datetime,
    lifetimes: Lifetimes | None = None,
) -> int:
    """Make `files` all that the local role says, and announce it; returns the role's version.

    Each path is `local/NAME`. Raises `UsageError` when one is not, when the keys are others, or
    when no content was ever published; `StorageError`.
    """
    lasts = lifetimes or Lifetimes()
    for path in files:
        folder, _, name = path.partition("/")
        if folder != LOCAL or not name or "/" in name:
            raise UsageError(f"« {path} » n'est pas un contenu local : son chemin commence par « {LOCAL}/ ».")
    with repository.changing():
        _delegated(repository, keys)
        before = repository.role(LOCAL)
        version = max(int(now.timestamp()), before.signed.version + 1 if before else 1)
        targets = {path: repository.put_target(path, data) for path, data in files.items()}
        made = Metadata(Targets(version, expires=(now + lasts.announced).replace(microsecond=0), targets=targets))
        made.sign(keys.local)
        announce(repository, {LOCAL: made}, keys.online, now, lasts.announced)
    return version


def _delegated(repository: RepositoryFolder, keys: OnlineKeys) -> None:
    content = repository.role(Targets.type)
    if content is None:
        raise UsageError("Aucun lot n'est publié : publiez-en un avant une information urgente.")
    given = content.signed.delegations
    if given is None or not given.roles or LOCAL not in given.roles:
        raise UsageError("Le lot publié ne confie aucun contenu local à une clé en ligne : refaites-le avec cette clé.")
    if keys.local.public_key.keyid not in given.roles[LOCAL].keyids:
        raise UsageError(
            "La clé du contenu local n'est pas celle que le lot désigne : prenez l'autre, ou refaites le lot."
        )
