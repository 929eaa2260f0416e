"""Windows of a tile: where they lie, what a captioner sees in them, and how well that matches a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.domain.tile import TileRef, Window
from tilescribe.errors import InvalidOptionError, RasterNotFoundError, RasterReadError, UnknownTileError

# What reads pixels is imported where they are read: a question alone shall not wait for it.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.base import Captioner, VisualCaptioner
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.raster import Raster
    from tilescribe.embed.base import Embedder
    from tilescribe.raster import Scene

__all__ = [
    "check_space",
    "check_unchanged",
    "grid_windows",
    "no_picture",
    "read_windows",
    "visual_captioner",
    "window_vectors",
]


def grid_windows(window: Window, grid: int) -> list[Window]:
    """`grid` x `grid` windows of half the sides of one, evenly spaced from edge to edge, row by row.

    Of a window of a few pixels some of them are the same.
    """
    height, width = -(-window.height // 2), -(-window.width // 2)
    rows, cols = (_starts(free, grid) for free in (window.height - height, window.width - width))
    return [Window(window.row + row, window.col + col, height, width) for row, col in product(rows, cols)]


@contextmanager
def visual_captioner(captioner: Captioner | None) -> Iterator[VisualCaptioner]:
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


def check_space(model: VisualCaptioner, embedder: Embedder) -> None:
    if model.visual_space != embedder.fingerprint:
        raise InvalidOptionError(
            f"What {model.author.captioner!r} sees cannot be compared with vectors of the embedder {embedder.name!r}",
            remedy=f"Choose the embedder that the captioner was made for; that of builtin is {config.DEFAULT_EMBEDDER}",
        )


def check_unchanged(raster: Raster) -> None:
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


def read_windows(
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
                raise no_picture(tile.id, outcome.reason)
            if isinstance(outcome, TilePixels):
                found[outcome.tile.id] = outcome
    return found


def window_vectors(model: VisualCaptioner, pixels: Sequence[TilePixels | None]) -> NDArray[np.float32]:
    """(n, dim) float32, in batches that suit the captioner; NaN where there is nothing to look at."""
    import numpy as np

    seen = [(at, one) for at, one in enumerate(pixels) if one is not None]
    batches = (seen[start : start + model.batch_size] for start in range(0, len(seen), model.batch_size))
    looked_at = np.concatenate([model.visual_vectors([one for _, one in batch]) for batch in batches])
    vectors = np.full((len(pixels), looked_at.shape[1]), np.nan, dtype=np.float32)
    vectors[[at for at, _ in seen]] = looked_at
    return vectors


def no_picture(tile_id: int, reason: str) -> UnknownTileError:
    return UnknownTileError(f"Tile {tile_id} has no picture ({reason})", remedy="Choose a tile that is not blank")


def _starts(free: int, count: int) -> list[int]:
    return [round(free * at / (count - 1)) for at in range(count)]
