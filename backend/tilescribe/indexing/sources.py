"""Where the pipeline's tiles come from: what the reader hands on, and the plain way through a raster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from tilescribe import config
from tilescribe.domain.events import Event, Notice, RasterFailed, RasterStarted
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import RasterError
from tilescribe.raster import (
    BlankTile,
    UnreadableTile,
    lacks_overviews,
    read_tiles,
    reason_not_to_describe,
    scene_of,
)

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.domain.description import Author
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef

__all__ = ["NearDuplicate", "Outcome", "PendingTiles", "SharedTile", "Source", "Started"]


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A tile that takes over what is said of a near-identical one. Its pixels have been read and compared."""

    tile_id: int
    content_hash: str
    valid_share: float


@dataclass(frozen=True, slots=True)
class SharedTile:
    """A tile whose description serves others as well."""

    pixels: TilePixels
    near_duplicates: tuple[NearDuplicate, ...]
    described: bool
    """It has its description already; only its near-duplicates are to be written."""


@dataclass(frozen=True, slots=True)
class Started:
    """These tiles of a raster come next."""

    raster: Raster
    tiles: Sequence[TileRef]


Outcome: TypeAlias = TilePixels | SharedTile | BlankTile | UnreadableTile
Source: TypeAlias = Generator[Outcome | Started | Event]
"""Tiles, announced raster by raster, and events for the caller of the run between them."""


@dataclass(frozen=True, slots=True)
class PendingTiles:
    """Every tile of some rasters that lacks a caption of any of `authors`, raster by raster in block order."""

    catalog: Catalog
    authors: Sequence[Author]
    side_px: int
    """Longest side of the arrays that are wanted."""
    record_failure: Callable[[str, str], None]
    """Called with path and reason of a raster that cannot be read."""

    def of(self, raster_ids: Sequence[int]) -> Source:
        for raster_id in raster_ids:
            yield from self._of_raster(raster_id)

    def _of_raster(self, raster_id: int) -> Source:
        tiles = self.catalog.pending_tiles(raster_id, self.authors)
        if not tiles:
            return
        raster = self.catalog.load_raster(raster_id)
        yield RasterStarted(raster.path, len(tiles))
        yield from _offer_overviews(raster, tiles, self.side_px)
        yield Started(raster, tiles)
        reason = reason_not_to_describe(raster)
        if reason:
            yield from (BlankTile(tile, reason, None) for tile in tiles)
            return
        try:
            scene = scene_of(
                raster,
                kept=self.catalog.load_scene(raster_id),
                keep=partial(self.catalog.put_scene, raster_id),
            )
            reader = read_tiles(raster, tiles, scene=scene, side_px=self.side_px, threads=config.reader_threads())
            with closing(reader):
                yield from reader
        except RasterError as error:
            self.record_failure(raster.path, str(error))
            yield RasterFailed(raster.path, str(error))


def _offer_overviews(raster: Raster, tiles: Sequence[TileRef], side_px: int) -> Iterator[Event]:
    longest = max(max(tile.window.width, tile.window.height) for tile in tiles)
    if lacks_overviews(raster, window_side_px=longest, side_px=side_px):
        yield Notice(
            raster.path,
            "This large raster has no overviews, so its coarse levels are read at full resolution, slowly. "
            "Run again with --build-overviews to build them in a file beside it.",
        )
