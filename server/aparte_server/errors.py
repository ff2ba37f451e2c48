"""What can go wrong on the server; the sentence is for whoever runs it."""

from aparte.core.errors import AparteError


class ServerError(AparteError):
    """Base of the server's foreseen failures."""


class DatabaseUnavailableError(ServerError):
    """The database can't be reached, or refuses."""

    exit_code = 4


class NewerDatabaseError(ServerError):
    """The database was written by a newer program."""

    exit_code = 4


class UnknownError(ServerError):
    """No such organisation or device."""

    exit_code = 2
