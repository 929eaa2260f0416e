"""Where in a tile the words match: scores of overlapping windows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tilescribe.domain.hit import geometry_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from tilescribe.domain.tile import Window

__all__ = ["HeatMap", "ScoredWindow", "heat_map_collection"]


@dataclass(frozen=True, slots=True)
class ScoredWindow:
    """A part of a tile, and how well it matches."""

    row: int
    """In the grid, from 0, downwards in the raster's own pixels (which is southwards where it is north up)."""
    column: int
    """In the grid, from 0, rightwards in the raster's own pixels."""
    window: Window
    """Pixels of the raster."""
    footprint: MultiPolygon
    """WGS84, longitude in -180..180, split at the antimeridian."""
    score: float | None
    """The probability that it shows what was asked, less where little can be seen, six digits; None where there is no
    picture to look at."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A square grid of overlapping windows of a tile with their scores for one question."""

    question: str
    tile_id: int
    captioner: str
    """Which captioner looked."""
    embedder: str
    """Name of the text embedder that made a vector of the question."""
    score: float
    """Of the tile as a whole, looked at in the same way."""
    windows: tuple[ScoredWindow, ...]
    """Row by row. At least one has a score."""
    seconds: float

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the grid."""
        last = self.windows[-1]
        return last.row + 1, last.column + 1

    @property
    def scores(self) -> NDArray[np.float32]:
        """(rows, columns) float32, NaN for windows without a score."""
        import numpy as np

        values = [np.nan if one.score is None else one.score for one in self.windows]
        return np.array(values, dtype=np.float32).reshape(self.shape)

    @property
    def best(self) -> ScoredWindow:
        """The window with the highest score; of equal ones the first."""
        return max((one for one in self.windows if one.score is not None), key=lambda one: one.score or 0.0)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        return heat_map_collection(self)


def heat_map_collection(heat_map: HeatMap) -> dict[str, Any]:
    """An RFC 7946 FeatureCollection: one feature a window, row by row; the grid, the tile and its score beside it."""
    rows, columns = heat_map.shape
    best = heat_map.best
    return {
        "type": "FeatureCollection",
        "question": heat_map.question,
        "tile_id": heat_map.tile_id,
        "captioner": heat_map.captioner,
        "embedder": heat_map.embedder,
        "score": heat_map.score,
        "rows": rows,
        "columns": columns,
        "best": {"row": best.row, "column": best.column, "score": best.score},
        "seconds": round(heat_map.seconds, 4),
        "features": [_feature(one) for one in heat_map.windows],
    }


def _feature(one: ScoredWindow) -> dict[str, Any]:
    properties = {
        "row": one.row,
        "column": one.column,
        "score": one.score,
        "window": [one.window.col, one.window.row, one.window.width, one.window.height],
    }
    return {"type": "Feature", "geometry": geometry_of(one.footprint), "properties": properties}
