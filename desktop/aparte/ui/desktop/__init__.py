"""Aparté among the other programs: one instance, one call key, its place on the screen."""
