"""`aparte contact list|show|export|erase`: the journal, from a terminal."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from aparte.assist.contacts.desk import Journal
from aparte.assist.contacts.exporting import Labels, contact_text
from aparte.assist.contacts.wording import CHANNELS, OUTCOMES
from aparte.commands.output import json_line, json_text, write_file
from aparte.core.console import say, tell
from aparte.core.contact import Contact
from aparte.core.errors import UsageError
from aparte.core.records import JournalFilter

_PAGE = 500


def show_list(journal: Journal, options: Namespace, label: Labels) -> int:
    """`aparte contact list`: the newest contacts that the filters let through."""
    wanted = _filter(options)
    page = journal.page(wanted, limit=options.limit)
    if options.json:
        say(json_text([_plain(contact, words=False) for contact in page.contacts]))
        return 0
    for contact in page.contacts:
        say(_line(contact, label))
    if page.total > len(page.contacts):
        tell(f"{page.total} échanges en tout ; --limit en montre davantage.")
    elif not page.contacts:
        tell("Aucun échange ne correspond.")
    return 0


def show_one(journal: Journal, options: Namespace, label: Labels) -> int:
    """`aparte contact show`: one contact, its answers and its history."""
    contact, versions = journal.contact(_identifier(journal, options.reference))
    if options.json:
        history = [asdict(version) for version in versions]
        say(json_text({**_plain(contact, words=True), "history": history}))
        return 0
    say(contact_text(contact, versions, label).decode("utf-8-sig").replace("\r\n", "\n"), end="")
    return 0


def export(journal: Journal, options: Namespace) -> int:
    """`aparte contact export`: the contacts as JSON, a line each; without words, notes or names unless asked."""
    rows = (_plain(contact, words=options.words_too) for contact in _all(journal, _filter(options)))
    count = _say(rows) if options.out is None else write_file(options.out, (json_line(row) for row in rows))
    tell(f"{count} échange{'s' if count > 1 else ''} exporté{'s' if count > 1 else ''}.")
    return 0


def erase(journal: Journal, options: Namespace, label: Labels) -> int:
    """`aparte contact erase`: for good, once the reference was given and confirmed."""
    contact, _ = journal.contact(_identifier(journal, options.reference))
    if not options.yes:
        raise UsageError(
            f"L'effacement est définitif : relancez avec --yes pour effacer {_line(contact, label)}. "
            "Les statistiques restent."
        )
    journal.erase(contact.id)
    say(f"{contact.reference} effacé ; les statistiques restent.")
    return 0


def _filter(options: Namespace) -> JournalFilter:
    return JournalFilter(
        first=options.first,
        last=options.last,
        words=options.words,
        channel=options.channel,
        outcome=options.outcome,
        code=options.code,
    )


def _identifier(journal: Journal, reference: str) -> str:
    """The contact with this reference, whatever its case."""
    wanted = reference.strip().upper()
    found = [c for c in journal.page(JournalFilter(words=wanted), limit=20).contacts if c.reference == wanted]
    if not found:
        raise UsageError(f"Aucun échange n'a la référence « {wanted} » : « aparte contact list » les montre.")
    return found[0].id


def _all(journal: Journal, wanted: JournalFilter) -> Iterator[Contact]:
    key = ""
    while True:
        page = journal.page(wanted, after=key, limit=_PAGE)
        yield from page.contacts
        key = page.next_key
        if not key:
            return


def _line(contact: Contact, label: Labels) -> str:
    when = contact.opened_at.astimezone()
    ended = [f"{label(one.code) or 'sans code'} ({OUTCOMES[one.outcome].lower()})" for one in contact.demands]
    return f"{contact.reference}  {when:%d/%m/%Y %H:%M}  {CHANNELS[contact.channel].lower():<13}  {' ; '.join(ended)}"


def _plain(contact: Contact, *, words: bool) -> dict[str, Any]:
    kept = contact if words else replace(contact, said="", notes="", call_back=None)
    return asdict(kept)


def _say(rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    for row in rows:
        say(json_text(row, indent=None))
        count += 1
    return count
