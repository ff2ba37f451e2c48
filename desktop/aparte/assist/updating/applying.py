"""An administrator's acts: put the newest version in service, go back to the one before.

Nothing here is run by the window, nor by an agent's account. Each artefact is verified again in a
folder that only an administrator writes, then handed over to the system's own tool.
"""

import logging
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from aparte.assist.updating.choosing import Offer
from aparte.assist.updating.dpkg import PACKAGE, InstallError
from aparte.assist.updating.keeping import Artefact, UpdateState
from aparte.assist.updating.updates import Updates, UpdateStatus
from aparte.core.errors import AparteError
from aparte.sync.trust.errors import PROGRAM, TamperedError, TrustError
from aparte.sync.trust.repository import TrustedRepository
from aparte.sync.trust.source import Source
from aparte.wire.release import ReleaseFormatError, version_key

log = logging.getLogger(__name__)

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class NotAppliedError(AparteError):
    """Nothing was installed, and why."""


class MislabelledError(TrustError):
    """Rightly signed, and another program or version than it was signed as."""

    said = "{} ne contient pas la version annoncée : il est refusé, l'ancien reste en service. Prévenez l'informatique."


class Packages(Protocol):
    """The system's own tool."""

    def installed(self) -> str:
        """The version in service; empty when the program came another way."""
        ...

    def describes(self, file: Path) -> tuple[str, str]:
        """Name and version that a file says of itself."""
        ...

    def install(self, file: Path) -> None:
        """Put it in service; raises `InstallError`."""
        ...

    def remove(self) -> None:
        """Take the program away, not its data; raises `InstallError`."""
        ...


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: `version` came in service in the place of `before`; `returnable` when that one was kept."""

    version: str
    before: str
    returnable: bool


class Applier:
    """Installs and goes back on one machine; `owned` says whether administrators alone write a file."""

    def __init__(
        self, updates: Updates, packages: Packages, root: Path, owned: Callable[[Path], bool] | None = None
    ) -> None:
        self._updates, self._packages, self._root = updates, packages, root
        self._owned = owned or only_administrators_write
        self._folder = updates.folder

    def apply(
        self,
        source: Source | None = None,
        *,
        at_once: bool = False,
        given: Path | None = None,
        returnless: bool = False,
    ) -> Applied | UpdateStatus:
        """Verify again, keep what is in service, install; the standing when there is nothing to install.

        `returnless` goes on where the version in service can't be kept.
        Raises `TrustError`, `SyncError`, `NotAppliedError`, `StorageError`, `UsageError`: what was in service is.
        """
        before = self._packaged()
        with self._folder.changing():
            trusted, choice = self._updates.learn(source, at_once=at_once)
            if trusted is None or choice.offer is None:
                return self._updates.check(source, at_once=at_once)
            # The package in service counts, and not only the program that asks: never an older one.
            if version_key(choice.offer.release.version) <= version_key(before):
                return self._updates.status()
            ready = self._updates.bring(trusted, choice.offer, given)
            state = self._folder.save(replace(self._folder.state(), ready=ready))
            current = self._kept_now(trusted, before, state)
            if current is None and not returnless:
                raise NotAppliedError(
                    f"La version {before} n'est pas dans la source : on ne pourrait pas y revenir, rien n'est "
                    "installé. Ajoutez --no-return pour installer quand même."
                )
            self._refuse_mislabelled(ready)
            if not self._folder.is_whole(ready):
                raise TamperedError(PROGRAM)
            self._install(ready, current)
            # From here on the program's own files are others: nothing more may be imported, and nothing is.
            self._folder.save(
                replace(state, ready=None, current=ready, previous=current, held="", newest="", problem="")
            )
        self._folder.forget_downloads()
        log.info("version %s is installed", ready.version)
        return Applied(ready.version, before, current is not None)

    def back(self) -> Applied:
        """Put the version before in service again; the one that is left does not come back by itself.

        Raises `NotAppliedError`, `StorageError`, `UsageError`: what was in service is.
        """
        now = self._packaged()
        with self._folder.changing():
            state = self._folder.state()
            previous = state.previous
            if previous is None or version_key(previous.version) >= version_key(now):
                raise NotAppliedError("Aucune version d'avant n'est gardée sur ce poste : rien n'est fait.")
            if not self._folder.is_whole(previous):
                raise NotAppliedError(
                    f"La version {previous.version} gardée sur ce poste est abîmée : rien n'est fait, "
                    f"la {now} reste en service."
                )
            current = state.current if state.current is not None and state.current.version == now else None
            # The package refuses to take the place of a newer one: that one leaves first, its data stay.
            self._packages.remove()
            self._install(previous, current)
            self._folder.save(
                replace(state, ready=None, current=previous, previous=None, held=now, newest="", later="")
            )
        log.info("version %s is in service again", previous.version)
        return Applied(previous.version, now, returnable=False)

    def _packaged(self) -> str:
        """The version in service, on a machine where an administrator may change it."""
        if not self._owned(self._root):
            raise NotAppliedError(
                f"D'autres que l'administrateur peuvent écrire {self._root} : rien n'est installé. "
                "Réservez-lui ce fichier et son dossier."
            )
        version = self._packages.installed()
        try:
            version_key(version)
        except ReleaseFormatError as error:
            raise NotAppliedError(
                "Ce programme n'a pas été installé par son paquet : rien n'est fait. Mettez-le à jour comme il a été "
                "installé."
            ) from error
        return version

    def _kept_now(self, trusted: TrustedRepository, version: str, state: UpdateState) -> Artefact | None:
        """The artefact of the version in service, kept before it is replaced; None when it can't be had."""
        for one in (state.current, state.previous):
            if one is not None and one.version == version and self._folder.is_whole(one):
                return one
        held = [one for one in self._updates.offered(trusted) if one.release.version == version]
        if not held:
            log.warning("version %s is not in the source: it can't be gone back to", version)
            return None
        return self._updates.bring(trusted, max(held, key=_by_key))

    def _refuse_mislabelled(self, artefact: Artefact) -> None:
        if self._packages.describes(self._folder.path(artefact)) != (PACKAGE, artefact.version):
            raise MislabelledError(PROGRAM)

    def _install(self, wanted: Artefact, instead: Artefact | None) -> None:
        """Install one; when that fails the other is put back."""
        try:
            self._packages.install(self._folder.path(wanted))
        except InstallError as error:
            back = self._put_back(instead)
            raise NotAppliedError(f"La version {wanted.version} ne s'installe pas. {error} {back}") from error

    def _put_back(self, artefact: Artefact | None) -> str:
        if artefact is None or not self._folder.is_whole(artefact):
            return "« dpkg --audit » dit où en est le paquet, « apt-get install aparte » le remet."
        try:
            if self._packages.installed() != artefact.version:
                # Half of the newer one may be there, which an older one refuses to replace.
                with suppress(InstallError):
                    self._packages.remove()
                self._packages.install(self._folder.path(artefact))
        except InstallError:
            return f"La version {artefact.version} n'a pas pu être remise : « apt-get install --fix-broken »."
        return f"La version {artefact.version} est en service."


def only_administrators_write(path: Path) -> bool:
    """Whether a file and its folder belong to root and nobody else may write them."""
    try:
        found = [os.lstat(one) for one in (path, path.parent)]
    except OSError:
        # Whoever reads it next says so in better words.
        return True
    return all(one.st_uid == 0 and not one.st_mode & _OTHERS_WRITE for one in found)


def _by_key(offer: Offer) -> tuple[tuple[int, int, int], bool]:
    return offer.key
