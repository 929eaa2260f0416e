"""Calibrate probabilities on pictures that the weights were not trained on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from tilescribe.describe.builtin.calibration import Calibration
from tilescribe.describe.builtin.network import Encoder
from training.corpus import Corpus
from training.seeing import see

__all__ = ["calibrate"]


def calibrate(encoder: Encoder, held_out: Corpus, *, side_px: int, say: Callable[[str], None]) -> Calibration:
    """Temperatures from every second picture of `held_out`; the others are left for reporting how well they hold."""
    held_out = held_out.take(np.arange(0, len(held_out), 2))
    seen = see(encoder, held_out.pictures, side_px=side_px)
    temperature = _fit_temperature(seen.scenes.numpy(), held_out.scenes)
    scale, bias = _fit_platt(seen.things.numpy(), held_out.things, held_out.things_known)
    say(f"calibrated: scene temperature {temperature:.2f}, things {scale:.2f} x {bias:+.2f}")
    return Calibration(temperature, scale, bias)


def _fit_temperature(logits: NDArray[np.float32], scenes: NDArray[np.int64]) -> float:
    known = scenes >= 0
    x, y = torch.from_numpy(logits[known]), torch.from_numpy(scenes[known])
    candidates = np.geomspace(0.3, 5.0, 120)
    losses = [float(torch.nn.functional.cross_entropy(x / t, y)) for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def _fit_platt(
    logits: NDArray[np.float32], shares: NDArray[np.float32], known: NDArray[np.bool_]
) -> tuple[float, float]:
    """Against the share of captions that name the thing."""
    x, y = torch.from_numpy(logits[known]), torch.from_numpy(shares[known])
    parameters = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([parameters], max_iter=60)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x * parameters[0] + parameters[1], y)
        loss.backward()
        return loss

    optimiser.step(closure)
    return float(parameters[0].detach()), float(parameters[1].detach())
