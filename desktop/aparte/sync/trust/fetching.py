"""What python-tuf reads through, and what it read last."""

from collections.abc import Iterator

from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface

from aparte.sync.trust.source import MissingError, Source


class Fetcher(FetcherInterface):
    """Reads names of a `Source` where python-tuf says addresses.

    Attributes: `last`, the name and bytes of the last file asked for, to say why it was refused.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.last = ("", b"")

    def _fetch(self, url: str) -> Iterator[bytes]:
        # A generator: what the source raises passes through as it is.
        self.last = (url, b"")
        try:
            for piece in self._source.read(url):
                self.last = (url, self.last[1] + piece)
                yield piece
        except MissingError as error:
            raise DownloadHTTPError(url, 404) from error
