"""Where in a tile the words match: windows of it are looked at from the raster, and compared with the question."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.domain.heat_map import HeatMap, ScoredWindow
from tilescribe.domain.question import read_as
from tilescribe.domain.tile import TileState, Window
from tilescribe.errors import InvalidOptionError, UnknownTileError
from tilescribe.searching.picture_questions import PictureQuestion
from tilescribe.searching.ranking import check_question, embedder_of
from tilescribe.searching.windows import (
    check_space,
    check_unchanged,
    grid_windows,
    no_picture,
    read_windows,
    visual_captioner,
    window_vectors,
)

# What reads pixels is imported where they are read: a question alone shall not wait for it.
if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredTile
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.question import Reading
    from tilescribe.domain.raster import Raster
    from tilescribe.embed.base import Embedder

__all__ = ["GRID", "MAX_GRID", "where"]

GRID = 5
"""Windows along each side by default: neighbours share three quarters, so that a thing is whole in one of them."""
MAX_GRID = 9
"""81 windows; neighbours then share seven eighths."""


def where(
    catalog: Catalog,
    tile_id: int,
    question: str,
    *,
    grid: int = GRID,
    captioner: Captioner | None = None,
    embedder: Embedder | None = None,
    reading: Reading = "auto",
) -> HeatMap:
    """Score overlapping windows of a tile for a question.

    Each window has half the tile's sides and is read from the raster anew, so that the captioner sees it twice as large
    as in the tile, and in more detail where the raster has more. Nothing of it is kept. A window of which less than
    5 % can be seen, or that has one value only, has no score.

    Args:
        catalog: An open catalog.
        tile_id: Any tile that is not blank.
        question: In words; read in parts as in a search.
        grid: Windows along each side, 2 to `MAX_GRID`.
        captioner: One that gives visual vectors (`tilescribe.describe.VisualCaptioner`); default is `builtin`.
        embedder: The one in whose space they lie; default is the one used last in the catalog.
        reading: `plain` takes the question for plain words, as in `search`.

    Raises:
        EmptyQuestionError: there is no word in the question.
        InvalidOptionError: `grid` is out of range, the captioner gives no visual vectors, or none in the embedder's
            space.
        UnknownTileError: no such tile, or there is no picture in it.
        RasterNotFoundError, RasterReadError, NotGeoreferencedError: its file is gone, changed or broken.
        ModelError: the captioner cannot be loaded.
    """
    import numpy as np

    from tilescribe.raster import scene_of

    check_question(question)
    if not 2 <= grid <= MAX_GRID:
        raise InvalidOptionError(f"A grid of {grid} is out of range", remedy=f"Give 2 to {MAX_GRID} windows a side")
    with catalog.snapshot():
        tile = _tile_with_picture(catalog, tile_id)
        raster, kept = catalog.load_raster(tile.raster_id), catalog.load_scene(tile.raster_id)
    check_unchanged(raster)
    windows = grid_windows(tile.ref.window, grid)
    with visual_captioner(captioner) as model:
        embedder = embedder or embedder_of(catalog)
        check_space(model, embedder)
        started = time.monotonic()
        scene = scene_of(raster, kept=kept)
        pixels = read_windows(raster, tile.ref, windows, scene=scene, side_px=model.input_side_px)
        vectors = window_vectors(model, pixels)
        asked = PictureQuestion.of(catalog, read_as(question, reading).expression, embedder=embedder)
    shares = np.array([0.0 if one is None else one.valid.mean() for one in pixels], dtype=np.float32)
    whole, *scores = (_shown(score) for score in asked.scores(vectors, shares).tolist())
    if whole is None or all(score is None for score in scores):
        raise UnknownTileError(
            f"Nothing in tile {tile_id} is a picture that {model.author.captioner!r} can compare with words",
            remedy="Choose another tile, or another captioner",
        )
    return HeatMap(
        question=question,
        tile_id=tile_id,
        captioner=model.author.captioner,
        embedder=embedder.name,
        score=whole,
        windows=_scored(raster, windows, scores, grid=grid),
        seconds=time.monotonic() - started,
    )


def _shown(score: float) -> float | None:
    """As hits show scores: six digits. NaN is unequal to itself."""
    return round(score, 6) if score == score else None


def _tile_with_picture(catalog: Catalog, tile_id: int) -> StoredTile:
    (tile,) = catalog.tiles([tile_id])
    if tile.state is TileState.BLANK:
        raise no_picture(tile_id, tile.reason)
    return tile


def _scored(
    raster: Raster, windows: Sequence[Window], scores: Sequence[float | None], *, grid: int
) -> tuple[ScoredWindow, ...]:
    from tilescribe.raster import footprints, locate

    places = footprints(windows, locate(raster))
    return tuple(
        ScoredWindow(row=at // grid, column=at % grid, window=window, footprint=place, score=score)
        for at, (window, place, score) in enumerate(zip(windows, places, scores, strict=True))
    )
