"""Options declared once, and the file that keeps them."""

from aparte.settings.options import CATALOGUE, Option
from aparte.settings.policy import Policy
from aparte.settings.policy_source import Source, SourceKind
from aparte.settings.settings import LockedOptionError, Settings

__all__ = ["CATALOGUE", "LockedOptionError", "Option", "Policy", "Settings", "Source", "SourceKind"]
