from dataclasses import replace
from datetime import timedelta

import pytest

from aparte.core.identifiers import Identifiers
from aparte.core.records import GapKind, GapStatus, GapTicket
from aparte.store.errors import UnknownGapError
from aparte.store.store import Store
from aparte.wire.event import EventType
from tests.fakes.recorded import AGENT, NOON
from tests.fakes.stores import StoreFolder


def ticket(ids: Identifiers, text: str = "duplicata du livret de famille", minutes: int = 0) -> GapTicket:
    return GapTicket(
        ids.uuid7(),
        ids.reference("M"),
        GapKind.UNANSWERED,
        NOON + timedelta(minutes=minutes),
        text,
        ("livret-famille",),
        "etat-civil",
    )


def test_a_ticket_comes_back_as_it_was_filed(folder: StoreFolder) -> None:
    gap = ticket(folder.ids)
    assert folder.store.gaps.file(AGENT, gap) == gap
    assert folder.reopen().gaps.gaps() == (gap,)


def test_the_newest_ticket_comes_first(store: Store, ids: Identifiers) -> None:
    early, late = ticket(ids), ticket(ids, minutes=5)
    store.gaps.file(AGENT, late)
    store.gaps.file(AGENT, early)
    assert store.gaps.gaps() == (late, early)


def test_a_closed_ticket_leaves_the_open_ones(store: Store, ids: Identifiers) -> None:
    one, two = ticket(ids), ticket(ids, minutes=1)
    for gap in (one, two):
        store.gaps.file(AGENT, gap)
    store.gaps.close(one.id)
    assert store.gaps.gaps(GapStatus.OPEN) == (two,)
    assert store.gaps.gaps(GapStatus.DONE) == (replace(one, status=GapStatus.DONE),)


def test_a_wording_is_synchronised_only_once_reread(store: Store, ids: Identifiers) -> None:
    gap = ticket(ids)
    store.gaps.file(AGENT, gap, contact_id="c1")
    assert store.outbox.waiting() == 0
    reread = store.gaps.reread(AGENT, gap.id, "livret de famille : duplicata")
    assert reread == replace(gap, text="livret de famille : duplicata", reread=True)
    [event] = store.outbox.pending()
    assert (event.type, event.contact_id) == (EventType.GAP_FILED, "c1")
    assert event.payload == {
        "gap_id": gap.id,
        "reference": gap.reference,
        "kind": "unanswered",
        "filed_at": "2026-10-14T12:00:00.000Z",
        "text": "livret de famille : duplicata",
        "article_ids": ["livret-famille"],
        "theme": "etat-civil",
    }


def test_a_second_rereading_supersedes_the_first(store: Store, ids: Identifiers) -> None:
    gap = replace(ticket(ids), reread=True)
    store.gaps.file(AGENT, gap)
    store.gaps.reread(AGENT, gap.id, "autre tournure")
    first, second = store.outbox.pending()
    assert second.supersedes == first.event_id


def test_an_unknown_ticket_is_said_so(store: Store) -> None:
    with pytest.raises(UnknownGapError, match="n'est plus dans la liste"):
        store.gaps.close("nothing")
    with pytest.raises(UnknownGapError):
        store.gaps.reread(AGENT, "nothing", "")
