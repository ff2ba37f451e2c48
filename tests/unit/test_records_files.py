"""Gap tickets as CSV, and the agent's own day."""

from dataclasses import replace
from datetime import date

from aparte.assist.contacts.gaps_csv import gaps_csv
from aparte.assist.contacts.own_day import OwnDay, own_day, read_own_day
from aparte.core.contact import Channel, CodeChoice, Outcome
from tests.fakes.journal import FAMILY, GAPS, NOW, FakeJournal, contacts

TODAY = NOW.date()


def test_tickets_open_in_french_excel() -> None:
    data = gaps_csv(GAPS)
    assert data.startswith(b"\xef\xbb\xbf")
    head, first, *_ = data.decode("utf-8-sig").split("\r\n")
    assert head.split(";")[:3] == ["référence", "signalée le", "motif"]
    assert first.split(";")[2:4] == ["sans réponse", "élevage d'autruches sur un balcon, règles de la ville"]


def test_a_text_that_a_spreadsheet_would_run_is_made_plain() -> None:
    ticket = replace(GAPS[0], text='=HYPERLINK("http://x.example")')
    assert ";\"'=HYPERLINK(" in gaps_csv([ticket]).decode("utf-8-sig")


def test_a_day_counts_what_was_recorded_on_it() -> None:
    tally = replace(FAMILY, id="t", tally=True, handled_s=0, demands=FAMILY.demands[:1])
    day = own_day([FAMILY, tally], TODAY)
    assert (day.contacts, day.demands, day.timed, day.handled_s) == (2, 4, 1, 274)
    assert day.unconfirmed == sum(d.choice is CodeChoice.BY_DEFAULT for d in FAMILY.demands)
    assert day.channels == ((Channel.PHONE, 2),)
    assert day.outcomes[0] == (Outcome.ANSWERED, 2)


def test_hours_without_a_contact_are_counted_as_none() -> None:
    late = replace(FAMILY, opened_at=FAMILY.opened_at.replace(hour=17))
    early = replace(FAMILY, opened_at=FAMILY.opened_at.replace(hour=15))
    counts = [count for _, count in own_day([late, early], TODAY).hours]
    assert counts == [1, 0, 1]


def test_an_empty_day_has_no_figure() -> None:
    assert own_day([], TODAY) == OwnDay(TODAY)


def test_the_day_is_read_to_its_last_page() -> None:
    journal = FakeJournal(contacts(900))
    day = max(
        {c.closed_at.date() for c in journal.kept}, key=lambda d: sum(c.closed_at.date() == d for c in journal.kept)
    )
    many = [replace(contact, closed_at=NOW) for contact in journal.kept]
    assert read_own_day(FakeJournal(many), TODAY).contacts == 901
    assert read_own_day(journal, day).contacts == sum(c.closed_at.date() == day for c in journal.kept)
    assert read_own_day(journal, date(2020, 1, 1)).contacts == 0
