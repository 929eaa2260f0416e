"""Data augmentation: orientation, crop, light, haze, blur and noise."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

__all__ = ["augmented", "other_light", "plain"]


def plain(pictures: Tensor, side_px: int) -> Tensor:
    """(n, side, side, 3) uint8 to (n, 3, side_px, side_px) float, 0 to 1."""
    x = pictures.permute(0, 3, 1, 2).float() / 255
    if x.shape[-1] == side_px:
        return x
    return functional.interpolate(x, (side_px, side_px), mode="bilinear", antialias=True, align_corners=False)


def augmented(pictures: Tensor, side_px: int, random: torch.Generator) -> Tensor:
    """As `plain`, each picture changed by chance: orientation, crop, light, haze, blur, noise."""
    n = len(pictures)

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return torch.rand(*(shape or (n, 1, 1, 1)), generator=random) * (high - low) + low

    def chance(share: float) -> Tensor:
        return torch.rand(n, 1, 1, 1, generator=random) < share

    x = functional.grid_sample(
        pictures.permute(0, 3, 1, 2).float() / 255,
        _views(n, side_px, random),
        mode="bilinear", padding_mode="reflection", align_corners=False,
    )  # fmt: skip
    small = functional.interpolate(functional.avg_pool2d(x, 2), scale_factor=2.0, mode="bilinear", align_corners=False)
    x = torch.where(chance(0.1), small, x)
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * torch.where(chance(0.05), torch.zeros(()), uniform(0.7, 1.3))
    mean = x.mean((1, 2, 3), keepdim=True)
    x = mean + (x - mean) * uniform(0.8, 1.2)
    x = x * uniform(0.85, 1.15) + uniform(-0.04, 0.04)
    x = x * uniform(0.95, 1.05, n, 3, 1, 1)
    haze = torch.where(chance(0.1), uniform(0.1, 0.4), torch.zeros(()))
    x = x * (1 - haze) + 0.85 * haze
    noise = torch.where(chance(0.1), uniform(0.0, 0.06), torch.zeros(()))
    x = x + noise * torch.randn(x.shape, generator=random)
    return x.clamp_(0, 1)


def other_light(x: Tensor, random: torch.Generator) -> Tensor:
    """Pictures (n, 3, side, side), 0 to 1, as on another day through another camera: light, colour, haze and blur.

    Where a label goes with the date, the strong change takes away what tells the date but not the label.
    """
    n = len(x)

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return torch.rand(*(shape or (n, 1, 1, 1)), generator=random) * (high - low) + low

    x = x.clamp(1e-3, 1) ** torch.exp(uniform(-0.6, 0.6))
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * uniform(0.3, 1.6)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = mean * uniform(0.6, 1.5) + (x - mean) * uniform(0.6, 1.5)
    x = x * uniform(0.8, 1.2, n, 3, 1, 1)
    blurred = functional.avg_pool2d(functional.pad(x, (2, 2, 2, 2), mode="replicate"), 3, 1)
    blurred = functional.avg_pool2d(blurred, 3, 1)
    x = x + (blurred - x) * uniform(-0.5, 1.2).clamp(max=1)
    return x.clamp_(0, 1)


def _views(n: int, side_px: int, random: torch.Generator) -> Tensor:
    """Sampling grids: one of eight orientations, a slight turn, and a crop of 60 to 100 % of the area."""
    scale = (torch.rand(n, generator=random) * 0.4 + 0.6).sqrt()
    aspect = torch.exp((torch.rand(n, generator=random) - 0.5) * 0.25)
    wide, high = (scale * aspect).clamp(max=1), (scale / aspect).clamp(max=1)
    quarter = torch.randint(0, 4, (n,), generator=random) * (torch.pi / 2)
    angle = quarter + (torch.rand(n, generator=random) - 0.5) * 0.35
    mirror = torch.randint(0, 2, (n,), generator=random) * 2.0 - 1.0
    shift_x = (torch.rand(n, generator=random) * 2 - 1) * (1 - wide)
    shift_y = (torch.rand(n, generator=random) * 2 - 1) * (1 - high)
    cos, sin = torch.cos(angle), torch.sin(angle)
    theta = torch.stack(
        (
            torch.stack((cos * wide * mirror, -sin * high, shift_x), 1),
            torch.stack((sin * wide * mirror, cos * high, shift_y), 1),
        ),
        1,
    )
    return functional.affine_grid(theta, [n, 3, side_px, side_px], align_corners=False)
