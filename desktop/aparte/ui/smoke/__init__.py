"""The proof that an installed program works: one answer, one contact, and not a word too many."""

from aparte.ui.smoke.actions import SmokeError, smoke
from aparte.ui.smoke.witness import Witness

__all__ = ["SmokeError", "Witness", "smoke"]
