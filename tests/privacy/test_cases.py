"""The recognisers on the notes of this folder: what the issue asks, measured."""

import random

from aparte.privacy.kinds import Kind
from aparte.privacy.masking import find, mask
from tests.privacy.cases import Case, measure, read_cases
from tests.privacy.writer import written_by_machine

BY_HAND = ("written", "held_out", "fresh", "messy", "last")
# Kinds that are recognised by themselves, whatever stands around.
ALONE = frozenset({Kind.EMAIL, Kind.IBAN, Kind.NIR, Kind.CARD, Kind.PHONE, Kind.PLATE, Kind.ADDRESS})
LEAST_RECALL = 0.98
# A name is looked for only where a word announces it: precision first.
LEAST_RECALL_OF_NAMES = 0.95
MOST_FALSE = 0.01


def every_case() -> list[Case]:
    by_hand = [
        *read_cases("written.txt"),
        *read_cases("held_out.txt"),
        *read_cases("fresh.txt"),
        *read_cases("messy.txt"),
    ]
    return [*by_hand, *written_by_machine(160)]


def test_what_is_personal_is_found_and_little_else_is() -> None:
    measured = measure(every_case())
    assert measured.recall >= LEAST_RECALL, measured.missed
    assert measured.false_share <= MOST_FALSE, measured.excess


def test_no_kind_hides_behind_the_others() -> None:
    measured = measure(every_case())
    least = {kind: LEAST_RECALL if kind in ALONE else LEAST_RECALL_OF_NAMES for kind in Kind}
    weak = {kind: count for kind, count in measured.kinds.items() if count.found < least[kind] * count.pieces}
    assert weak == {}, measured.missed


def test_the_set_is_large_and_half_of_it_innocent() -> None:
    cases = every_case()
    innocent = sum(not one.expected for one in cases)
    assert len(cases) >= 500
    assert 0.4 <= innocent / len(cases) <= 0.6
    assert all(count.pieces >= 15 for count in measure(cases).kinds.values())


def test_the_words_around_hide_nothing() -> None:
    draw = random.Random(11)
    cases = [case for case in every_case() if case.text.isprintable()]
    around = [word for case in cases if not case.expected for word in case.text.split() if word.isalpha()]
    missed = []
    pieces = 0
    for case in cases:
        for piece in case.expected:
            if piece.kind in ALONE and find(words := case.text[piece.start : piece.end]):
                before, after = draw.choice(around), draw.choice(around)
                pieces += 1
                masked = mask(f"{before} {words} {after}")
                if words in masked:
                    missed.append(f"{before} {words} {after}")
    assert len(missed) <= 0.01 * pieces, missed


def test_a_mark_gives_its_place() -> None:
    [one] = [case for case in read_cases("written.txt") if case.text.startswith("le fixe ne marche pas")]
    [finding] = one.expected
    assert (one.text[finding.start : finding.end], finding.kind) == ("06-39-98-20-21", Kind.PHONE)
