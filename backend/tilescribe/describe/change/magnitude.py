"""One number for how much of a place has changed, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.change.structure import WINDOW_CELLS, changed, error_of_changed, resampled
from tilescribe.describe.facts.view import block_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.change.covers import CoverChanges
    from tilescribe.describe.change.structure import Structure

    Plane = NDArray[np.float32]

__all__ = ["Magnitude", "magnitude_of"]

_COLOUR_FROM, _COLOUR_TO = 0.25, 0.7
"""Difference of display brightness, beyond what light leaves, from which a colour counts as changed, and at which it
counts as another surface."""
_NOISES = 1.5
_COVER_ERROR = 0.4
"""Errors of neighbouring windows go together, and thresholds on indices move with the gains of bands. Set by pairs of
Harvey, Joplin and NAIP of which both dates were altered three times (gamma 0.8 to 1.3, gains 0.6 to 1 for each band,
offsets, blur, noise, a shift of a pixel): their magnitudes spread by 0.04, 0.05 and 0.09, as this says or less."""
_PARTS = 4
"""Parts along the side of a tile over which the spread of change is taken."""


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


def magnitude_of(surface: Plane, structure: Structure, covers: CoverChanges, weight: Plane) -> Magnitude:
    """Mean over the ground of how sure each place is to have changed: by structure, by colour or by cover.

    Each place counts with the strongest of the three, so that a flood over even fields (no structure) and rubble in the
    place of houses (much the same colours) both count in full.

    Args:
        surface: (rows, cols); see `surface_change`.
        structure: Of the pair.
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
    covers_alone = magnitude - float((surface * weight).sum()) / float(weight.sum())
    noise = float(np.sqrt(np.mean(error_of_changed(structure) ** 2) * WINDOW_CELLS / structure.likeness.size))
    error = np.hypot(np.hypot(_NOISES * noise, _COVER_ERROR * covers_alone), _unseen(part, weight))
    return Magnitude(magnitude, min(1.0, float(error)))


def _unseen(part: Plane, weight: Plane) -> float:
    """Standard error by what cannot be compared: the spread between parts of the tile, by the share that is missing."""
    side = max(1, min(part.shape) // _PARTS)
    seen = block_mean(weight, side)
    known = seen > 0
    spread = float(np.std(block_mean(part * weight, side)[known] / seen[known])) if known.any() else 1.0
    return spread * float(np.sqrt(1.0 - weight.mean()))
