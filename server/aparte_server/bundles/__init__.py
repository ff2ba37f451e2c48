"""Signed repositories: keys, metadata, and the sets of knowledge that they hold."""
