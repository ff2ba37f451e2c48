"""What of a contact counts for its code."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from aparte.assist.coding.evidence import Evidence, evidence_of
from aparte.core.contact import Act, AnswerUse, Channel, OpenContact, Refusal

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def contact(*acts: tuple[Act, str], said: str = "", notes: str = "") -> OpenContact:
    uses = tuple(
        AnswerUse(act, NOON + timedelta(seconds=at), article, "v", article) for at, (act, article) in enumerate(acts)
    )
    return OpenContact("id", "E-1", Channel.DESK, NOON, said, notes, (), uses)


def test_words_said_and_notes_are_read_together() -> None:
    assert evidence_of(contact(said="carte perdue", notes="rdv lundi")).text == "carte perdue\nrdv lundi"
    assert evidence_of(contact(said=" ", notes="rdv lundi")).text == "rdv lundi"


def test_the_article_used_last_comes_last() -> None:
    read = evidence_of(contact((Act.OPENED, "a"), (Act.OPENED, "b"), (Act.COPIED, "a"), (Act.SHOWN, "c")))
    assert read == Evidence("", ("b", "a"), ("c",))


def test_a_draft_refused_says_nothing_of_its_article() -> None:
    opened = contact((Act.OPENED, "a"), (Act.REFUSED, "a"))
    refused = replace(opened.uses[1], by_machine=True, refusal=Refusal.BADLY_SAID)
    assert evidence_of(replace(opened, uses=(opened.uses[0], refused))).opened == ("a",)


def test_an_article_refused_counts_for_nothing_until_it_is_opened_again() -> None:
    refused = ((Act.SHOWN, "a"), (Act.OPENED, "a"), (Act.REFUSED, "a"))
    assert evidence_of(contact(*refused)) == Evidence("")
    assert evidence_of(contact(*refused, (Act.EDITED, "a"))).opened == ("a",)
