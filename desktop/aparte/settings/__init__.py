"""Options declared once, and the file that keeps them."""

from aparte.settings.options import CATALOGUE, Option
from aparte.settings.settings import LockedOptionError, Policy, Settings

__all__ = ["CATALOGUE", "LockedOptionError", "Option", "Policy", "Settings"]
