"""The bench's agent: what one key takes, what a wrong offer costs."""

from aparte.assist.completing.completer import CompletionRequest
from tests.bench.completion import Sample, typed


class _Knowing:
    """Offers the rest of one text, with the words after `right` spoilt."""

    def __init__(self, text: str, right: int) -> None:
        self._text, self._right = text, right

    def complete(self, request: CompletionRequest) -> str:
        """The rest of the text as it knows it."""
        rest = self._text[len(request.before) :].split(" ")
        return " ".join([*rest[: self._right], *(word.upper() for word in rest[self._right :])])


def _keys(text: str, right: int) -> tuple[int, int]:
    tally = typed(_Knowing(text, right), [Sample("reply", text, ())])
    return tally.keys, tally.wrong


def test_end_takes_a_whole_right_offer_for_one_key() -> None:
    assert _keys("prendre rendez-vous", 2) == (1, 0)


def test_each_right_word_of_a_wrong_offer_costs_one_key() -> None:
    assert _keys("il faut venir", 2)[0] == 3


def test_a_wrong_offer_saves_nothing_and_is_counted() -> None:
    assert _keys("venir", 0) == (5, 5)
