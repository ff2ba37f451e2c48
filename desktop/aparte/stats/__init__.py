"""Counts and series from contacts; pure."""
