"""What happened between two dates: a small network over `cell_features`, pooled over the cells of a pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

import torch
from torch import Tensor

from tilescribe.describe.builtin.change_features import FEATURES, ChangeMetric

__all__ = ["FARTHEST", "IMPLIED", "KINDS", "ChangeHead"]

KINDS = (
    "changed",
    "flooded",
    "destroyed buildings",
    "damaged buildings",
    "new buildings",
    "buildings removed",
    "vegetation lost",
    "vegetation grown",
    "burnt",
    "water gone",
)
"""What may have happened; several things at once."""
IMPLIED = {
    "destroyed buildings": ("damaged buildings", "buildings removed", "vegetation lost"),
    "flooded": ("vegetation lost",),
    "burnt": ("vegetation lost",),
    "damaged buildings": ("buildings removed",),
}
"""What goes without saying."""
FARTHEST = 4.0
"""Standard deviations from the mean at which a number counts as no farther."""
_SHARPNESS = 3.0
"""Between the mean of the cells (0) and the strongest of them (infinite): a change may fill a part of a tile only."""


@dataclass(frozen=True, slots=True, eq=False)
class ChangeHead:
    """Made by `training.changes`; kept beside the weights of the encoder that it was fitted on."""

    middles: Tensor
    """(2, width), see `ChangeMetric`."""
    whiten: Tensor
    """(2 * width, width): the two matrices, one above the other."""
    mean: Tensor
    """(FEATURES,) of the training's pairs, as is the deviation."""
    deviation: Tensor
    hidden: Tensor
    """(hidden, FEATURES)."""
    hidden_bias: Tensor
    out: Tensor
    """(KINDS, hidden)."""
    out_bias: Tensor
    scale: Tensor
    """(KINDS,): of the pooled logits, as is the shift, for calibrated probabilities (Platt scaling)."""
    shift: Tensor
    said: Tensor
    """(KINDS + 1, dim) L2-normalised: what people say of each kind, in the text space; last, that nothing happened."""

    @classmethod
    def of(cls, tensors: Mapping[str, Tensor]) -> Self:
        """From tensors by the names of the fields.

        Raises:
            KeyError, ValueError: they are not those of a change head.
        """
        head = cls(**{field.name: tensors[field.name].float() for field in fields(cls)})
        count, kinds = len(head.hidden_bias), len(KINDS)
        expected = ((count, FEATURES), (kinds, count), (kinds,), (kinds,), (kinds + 1,))
        found = (head.hidden.shape, head.out.shape, head.scale.shape, head.shift.shape, head.said.shape[:1])
        if tuple(map(tuple, found)) != expected:
            raise ValueError(f"A change head of {kinds} kinds over {FEATURES} numbers has other shapes than {found}")
        return head

    def tensors(self) -> dict[str, Tensor]:
        """By the names that `of` knows them by."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def metric(self) -> ChangeMetric:
        """Which of the features it stands upon."""
        return ChangeMetric(self.middles, self.whiten.view(2, -1, self.whiten.shape[1]))

    def probabilities(self, features: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
        """What happened, and where.

        Args:
            features: (n, cells, FEATURES).
            weights: (n, cells), the share of each cell that can be compared; one at least above zero for each pair.

        Returns:
            (n, KINDS) calibrated probabilities, and (n, cells, KINDS) logits of how much each cell speaks for them.
        """
        x = ((features - self.mean) / self.deviation).clamp(-FARTHEST, FARTHEST)
        by_cell = torch.relu(x @ self.hidden.T + self.hidden_bias) @ self.out.T + self.out_bias
        return torch.sigmoid(pooled(by_cell, weights) * self.scale + self.shift), by_cell


def pooled(by_cell: Tensor, weights: Tensor) -> Tensor:
    """(n, KINDS) of (n, cells, KINDS): soft maximum over the cells."""
    shares = (weights / weights.sum(1, keepdim=True)).clamp(min=1e-12)
    return torch.logsumexp(by_cell * _SHARPNESS + shares.log()[..., None], dim=1) / _SHARPNESS
