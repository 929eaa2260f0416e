"""A heat map of a question over any extent, as a Cloud Optimized GeoTIFF (Yuan et al., TGRS 2022, *Learning to Evaluate
Performance of Multi-modal Semantic Localization*): the probability on a regular grid, from all levels and overlaps."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.domain.heat_raster import HeatRaster
from tilescribe.domain.query import Filters
from tilescribe.domain.question import read_as
from tilescribe.searching.author_filter import author_filter_of
from tilescribe.searching.channels import ALL_CHANNELS
from tilescribe.searching.engine import notices_of_spaces, query_of, spaces_asked
from tilescribe.searching.heat_drawing import (
    About,
    FoundTiles,
    check_resolution,
    crs_of,
    draw_map,
    outlines_of,
    outputs_of,
)
from tilescribe.searching.question_texts import texts_of, vectors_of
from tilescribe.searching.ranking import check_filters, check_question, embedder_info, embedder_of, in_one_state

# The arrays' modules, and what writes pixels, are imported where they are used: a question alone shall not wait.
if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.question import Reading
    from tilescribe.embed.base import Embedder

__all__ = ["change_map", "heat_map"]


def heat_map(
    catalog: Catalog,
    question: str,
    path: str | Path,
    *,
    resolution_m: float | None = None,
    crs: str | None = None,
    filters: Filters | None = None,
    embedder: Embedder | None = None,
    captioner: str | None = None,
    encoders: Sequence[VisualEncoder] | None = None,
    overwrite: bool = False,
    reading: Reading = "auto",
    progress: Callable[[int, int], None] | None = None,
) -> HeatRaster:
    """Write the probability that each place shows what was asked, as a Cloud Optimized GeoTIFF.

    The cells are float32, NaN where no tile lies, in a CRS of metres; what each is made of says
    `heat_grids.cell_values`. The map reaches over all tiles that pass the filters, cut to `filters.bounds` and
    `filters.area`. It is worked out in blocks: memory grows with the number of tiles (about 150 bytes each), and not
    with the extent. A style for QGIS is written beside it, with the suffix `.qml`.

    Args:
        catalog: An open catalog.
        question: In words; read in parts as in a search.
        path: Of the GeoTIFF, with the suffix `.tif` or `.tiff`.
        resolution_m: Side of a cell in the metres of the CRS; default is half the side of the finest tile.
        crs: What pyproj understands, such as `EPSG:32633`, in metres; default is the UTM zone in the middle, or a CRS
            for large extents where they are wider than two zones.
        filters: Where, when, which rasters and levels.
        embedder: Must be one that has vectors in this catalog; default is the one used last.
        captioner: Whose descriptions count; None for everybody's. Visual encoders do not count beside it.
        encoders: Visual encoders to use; None: those whose spaces the catalog has are loaded, which takes seconds, and
            one that cannot be is left out with a notice.
        overwrite: Replace files that exist. A catalog or one of its rasters never is.
        reading: `plain` takes the question for plain words, as in `search`.
        progress: Called with how many blocks are done, of how many.

    Raises:
        EmptyQuestionError: there is no word in the question.
        InvalidOptionError: the CRS or the resolution is none that serves, or the suffix is another.
        InvalidBoundsError: no described tile lies in the extent, or passes the other filters.
        InvalidDateError: no tile could pass.
        UnknownCaptionerError, UnknownEmbedderError: the catalog has none of that name.
        OutputError: the files exist, or cannot be written.
    """
    check_question(question)
    filters = filters or Filters()
    check_filters(filters)
    check_resolution(resolution_m)
    target = crs_of(crs) if crs is not None else None
    outputs = outputs_of(catalog, Path(path), overwrite=overwrite)
    started = time.monotonic()
    author_filter = author_filter_of(catalog, captioner)
    embedder = embedder or embedder_of(catalog)
    spaces = spaces_asked(catalog, ALL_CHANNELS, captioner=captioner, encoders=encoders, load=None)
    expression = read_as(question, reading).expression
    read = {text: spaces.read(text) for text in texts_of(expression)} if spaces else {}

    def ask() -> FoundTiles:
        space = embedder_info(catalog, embedder).fingerprint
        asked = vectors_of(catalog, expression, embedder=embedder)
        query = query_of(catalog, expression, asked, space=space, channels=ALL_CHANNELS, read=read, captioner=captioner)
        query = replace(query, author_filter=author_filter, filters=filters)
        tiles = catalog.tile_scores(query)
        return FoundTiles(tiles, outlines_of(catalog, tiles.tile_ids))

    found = in_one_state(catalog, ask)
    about = About(question=" ".join(question.split()), embedder=embedder.name, compared=catalog.has_pairs())
    drawn = draw_map(found, outputs, about, resolution_m=resolution_m, crs=target, filters=filters, progress=progress)
    return replace(
        drawn,
        notices=notices_of_spaces(catalog, spaces, space=embedder.fingerprint, channels=ALL_CHANNELS),
        seconds=time.monotonic() - started,
    )


def change_map(
    changes: Catalog,
    path: str | Path,
    *,
    resolution_m: float | None = None,
    crs: str | None = None,
    filters: Filters | None = None,
    overwrite: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> HeatRaster:
    """Write how much has changed at each place between two dates; else as `heat_map`.

    Args:
        changes: An open catalog of changes, as `compare` makes it.
        path, resolution_m, crs, filters, overwrite, progress: As in `heat_map`.

    Raises:
        InvalidOptionError, InvalidBoundsError, InvalidDateError, OutputError: as `heat_map`.
    """
    filters = filters or Filters()
    check_filters(filters)
    check_resolution(resolution_m)
    target = crs_of(crs) if crs is not None else None
    outputs = outputs_of(changes, Path(path), overwrite=overwrite)
    started = time.monotonic()

    def ask() -> FoundTiles:
        tiles = changes.magnitudes(filters)
        return FoundTiles(tiles, outlines_of(changes, tiles.tile_ids))

    found = in_one_state(changes, ask)
    about = About(question="How much has changed", embedder="", compared=True)
    drawn = draw_map(found, outputs, about, resolution_m=resolution_m, crs=target, filters=filters, progress=progress)
    return replace(drawn, seconds=time.monotonic() - started)
