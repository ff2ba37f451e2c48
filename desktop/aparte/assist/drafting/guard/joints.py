"""What joins two things of a source: said without it, two cases would be one."""

from collections.abc import Iterator, Sequence

from aparte.assist.drafting.guard.reading import Part, Token


def unjoined(said: Sequence[Token], sources: Sequence[Sequence[Token]]) -> bool:
    """Whether an "et" or "ou" is left out between what it joins.

    « Non déclarée ou déclarée fausse » is not « non déclarée fausse », « datée et signée » not « datée signée ».
    """
    close = frozenset(_close(said))
    keys = frozenset(token.key for token in said if token.content)
    held = frozenset(pair for tokens in sources for pair in _close(tokens))
    for tokens in sources:
        for before, left, right, after in _joints(tokens):
            if left != right and {(left, right), (right, left)} & (close - held):
                return True
            # « A ou B » told of one thing: its two qualities are said of it at once.
            around = {(before, left), (right, after)} - {(before, ""), ("", after)}
            if left == right and {before, after} <= keys and around <= close and _often(said, left) == 1:
                return True
            if (
                left != right
                and after
                and (left, after) in close - held
                and (before, left) in close
                and right not in keys
            ):
                return True
    return False


def _often(tokens: Sequence[Token], key: str) -> int:
    return sum(token.key == key for token in tokens)


def _close(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Each two things said in a row with nothing that parts them."""
    last = ""
    for token in tokens:
        if token.part in (Part.BREAK, Part.CLAUSE):
            last = ""
        elif token.content:
            if last:
                yield last, token.key
            last = token.key


def _joints(tokens: Sequence[Token]) -> Iterator[tuple[str, str, str, str]]:
    """For each "et" or "ou" the two things before it and the two after."""
    for at, token in enumerate(tokens):
        if token.form in ("et", "ou"):
            left = [one.key for one in tokens[:at] if one.content][-2:]
            right = [one.key for one in tokens[at + 1 :] if one.content][:2]
            if left and right:
                yield left[0] if len(left) > 1 else "", left[-1], right[0], right[1] if len(right) > 1 else ""
