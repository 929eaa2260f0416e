"""From logits to probabilities that mean what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.builtin.config import CalibrationNumbers

    Floats = NDArray[np.float32]


__all__ = ["Calibration"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted on pictures that the weights were not trained on."""

    scene_temperature: float
    """Divides the logits of scenes (temperature scaling, Guo et al., ICML 2017)."""
    thing_scale: float
    thing_bias: float
    """Platt scaling of the logits of things, one for all."""

    @classmethod
    def of(cls, numbers: CalibrationNumbers) -> Self:
        """From the model's configuration."""
        return cls(
            scene_temperature=float(numbers.scene_temperature),
            thing_scale=float(numbers.thing_scale),
            thing_bias=float(numbers.thing_bias),
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


def _logistic(x: Floats) -> Floats:
    result: Floats = (1 / (1 + np.exp(-np.clip(x, -60, 60)))).astype(np.float32)
    return result
