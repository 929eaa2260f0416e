"""Where in a tile the words match: windows of it are looked at from the raster, and compared with the question."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.catalog.fusion import ChannelWeights, discounted, probability
from tilescribe.domain.heat_map import HeatMap, ScoredWindow
from tilescribe.domain.tile import TileRef, TileState, Window
from tilescribe.errors import InvalidOptionError, RasterNotFoundError, RasterReadError, UnknownTileError
from tilescribe.searching.own_calibrations import calibration_of
from tilescribe.searching.question_vectors import embedded_questions
from tilescribe.searching.ranking import check_question, embedder_of

# What reads pixels is imported where they are read: a question alone shall not wait for it.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredTile
    from tilescribe.describe.base import Captioner, VisualCaptioner
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.raster import Raster
    from tilescribe.embed.base import Embedder
    from tilescribe.raster import Scene

__all__ = ["GRID", "MAX_GRID", "grid_windows", "where", "window_scores"]

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
) -> HeatMap:
    """Score overlapping windows of a tile for a question.

    Each window has half the tile's sides and is read from the raster anew, so that the captioner sees it twice as large
    as in the tile, and in more detail where the raster has more. Nothing of it is kept. A window of which less than
    5 % can be seen, or that has one value only, has no score.

    Args:
        catalog: An open catalog.
        tile_id: Any tile that is not blank.
        question: Plain words.
        grid: Windows along each side, 2 to `MAX_GRID`.
        captioner: One that gives visual vectors (`tilescribe.describe.VisualCaptioner`); default is `builtin`.
        embedder: The one in whose space they lie; default is the one used last in the catalog.

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
    _check_unchanged(raster)
    windows = grid_windows(tile.ref.window, grid)
    with _loaded(captioner) as model:
        embedder = embedder or embedder_of(catalog)
        _check_space(model, embedder)
        started = time.monotonic()
        scene = scene_of(raster, kept=kept)
        pixels = _read(raster, tile.ref, windows, scene=scene, side_px=model.input_side_px)
        vectors = _vectors(model, pixels)
        asked = embedded_questions([question], embedder)[0]
    shares = np.array([0.0 if one is None else one.valid.mean() for one in pixels], dtype=np.float32)
    weights = calibration_of(embedder.fingerprint).picture_weights(asked, space=embedder.fingerprint)
    whole, *scores = (_shown(score) for score in window_scores(vectors, asked, shares, weights).tolist())
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


