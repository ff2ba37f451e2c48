"""The recognisers on the notes of this folder: what the issue asks, measured."""

from aparte.privacy.kinds import Kind
from tests.privacy.cases import Case, measure, read_cases
from tests.privacy.writer import written_by_machine

LEAST_RECALL = 0.98
MOST_FALSE = 0.01


def every_case() -> list[Case]:
    by_hand = [*read_cases("written.txt"), *read_cases("held_out.txt"), *read_cases("fresh.txt")]
    return [*by_hand, *written_by_machine(160)]


def test_what_is_personal_is_found_and_little_else_is() -> None:
    measured = measure(every_case())
    assert measured.recall >= LEAST_RECALL, measured.missed
    assert measured.false_share <= MOST_FALSE, measured.excess


def test_no_kind_hides_behind_the_others() -> None:
    measured = measure(every_case())
    weak = {kind: count for kind, count in measured.kinds.items() if count.found < LEAST_RECALL * count.pieces}
    assert weak == {}, measured.missed


def test_the_set_is_large_and_half_of_it_innocent() -> None:
    cases = every_case()
    innocent = sum(not one.expected for one in cases)
    assert len(cases) >= 500
    assert 0.4 <= innocent / len(cases) <= 0.6
    assert all(count.pieces >= 15 for count in measure(cases).kinds.values())


def test_a_mark_gives_its_place() -> None:
    [one] = [case for case in read_cases("written.txt") if case.text.startswith("le fixe ne marche pas")]
    [finding] = one.expected
    assert (one.text[finding.start : finding.end], finding.kind) == ("06-39-98-20-21", Kind.PHONE)
