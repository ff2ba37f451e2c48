"""Writes what administrators impose settings with, from the options' own declarations: `make policy-templates`."""
