"""From logits to probabilities that mean what they say, and how far a picture is from what the model knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

    from tilescribe.describe.builtin.config import CalibrationNumbers

    Floats = NDArray[np.float32]


__all__ = ["Calibration"]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Fitted on pictures that the weights were not trained on."""

    scene_temperature: float
    """Divides the logits of scenes (temperature scaling, Guo et al., ICML 2017)."""
    thing_scale: float
    thing_bias: float
    """Platt scaling of the logits of things, one for all."""
    mean: Floats
    """(channels,) of the pooled features of training pictures."""
    axes: Floats
    """(k, channels) principal axes of those features, each divided by the standard deviation along it."""
    residual_scale: float
    """Mean length of what the axes leave over."""
    outlier_weights: Floats
    """Logistic regression on the measures of `strangeness`, the constant last."""

    @classmethod
    def of(cls, numbers: CalibrationNumbers, tensors: Mapping[str, torch.Tensor]) -> Self:
        """From the model's configuration and the tensors beside its weights."""
        return cls(
            scene_temperature=float(numbers.scene_temperature),
            thing_scale=float(numbers.thing_scale),
            thing_bias=float(numbers.thing_bias),
            mean=tensors["calibration.mean"].float().numpy(),
            axes=tensors["calibration.axes"].float().numpy(),
            residual_scale=float(numbers.residual_scale),
            outlier_weights=np.asarray(numbers.outlier_weights, np.float32),
        )

    def scenes(self, logits: Floats) -> Floats:
        """(n, scenes) probabilities."""
        scaled = logits / self.scene_temperature
        shares = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        result: Floats = shares / shares.sum(axis=1, keepdims=True)
        return result

    def things(self, logits: Floats) -> Floats:
        """(n, things) probabilities, independent of each other."""
        return _logistic(logits * self.thing_scale + self.thing_bias)

    def familiarity(self, pooled: Floats, scene_logits: Floats, looks: Floats) -> Floats:
        """(n,) probability that the picture is like those of the training.

        Args:
            pooled: (n, channels), the mean of the cells.
            scene_logits: (n, scenes).
            looks: (n, MEASURES), the `appearance` of the picture.
        """
        measures = self.strangeness(pooled, scene_logits, looks)
        return _logistic(-(measures @ self.outlier_weights[:-1] + self.outlier_weights[-1]))

    def strangeness(self, pooled: Floats, scene_logits: Floats, looks: Floats) -> Floats:
        """(n, 4 + 2 MEASURES + k): distance within the principal axes, length of the rest, size of the features,
        energy; the appearance with its squares, since too little of something is as strange as too much; where on the
        axes the picture lies.

        Distance and rest as in Mahalanobis-type detectors (Lee et al., NeurIPS 2018; Wang et al., ViM, CVPR 2022),
        energy as Liu et al., NeurIPS 2020.
        """
        centred = pooled - self.mean
        along = centred @ self.axes.T
        scales = np.linalg.norm(self.axes, axis=1)
        explained = (along / scales**2) @ self.axes
        rest = np.linalg.norm(centred - explained, axis=1) / self.residual_scale
        within = np.sqrt((along**2).mean(axis=1))
        energy = np.log(np.exp(scene_logits - scene_logits.max(axis=1, keepdims=True)).sum(axis=1))
        energy = energy + scene_logits.max(axis=1)
        size = np.linalg.norm(pooled, axis=1) / max(float(np.linalg.norm(self.mean)), 1e-6)
        recognised = np.stack((within, rest, size, energy / 10), axis=1)
        result: Floats = np.concatenate((recognised, looks, looks**2, along), axis=1).astype(np.float32)
        return result


def _logistic(x: Floats) -> Floats:
    result: Floats = (1 / (1 + np.exp(-np.clip(x, -60, 60)))).astype(np.float32)
    return result
