"""How luminance varies from place to place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts.view import block_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

__all__ = ["Texture", "gradient", "texture_of"]

_NEAR_CELLS = 3
_WIDE_CELLS = 9
"""12 and 36 pixels of a 224 pixel tile: a tree or house, and a house with its garden and street."""
_SHADOW = 0.2
_BUSY = 0.05
_STRAIGHT = 0.6
"""Coherence from which an edge counts as straight; edges in random directions reach 0.3 in a window of this size."""


@dataclass(frozen=True, slots=True)
class Texture:
    """Local statistics of the luminance; all planes are (rows, cols)."""

    mean: Plane
    near: Plane
    """Standard deviation within 3 x 3 cells."""
    wide: Plane
    """Standard deviation within 9 x 9 cells."""
    busy: Plane
    """Share of the 9 x 9 cells around whose `near` exceeds 0.05; one strong edge alone fills no more than half."""
    dark: Plane
    """Share of the 5 x 5 cells around that is darker than 0.2: shadows between crowns and beside walls."""
    order: Plane
    """Coherence of the structure tensor, 0 (edges in all directions) to 1 (all parallel), averaged over 9 x 9 cells:
    walls and kerbs have more of it than crowns, rocks and shrubs."""
    straightness: float
    """Share of the gradient energy that lies where coherence is high."""


def gradient(grey: Plane) -> tuple[Plane, Plane]:
    """Central differences along columns (x, to the right) and rows (y, down); 0 on the border."""
    x, y = np.zeros_like(grey), np.zeros_like(grey)
    np.subtract(grey[:, 2:], grey[:, :-2], out=x[:, 1:-1])
    np.subtract(grey[2:], grey[:-2], out=y[1:-1])
    x *= np.float32(0.5)
    y *= np.float32(0.5)
    return x, y


def texture_of(grey: Plane, slope: tuple[Plane, Plane], *, side: int, weight: Plane) -> Texture:
    """Texture of (height, width) luminance with its gradient, on the grid of cells of `side` pixels.

    `weight` (rows, cols) is the share of valid pixels in each cell, by which the whole tile's number is made.

    The structure tensor and its coherence are those of Bigün and Granlund 1987, Optimal orientation detection of
    linear symmetry.
    """
    from scipy.ndimage import uniform_filter

    x, y = slope

    def near(plane: Plane, cells: int = _NEAR_CELLS) -> Plane:
        means: Plane = uniform_filter(plane, cells, mode="nearest")
        return means

    mean, square = block_mean(grey, side), block_mean(grey * grey, side)
    xx, yy, xy = (near(block_mean(product, side)) for product in (x * x, y * y, x * y))
    energy = xx + yy
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / np.maximum(energy, np.float32(1e-9))
    seen = energy * weight
    straight = float(seen[coherence > _STRAIGHT].sum()) / max(float(seen.sum()), 1e-9)
    local = _deviation(near(mean), near(square))
    return Texture(
        mean=mean,
        near=local,
        wide=_deviation(near(mean, _WIDE_CELLS), near(square, _WIDE_CELLS)),
        busy=near((local > _BUSY).astype(np.float32), _WIDE_CELLS),
        dark=near(block_mean((grey < _SHADOW).astype(np.float32), side), 5),
        order=near(coherence, _WIDE_CELLS),
        straightness=straight,
    )


def _deviation(mean: Plane, square: Plane) -> Plane:
    deviation: Plane = np.sqrt(np.maximum(square - mean * mean, 0))
    return deviation
