"""What the town's policy says of enrolment: whether the agent may, whether it must be, and the file that does it.

A deployment tool leaves a one-time code in a file; the first exchange uses it up and removes the file, so that
nobody touches a screen. An administrator's file serves even where agents may not enrol.
"""

import logging
from pathlib import Path

from aparte.settings import LockedOptionError, Settings
from aparte.settings.options import ENROLMENT, ENROLMENT_FILE, SYNC_SERVER, Enrolment
from aparte.sync.network import checked_address

log = logging.getLogger(__name__)

_WANTED = (
    "La collectivité demande que ce poste soit raccordé à son serveur : demandez un code de raccordement à "
    "l'informatique."
)
# A code and an address are one short line.
_LONGEST_FILE = 4_096


class EnrolmentRules:
    """Read from the settings at each question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._spent = ""

    def forbidden(self) -> str:
        """Why an agent may not enrol, one sentence; empty where it may."""
        if self._settings.get(ENROLMENT) != Enrolment.FORBIDDEN.value:
            return ""
        who = self._settings.locked_by(ENROLMENT)
        return f"Le raccordement de ce poste est interdit par {who} : prévenez l'informatique."

    def refuse_enrolling(self) -> None:
        """Raise `LockedOptionError` where an agent may not enrol."""
        if sentence := self.forbidden():
            raise LockedOptionError(sentence)

    def refuse_address(self, server: str) -> None:
        """Raise `LockedOptionError` for another server than the one that is imposed."""
        imposed, who = self._settings.get(SYNC_SERVER).strip(), self._settings.locked_by(SYNC_SERVER)
        if who and imposed and checked_address(imposed) != server:
            raise LockedOptionError(f"L'adresse du serveur est imposée par {who} : c'est {imposed}.")

    def refuse_leaving(self) -> None:
        """Raise `LockedOptionError` where the workstation must stay."""
        if self._settings.get(ENROLMENT) == Enrolment.REQUIRED.value:
            who = self._settings.locked_by(ENROLMENT)
            raise LockedOptionError(f"Le raccordement de ce poste est imposé par {who} : prévenez l'informatique.")

    def wanted(self) -> str:
        """What to tell a workstation that should be enrolled and is not; empty where it may stay alone."""
        return _WANTED if self._settings.get(ENROLMENT) == Enrolment.REQUIRED.value else ""

    @property
    def address(self) -> str:
        """The server's, as the settings know it."""
        return self._settings.get(SYNC_SERVER)

    def left_code(self) -> str:
        """The code that an administrator left for this workstation; empty when there is none to try."""
        name = self._settings.get(ENROLMENT_FILE).strip()
        if not name:
            return ""
        try:
            with Path(name).open(encoding="utf-8-sig") as file:
                lines = file.read(_LONGEST_FILE).split("\n")
        except FileNotFoundError:
            return ""
        except (OSError, ValueError):
            log.warning("the file of the enrolment code can't be read")
            return ""
        code = next((line.strip() for line in lines if line.strip()), "")
        return "" if code == self._spent else code

    def used_up(self, code: str) -> None:
        """The server took the code, or refused it for good: it is not tried again."""
        self._spent = code
        try:
            Path(self._settings.get(ENROLMENT_FILE).strip()).unlink(missing_ok=True)
        except OSError:
            # An administrator's folder: what stays there serves nobody any more.
            log.warning("the file of the enrolment code can't be removed")
