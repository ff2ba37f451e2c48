"""Whose turn it is, and which version is for a machine: decided alike each time, from what is signed."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.assist.updating.choosing import Choice, Here, Offer, choose, offers
from aparte.assist.updating.turn import drawn_number, in_turn
from aparte.sync.trust.repository import SignedFile
from aparte.wire.release import Release, ReleaseFormatError, read_release, version_key

HERE = Here("linux", "deb", "x86_64", "1.0.0")
NUMBERS = st.text("0123456789abcdef", min_size=32, max_size=32)
VERSIONS = st.tuples(*[st.integers(0, 30)] * 3).map(lambda parts: ".".join(map(str, parts)))
WORDS = st.none() | st.integers(-1, 101) | st.text("a1./é", max_size=6) | st.sampled_from(["stable", "preview", "msi"])
SHARES = st.integers(0, 100)


def release(version: str, channel: str = "stable", rollout: int = 100, **other: str) -> Release:
    told = {"system": "linux", "kind": "deb", "machine": "x86_64"} | other
    name = f"aparte_{version}_amd64.deb"
    return Release(name, version, channel, rollout=rollout, released_on=date(2026, 11, 26), **told)


def offer(version: str, channel: str = "stable", rollout: int = 100) -> Offer:
    made = release(version, channel, rollout)
    return Offer(made, SignedFile(made.path, 10, "0" * 64, made.custom()))


def chosen(*given: Offer, channel: str = "stable", number: str = "", held: str = "") -> tuple[str, str]:
    choice: Choice = choose(given, HERE, channel, number, held)
    return (
        choice.offer.release.version if choice.offer else "",
        choice.later.version if choice.later else "",
    )


@given(NUMBERS, VERSIONS, SHARES, SHARES)
def test_a_larger_share_takes_no_turn_away(number: str, version: str, first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert not in_turn(number, version, low) or in_turn(number, version, high)


@given(NUMBERS, VERSIONS)
def test_a_hundred_is_everyone_and_zero_nobody(number: str, version: str) -> None:
    assert in_turn(number, version, 100)
    assert not in_turn(number, version, 0)


@given(VERSIONS, st.integers(1, 99))
def test_a_share_of_the_workstations_is_what_was_signed(version: str, share: int) -> None:
    """Of 2,000 drawn numbers, within five standard deviations."""
    numbers = (sha256(f"{version} {at}".encode()).hexdigest()[:32] for at in range(2000))
    taken = sum(in_turn(number, version, share) for number in numbers)
    spread = (2000 * share / 100 * (1 - share / 100)) ** 0.5
    assert abs(taken - 20 * share) <= 5 * spread + 1


def test_the_first_ones_are_others_for_each_version() -> None:
    numbers = [sha256(str(at).encode()).hexdigest()[:32] for at in range(1000)]
    first, second = ({one for one in numbers if in_turn(one, version, 10)} for version in ("1.1.0", "1.2.0"))
    assert len(first & second) < 30


def test_a_number_is_drawn_once(tmp_path: Path) -> None:
    number = drawn_number(tmp_path / "own")
    assert drawn_number(tmp_path / "own") == number
    assert drawn_number(tmp_path / "other") != number


def test_an_agent_and_the_administrator_of_a_machine_have_one_turn(tmp_path: Path) -> None:
    machine = drawn_number(tmp_path / "machine")
    assert drawn_number(tmp_path / "own", [tmp_path / "machine"]) == machine


def test_a_damaged_number_is_drawn_anew(tmp_path: Path) -> None:
    (tmp_path / "number").write_text("../../etc")
    assert in_turn(drawn_number(tmp_path), "1.0.0", 100)


@given(st.lists(st.tuples(VERSIONS, SHARES, st.sampled_from(["stable", "preview"])), max_size=8), NUMBERS, VERSIONS)
def test_never_an_older_version_nor_one_whose_turn_has_not_come(
    signed: list[tuple[str, int, str]], number: str, running: str
) -> None:
    given_offers = [offer(version, channel, share) for version, share, channel in signed]
    here = Here("linux", "deb", "x86_64", running)
    for channel in ("stable", "preview", "none"):
        found = choose(given_offers, here, channel, number).offer
        if found is not None:
            assert version_key(found.release.version) > version_key(running)
            assert in_turn(number, found.release.version, found.release.rollout)
            assert channel in ("preview", found.release.channel)


def test_the_newest_is_taken() -> None:
    assert chosen(offer("1.2.0"), offer("1.10.0"), offer("1.9.9")) == ("1.10.0", "")


def test_stable_does_not_see_what_is_tried() -> None:
    assert chosen(offer("1.1.0"), offer("1.2.0", "preview")) == ("1.1.0", "")
    assert chosen(offer("1.1.0"), offer("1.2.0", "preview"), channel="preview") == ("1.2.0", "")


def test_while_a_version_goes_out_by_stages_the_one_before_is_for_everyone() -> None:
    number = next(one for at in range(99) if not in_turn(one := f"{at:032x}", "1.2.0", 10))
    assert chosen(offer("1.1.0"), offer("1.2.0", rollout=10), number=number) == ("1.1.0", "1.2.0")
    assert chosen(offer("1.2.0", rollout=0), number=number) == ("", "1.2.0")


def test_what_was_gone_back_from_does_not_come_again() -> None:
    assert chosen(offer("1.1.0"), held="1.1.0") == ("", "")
    assert chosen(offer("1.1.0"), offer("1.1.1"), held="1.1.0") == ("1.1.1", "")


def test_what_is_made_for_another_machine_or_by_a_later_format_is_passed_over() -> None:
    windows = release("2.0.0", system="windows", kind="msi")
    arm = release("2.0.0", machine="aarch64")
    files = [SignedFile(one.path, 10, "0" * 64, one.custom()) for one in (windows, arm)]
    files.append(SignedFile(release("2.0.0").path, 10, "0" * 64, release("2.0.0").custom() | {"format": 2}))
    assert offers(files, HERE) == ()


@given(st.dictionaries(st.sampled_from(list(release("1.0.0").custom())), WORDS))
def test_whatever_is_signed_is_a_release_or_none(other: dict[str, object]) -> None:
    made = release("1.1.0")
    try:
        found = read_release(made.path, made.custom() | other)
    except ReleaseFormatError:
        return
    assert (found.path, found.name) == (made.path, made.name)


@pytest.mark.parametrize("name", ["", "../x.deb", "a/b.deb", "-rf.deb", "a b.deb", ".hidden", "x" * 200, "é.deb"])
def test_a_name_that_leads_elsewhere_is_no_release(name: str) -> None:
    with pytest.raises(ReleaseFormatError):
        read_release(f"program/stable/{name}", release("1.1.0").custom())


@pytest.mark.parametrize("version", ["1.1", "1.1.0.0", "1.1.0-rc1", "01.1.0", "1.1.0 ", "", "١.1.0"])
def test_a_version_is_three_numbers(version: str) -> None:
    with pytest.raises(ReleaseFormatError):
        version_key(version)
