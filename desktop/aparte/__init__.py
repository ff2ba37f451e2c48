"""Aparté: the offline assistant of the people who welcome citizens at a French town hall."""

__version__ = "0.1.0"
