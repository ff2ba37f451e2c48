"""How much fits on the screen at a text size: what a short window leaves out."""

from enum import IntEnum

_SHORT_UNDER, _TIGHT_UNDER = 620.0, 430.0


class Density(IntEnum):
    """Roomy shows everything; short uses smaller cards; tight keeps the text, cards and keys."""

    ROOMY = 0
    SHORT = 1
    TIGHT = 2


def density_for(height: int, factor: float) -> Density:
    """What a window's height allows at a text size."""
    room = height / factor
    if room < _TIGHT_UNDER:
        return Density.TIGHT
    return Density.SHORT if room < _SHORT_UNDER else Density.ROOMY
