"""Vaults on a real folder, with a keyring in memory, and contacts to put in them."""

from datetime import timedelta
from pathlib import Path

from aparte.core.contact import Channel, Contact, Demand
from aparte.store.keys import KeyKeeper, ScryptCost
from aparte.store.vault import Vault, assemble
from tests.fakes.clock import HandClock
from tests.fakes.keyring import MemoryKeeper

CHEAP = ScryptCost(n=2, r=1, p=1)
PASSPHRASE = "tortue bleue volcan"
NOTES = "Madame Zéphyrine demande un passeport"


def vault(
    folder: Path, keeper: KeyKeeper | None = None, clock: HandClock | None = None, *, require_pin: bool = False
) -> Vault:
    """The vault of a folder, with cheap derivations."""
    clock = clock or HandClock()
    return Vault(assemble(folder, clock, keeper or MemoryKeeper(), CHEAP, require_pin=require_pin))


def record(opened: Vault, number: int) -> str:
    """Record an invented contact; returns its id once it is on the disk."""
    assert opened.agent is not None
    begun = HandClock().now()
    contact = Contact(
        id=f"contact-{number}",
        reference=f"E-{number:06}",
        channel=Channel.PHONE,
        opened_at=begun,
        closed_at=begun + timedelta(minutes=4),
        demands=(Demand(f"demand-{number}", code="identite.passeport"),),
        notes=NOTES,
        handled_s=240,
    )
    opened.store.contacts.record(opened.agent.ref, contact, keep_notes_until=begun.date() + timedelta(days=30))
    return contact.id


def recorded(opened: Vault) -> set[str]:
    """The ids of every contact kept."""
    return {str(row["id"]) for row in opened.store.database.rows("SELECT id FROM contact")}


def nothing() -> None:
    """An autosave with nothing to save."""
