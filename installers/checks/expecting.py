"""What a check says when it did not see what it should."""

from collections.abc import Mapping

from installers.checks.table import CheckError


def expect(seen: bool, otherwise: str) -> None:
    """Go on if `seen`, else end the question with the sentence."""
    if not seen:
        raise CheckError(otherwise)


def expect_same(what: str, seen: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Go on if both hold the same, else end the question with what differs."""
    missing, more = sorted(set(wanted) - set(seen)), sorted(set(seen) - set(wanted))
    changed = sorted(name for name in set(wanted) & set(seen) if wanted[name] != seen[name])
    expect(not (missing or more or changed), f"{what}: missing {missing}, unexpected {more}, different {changed}")
