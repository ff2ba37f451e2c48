"""Joining a town and its team: what is read on the manager's sheet, and where a workstation then stands."""

from aparte.store.team_state import TeamStanding
from aparte.wire.codes import Scanned, scanned

__all__ = ["Scanned", "TeamStanding", "scanned"]
