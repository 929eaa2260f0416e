"""How far a picture is from those that the model knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["FARTHEST", "OutlierDetector", "measures"]

_PREFIX = "outliers."
"""Of the detector's tensors among those of the model."""
FARTHEST = 6.0
"""Standard deviations from the mean at which a measure counts as no farther."""


@dataclass(frozen=True, slots=True, eq=False)
class OutlierDetector:
    """A network with one hidden layer over `measures`, fitted on ordinary pictures against `training.outliers`."""

    mean: Floats
    """(measures,) of ordinary pictures, as is the deviation."""
    deviation: Floats
    hidden: Floats
    """(width, measures)."""
    hidden_bias: Floats
    out: Floats
    """(width,)."""
    out_bias: Floats
    """(1,)."""

    @classmethod
    def of(cls, tensors: Mapping[str, torch.Tensor]) -> Self:
        """From the model's tensors."""
        return cls(**{name: tensors[_PREFIX + name].float().numpy() for name in cls.__slots__})

    def tensors(self) -> dict[str, torch.Tensor]:
        """By the names that `of` knows them by."""
        import torch

        return {_PREFIX + name: torch.from_numpy(getattr(self, name)) for name in self.__slots__}

    def familiarity(self, measured: Floats) -> Floats:
        """(n,) probability that a picture is ordinary, of its (n, measures)."""
        x = np.clip((measured - self.mean) / self.deviation, -FARTHEST, FARTHEST)
        inner = np.maximum(x @ self.hidden.T + self.hidden_bias, 0)
        logits = np.clip(inner @ self.out + self.out_bias, -60, 60)
        result: Floats = (1 / (1 + np.exp(logits))).astype(np.float32)
        return result


def measures(pooled: Floats, summary: Floats, scene_logits: Floats, looks: Floats) -> Floats:
    """(n, `EncoderConfig.measures`): what was recognised, how sure of a kind of place it is, how it looks.

    Args:
        pooled: (n, channels), the mean of the cells.
        summary: (n, width), of the whole picture.
        scene_logits: (n, scenes); of them the energy counts (Liu et al., NeurIPS 2020).
        looks: (n, LOOKS), the `appearance`; its squares too, since too little is as strange as too much.
    """
    most = scene_logits.max(axis=1, keepdims=True)
    energy = most + np.log(np.exp(scene_logits - most).sum(axis=1, keepdims=True))
    result: Floats = np.concatenate((pooled, summary, energy, looks, looks**2), axis=1).astype(np.float32)
    return result
