"""Ctrl+K: the search palette over the whole base."""

from aparte.ui.palette.view import Palette

__all__ = ["Palette"]
