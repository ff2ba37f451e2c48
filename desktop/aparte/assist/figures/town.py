"""A town's own words for its figures, from its knowledge base."""

from collections.abc import Iterable

from aparte.assist.figures.wording import Wording, wording
from aparte.core.contact import ClosureCode
from aparte.kb.reading import UNREADABLE, read_yaml
from aparte.kb.seed import SeedFolder


def town_wording(seed: SeedFolder, codes: Iterable[ClosureCode]) -> Wording:
    """The town's name and labels; the folder's name where the town's can't be read."""
    services = {key: service.name for key, service in seed.services().items()}
    return wording(town_name(seed), codes, services, seed.themes())


def town_name(seed: SeedFolder) -> str:
    """The town's name; the folder's where it can't be read."""
    return _of_town(seed, "name") or seed.folder.name


def town_website(seed: SeedFolder) -> str:
    """The town's website, or empty."""
    return _of_town(seed, "website")


def _of_town(seed: SeedFolder, field: str) -> str:
    try:
        return str(read_yaml(seed.folder / "town.yaml")[field])
    except UNREADABLE:
        return ""
