"""Localisation: whether hits lie in the right place, with pictures on one indexed map."""

from __future__ import annotations

import math
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.tile import Window
from tilescribe.errors import EmptyDatasetError
from tilescribe.evaluate.datasets import Picture, caption_key, open_picture
from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.localisation import Cell, Mosaic, measure_localisation, write_mosaic
from tilescribe.evaluate.localisation.layout import CRS as MAP_CRS
from tilescribe.evaluate.localisation.semantic import mean_of_maps, measure_map
from tilescribe.evaluate.results import LocalisationResult
from tilescribe.evaluate.sampling import evenly_spaced

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.catalog.types import StoredTile
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.events import Event
    from tilescribe.domain.hit import Hit
    from tilescribe.embed.base import Embedder
    from tilescribe.evaluate.results import SemanticLocalisation
    from tilescribe.searching.heat_grids import Grid

    Reader = Callable[[Picture], NDArray[np.uint8]]

__all__ = ["MOST_QUESTIONS", "chance_of_overlap", "measure_on_map", "questions_of"]

MOST_QUESTIONS = 500
"""Each is a search of its own; the share of 500 is good to about 4 points."""

_KS = (1, 5, 10)
_LEAST_IOU = 0.01
"""What counts as overlap. Outlines bend a little between metres and degrees, so neighbours share slivers; a tile that
is ten times as wide as the cell still counts."""
_COARSER = 4
"""The second level against the first, as between automatic levels."""
_GSD_M = 0.5
"""Where the data set does not tell."""
_CELLS = 8
"""As many as a heat map may have along the side of its finest tile."""
_MAPS_AT_ONCE = 50
"""Questions whose scores are in memory together."""
_SEED = 0
"""Of the places: neighbours shall not be of one class, as they are in data sets ordered by class."""


def measure_on_map(
    pictures: Sequence[Picture],
    *,
    captioner: Captioner,
    embedder: Embedder,
    levels_m: tuple[float, ...] | None = None,
    most_questions: int | None = MOST_QUESTIONS,
    folder: str | Path | None = None,
    read: Reader = open_picture,
    cancel: threading.Event | None = None,
) -> Generator[Event, None, LocalisationResult | None]:
    """Lay pictures out as one GeoTIFF, index it, and ask for the places by captions that stand at one picture only.

    The measures of semantic localisation (Yuan et al., TGRS 2022) rate the heat map that each question has over all of
    the map, in cells of which `_CELLS` fit along the side of a picture.

    Args:
        pictures: Laid out side by side in a shuffled order; those with captions are asked for.
        captioner: Must look at pixels: one that knows pictures by their file knows nothing about a map.
        embedder: For descriptions and questions.
        levels_m: Tile sides on the ground; by default the side of a cell and, where it fits, one four times coarser.
        most_questions: Captions asked, one a picture at even distances; None for all pictures.
        folder: For the map and its catalog, which are deleted in the end; None for the system's own.
        read: Opens a picture as (height, width, 3) uint8.
        cancel: Set it from any thread to stop.

    Yields:
        The events of the indexing run, and `Measuring`.

    Returns:
        None when cancelled.

    Raises:
        EmptyDatasetError: No picture can be read, or none has a caption of its own.
        OutputError: The map cannot be written.
    """
    cancel = cancel or threading.Event()
    with tempfile.TemporaryDirectory(prefix="tilescribe-map-", dir=folder) as place:
        yield Measuring("localisation: map", 0, 1)
        gsd_m = next((picture.gsd_m for picture in pictures if picture.gsd_m), _GSD_M)
        mosaic = write_mosaic(pictures, Path(place) / "map.tif", gsd_m=gsd_m, seed=_SEED, read=read)
        asked = evenly_spaced(questions_of(mosaic), most=most_questions)
        if not asked:
            raise EmptyDatasetError(
                "No picture has a caption that no other has", remedy="Localise with a data set that has captions"
            )
        levels_m = levels_m or _levels(mosaic)
        catalog = Path(place) / "map.gpkg"
        yield from _indexed(mosaic, catalog, levels_m, captioner=captioner, embedder=embedder, cancel=cancel)
        return (yield from _asked(mosaic, catalog, levels_m, asked, embedder=embedder, cancel=cancel))


def chance_of_overlap(overlapping: Sequence[int], *, tiles: int, k: int) -> float:
    """The share of questions that k tiles drawn without replacement answer, 0 to 1.

    1 - C(n - m, k) / C(n, k) for a cell that m of n tiles overlap (hypergeometric), mean over the cells.

    Args:
        overlapping: For each question the number of tiles that overlap its cell.
        tiles: n.
        k: Draws; more than n are n.
    """
    k = min(k, tiles)
    ways = math.comb(tiles, k)
    return sum(1 - math.comb(tiles - own, k) / ways for own in overlapping) / len(overlapping)


def questions_of(mosaic: Mosaic) -> list[tuple[Cell, str]]:
    """Each picture's first caption that leads to no other picture: a shared sentence has more than one right place."""
    holders = Counter(
        key for cell in mosaic.cells for key in {caption_key(caption) for caption in cell.picture.captions}
    )
    asked = []
    for cell in mosaic.cells:
        own = [caption for caption in cell.picture.captions if holders[caption_key(caption)] == 1]
        asked += [(cell, own[0])] if own else []
    return asked


def _levels(mosaic: Mosaic) -> tuple[float, ...]:
    """Metres on the ground, which differ a little from those of the grid."""
    from tilescribe.raster import open_raster

    cell_m = open_raster(str(mosaic.path)).gsd_m * mosaic.layout.cell_px
    fits = min(mosaic.layout.columns, mosaic.layout.rows) >= _COARSER
    return (cell_m, cell_m * _COARSER) if fits else (cell_m,)


