"""How well each place of a map matches a question: what was written, and where the match is best."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["HeatRaster"]


@dataclass(frozen=True, slots=True)
class HeatRaster:
    """A GeoTIFF with one probability a cell, NaN where no tile lies."""

    question: str
    path: Path
    style: Path
    """QGIS takes it for the layer by itself: it lies beside the GeoTIFF, under the same name."""
    crs: str
    """`EPSG:32631`, or WKT where the CRS has no number."""
    resolution_m: float
    """Side of a cell in the metres of the CRS."""
    width: int
    """In cells."""
    height: int
    """In cells."""
    tiles: int
    """How many were drawn."""
    left_out: int
    """Tiles that the CRS has no place for."""
    levels_m: tuple[float, ...]
    """Sides of those drawn, finest first."""
    highest: float
    """The highest probability of a cell."""
    highest_at: tuple[float, float]
    """(longitude, latitude) of the centre of a cell that has it."""
    embedder: str
    """Name of the text embedder that made a vector of the question."""
    seconds: float
    notices: tuple[str, ...] = ()
    """What else is to be known of it, one sentence each."""
