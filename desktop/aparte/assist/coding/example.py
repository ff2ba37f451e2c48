"""What is kept of a confirmed contact to learn from it: numbers of words, never its text.

A word's number is a digest of the base's own word (a stem, a concept of the lexicon, an article's
id), the same on every machine and after the index is built again. Words that the base doesn't
know, and numbers, have none: no name, telephone or address can be learned.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from aparte.core.errors import AparteError

FORMAT = 1
WHOLE = 1000
MOST_WORDS = 200


class BrokenLearningError(AparteError):
    """What was learned, or an example of it, can't be read."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """One confirmed or changed code, with the words it was chosen for.

    `words` are numbers of the base's words, sorted; `expected` is what the base alone would have
    guessed from them, in thousandths, so that only what it got wrong is learned. It is deleted with its contact:
    what was learned is then built again from the others, or forgets it.
    """

    words: tuple[int, ...]
    code: str
    expected: tuple[tuple[str, int], ...] = ()

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps([FORMAT, self.words, self.code, self.expected], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "TrainingExample":
        """What `to_json` wrote; raises `BrokenLearningError`."""
        try:
            version, words, code, expected = json.loads(text)
            example = cls(tuple(words), code, tuple((name, share) for name, share in expected))
        except (ValueError, TypeError, RecursionError) as error:
            raise _broken() from error
        if version != FORMAT or not _sound(example):
            raise _broken()
        return example


def word_number(name: str) -> int:
    """The number of one of the base's words, under 2**32."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big")


def word_numbers(names: Iterable[str]) -> tuple[int, ...]:
    """The numbers of words, each once, sorted; at most `MOST_WORDS`."""
    return tuple(sorted({word_number(name) for name in names})[:MOST_WORDS])


def _sound(example: TrainingExample) -> bool:
    return (
        isinstance(example.code, str)
        and example.code != ""
        and len(example.words) <= MOST_WORDS
        and all(_whole(word, (1 << 32) - 1) for word in example.words)
        and all(isinstance(name, str) and _whole(share, WHOLE) for name, share in example.expected)
        and sum(share for _, share in example.expected) <= WHOLE
    )


def _whole(value: Any, most: int) -> bool:  # noqa: ANN401 - whatever JSON held
    return type(value) is int and 0 <= value <= most


def _broken() -> BrokenLearningError:
    return BrokenLearningError(
        "Ce qui a été appris d'un échange est illisible : il ne compte plus dans les codes proposés."
    )
