"""Synchronisation assembled from the settings."""

from aparte.assist.bundles.opening import open_bundles
from aparte.assist.contacts.workstation import Workstation
from aparte.assist.syncing.receiving import Receiver
from aparte.assist.syncing.rules import EnrolmentRules
from aparte.assist.syncing.syncer import Syncer
from aparte.assist.urgent.feed import UrgentFeed
from aparte.assist.urgent.keeping import UrgentFile
from aparte.core.clock import Clock
from aparte.core.lanes import Lane
from aparte.settings import Settings, options
from aparte.settings.places import Places
from aparte.sync.network import Network


def open_syncer(workstation: Workstation, store_lane: Lane, settings: Settings, clock: Clock, found: Places) -> Syncer:
    """For one workstation; the settings are read again at each exchange.

    Where a base was chosen by hand, no bundle takes its place.
    """

    def slow() -> bool:
        return settings.get(options.SYNC_SLOW)

    return Syncer(
        workstation,
        store_lane,
        lambda: Network(settings.get(options.SYNC_PROXY).strip(), settings.get(options.SYNC_AUTHORITIES).strip()),
        clock,
        slow=slow,
        receiver=Receiver(open_bundles(found, settings, clock), clock, slow) if found.follows else None,
        urgent=UrgentFeed(open_bundles(found, settings, clock), UrgentFile.under(found.base)),
        rules=EnrolmentRules(settings),
    )
