"""The same ground on another day: what is no change of it, as the change head must learn."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch.nn import functional

from training.augment import other_light

__all__ = ["another_day"]

Pictures = NDArray[np.uint8]
_MOST_SHIFT = 3 / 128
"""Of the side: by how much dates lie apart after they were aligned, at most."""


def another_day(pictures: Pictures, dice: np.random.Generator, *, shifted: bool = True) -> Pictures:
    """(n, side, side, 3) in other light, season, sharpness and compression, and a little aside."""
    random = torch.Generator().manual_seed(int(dice.integers(2**31)))
    changed = np.empty_like(pictures)
    for start in range(0, len(pictures), 128):
        x = torch.from_numpy(pictures[start : start + 128]).permute(0, 3, 1, 2).float() / 255
        x = _season(x, random)
        if shifted:
            x = _moved(x, random)
        much = torch.rand(len(x), 1, 1, 1, generator=random) * 0.8
        x = x + much * (other_light(x, random) - x)
        x = _sometimes(x, 0.4, lambda some: _coarser(some, random), random)
        x = _sometimes(x, 0.15, lambda some: some * 0.7 + 0.25, random)
        x = _sometimes(x, 0.06, lambda some: some.mean(1, keepdim=True).expand(-1, 3, -1, -1), random)
        noise = torch.rand(len(x), 1, 1, 1, generator=random) * 0.03
        x = x + torch.randn(x.shape, generator=random) * noise
        changed[start : start + 128] = (x.clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).numpy()
    for at in np.flatnonzero(dice.random(len(pictures)) < 0.4):
        changed[at] = _compressed(changed[at], int(dice.integers(25, 85)))
    return changed


def _sometimes(
    x: torch.Tensor, share: float, change: Callable[[torch.Tensor], torch.Tensor], random: torch.Generator
) -> torch.Tensor:
    chosen = torch.rand(len(x), 1, 1, 1, generator=random) < share
    return torch.where(chosen, change(x), x)


def _season(x: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Greens become browner, yellower, darker or greener; the rest stays."""
    n = len(x)
    green = ((2 * x[:, 1:2] - x[:, 0:1] - x[:, 2:3]) * 8).clamp(0, 1)
    light = x.mean(1, keepdim=True)
    tint = torch.tensor(((1.25, 1.0, 0.72), (1.2, 1.12, 0.6), (0.75, 1.25, 0.7), (0.9, 1.0, 0.9), (1.05, 1.0, 0.95)))
    chosen = tint[torch.randint(0, len(tint), (n,), generator=random)][:, :, None, None]
    tone = torch.rand(n, 1, 1, 1, generator=random) * 0.7 + 0.65
    amount = (torch.rand(n, 1, 1, 1, generator=random) * 1.6 - 0.6).clamp(0, 1)
    return x + green * amount * (light * chosen * tone - x)


def _moved(x: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """A shift, a slight turn and scale, and waves as of relief seen from elsewhere."""
    n, _, height, width = x.shape
    theta = torch.eye(2, 3).repeat(n, 1, 1)
    theta[:, :, 2] = (torch.rand(n, 2, generator=random) * 2 - 1) * 2 * _MOST_SHIFT
    theta[:, :, :2] += (torch.rand(n, 2, 2, generator=random) * 2 - 1) * 0.015
    grid = functional.affine_grid(theta, list(x.shape), align_corners=False)
    waves = torch.randn(n, 2, 6, 6, generator=random) * 0.012 * torch.rand(n, 1, 1, 1, generator=random)
    grid = grid + functional.interpolate(waves, (height, width), mode="bicubic", align_corners=False).permute(
        0, 2, 3, 1
    )
    return functional.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def _coarser(x: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    side = x.shape[-1]
    small = int(side * (0.3 + 0.5 * float(torch.rand(1, generator=random))))
    coarse = functional.interpolate(x, (small, small), mode="bilinear", antialias=True, align_corners=False)
    return functional.interpolate(coarse, (side, side), mode="bilinear", align_corners=False)


def _compressed(picture: Pictures, quality: int) -> Pictures:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))
