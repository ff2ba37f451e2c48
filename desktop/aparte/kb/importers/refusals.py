"""Why an import stops, or leaves one document out."""

from aparte.core.errors import AparteError


class ImportRefusedError(AparteError):
    """The whole import is refused and nothing of it is kept; the message is a French sentence."""

    exit_code = 3


class BrokenDocumentError(Exception):
    """One document can't be read and is left out; the message is a French clause."""


class HostileDocumentError(Exception):
    """A document made to harm: nothing of its archive is taken; the message is a French clause."""
