from dataclasses import replace
from datetime import date, timedelta

from aparte.core.contact import Act, Channel, Outcome
from aparte.core.identifiers import Identifiers
from aparte.core.records import Correction, GapKind, GapTicket
from aparte.stats.cells import ArticleCell, Cells, ContactCell, DemandCell, GapCell
from aparte.stats.month import month_sums, span
from aparte.stats.months import Month
from aparte.store.store import Store
from tests.fakes.recorded import AGENT, NOON, contact, demand, uses

TODAY = NOON.date()


def test_a_contact_counts_in_its_hour_its_demands_and_its_articles(store: Store, ids: Identifiers) -> None:
    transferred = demand("b", "SCO-CANT", Outcome.TRANSFERRED, service="ecoles")
    store.contacts.record(AGENT, contact(ids, demands=(demand("a"), demand("c"), transferred)))
    store.contacts.record("b-77", contact(ids, handled_s=60, uses=()))
    assert store.statistics.cells(TODAY, TODAY) == Cells(
        first=TODAY,
        last=TODAY,
        contacts=(ContactCell(TODAY, 12, Channel.PHONE, 2, 300, 2),),
        demands=(
            DemandCell(TODAY, Channel.PHONE, "IDE-PERTE", Outcome.ANSWERED, "", 3),
            DemandCell(TODAY, Channel.PHONE, "SCO-CANT", Outcome.TRANSFERRED, "ecoles", 1),
        ),
        articles=(ArticleCell(TODAY, "carte-perdue", "Carte d'identité perdue ou volée", 1, 1),),
    )


def test_only_the_days_asked_for_are_counted(store: Store, ids: Identifiers) -> None:
    for back in range(4):
        store.contacts.record(AGENT, contact(ids, NOON - timedelta(days=back)))
    cells = store.statistics.cells(TODAY - timedelta(days=2), TODAY - timedelta(days=1))
    assert [cell.day for cell in cells.contacts] == [TODAY - timedelta(days=2), TODAY - timedelta(days=1)]
    assert len(cells.demands) == len(cells.articles) == 2


def test_past_months_added_up_give_the_same_month(store: Store, ids: Identifiers) -> None:
    outcomes, channels, month = tuple(Outcome), tuple(Channel), Month.of(TODAY)
    for number in range(150):
        one = demand("a", ("IDE-PERTE", "SCO-CANT")[number % 2], outcomes[number % 3], service=f"s{number % 4}")
        at = NOON - timedelta(days=number * 3, hours=number % 5)
        store.contacts.record(AGENT, contact(ids, at, channel=channels[number % 5], demands=(one,)))
    for back in range(13):
        store.contacts.record(AGENT, contact(ids, NOON - timedelta(days=back)))
    fine = store.statistics.cells(*span(month))
    coarse = store.statistics.cells(*span(month), month.first)
    assert len(coarse.demands) < len(fine.demands)
    assert month_sums(coarse, month, {}) == month_sums(fine, month, {})
    assert [cell for cell in coarse.demands if cell.day >= month.first] == [
        cell for cell in fine.demands if cell.day >= month.first
    ]


def test_a_correction_moves_the_counts(store: Store, ids: Identifiers) -> None:
    one = contact(ids)
    store.contacts.record(AGENT, one)
    store.contacts.correct(AGENT, one.id, Correction(Channel.DESK, (demand("a", "SCO-CANT", Outcome.CALL_BACK),)))
    cells = store.statistics.cells(TODAY, TODAY)
    assert cells.contacts == (ContactCell(TODAY, 12, Channel.DESK, 1, 240, 1),)
    assert cells.demands == (DemandCell(TODAY, Channel.DESK, "SCO-CANT", Outcome.CALL_BACK, "", 1),)


def test_an_article_opened_twice_in_a_contact_counts_once(store: Store, ids: Identifiers) -> None:
    store.contacts.record(AGENT, contact(ids, uses=uses() + uses()))
    store.contacts.record(AGENT, contact(ids, uses=(replace(uses()[0], act=Act.SHOWN),)))
    [cell] = store.statistics.cells(TODAY, TODAY).articles
    assert (cell.opened, cell.given) == (1, 1)


def test_an_article_bears_its_newest_title(store: Store, ids: Identifiers) -> None:
    store.contacts.record(AGENT, contact(ids))
    store.contacts.record(AGENT, contact(ids, uses=tuple(replace(use, title="Carte perdue") for use in uses())))
    assert [cell.title for cell in store.statistics.cells(TODAY, TODAY).articles] == ["Carte perdue"]


def test_only_questions_without_an_answer_count_as_gaps(store: Store, ids: Identifiers) -> None:
    for kind in (GapKind.UNANSWERED, GapKind.UNANSWERED, GapKind.WRONG, GapKind.OLD):
        store.gaps.file(AGENT, GapTicket(ids.uuid7(), "M-A", kind, NOON, "", theme="identite"))
    assert store.statistics.cells(TODAY, TODAY).gaps == (GapCell(TODAY, "identite", 2),)


def test_a_store_without_contacts_counts_nothing(store: Store) -> None:
    assert store.statistics.cells(date.min, date.max) == Cells(date.min, date.max)
