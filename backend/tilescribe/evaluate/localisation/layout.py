"""Which picture goes to which place of a mosaic: geometry only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.tile import Window
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Polygon

__all__ = ["Layout", "lay_out"]

CRS = "EPSG:32631"
"""UTM zone 31 north: metres, as most imagery is delivered."""

CENTRE = (500_000.0, 5_000_000.0)
"""Easting and northing in metres of the mosaic's centre: on the central meridian, where grid north is north and the
scale the same on both sides, at 45 degrees north, where degrees of longitude and latitude differ as in most places."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Square cells in rows and columns, with gaps between them and none around."""

    columns: int
    cell_px: int
    """Side of a cell."""
    gap_px: int
    gsd_m: float
    order: tuple[int, ...]
    """The picture at each cell, cells counted row by row from the upper left."""

    @property
    def rows(self) -> int:
        return math.ceil(len(self.order) / self.columns)

    @property
    def width(self) -> int:
        """In pixels."""
        return self.columns * (self.cell_px + self.gap_px) - self.gap_px

    @property
    def height(self) -> int:
        """In pixels."""
        return self.rows * (self.cell_px + self.gap_px) - self.gap_px

    @property
    def transform(self) -> tuple[float, float, float, float, float, float]:
        """Affine (a, b, c, d, e, f) from pixel corners to `CRS`, north up."""
        west = CENTRE[0] - self.width * self.gsd_m / 2
        north = CENTRE[1] + self.height * self.gsd_m / 2
        return (self.gsd_m, 0.0, west, 0.0, -self.gsd_m, north)

    def window(self, cell: int) -> Window:
        """The pixels of a cell."""
        row, col = divmod(cell, self.columns)
        step = self.cell_px + self.gap_px
        return Window(row=row * step, col=col * step, height=self.cell_px, width=self.cell_px)

    def footprints(self) -> list[Polygon]:
        """WGS84 polygon of each cell, in the order of cells.

        Sides are straight: over a cell, the bend between UTM and degrees is far below a pixel.
        """
        from pyproj import Transformer
        from shapely import polygons

        a, _, west, _, e, north = self.transform
        corners = np.array([_corners(self.window(cell)) for cell in range(len(self.order))], dtype=np.float64)
        cols, rows = corners[..., 0], corners[..., 1]
        lon, lat = Transformer.from_crs(CRS, "OGC:CRS84", always_xy=True).transform(west + a * cols, north + e * rows)
        return list(polygons(np.stack([lon, lat], axis=-1)))


def lay_out(
    pictures: int, *, cell_px: int, gsd_m: float, columns: int | None = None, gap_px: int = 0, seed: int | None = None
) -> Layout:
    """Assign pictures to cells.

    Args:
        pictures: How many.
        cell_px: Side of a cell in pixels.
        gsd_m: Ground size of a pixel.
        columns: Cells in a row; as many as rows when None.
        gap_px: Empty pixels between neighbours.
        seed: Shuffle the pictures; None keeps their order, in which neighbours are often of one class.

    Raises:
        InvalidOptionError: A number is out of its range.
    """
    if columns is None:
        columns = math.isqrt(max(0, pictures - 1)) + 1
    for name, value, least in (
        ("number of pictures", pictures, 1),
        ("cell size", cell_px, 1),
        ("number of columns", columns, 1),
        ("gap", gap_px, 0),
    ):
        if value < least:
            raise InvalidOptionError(f"The {name} is {value}", remedy=f"Give at least {least}")
    if not (math.isfinite(gsd_m) and gsd_m > 0):
        raise InvalidOptionError(f"The ground sample distance is {gsd_m} m", remedy="Give metres above 0")
    order: NDArray[np.int64] = np.arange(pictures)
    if seed is not None:
        order = np.random.default_rng(seed).permutation(pictures)
    return Layout(
        columns=min(columns, pictures), cell_px=cell_px, gap_px=gap_px, gsd_m=gsd_m, order=tuple(order.tolist())
    )


def _corners(window: Window) -> list[tuple[int, int]]:
    """(col, row) of the outline, closed, counter-clockwise on the ground."""
    left, upper = window.col, window.row
    right, lower = left + window.width, upper + window.height
    return [(left, upper), (left, lower), (right, lower), (right, upper), (left, upper)]
