"""Errors a user can be told about: one French sentence each, the detail goes to the log."""


class AparteError(Exception):
    """Base of every foreseen failure; `str(error)` is fit to show to an agent."""

    exit_code = 1


class UsageError(AparteError):
    """The command was called with something it can't take."""

    exit_code = 2


class BaseUnavailableError(AparteError):
    """The knowledge base can't be read or built."""

    exit_code = 3


class StorageError(AparteError):
    """The disk refused: full, read-only, or not ours."""

    exit_code = 4


class LockedStoreError(AparteError):
    """The contacts' key can't be had: keyring closed, wrong PIN, too many tries."""

    exit_code = 5
