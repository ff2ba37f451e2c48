"""The bundles of a workstation assembled from its places and settings."""

from aparte.assist.bundles.bundles import Bundles
from aparte.core.clock import Clock
from aparte.settings import Settings, options
from aparte.settings.places import Places


def open_bundles(found: Places, settings: Settings, clock: Clock) -> Bundles:
    """The settings are read again at each use."""
    return Bundles(found.bundles, clock, lambda: settings.get(options.BUNDLE_ROOT).strip(), found.seed)
