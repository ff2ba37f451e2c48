"""Muon for matrices: each step is the orthogonal matrix nearest to the momentum."""

from collections.abc import Sequence

import torch
from torch import Tensor

_FIRST, _SECOND, _THIRD = 3.4445, -4.7750, 2.0315
_MOMENTUM = 0.95
_ROUNDS = 5


class Muon:
    """Muon with Nesterov momentum, matrices of one shape turned together.

    `parts` says of how many square-like pieces each matrix is made (three for query, key and
    value): each is turned for itself.
    """

    def __init__(self, matrices: Sequence[tuple[Tensor, int]]) -> None:
        self._groups: dict[tuple[int, int], list[tuple[Tensor, int]]] = {}
        for matrix, parts in matrices:
            self._groups.setdefault((matrix.shape[0] // parts, matrix.shape[1]), []).append((matrix, parts))
        self._velocities = {
            shape: torch.zeros(sum(parts for _, parts in group), *shape) for shape, group in self._groups.items()
        }

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Move every matrix against its gradient."""
        for (rows, columns), group in self._groups.items():
            gradients = [matrix.grad for matrix, _ in group if matrix.grad is not None]
            stacked = torch.cat([one.view(-1, rows, columns) for one in gradients])
            velocity = self._velocities[rows, columns].lerp_(stacked, 1 - _MOMENTUM)
            update = orthogonal(stacked.lerp(velocity, _MOMENTUM))
            scale = rate * max(1.0, rows / columns) ** 0.5
            at = 0
            for matrix, parts in group:
                matrix.sub_(update[at : at + parts].reshape(matrix.shape), alpha=scale)
                at += parts

    def state(self) -> list[Tensor]:
        """What a checkpoint keeps."""
        return list(self._velocities.values())

    def restore(self, state: Sequence[Tensor]) -> None:
        """From a checkpoint."""
        for velocity, kept in zip(self._velocities.values(), state, strict=True):
            velocity.copy_(kept)


def orthogonal(matrices: Tensor) -> Tensor:
    """Newton-Schulz on a stack of matrices: their singular values towards one, in float32."""
    tall = matrices.shape[1] > matrices.shape[2]
    found = matrices.mT if tall else matrices
    found = found / (found.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(_ROUNDS):
        square = found @ found.mT
        found = _FIRST * found + (_SECOND * square + _THIRD * square @ square) @ found
    return found.mT if tall else found
