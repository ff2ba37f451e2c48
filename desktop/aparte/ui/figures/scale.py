"""The axis of a chart: round steps that hold the largest value."""

import math

_ROUND = (1, 2, 2.5, 5, 10)


def steps(largest: float, wanted: int = 3) -> tuple[float, ...]:
    """Marks from 0 upwards, about `wanted` of them above it, the last at least as large as `largest`."""
    if largest <= 0:
        return (0.0, 1.0)
    rough = largest / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * one for one in _ROUND if power * one >= rough - 1e-12)
    step = max(step, 1.0) if largest >= 1 else step
    count = math.ceil(largest / step - 1e-9)
    return tuple(step * rank for rank in range(count + 1))
