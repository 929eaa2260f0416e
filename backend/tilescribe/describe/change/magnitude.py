"""One number for how much of a place has changed, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.change.structure import changed, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.change.covers import CoverChanges
    from tilescribe.describe.change.structure import Structure

    Plane = NDArray[np.float32]

__all__ = ["Magnitude", "magnitude_of"]

_COLOUR_FROM, _COLOUR_TO = 0.25, 0.7
"""Difference of display brightness, beyond what light leaves, from which a colour counts as changed, and at which it
counts as another surface."""
_PARTS = 4
"""Parts along the side of a tile over which the spread of change is taken."""
_SAMPLES = 49
"""Independent values in a window of structure: 14 x 14, four of them to one of the detail that is left."""


@dataclass(frozen=True, slots=True)
class Magnitude:
    magnitude: float
    """0 to 1."""
    error: float
    """One standard deviation."""


def surface_change(structure: Structure, colour: Plane, residual: float) -> Plane:
    """(rows, cols) how sure each cell is to show another surface, 0 to 1: by its structure or by its colour.

    Args:
        structure: Of the pair.
        colour: (rows, cols) difference of colour, display brightness.
        residual: Difference of display brightness that the light alone leaves.
    """
    beyond = colour - np.float32(_COLOUR_FROM + residual)
    other = np.clip(beyond / np.float32(_COLOUR_TO - _COLOUR_FROM), 0, 1)
    part: Plane = np.maximum(resampled(changed(structure), colour.shape), other)
    return part


def magnitude_of(surface: Plane, covers: CoverChanges, weight: Plane) -> Magnitude:
    """Mean over the ground of how sure each place is to have changed: by structure, by colour or by cover.

    Each place counts with the strongest of the three, so that a flood over even fields (no structure) and rubble in the
    place of houses (much the same colours) both count in full.

    Args:
        surface: (rows, cols); see `surface_change`.
        covers: Of the pair.
        weight: (rows, cols) share of comparable pixels in each cell.
    """
    part = surface.copy()
    for mask in (
        covers.water_gained,
        covers.water_lost,
        covers.vegetation_gained,
        covers.vegetation_lost,
        covers.burnt,
    ):
        if mask is not None:
            np.maximum(part, mask, out=part)
    magnitude = float((part * weight).sum()) / float(weight.sum())
    return Magnitude(magnitude, _error(part, weight))


def _error(part: Plane, weight: Plane) -> float:
    """Of the mean: the spread between parts of the tile, by what is not seen, and the noise of correlations.

    A correlation of n values has a standard error of at most 1 / sqrt(n) (Fisher 1921).
    """
    rows, columns = (max(1, length // _PARTS) for length in part.shape)
    means, seen = [], 0
    for row in range(_PARTS):
        for column in range(_PARTS):
            cut = np.s_[row * rows : (row + 1) * rows, column * columns : (column + 1) * columns]
            total = float(weight[cut].sum())
            if total > 0:
                means.append(float((part[cut] * weight[cut]).sum()) / total)
                seen += 1
    spread = float(np.std(means)) if means else 1.0
    unseen = 1.0 - float(weight.mean())
    noise = 2.5 / np.sqrt(_SAMPLES * max(seen, 1))
    return float(np.hypot(noise, spread * np.sqrt(unseen)))
