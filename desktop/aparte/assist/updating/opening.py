"""Updates assembled from the places and the settings of a workstation."""

import os
from pathlib import Path

from aparte.assist.updating.choosing import Here, this_machine
from aparte.assist.updating.keeping import UpdateFolder
from aparte.assist.updating.turn import drawn_number
from aparte.assist.updating.updates import Updates
from aparte.core.clock import Clock
from aparte.settings import Settings, options
from aparte.settings.places import Places
from aparte.sync.network import Network, checked_address, pool_for
from aparte.sync.trust.http_source import HttpSource
from aparte.sync.trust.source import FolderSource, Source


def administers() -> bool:
    """Whether this account may install for everyone and keep what agents can't change.

    Never on Windows: there a running program can't replace its own files, and the town's own tool does it.
    """
    return os.name != "nt" and os.geteuid() == 0


def open_updates(
    found: Places, settings: Settings, clock: Clock, here: Here | None = None, *, machine: bool
) -> Updates:
    """The whole machine's, for an administrator, else this user's; the settings are read again at each use."""
    folder = found.machine_updates if machine else found.updates
    return Updates(
        UpdateFolder(folder),
        found.update_root,
        lambda: source_at(settings.get(options.UPDATE_SOURCE), settings),
        settings=settings,
        clock=clock,
        here=here or this_machine(),
        number=lambda: drawn_number(folder, [found.machine_updates]),
    )


def source_at(place: str, settings: Settings) -> Source:
    """A folder, a share or an address; raises `UsageError` for an address that would go in clear, `SyncError`."""
    where = place.strip()
    if "://" not in where:
        return FolderSource(Path(where).expanduser().absolute())
    address = checked_address(where)
    network = Network(settings.get(options.SYNC_PROXY).strip(), settings.get(options.SYNC_AUTHORITIES).strip())
    return HttpSource(address, pool_for(address, network))
