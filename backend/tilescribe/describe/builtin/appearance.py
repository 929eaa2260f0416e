"""How a picture looks before anything is recognised in it: light, contrast, colour, grain."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

__all__ = ["MEASURES", "appearance"]

MEASURES = 14
"""Numbers that `appearance` gives."""
_LEAST = 1e-3
"""Contrast below which a picture counts as even: one grey level of 255 is 0.004."""
_DARK, _LIGHT = 0.04, 0.96


def appearance(pictures: Tensor) -> Tensor:
    """(n, MEASURES) float32 of pictures (n, 3, height, width), 0 to 1.

    Means and deviations of the three channels, how each pair of them goes together, the share of the contrast that is
    between neighbours (grain), the shares of black and of white, mean and deviation of the saturation.
    """
    x = pictures.float()
    flat = x.flatten(2)
    mean, spread = flat.mean(2), flat.std(2)
    centred = flat - mean[:, :, None]
    together = [
        (centred[:, one] * centred[:, other]).mean(1) / (spread[:, one] * spread[:, other] + _LEAST**2)
        for one, other in ((0, 1), (1, 2), (0, 2))
    ]
    grey = x.mean(1, keepdim=True)
    grain = (grey - functional.avg_pool2d(grey, 3, 1, 1, count_include_pad=False)).flatten(1).std(1)
    contrast = grey.flatten(1).std(1)
    saturation = (x.amax(1) - x.amin(1)).flatten(1)
    rest = (
        grain / (contrast + _LEAST),
        (grey.flatten(1) < _DARK).float().mean(1),
        (grey.flatten(1) > _LIGHT).float().mean(1),
        saturation.mean(1),
        saturation.std(1),
    )
    return torch.cat((mean, spread, torch.stack((*together, *rest), dim=1)), dim=1)
