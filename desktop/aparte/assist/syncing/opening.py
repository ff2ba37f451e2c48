"""Synchronisation assembled from the settings."""

from aparte.assist.contacts.workstation import Workstation
from aparte.assist.syncing.rules import EnrolmentRules
from aparte.assist.syncing.syncer import Syncer
from aparte.core.clock import Clock
from aparte.core.lanes import Lane
from aparte.settings import Settings, options
from aparte.sync.network import Network


def open_syncer(workstation: Workstation, store_lane: Lane, settings: Settings, clock: Clock) -> Syncer:
    """For one workstation; the settings are read again at each exchange."""
    return Syncer(
        workstation,
        store_lane,
        lambda: Network(settings.get(options.SYNC_PROXY).strip(), settings.get(options.SYNC_AUTHORITIES).strip()),
        clock,
        slow=lambda: settings.get(options.SYNC_SLOW),
        rules=EnrolmentRules(settings),
    )
