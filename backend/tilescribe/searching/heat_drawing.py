"""Write scores of tiles as a Cloud Optimized GeoTIFF with a style for QGIS: what heat maps have in common."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilescribe.domain.heat_raster import HeatRaster
from tilescribe.domain.query import Filters
from tilescribe.errors import InvalidBoundsError, InvalidOptionError, OutputError
from tilescribe.searching.outputs import Output

# The arrays' modules, and what writes pixels, are imported where they are used: a question alone shall not wait.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pyproj import CRS
    from shapely import Geometry

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.query import ScoredTiles
    from tilescribe.searching.heat_grids import Grid, Outlines

__all__ = ["About", "FoundTiles", "check_resolution", "crs_of", "draw_map", "outlines_of", "outputs_of"]

_SUFFIXES = (".tif", ".tiff")
_FINEST_SHARE = 1 / 8
"""Of the finest tile's side: the least resolution. Below it cells only repeat each other."""
_BLOCK = 256
"""Cells a side that are worked out at a time: at the default resolution 16,000 tiles of the finest level."""
_CHUNK = 10_000
"""Footprints read at a time."""
_CACHE_MB = 128
"""GDAL's block cache. Its own default, a share of the machine's memory, is far more than one pass over a file needs."""
_COG_OPTIONS = {"compress": "deflate", "predictor": "yes", "overview_resampling": "average", "bigtiff": "IF_SAFER"}
_LONGEST_NAME = 200
"""Of a band, in characters: QGIS shows it in one line."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundTiles:
    """What the catalog tells, of one state of it."""

    tiles: ScoredTiles
    outlines: Outlines
    """In degrees."""


@dataclass(slots=True)
class _Highest:
    """The best cell so far."""

    value: float = -math.inf
    row: int = 0
    col: int = 0

    def note(self, cells: NDArray[np.float32], row: int, col: int) -> None:
        import numpy as np

        if np.isnan(cells).all():
            return
        at = int(np.nanargmax(cells))
        if (value := float(cells.flat[at])) > self.value:
            self.value, self.row, self.col = value, row + at // cells.shape[1], col + at % cells.shape[1]


def draw_map(
    found: FoundTiles,
    outputs: tuple[Output, Output],
    about: About,
    *,
    resolution_m: float | None,
    crs: CRS | None,
    filters: Filters,
    progress: Callable[[int, int], None] | None,
) -> HeatRaster:
    """Write the map and its style.

    Args:
        found: The tiles that pass the filters, with their scores.
        outputs: Of `outputs_of`.
        about: What stands in the file beside the cells.
        resolution_m: Side of a cell in the metres of the CRS; None for half the side of the finest tile.
        crs: In metres; None for one that suits the tiles.
        filters: Their bounds and area cut the map.
        progress: Called with how many blocks are done, of how many.

    Raises:
        InvalidBoundsError: there are no tiles, or none that covers a cell.
        InvalidOptionError: the CRS or the resolution is none that serves.
        OutputError: the files cannot be written.
    """
    if not len(found.outlines):
        raise _nothing_there(filters, compared=about.compared)
    from tilescribe.searching.heat_grids import suitable_crs

    target = crs or suitable_crs(found.outlines.boxes())
    outlines = found.outlines.projected(target)
    drawn = _unique(outlines.tiles)
    if not len(drawn):
        raise InvalidOptionError(
            f"None of the tiles has a place in the CRS {target.to_string()}",
            remedy="Leave out --crs, or give one of this part of Earth",
        )
    levels_m = found.tiles.levels_m[drawn]
    grid, area = _grid(outlines, filters, crs=target, resolution_m=_resolution(resolution_m, float(levels_m.min())))
    highest = _write(outputs, about, found.tiles, outlines, grid=grid, area=area, progress=progress)
    return HeatRaster(
        question=about.question,
        path=outputs[0].path,
        style=outputs[1].path,
        crs=target.to_string(),
        resolution_m=grid.resolution_m,
        width=grid.width,
        height=grid.height,
        tiles=len(drawn),
        left_out=len(found.tiles.tile_ids) - len(drawn),
        levels_m=tuple(sorted({round(float(level), 1) for level in levels_m})),
        highest=round(highest.value, 6),
        highest_at=grid.lonlat(highest.row, highest.col),
        embedder=about.embedder,
        seconds=0.0,
    )


# --- checks -----------------------------------------------------------------------------------------------------------


def check_resolution(resolution_m: float | None) -> None:
    if resolution_m is not None and not (math.isfinite(resolution_m) and resolution_m > 0):
        raise InvalidOptionError(f"A resolution of {resolution_m:g} m is out of range", remedy="Give metres above 0")


def _resolution(asked_m: float | None, finest_m: float) -> float:
    """The resolution of the map; the default is rounded to two digits, so that it can be said.

    Raises:
        InvalidOptionError: the one asked for is finer than the tiles can tell, or would pass over some of them.
    """
    if asked_m is None:
        digits = 1 - math.floor(math.log10(finest_m / 2))
        return round(finest_m / 2, digits)
    least = finest_m * _FINEST_SHARE
    if asked_m < least * (1 - 1e-9):
        raise InvalidOptionError(
            f"A resolution of {asked_m:g} m is finer than the tiles can tell: the finest measure {finest_m:.4g} m",
            remedy=f"Give {math.ceil(least * 100) / 100:g} m or more, or index finer tiles with --levels",
        )
    if asked_m > finest_m * (1 + 1e-9):
        raise InvalidOptionError(
            f"A resolution of {asked_m:g} m passes over tiles: the finest measure {finest_m:.4g} m",
            remedy=f"Give {math.floor(finest_m * 100) / 100:g} m or less (the overviews in the file are coarser), or "
            "coarser tiles with --level",
        )
    return asked_m


def crs_of(name: str) -> CRS:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(name)
    except CRSError as error:
        raise InvalidOptionError(
            f"{name!r} is no coordinate reference system", remedy="Give one such as EPSG:32633"
        ) from error
    if not crs.is_projected or any(axis.unit_conversion_factor != 1.0 for axis in crs.axis_info[:2]):
        raise InvalidOptionError(
            f"The CRS {name} is not in metres", remedy="Give a projected one in metres, such as EPSG:32633"
        )
    return crs


def outputs_of(catalog: Catalog, path: Path, *, overwrite: bool) -> tuple[Output, Output]:
    """The map and its style, once it is known that both can be written."""
    if path.suffix.lower() not in _SUFFIXES:
        raise InvalidOptionError(f"{path} is no name of a GeoTIFF", remedy="Give one that ends in .tif")
    inputs = (catalog.path, *(raster.path for raster in catalog.rasters()))
    outputs = tuple(Output(one, overwrite=overwrite, inputs=inputs) for one in (path, path.with_suffix(".qml")))
    for output in outputs:
        output.check()
    return outputs[0], outputs[1]


def _nothing_there(filters: Filters, *, compared: bool) -> InvalidBoundsError:
    if filters.empty and compared:
        return InvalidBoundsError(
            "No two dates have been compared yet, or none could be, and so there is nothing to draw",
            remedy="Go on with `tilescribe compare`; `tilescribe info` of the catalog of changes tells why",
        )
    if filters.empty:
        return InvalidBoundsError(
            "The catalog has no described tile yet, and so there is nothing to draw",
            remedy="Go on with `tilescribe index`; `tilescribe info` tells what failed",
        )
    where = "lies in this extent" if filters.bounds or filters.area else "passes the filters"
    return InvalidBoundsError(
        f"No described tile {where}, and so there is nothing to draw",
        remedy="Widen them, or look at what is there with `tilescribe info`",
    )


# --- tiles ------------------------------------------------------------------------------------------------------------


def outlines_of(catalog: Catalog, tile_ids: NDArray[np.int64]) -> Outlines:
    from tilescribe.searching.heat_grids import Outlines

    return Outlines.joined(
        [
            Outlines.of(catalog.footprints(tile_ids[first : first + _CHUNK].tolist()), first=first)
            for first in range(0, max(1, len(tile_ids)), _CHUNK)
        ]
    )


def _unique(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    return np.unique(numbers)


def _grid(outlines: Outlines, filters: Filters, *, crs: CRS, resolution_m: float) -> tuple[Grid, Geometry | None]:
    """The grid of the map, and the area in its CRS outside of which it has no cells."""
    import numpy as np

    from tilescribe.searching.heat_grids import grid_over, projected_area

    boxes = outlines.boxes()
    lows, highs = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    area = _area(filters)
    if area is not None:
        area = projected_area(area, crs)
        sides = np.array(area.bounds)
        if np.isfinite(sides).all():
            lows, highs = np.maximum(lows, sides[:2]), np.minimum(highs, sides[2:])
    bounds = (float(lows[0]), float(lows[1]), float(highs[0]), float(highs[1]))
    return grid_over(bounds, crs=crs, resolution_m=resolution_m), area


def _area(filters: Filters) -> Geometry | None:
    """Where filters look, in degrees; None for anywhere."""
    import shapely

    areas = [] if filters.area is None else [filters.area]
    if filters.bounds is not None:
        west, south, east, north = filters.bounds
        halves = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        areas.append(shapely.union_all([shapely.box(left, south, right, north) for left, right in halves]))
    return shapely.intersection_all(areas) if areas else None


# --- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class About:
    """What stands in the file beside the cells."""

    question: str
    embedder: str
    compared: bool = False
    """It is of changes."""

    def tags(self) -> dict[str, str]:
        from tilescribe import __version__

        return {
            "question": self.question,
            "embedder": self.embedder,
            "version": __version__,
            "TIFFTAG_SOFTWARE": f"Tilescribe {__version__}",
        }


def _write(
    outputs: tuple[Output, Output],
    about: About,
    tiles: ScoredTiles,
    outlines: Outlines,
    *,
    grid: Grid,
    area: Geometry | None,
    progress: Callable[[int, int], None] | None,
) -> _Highest:
    from importlib.resources import as_file, files

    import rasterio.shutil
    from rasterio.errors import RasterioError

    raster, style = outputs
    try:
        with raster.writing() as draft, _scratch(draft) as plain, rasterio.Env(GDAL_CACHEMAX=_CACHE_MB):
            highest = _write_plain(plain, about, tiles, outlines, grid=grid, area=area, progress=progress)
            if not math.isfinite(highest.value):
                raise InvalidBoundsError(
                    "No described tile covers the centre of a cell in this extent",
                    remedy="Widen it, or give a finer --resolution",
                )
            rasterio.shutil.copy(plain, draft, driver="COG", **_COG_OPTIONS)
    except RasterioError as error:
        raise OutputError(
            f"{raster.path} cannot be written: {' '.join(str(error).split()).rstrip('.')}",
            remedy="Check that the folder is writable and has room",
        ) from error
    with as_file(files("tilescribe.searching") / "styles" / "heat-map.qml") as packaged, style.writing() as draft:
        shutil.copyfile(packaged, draft)
    return highest


@contextmanager
def _scratch(draft: Path) -> Iterator[Path]:
    """A file beside the draft, for the cells before they are ordered; gone when the block ends."""
    plain = draft.with_name(f"{draft.stem}.cells{draft.suffix}")
    try:
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def _write_plain(
    path: Path,
    about: About,
    tiles: ScoredTiles,
    outlines: Outlines,
    *,
    grid: Grid,
    area: Geometry | None,
    progress: Callable[[int, int], None] | None,
) -> _Highest:
    import numpy as np
    import rasterio
    from rasterio.windows import Window as PixelWindow

    from tilescribe.searching.heat_grids import area_cells, cell_values

    boxes, highest = outlines.boxes(), _Highest()
    total = math.ceil(grid.height / _BLOCK) * math.ceil(grid.width / _BLOCK)
    with rasterio.open(path, "w", **_profile(grid)) as opened:
        opened.update_tags(**about.tags())
        opened.set_band_description(1, about.question[:_LONGEST_NAME])
        in_row, row = np.empty(0, dtype=np.int64), -1
        for done, window in enumerate(grid.blocks(_BLOCK), start=1):
            west, south, east, north = grid.bounds(window)
            if window.row != row:
                in_row, row = np.flatnonzero((boxes[:, 3] >= south) & (boxes[:, 1] <= north)), window.row
            at = in_row[(boxes[in_row, 2] >= west) & (boxes[in_row, 0] <= east)]
            if len(at):
                cells = cell_values(outlines, at, tiles.scores, tiles.levels_m, grid=grid, window=window)
                if area is not None:
                    cells[~area_cells(area, grid, window)] = np.nan
                opened.write(cells, 1, window=PixelWindow(window.col, window.row, window.width, window.height))
                highest.note(cells, window.row, window.col)
            if progress:
                progress(done, total)
    return highest


def _profile(grid: Grid) -> dict[str, Any]:
    from rasterio import Affine

    return {
        "driver": "GTiff",
        "width": grid.width,
        "height": grid.height,
        "count": 1,
        "dtype": "float32",
        "nodata": math.nan,
        "crs": grid.crs.to_wkt(),
        "transform": Affine(*grid.transform),
        "tiled": True,
        "blockxsize": _BLOCK,
        "blockysize": _BLOCK,
        "sparse_ok": True,
        "bigtiff": "IF_SAFER",
    }
