"""The cursor: "generation:change_no", the newest change that a device has applied."""


def parse(text: str) -> tuple[str, int]:
    """Its two parts; a cursor that can't be read is before everything."""
    generation, _, number = text.rpartition(":")
    if not (generation and number.isascii() and number.isdecimal() and len(number) <= 15):
        return "", 0
    return generation, int(number)


def render(generation: str, change_no: int) -> str:
    """The cursor as text."""
    return f"{generation}:{change_no}"


def seen(text: str, generation: str, newest: int) -> int:
    """The change number that counts as seen: 0 for another generation, or for a change not made yet."""
    named, number = parse(text)
    return number if named == generation and number <= newest else 0
