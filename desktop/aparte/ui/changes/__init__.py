"""What the last national import changed, and which of the town's overlays are to be read again."""

from aparte.ui.changes.view import ChangesDialog

__all__ = ["ChangesDialog"]
