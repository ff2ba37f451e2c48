"""The commands on contacts, each with the workstation's contacts open around it."""

from argparse import Namespace

from aparte.assist.contacts.office import Office
from aparte.assist.figures.town import town_wording
from aparte.assist.figures.wording import Wording
from aparte.commands import contact, stats
from aparte.commands.opening import opened_office
from aparte.core.clock import SystemClock
from aparte.kb.seed import SeedFolder
from aparte.settings.places import Places


def contact_list(options: Namespace, found: Places) -> int:
    """`aparte contact list`."""
    with opened_office(options, found) as office:
        return contact.show_list(office.journal, options, _wording(office, found).code)


def contact_show(options: Namespace, found: Places) -> int:
    """`aparte contact show`."""
    with opened_office(options, found) as office:
        return contact.show_one(office.journal, options, _wording(office, found).code)


def contact_export(options: Namespace, found: Places) -> int:
    """`aparte contact export`."""
    with opened_office(options, found) as office:
        return contact.export(office.journal, options)


def contact_erase(options: Namespace, found: Places) -> int:
    """`aparte contact erase`."""
    with opened_office(options, found) as office:
        return contact.erase(office.journal, options, _wording(office, found).code)


def stats_month(options: Namespace, found: Places) -> int:
    """`aparte stats month`."""
    with opened_office(options, found) as office:
        counts = stats.Counts(office.journal.cells, _wording(office, found), SystemClock().today())
        return stats.show_month(counts, options)


def _wording(office: Office, found: Places) -> Wording:
    return town_wording(SeedFolder(found.seed), office.codes)
