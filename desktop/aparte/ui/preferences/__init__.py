"""The preferences: every labelled option of the catalogue, applied at once."""

from aparte.ui.preferences.view import Preferences

__all__ = ["Preferences"]
