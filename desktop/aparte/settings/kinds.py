"""The kinds of value an option can hold, and how each is read from JSON.

`read` raises `ValueError` on anything that is not a value of the kind.
"""

from dataclasses import dataclass
from typing import Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Kind(Protocol[T_co]):
    """Turns what a file holds into a value, or refuses it."""

    def read(self, raw: object) -> T_co:
        """The value, or `ValueError`."""
        ...


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def read(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise ValueError("not a boolean")  # noqa: TRY004 - one error for every refusal
        return raw


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds."""

    lowest: int
    highest: int
    step: int = 1
    unit: str = ""

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise ValueError("not a whole number")  # noqa: TRY004 - as above
        if not self.lowest <= raw <= self.highest:
            raise ValueError(f"not between {self.lowest} and {self.highest}")
        return raw


@dataclass(frozen=True, slots=True)
class Text:
    """A short line of text."""

    longest: int

    def read(self, raw: object) -> str:
        if not isinstance(raw, str) or len(raw) > self.longest:
            raise ValueError(f"not a text of at most {self.longest} characters")
        if not raw.isprintable():
            raise ValueError("a text with control characters")
        return raw


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value and its French label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, init=False)
class Choices:
    """One value among a few."""

    choices: tuple[Choice, ...]

    def __init__(self, *choices: Choice) -> None:
        object.__setattr__(self, "choices", choices)

    def read(self, raw: object) -> str:
        for choice in self.choices:
            if raw == choice.value:
                return choice.value
        raise ValueError("not one of the choices")


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row of pixels; empty means never set. `count`, when given, is its only other length."""

    count: int | None = None

    def read(self, raw: object) -> tuple[int, ...]:
        if not isinstance(raw, list | tuple) or len(raw) > 16:
            raise ValueError("not a short list")
        if raw and self.count is not None and len(raw) != self.count:
            raise ValueError(f"not {self.count} numbers")
        return tuple(_PIXELS.read(item) for item in raw)


@dataclass(frozen=True, slots=True)
class Texts:
    """A short list of short texts."""

    most: int

    def read(self, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list | tuple) or len(raw) > self.most:
            raise ValueError(f"not a list of at most {self.most}")
        return tuple(_NAME.read(item) for item in raw)


_PIXELS = Whole(-100_000, 100_000)
_NAME = Text(longest=200)