def _indexed(
    mosaic: Mosaic,
    catalog: Path,
    levels_m: tuple[float, ...],
    *,
    captioner: Captioner,
    embedder: Embedder,
    cancel: threading.Event,
) -> Generator[Event, None, None]:
    from tilescribe.indexing import IndexOptions, index

    options = IndexOptions(levels_m=levels_m)
    yield from index(
        [mosaic.path], catalog=catalog, options=options, captioner=captioner, embedder=embedder, cancel=cancel
    )


def _asked(
    mosaic: Mosaic,
    catalog: Path,
    levels_m: tuple[float, ...],
    asked: Sequence[tuple[Cell, str]],
    *,
    embedder: Embedder,
    cancel: threading.Event,
) -> Generator[Event, None, LocalisationResult | None]:
    from tilescribe.catalog import open_catalog
    from tilescribe.searching import search

    answers: list[tuple[Sequence[Hit], Cell]] = []
    with open_catalog(catalog) as opened:
        for position, (cell, question) in enumerate(asked):
            if cancel.is_set():
                return None
            if position % 50 == 0:
                yield Measuring("localisation: questions", position, len(asked))
            answers.append((search(opened, question, k=max(_KS), embedder=embedder).hits, cell))
        tiles = _tiles(opened)
        semantic = yield from _heat_maps(opened, mosaic, tiles, asked, embedder=embedder, cancel=cancel)
    if cancel.is_set():
        return None
    measured = measure_localisation([(hits, cell.footprint) for hits, cell in answers], ks=_KS, least_iou=_LEAST_IOU)
    return LocalisationResult(
        pictures=len(mosaic.cells),
        questions=measured.questions,
        tiles=len(tiles),
        cell_px=mosaic.layout.cell_px,
        gsd_m=mosaic.layout.gsd_m,
        levels_m=levels_m,
        overlapping=measured.overlapping,
        mean_overlap=measured.mean_overlap,
        chance=_chance(tiles, [cell.window for cell, _ in asked]),
        semantic=semantic,
        problems=mosaic.problems,
    )


def _heat_maps(
    catalog: Catalog,
    mosaic: Mosaic,
    tiles: Sequence[StoredTile],
    asked: Sequence[tuple[Cell, str]],
    *,
    embedder: Embedder,
    cancel: threading.Event,
) -> Generator[Event, None, SemanticLocalisation | None]:
    """The mean of the measures over the heat maps of all questions; None where no tile is described, or cancelled."""
    from tilescribe.catalog.fusion import probability
    from tilescribe.searching import score_matrix
    from tilescribe.searching.heat_grids import Outlines, cell_values

    if not tiles:
        return None
    grid = _heat_grid(mosaic)
    whole = Window(0, 0, grid.height, grid.width)
    outlines = Outlines.of([tile.footprint for tile in tiles]).projected(grid.crs)
    rings, levels_m = np.arange(len(outlines)), np.array([tile.level_m for tile in tiles])
    tile_ids = np.array([tile.id for tile in tiles], dtype=np.int64)
    measured = []
    for first in range(0, len(asked), _MAPS_AT_ONCE):
        yield Measuring("localisation: heat maps", first, len(asked))
        some = asked[first : first + _MAPS_AT_ONCE]
        scores = score_matrix(catalog, [question for _, question in some], embedder=embedder, tile_ids=tile_ids)
        for (cell, _), odds in zip(some, scores.by_channel["fused"], strict=True):
            if cancel.is_set():
                return None
            cells = cell_values(outlines, rings, probability(odds), levels_m, grid=grid, window=whole)
            measured.append(measure_map(cells, _region(mosaic, cell)))
    return mean_of_maps(measured)


def _heat_grid(mosaic: Mosaic) -> Grid:
    """Of `_CELLS` a picture's side, from the upper left corner of the map."""
    from pyproj import CRS

    from tilescribe.searching.heat_grids import Grid

    layout = mosaic.layout
    a, _, west, _, _, north = layout.transform
    cell_m = a * layout.cell_px / _CELLS
    return Grid(CRS.from_user_input(MAP_CRS), west, north, cell_m, layout.columns * _CELLS, layout.rows * _CELLS)


def _region(mosaic: Mosaic, cell: Cell) -> Window:
    """Of a heat map: the cells of a picture."""
    side = mosaic.layout.cell_px
    return Window(cell.window.row // side * _CELLS, cell.window.col // side * _CELLS, _CELLS, _CELLS)


def _tiles(catalog: Catalog) -> list[StoredTile]:
    from tilescribe.domain.query import Filters

    return catalog.tiles(catalog.candidates(Filters()).tolist())


def _chance(tiles: Sequence[StoredTile], cells: Sequence[Window]) -> Mapping[int, float]:
    boxes = np.array([(tile.row, tile.col, tile.row + tile.height, tile.col + tile.width) for tile in tiles])
    overlapping = [int(np.count_nonzero(_ious(boxes, cell) > _LEAST_IOU)) for cell in cells]
    return {k: chance_of_overlap(overlapping, tiles=len(tiles), k=k) for k in _KS}


def _ious(boxes: NDArray[np.int64], cell: Window) -> NDArray[np.float64]:
    """Intersection over union of pixel boxes (n, 4: top, left, bottom, right) with a window."""
    top, left, bottom, right = boxes.T
    height = np.minimum(bottom, cell.row + cell.height) - np.maximum(top, cell.row)
    width = np.minimum(right, cell.col + cell.width) - np.maximum(left, cell.col)
    shared = np.clip(height, 0, None) * np.clip(width, 0, None)
    union = (bottom - top) * (right - left) + cell.height * cell.width - shared
    ious: NDArray[np.float64] = shared / union
    return ious
