"""The code that the agent left untouched, decided when the contact is recorded."""

from dataclasses import replace

from aparte.core.contact import CodeChoice, CodeGuess, Demand


def by_default(
    demands: tuple[Demand, ...], at: int, guesses: tuple[CodeGuess, ...], leaning: str = ""
) -> tuple[Demand, ...]:
    """The demands, the one at `at` with a guess that no other has taken; without a code when there is none.

    `leaning` is the code that the agent went to without taking it: while it is offered it is
    confirmed; any other is recorded as by default.
    """
    demand, taken = demands[at], {other.code for other in demands}
    offered = tuple(guess.code for guess in guesses if guess.code not in taken)
    if demand.code or not offered:
        return demands
    confirmed = leaning in offered
    choice = CodeChoice.CONFIRMED if confirmed else CodeChoice.BY_DEFAULT
    decided = replace(demand, code=leaning if confirmed else offered[0], choice=choice, guesses=offered)
    return (*demands[:at], decided, *demands[at + 1 :])
