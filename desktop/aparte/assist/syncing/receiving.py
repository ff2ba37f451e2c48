"""Bundles from the town's server, taken behind each exchange; what is refused leaves the one in service."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aparte.assist.bundles.bundles import Bundles
from aparte.assist.bundles.shelf import InstallingError, expired_sentence, said
from aparte.core.clock import Clock
from aparte.core.errors import AparteError
from aparte.sync.network import Pool
from aparte.sync.server import SyncError
from aparte.sync.trust.http_source import HttpSource
from aparte.sync.trust.source import MissingError, PatientSource, PausedError

log = logging.getLogger(__name__)

REPOSITORY = "/api/v1/knowledge"
# On a slow line even the question is kept for twice a day.
SLOW_EVERY = timedelta(hours=12)
# How long what was recorded meanwhile may wait for a download.
AT_ONCE_S = 30.0
_LATE = "L'horloge de ce poste est en retard : réglez la date, ou prévenez l'informatique."


@dataclass(frozen=True, slots=True)
class Received:
    """What is in service, in words; `problem` a French sentence about what was refused.

    `new` once, when another came into service; `more` while one is still being fetched.
    """

    bundle: str = ""
    problem: str = ""
    new: bool = False
    more: bool = False


class Receiver:
    """Takes what is newest from one server; `slow` says whether the line is."""

    def __init__(self, bundles: Bundles, clock: Clock, slow: Callable[[], bool]) -> None:
        self._bundles = bundles
        self._clock = clock
        self._slow = slow
        self._asked_at: datetime | None = None
        self._last = Received()

    def state(self) -> Received:
        """What is in service, without asking anyone."""
        return self._told(replace(self._last, new=False))

    def receive(self, server: str, pool: Pool, token: str) -> Received:
        """Ask, and install what is newer; never raises `AparteError`."""
        now = self._clock.now()
        if self._slow() and self._asked_at is not None and abs(now - self._asked_at) < SLOW_EVERY:
            return self.state()
        try:
            source = PatientSource(HttpSource(f"{server}{REPOSITORY}", pool, token), AT_ONCE_S)
            taken = self._bundles.take(source, first=True)
        except PausedError:
            return replace(self.state(), more=True)
        except MissingError:
            self._last = Received()
        except (SyncError, InstallingError) as error:
            # The next exchange takes it up where it stopped; the indicator says already that it is offline.
            log.info("no bundle now: %s", type(error).__name__)
            return self.state()
        except AparteError as error:
            log.warning("a bundle is refused: %s", type(error).__name__)
            self._last = Received(problem=str(error))
        else:
            self._last = Received(problem=_LATE if taken.clock_odd else "", new=taken.new)
        self._asked_at = now
        return self._told(self._last)

    def joined_another(self) -> None:
        """Another server: its own root is to be learnt."""
        self._bundles.forget()
        self._asked_at, self._last = None, Received()

    def _told(self, received: Received) -> Received:
        """With the bundle in service, and that it is past its date when nothing worse is to be said."""
        current = self._bundles.shelf.current()
        if current is None:
            return received
        problem = received.problem or expired_sentence(current, self._clock.now())
        return replace(received, bundle=said(current), problem=problem)