def grid_windows(window: Window, grid: int) -> list[Window]:
    """`grid` x `grid` windows of half the sides of one, evenly spaced from edge to edge, row by row.

    Of a window of a few pixels some of them are the same.
    """
    height, width = -(-window.height // 2), -(-window.width // 2)
    rows, cols = (_starts(free, grid) for free in (window.height - height, window.width - width))
    return [Window(window.row + row, window.col + col, height, width) for row, col in product(rows, cols)]


def window_scores(
    vectors: NDArray[np.float32],
    question: NDArray[np.float32],
    valid_shares: NDArray[np.float32],
    weights: ChannelWeights,
) -> NDArray[np.float32]:
    """(n,) probabilities that a window shows what was asked, lower the less of it can be seen, as those of hits.

    Args:
        vectors: (n, dim), L2-normalised, NaN for windows that nothing is known of.
        question: (dim,), L2-normalised.
        valid_shares: (n,) of the pixels of each window, 0 to 1.
        weights: Of the visual channel, which is all there is.
    """
    return discounted(probability(weights.offset + weights.visual * (vectors @ question)), valid_shares)


def _starts(free: int, count: int) -> list[int]:
    return [round(free * at / (count - 1)) for at in range(count)]


def _shown(score: float) -> float | None:
    """As hits show scores: six digits. NaN is unequal to itself."""
    return round(score, 6) if score == score else None


# --- checks -----------------------------------------------------------------------------------------------------------


def _tile_with_picture(catalog: Catalog, tile_id: int) -> StoredTile:
    (tile,) = catalog.tiles([tile_id])
    if tile.state is TileState.BLANK:
        raise _no_picture(tile_id, tile.reason)
    return tile


def _no_picture(tile_id: int, reason: str) -> UnknownTileError:
    return UnknownTileError(f"Tile {tile_id} has no picture ({reason})", remedy="Choose a tile that is not blank")


@contextmanager
def _loaded(captioner: Captioner | None) -> Iterator[VisualCaptioner]:
    """The captioner, or the default one for the length of the block."""
    from tilescribe.describe import VisualCaptioner, close_captioner, load_captioner

    model = captioner or load_captioner(config.DEFAULT_CAPTIONER)
    try:
        if not isinstance(model, VisualCaptioner):
            raise InvalidOptionError(
                f"The captioner {model.author.captioner!r} cannot compare parts of a picture with words",
                remedy=f"Choose one that gives visual vectors, such as {config.DEFAULT_CAPTIONER}",
            )
        yield model
    finally:
        if captioner is None:
            close_captioner(model)


def _check_space(model: VisualCaptioner, embedder: Embedder) -> None:
    if model.visual_space != embedder.fingerprint:
        raise InvalidOptionError(
            f"What {model.author.captioner!r} sees cannot be compared with vectors of the embedder {embedder.name!r}",
            remedy=f"Choose the embedder that the captioner was made for; that of builtin is {config.DEFAULT_EMBEDDER}",
        )


def _check_unchanged(raster: Raster) -> None:
    """Raises RasterNotFoundError, RasterReadError where its file is not the one that was indexed."""
    from tilescribe.raster import fingerprint, no_longer_there

    try:
        now = fingerprint(raster.path)
    except RasterNotFoundError as error:
        raise no_longer_there(raster.path) from error
    if now != raster.fingerprint:
        raise RasterReadError(
            f"{raster.path} has changed since it was indexed", remedy="Index it again, then ask again"
        )


# --- reading and looking ----------------------------------------------------------------------------------------------


def _read(
    raster: Raster, tile: TileRef, windows: Sequence[Window], *, scene: Scene, side_px: int
) -> list[TilePixels | None]:
    """The pixels of the tile, then those of its windows; None where there is no picture to look at."""
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.raster import BlankTile, UnreadableTile, read_tiles

    refs = [replace(tile, id=0)]
    refs += [TileRef(number, tile.raster_id, tile.level_m / 2, one) for number, one in enumerate(windows, start=1)]
    found: list[TilePixels | None] = [None] * len(refs)
    with closing(read_tiles(raster, refs, scene=scene, side_px=side_px, threads=config.reader_threads())) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, UnreadableTile):
                raise RasterReadError(outcome.reason, remedy="Check that the file is complete, and copy it again")
            if isinstance(outcome, BlankTile) and outcome.tile.id == 0:
                raise _no_picture(tile.id, outcome.reason)
            if isinstance(outcome, TilePixels):
                found[outcome.tile.id] = outcome
    return found


def _vectors(model: VisualCaptioner, pixels: Sequence[TilePixels | None]) -> NDArray[np.float32]:
    """(n, dim) float32, in batches that suit the captioner; NaN where there is nothing to look at."""
    import numpy as np

    seen = [(at, one) for at, one in enumerate(pixels) if one is not None]
    batches = (seen[start : start + model.batch_size] for start in range(0, len(seen), model.batch_size))
    looked_at = np.concatenate([model.visual_vectors([one for _, one in batch]) for batch in batches])
    vectors = np.full((len(pixels), looked_at.shape[1]), np.nan, dtype=np.float32)
    vectors[[at for at, _ in seen]] = looked_at
    return vectors


def _scored(
    raster: Raster, windows: Sequence[Window], scores: Sequence[float | None], *, grid: int
) -> tuple[ScoredWindow, ...]:
    from tilescribe.raster import footprints, locate

    places = footprints(windows, locate(raster))
    return tuple(
        ScoredWindow(row=at // grid, column=at % grid, window=window, footprint=place, score=score)
        for at, (window, place, score) in enumerate(zip(windows, places, scores, strict=True))
    )
